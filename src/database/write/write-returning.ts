import type { StoredRow } from '../database.js'
import { arrangeRows } from './arrange-rows.js'
import { decodeRows } from './decode-rows.js'
import { insertStatement } from './insert-statement.js'
import { returnedColumns } from './returned-columns.js'
import { chunkLost, sendInsert } from './send-insert.js'
import type { RowChunk, WriteContext } from './write-context.js'

/** INSERT … RETURNING what is wanted: one statement a chunk. */
export async function writeReturning(context: WriteContext, chunk: RowChunk): Promise<readonly StoredRow[]> {
  const back = returnedColumns(chunk)
  if (back.wanted.length === 0 && toldByCount(context, chunk)) return writeCounted(context, chunk)
  const { rows } = await sendInsert(context, chunk, insertStatement(context, chunk, ` returning ${back.list}`))
  if (rows.length !== chunk.rows.length) throw await chunkLost(context, chunk, rows.length)
  if (back.wanted.length === 0) return rows.map(() => ({}))
  return decodeRows(chunk, back, rows.length === 1 ? rows : arrangeRows(context.dialect, chunk, rows, back.all))
}

/** A rule may write other rows than those sent, and count them. */
function toldByCount({ server }: WriteContext, { plan }: RowChunk): boolean {
  return server.capabilities.has('affected') && plan.schema.direct !== false
}

async function writeCounted(context: WriteContext, chunk: RowChunk): Promise<readonly StoredRow[]> {
  const { affected } = await sendInsert(context, chunk, insertStatement(context, chunk, ''))
  if (affected !== chunk.rows.length) throw await chunkLost(context, chunk, affected ?? 0)
  return chunk.rows.map(() => ({}))
}
