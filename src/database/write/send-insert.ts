import type { DatabaseError } from '../../errors/database-error.js'
import type { Statement } from '../database.js'
import type { DriverResult } from '../dialects/dialect.js'
import { explainFailure } from '../failures/explain-failure.js'
import { rowsLost } from '../failures/rows-lost.js'
import { sendWhole } from './send-whole.js'
import type { RowChunk, WriteContext } from './write-context.js'

/** Sends an INSERT; a failure comes out as a DatabaseError that names the row. */
export async function sendInsert(context: WriteContext, chunk: RowChunk, statement: Statement): Promise<DriverResult> {
  try {
    return await sendWhole(context, chunk, () => context.send(statement, { values: 'raw' }))
  } catch (error) {
    throw await context.failed(error, () => explainFailure(context, chunk, statement, error))
  }
}

/** The error for a chunk of which not every row came back. */
export function chunkLost(context: WriteContext, chunk: RowChunk, received: number): Promise<DatabaseError> {
  const { request, plan, indexes, rows } = chunk
  const source = request.origin(indexes[0] ?? 0)
  return rowsLost(context, { table: request.table, schema: plan.schema, source, sent: rows.length, received })
}
