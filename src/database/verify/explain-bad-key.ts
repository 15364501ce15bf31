import { DatabaseError } from '../../errors/database-error.js'
import type { Statement } from '../database.js'
import { cleanCause } from '../failures/clean-cause.js'
import { driverErrorFields } from '../failures/driver-error.js'
import type { DriverFault } from '../failures/driver-fault.js'
import { driverMessage } from '../failures/driver-message.js'
import { explainStatement } from '../failures/explain-statement.js'
import { isSecret } from '../../support/is-secret.js'
import { shownValue } from '../failures/shown-value.js'
import { printedName } from '../printed-name.js'
import type { WriteContext } from '../write/write-context.js'
import type { VerifiedTable } from './verified-keys.js'

/** The error for foreign keys that do not hold when they are checked: it names table, key and value, for nobody knows the row. */
export function explainBadKey(context: WriteContext, { table, schema, label }: VerifiedTable, statement: Statement, error: unknown): DatabaseError {
  const fault = context.dialect.readFault(error, driverMessage(context.knex, statement, error))
  if (fault.kind !== 'foreignKey') return explainStatement({ fault, error, statement, source: label })
  // Deferred keys are checked along with those of the table.
  const { table: failed = schema.name } = driverErrorFields(error)
  const names = fault.columns?.map((name) => `"${name}"`).join(' and ') ?? 'the foreign key'
  const parent = fault.parentTable === undefined ? '' : ` of table "${fault.parentTable}"`
  return DatabaseError.refused({
    code: 'SEEDKIT_FOREIGN_KEY_VIOLATION',
    source: label,
    row: undefined,
    rows: undefined,
    table: failed === schema.name ? printedName(table) : failed,
    fact: `points at no row${parent} (foreign key "${fault.constraint ?? ''}")`,
    detail: valuesOf(fault),
    hint: `Create the parent first, or let a relation or a factory give ${names}. With foreignKeys: 'check', the error says which row of the factory it is.`,
    cause: cleanCause(error, fault, undefined),
  })
}

/** `"user_id" is 77`; values of several columns come in one text. */
function valuesOf({ columns = [], text }: DriverFault): string | undefined {
  const [first] = columns
  if (first === undefined || text === undefined) return undefined
  if (columns.length === 1) return `"${first}" is ${isSecret(first) ? shownValue(first, text) : text.slice(0, 60)}.`
  const values = text.split(', ')
  const isClear = values.length === columns.length
  return isClear ? `${columns.map((name, part) => `"${name}" is ${isSecret(name) ? shownValue(name, '') : (values[part] ?? '').slice(0, 60)}`).join(', ')}.` : undefined
}
