import { DatabaseError } from '../../errors/database-error.js'
import { SeedkitError } from '../../errors/seedkit-error.js'
import type { InsertRequest, Statement } from '../database.js'
import { cleanCause } from '../failures/clean-cause.js'
import { describeFault } from '../failures/describe-fault.js'
import { driverMessage } from '../failures/driver-message.js'
import { explainStatement } from '../failures/explain-statement.js'
import { printedName } from '../printed-name.js'
import type { ColumnPlan, TablePlan } from '../write/table-plan.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'

/** Not the fault of any row. */
const general: ReadonlySet<string> = new Set(['connectionLost', 'locked', 'missingTable', 'unknownColumn', 'denied', 'full', 'other'])

/** Turns a driver's error about an UPDATE into one that names factory, constraint and column, and the row where it is the only one. */
export function explainUpdate(options: {
  readonly context: WriteContext
  readonly statement: Statement
  readonly error: unknown
  readonly chunk: {
    readonly request: InsertRequest
    readonly plan: TablePlan
    readonly set: readonly ColumnPlan[]
    readonly indexes: readonly number[]
  }
}): SeedkitError {
  const { context, statement, error, chunk } = options
  if (error instanceof SeedkitError) return error
  const { request, plan, set, indexes } = chunk
  const rows = indexes.map((index) => request.rows[index] ?? {})
  const sent: RowChunk = { request, plan, columns: set, indexes, rows, bindings: [], tuples: [] }
  const fault = context.dialect.readFault(error, driverMessage(context.knex, statement, error))
  const origin = request.origin(indexes[0] ?? 0)
  if (general.has(fault.kind)) return explainStatement({ fault, error, statement, source: origin, chunk: sent })
  const named = plan.schema.foreignKeys.find((key) => key.name !== '' && key.name === fault.constraint)
  const names = fault.columns ?? named?.columns ?? plan.schema.uniques.find(({ name }) => name === fault.constraint)?.columns ?? []
  const finding = {
    row: indexes.length === 1 ? 0 : undefined,
    columns: names.map((name) => plan.byName.get(name)).filter((column) => column !== undefined),
    foreignKey: named,
  }
  return DatabaseError.refused({
    ...describeFault(sent, fault, finding, origin),
    source: origin,
    row: indexes.length === 1 ? { number: origin.index + 1, of: origin.of } : undefined,
    rows: { from: origin.index + 1, to: request.origin(indexes.at(-1) ?? 0).index + 1, of: origin.of },
    table: printedName(request.table),
    cause: cleanCause(error, fault, sent),
  })
}
