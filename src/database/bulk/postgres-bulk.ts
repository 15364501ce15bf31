import type { InsertRow, Statement, StoredRow } from '../database.js'
import { explainFailure } from '../failures/explain-failure.js'
import { qualifiedName } from '../qualified-name.js'
import type { ReservedKey } from '../sequences/key-reserve.js'
import type { BulkBatch, BulkWriter } from '../write/bulk-writer.js'
import { insertLabel } from '../write/insert-statement.js'
import { chunkLost } from '../write/send-insert.js'
import type { ColumnPlan } from '../write/table-plan.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'
import { isCarried } from './postgres-carried.js'
import { postgresCopyChunks, type PostgresCopyChunk } from './postgres-copy-chunks.js'
import { postgresCopyClient } from './postgres-copy-client.js'
import { PostgresCopyCommand } from './postgres-copy-command.js'
import { postgresCopyPlan, type PostgresCopyPlan } from './postgres-copy-plan.js'
import { reservation } from './postgres-reservation.js'
import { isStoredAsGiven } from './postgres-stored-as-given.js'

/** Keys have to be waited for: with fewer rows INSERT … RETURNING has ended by then (as fast at 100; a third faster at 20, a third slower at 1,000). */
const leastRowsWithKeys = 100

/** COPY, with keys that were taken from their sequence beforehand where they are wanted. */
export const postgresBulk: BulkWriter = {
  // Without keys, COPY is never slower than INSERT, not even with one row.
  leastRows: 5,
  async write(context, batch) {
    if (!context.server.capabilities.has('copy') || !(await speaksCopy(context))) return undefined
    const copy = postgresCopyPlan(batch.plan, batch.group.columns, wantedOf(context, batch))
    const chunk = wholeBatch(batch)
    if (copy === undefined || !suits(copy, chunk)) return undefined
    const keys = copy.counted === undefined ? undefined : await keysFor(context, batch, { chunk, counted: copy.counted })
    if (keys === 'elsewhere') return undefined
    for (const each of postgresCopyChunks(chunk, copy.text, keys, context.server.maxBytes)) await send(context, copy, each)
    return chunk.rows.map((row, k) => storedRow(copy, row, keys?.[k]))
  },
}

/** Keys that are in reserve are for these rows, wanted or not. */
function wantedOf({ sequences }: WriteContext, { request, plan, group }: BulkBatch): readonly string[] {
  const wanted = request.wanted ?? []
  const reserved = plan.columns.filter(({ column: { sequence } }) => sequence !== undefined && sequences.reserve.size(sequence) > 0)
  const unasked = reserved.filter((column) => !group.columns.includes(column) && !wanted.includes(column.name))
  return unasked.length === 0 ? wanted : [...wanted, ...unasked.map(({ name }) => name)]
}

/** The rows as those of one statement: for errors, which COPY tells of as INSERT does. */
function wholeBatch({ request, plan, group: { columns, indexes } }: BulkBatch): RowChunk {
  return { request, plan, columns, indexes, rows: indexes.map((index) => request.rows[index] ?? {}), bindings: [], tuples: [] }
}

function suits({ columns, given }: PostgresCopyPlan, { rows }: RowChunk): boolean {
  for (const row of rows) {
    for (const column of columns) if (typeof row[column.name] === 'object' && !isCarried(column, row[column.name])) return false
    for (const column of given) if (!isStoredAsGiven(column, row[column.name])) return false
  }
  return true
}

interface CountedRows {
  readonly chunk: RowChunk
  readonly counted: ColumnPlan
}

/** `elsewhere`: INSERT is faster, or has words for keys that the column cannot hold. */
async function keysFor(context: WriteContext, batch: BulkBatch, { chunk, counted }: CountedRows): Promise<readonly ReservedKey[] | 'elsewhere'> {
  const { sequence, type } = counted.column
  if (sequence === undefined) return 'elsewhere'
  const { reserve } = context.sequences
  const more = reservation(context, batch, sequence)
  if (more !== undefined) {
    if (chunk.rows.length < leastRowsWithKeys) return 'elsewhere'
    try {
      const { rows } = await context.send(more.statement, { values: 'raw' })
      reserve.keep(sequence, more.keys(rows[0]))
    } catch (error) {
      throw await explainFailure(context, chunk, more.statement, error)
    }
  }
  const keys = reserve.take(sequence, chunk.rows.length)
  const most = type === 'smallint' ? 2 ** 15 : type === 'integer' ? 2 ** 31 : 2 ** 63
  return keys.every((key) => key < most && key >= -most) ? keys : 'elsewhere'
}

async function send(context: WriteContext, copy: PostgresCopyPlan, { chunk, lines }: PostgresCopyChunk): Promise<void> {
  const columns = copy.counted === undefined ? copy.columns : [...copy.columns, copy.counted]
  const table = qualifiedName(context.dialect, chunk.request.table)
  const sql = `copy ${table} (${columns.map(({ quoted }) => quoted).join(', ')}) from stdin`
  const statement: Statement = { kind: 'insert', sql, bindings: [], table: chunk.request.table, label: insertLabel(chunk) }
  try {
    const { affected = 0 } = await context.sendOnDriver(statement, async (connection) => {
      const command = new PostgresCopyCommand(sql.replaceAll('\\?', '?'), lines)
      postgresCopyClient(connection)?.query(command)
      return { rows: [], affected: await command.done, firstKey: undefined }
    })
    if (affected !== chunk.rows.length) throw await chunkLost(context, chunk, affected)
  } catch (error) {
    throw await explainFailure(context, chunk, statement, error)
  }
}

/** One for all rows of which nothing is wanted. */
const nothing: StoredRow = Object.freeze({})

function storedRow({ counted, given, empty }: PostgresCopyPlan, row: InsertRow, key: ReservedKey | undefined): StoredRow {
  if (counted === undefined && given.length + empty.length === 0) return nothing
  const stored: StoredRow = {}
  for (const { name } of given) {
    const value = row[name]
    // There is no -0 among integers.
    stored[name] = value === 0 ? 0 : value
  }
  for (const { name } of empty) stored[name] = null
  if (counted !== undefined) stored[counted.name] = key
  return stored
}

// The client of a transaction is bound to its connection.
const speaking = new WeakMap<object, boolean>()

async function speaksCopy({ knex }: WriteContext): Promise<boolean> {
  const client: object = knex.client
  const known = speaking.get(client)
  if (known !== undefined) return known
  const connection: unknown = await knex.client.acquireConnection()
  try {
    const speaks = postgresCopyClient(connection) !== undefined
    speaking.set(client, speaks)
    return speaks
  } finally {
    await knex.client.releaseConnection(connection)
  }
}
