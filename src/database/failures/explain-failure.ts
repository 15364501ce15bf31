import { DatabaseError } from '../../errors/database-error.js'
import { SeedkitError } from '../../errors/seedkit-error.js'
import type { Statement } from '../database.js'
import { printedName } from '../printed-name.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'

/** Turns a driver's error about an INSERT into one that names factory, row and column. */
export async function explainFailure(context: WriteContext, chunk: RowChunk, statement: Statement, error: unknown): Promise<SeedkitError> {
  if (error instanceof SeedkitError) return error
  void context
  void statement
  return DatabaseError.failed({
    code: 'SEEDKIT_STATEMENT_FAILED', source: chunk.request.origin(chunk.indexes[0] ?? 0), table: printedName(chunk.request.table),
    fact: 'A statement failed', hint: undefined, cause: error,
  })
}
