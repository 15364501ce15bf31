import { isConnectionLoss } from './connection-codes.js'
import { driverErrorFields } from './driver-error.js'
import type { DriverFault, FaultKind } from './driver-fault.js'

const kinds: Readonly<Record<number, FaultKind>> = {
  1062: 'unique',
  1586: 'unique',
  1452: 'foreignKey',
  1216: 'foreignKey',
  1048: 'notNull',
  1364: 'notNull',
  3819: 'check',
  4025: 'check',
  1406: 'tooLong',
  1264: 'invalidValue',
  1265: 'invalidValue',
  1366: 'invalidValue',
  1292: 'invalidValue',
  1411: 'invalidValue',
  3140: 'invalidValue',
  3156: 'invalidValue',
  1146: 'missingTable',
  1054: 'unknownColumn',
  167: 'exhausted',
  1467: 'exhausted',
  4084: 'exhausted',
  1142: 'denied',
  1143: 'denied',
  1205: 'locked',
  1213: 'locked',
  1927: 'connectionLost',
  1053: 'connectionLost',
  2006: 'connectionLost',
  2013: 'connectionLost',
}

/** MySQL says all in its message: the key and the joined values, the constraint, or the column `at row N`. */
export function readMysqlFault(error: unknown, message: string): DriverFault {
  const fields = driverErrorFields(error)
  const kind = isConnectionLoss(fields.code, message) ? 'connectionLost' : (kinds[fields.errno ?? 0] ?? 'other')
  const duplicate = /^Duplicate entry '(.*)' for key '(.*)'$/s.exec(message)
  const column =
    /column [`']?(?:[^`']*`\.`[^`]*`\.`)?([^`']+)[`']/i.exec(message)?.[1] ??
    /^Column '(.*)' cannot be null/.exec(message)?.[1] ??
    /^Field '(.*)' doesn't have a default/.exec(message)?.[1]
  const constraint = /CONSTRAINT [`'](?:[^`']*`\.`[^`]*`\.`)?([^`']+)[`']/i.exec(message)?.[1]
  const row = / at row (\d+)$/.exec(message)?.[1]
  return {
    kind,
    code: fields.code,
    // MySQL 8 writes `users.email_unique`, MariaDB only the key's name.
    constraint: duplicate?.[2]?.split('.').at(-1) ?? constraint,
    columns: kind === 'unique' || kind === 'foreignKey' || column === undefined ? undefined : [column],
    text: duplicate?.[1],
    row: row === undefined ? undefined : Number(row) - 1,
    sequence: /^Sequence '(.*)' has run out/.exec(message)?.[1],
    parentTable: /REFERENCES `(?:[^`]*`\.`)?([^`]*)`/.exec(message)?.[1],
    message,
  }
}
