import type { StoredRow } from '../database.js'
import { arrangeRows } from './arrange-rows.js'
import { decodeRows } from './decode-rows.js'
import { insertStatement } from './insert-statement.js'
import { chunkLost, sendInsert } from './send-insert.js'
import type { RowChunk, WriteContext } from './write-context.js'

/** INSERT … RETURNING: one statement a chunk. */
export async function writeReturning(context: WriteContext, chunk: RowChunk): Promise<readonly StoredRow[]> {
  const statement = insertStatement(context, chunk, ` returning ${chunk.plan.readList}`)
  const { rows } = await sendInsert(context, chunk, statement)
  if (rows.length !== chunk.rows.length) throw await chunkLost(context, chunk, rows.length)
  return decodeRows(chunk, rows.length === 1 ? rows : arrangeRows(context.dialect, chunk, rows))
}
