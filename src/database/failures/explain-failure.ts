import { DatabaseError } from '../../errors/database-error.js'
import { SeedkitError } from '../../errors/seedkit-error.js'
import type { Statement } from '../database.js'
import { printedName } from '../printed-name.js'
import { insertLabel } from '../write/insert-statement.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'
import { cleanCause } from './clean-cause.js'
import { describeFault } from './describe-fault.js'
import { driverMessage } from './driver-message.js'
import { explainStatement } from './explain-statement.js'
import { locateFault } from './locate-fault.js'

/** Turns a driver's error about an INSERT into one that names factory, row and column. */
export async function explainFailure(
  context: WriteContext,
  chunk: RowChunk,
  statement: Statement,
  error: unknown,
): Promise<SeedkitError> {
  if (error instanceof SeedkitError) return error
  const fault = context.dialect.readFault(error, driverMessage(context.knex, statement, error))
  const first = chunk.request.origin(chunk.indexes[0] ?? 0)
  if (general.has(fault.kind)) return explainStatement({ fault, error, chunk, statement, source: first })
  const finding = await locateFault(context, chunk, fault)
  const origin = finding.row === undefined ? undefined : chunk.request.origin(chunk.indexes[finding.row] ?? 0)
  return DatabaseError.refused({
    ...describeFault(chunk, fault, finding, origin ?? first),
    source: origin ?? first,
    row: origin === undefined ? undefined : { number: origin.index + 1, of: origin.of },
    rows: insertLabel(chunk).rows,
    table: printedName(chunk.request.table),
    cause: cleanCause(error, fault, chunk),
    columns: finding.columns.length > 0 ? finding.columns.map(({ name }) => name) : fault.columns,
    constraint: fault.constraint,
  })
}

/** Not the fault of any row. */
const general: ReadonlySet<string> = new Set(['connectionLost', 'locked', 'missingTable', 'unknownColumn', 'denied', 'exhausted', 'full'])
