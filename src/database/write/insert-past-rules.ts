import { readByKey } from './read-by-key.js'
import type { InsertRequest, StoredRow } from '../database.js'
import { rowsUnproved } from '../failures/rows-unproved.js'
import { chunkRows } from './chunk-rows.js'
import { groupRows } from './group-rows.js'
import { insertStatement } from './insert-statement.js'
import { knownKeys, type KnownKeys } from './known-keys.js'
import { chunkLost, sendInsert } from './send-insert.js'
import type { TablePlan } from './table-plan.js'
import type { RowChunk, WriteContext } from './write-context.js'

/**
 * Inserts rows into a table whose rules may send them elsewhere. RETURNING is refused there, the count is that of the rows that no rule has taken, and a
 * default is evaluated anew by each rule. So keys are known beforehand, and the rows are read again by them: what is not there then is lost.
 */
export async function insertPastRules(context: WriteContext, plan: TablePlan, asked: InsertRequest): Promise<StoredRow[]> {
  // Keys that are given go first: what is made must not be one of them.
  context.sequences.given(plan.columns, asked.rows)
  const known = await knownKeys(context, plan, asked)
  if (known === undefined) throw await rowsUnproved(context, { table: asked.table, schema: plan.schema, source: asked.origin(0) })
  const result: StoredRow[] = Array.from({ length: asked.rows.length })
  for (const group of groupRows(context.dialect, plan, known.request)) {
    for (const chunk of chunkRows(context, plan, known.request, group)) {
      const rows = await write(context, chunk, known)
      for (const [k, index] of chunk.indexes.entries()) result[index] = rows[k] ?? {}
    }
  }
  return result
}

async function write(context: WriteContext, chunk: RowChunk, known: KnownKeys): Promise<readonly StoredRow[]> {
  const before = await rowsBefore(context, chunk, known)
  const statement = insertStatement(context, chunk, '')
  // Not the rows that the database counts, which are those that no rule has taken.
  const parts = [{ table: chunk.request.table, label: statement.label, rows: chunk.rows.length }]
  await sendInsert(context, chunk, { ...statement, parts })
  const found = await read(context, chunk, known, chunk.indexes)
  const rows = found.flatMap((row, k) => (row === undefined || before.has(chunk.indexes[k] ?? 0) ? [] : [row]))
  if (rows.length !== chunk.rows.length) throw await chunkLost(context, chunk, rows.length)
  return rows
}

/** Places of rows whose given key was there already: the row that is found afterwards may be the old one, and the new one swallowed. */
async function rowsBefore(context: WriteContext, chunk: RowChunk, known: KnownKeys): Promise<ReadonlySet<number>> {
  const given = chunk.indexes.filter((index) => !known.made.has(index))
  if (given.length === 0) return new Set()
  const found = await read(context, chunk, known, given)
  return new Set(given.filter((_, k) => found[k] !== undefined))
}

function read(context: WriteContext, { plan, request }: RowChunk, { key }: KnownKeys, places: readonly number[]): Promise<readonly (StoredRow | undefined)[]> {
  const rows = places.map((index) => ({ ...request.rows[index] }))
  return readByKey(context, { table: request.table, plan, key, rows, label: request.label })
}
