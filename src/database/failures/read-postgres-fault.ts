import { isConnectionLoss } from './connection-codes.js'
import { driverErrorFields } from './driver-error.js'
import type { DriverFault, FaultKind } from './driver-fault.js'

const kinds: Readonly<Record<string, FaultKind>> = {
  '23505': 'unique',
  '23503': 'foreignKey',
  '23502': 'notNull',
  '23514': 'check',
  '23P01': 'unique',
  '22001': 'tooLong',
  '42P01': 'missingTable',
  '42703': 'unknownColumn',
  '40001': 'locked',
  '40P01': 'locked',
  '55P03': 'locked',
  '42804': 'invalidValue',
  '428C9': 'invalidValue',
  '2200H': 'exhausted',
}

/** PostgreSQL names columns and values in `detail`, and the parameter or the line of COPY that it could not read in `where`. */
export function readPostgresFault(error: unknown, message: string): DriverFault {
  const fields = driverErrorFields(error)
  const { code } = fields
  const kind = isConnectionLoss(code, message) ? 'connectionLost' : kindOf(code, message)
  const key =
    /^Key \((.*?)\)=\((.*)\) (?:already exists|is not present|conflicts)/s.exec(fields.detail ?? '') ??
    // A row that fits no partition has the code of a broken check, without a constraint.
    /^Partition key of the failing row contains \((.*)\) = \((.*)\)\.$/s.exec(fields.detail ?? '')
  const row = /^Failing row contains \((.*)\)\.$/s.exec(fields.detail ?? '')
  const parameter = /parameter \$(\d+)/.exec(fields.where ?? '')
  const line = placeInCopy(fields.where)
  const named = fields.column ?? line?.column
  const columns = key?.[1]?.split(', ').map(unquote) ?? (named === undefined ? undefined : [named])
  return {
    kind,
    code,
    constraint: fields.constraint,
    columns,
    values: key === null || columns === undefined ? undefined : columns.length === 1 ? [key[2] ?? ''] : undefined,
    text: key?.[2] ?? row?.[1],
    row: line?.row,
    sequence: /^nextval: reached m\w+ value of sequence "(.*)" \(/.exec(message)?.[1],
    parameter: parameter === null || line !== undefined ? undefined : Number(parameter[1]) - 1,
    domain: fields.dataType,
    parentTable: /is not present in table "(.*)"\.$/.exec(fields.detail ?? '')?.[1],
    message,
  }
}

/** `COPY users, line 37, column age: "abc"`; the lines are the rows. */
function placeInCopy(where: string | undefined): { readonly row: number; readonly column: string | undefined } | undefined {
  const found = /^COPY .*?, line (\d+)(?:, column (.*?): (?:"|null input$))?/m.exec(where ?? '')
  return found === null ? undefined : { row: Number(found[1]) - 1, column: found[2] }
}

function kindOf(code: string | undefined, message: string): FaultKind {
  if (code === undefined) return 'other'
  // A row that a policy refuses has this code too.
  if (code === '42501') return message.startsWith('permission denied') ? 'denied' : 'other'
  return kinds[code] ?? (code.startsWith('22') ? 'invalidValue' : 'other')
}

function unquote(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name
}
