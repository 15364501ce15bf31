import { DatabaseError } from '../../errors/database-error.js'
import type { Statement } from '../database.js'
import type { DriverResult } from '../dialects/dialect.js'
import { explainFailure } from '../failures/explain-failure.js'
import { printedName } from '../printed-name.js'
import type { RowChunk, WriteContext } from './write-context.js'

/** Sends an INSERT; a failure comes out as a DatabaseError that names the row. */
export async function sendInsert(context: WriteContext, chunk: RowChunk, statement: Statement): Promise<DriverResult> {
  try {
    return await context.send(statement, { values: 'raw' })
  } catch (error) {
    throw await explainFailure(context, chunk, statement, error)
  }
}

/** The error for a chunk of which not every row came back. */
export function rowsLost(chunk: RowChunk, received: number): DatabaseError {
  return DatabaseError.rowsLost({
    table: printedName(chunk.request.table),
    source: chunk.request.origin(chunk.indexes[0] ?? 0),
    sent: chunk.rows.length,
    received,
  })
}
