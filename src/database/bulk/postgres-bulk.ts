import type { InsertRow, StoredRow } from '../database.js'
import type { ReservedKey } from '../sequences/key-reserve.js'
import type { BulkBatch, BulkWriter } from '../write/bulk-writer.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'
import { isCarried } from './postgres-carried.js'
import { postgresCopyChunks, type PostgresCopyChunk } from './postgres-copy-chunks.js'
import { postgresCopyClient, takesPipes } from './postgres-copy-client.js'
import { postgresCopyPlan, type PostgresCopyPlan } from './postgres-copy-plan.js'
import { keysAhead, keysInTime, takeKeys, type CountedRows } from './postgres-keys.js'
import { sendAlone, sendBehind, sendCopy } from './postgres-send-copy.js'
import { isStoredAsGiven } from './postgres-stored-as-given.js'

/** COPY, with keys that were taken from their sequence beforehand where they are wanted. */
export const postgresBulk: BulkWriter = {
  // Without keys, COPY is never slower than INSERT, not even with one row.
  leastRows: 5,
  async write(context, batch) {
    if (!context.server.capabilities.has('copy') || (await speechOf(context)) === 'none') return undefined
    const copying = rowsForCopy(context, batch)
    if (copying === undefined) return undefined
    const { copy, rows } = copying
    const keys = await takeKeys(rows, sendAlone)
    if (keys === 'elsewhere') return undefined
    context.keysTaken()
    for (const each of copyChunks(rows, copy, keys)) await sendCopy(context, copy, each, sendAlone)
    return storedRows(copy, rows.chunk, keys)
  },
  prepare(context, batch) {
    if (speeches.get(context.knex.client) !== 'COPY behind COPY') return undefined
    const copying = rowsForCopy(context, batch)
    if (copying === undefined) return undefined
    const { copy, rows } = copying
    const keys = keysAhead(rows)
    if (keys === 'elsewhere') return undefined
    const chunks = keys === 'in time' ? undefined : [...copyChunks(rows, copy, keys)]
    return {
      pace: 'flowing',
      async write() {
        const taken = keys === 'in time' ? await keysInTime(rows) : keys
        if (taken === 'elsewhere') return undefined
        await Promise.all((chunks ?? [...copyChunks(rows, copy, taken)]).map((each) => sendCopy(context, copy, each, sendBehind)))
        return storedRows(copy, rows.chunk, taken)
      },
    }
  },
}

/** Undefined where COPY does not serve these rows. */
function rowsForCopy(context: WriteContext, batch: BulkBatch): { readonly copy: PostgresCopyPlan; readonly rows: CountedRows } | undefined {
  const copy = postgresCopyPlan(batch.plan, batch.group.columns, wantedOf(context, batch))
  const chunk = wholeBatch(batch)
  return copy !== undefined && suits(copy, chunk) ? { copy, rows: { context, batch, chunk, counted: copy.counted } } : undefined
}

function copyChunks({ context, chunk }: CountedRows, { text }: PostgresCopyPlan, keys: readonly ReservedKey[] | undefined): Iterable<PostgresCopyChunk> {
  return postgresCopyChunks(chunk, text, keys, context.server.maxBytes)
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

/** One for all rows of which nothing is wanted. */
const nothing: StoredRow = Object.freeze({})

function storedRows(copy: PostgresCopyPlan, { rows }: RowChunk, keys: readonly ReservedKey[] | undefined): readonly StoredRow[] {
  return rows.map((row, k) => storedRow(copy, row, keys?.[k]))
}

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

/** What a connection takes. */
type Speech = 'none' | 'COPY' | 'COPY behind COPY'

// The client of a transaction is bound to its connection.
const speeches = new WeakMap<object, Speech>()

async function speechOf({ knex }: WriteContext): Promise<Speech> {
  const client: object = knex.client
  const known = speeches.get(client)
  if (known !== undefined) return known
  const connection: unknown = await knex.client.acquireConnection()
  try {
    const copying = postgresCopyClient(connection)
    const speech = copying === undefined ? 'none' : takesPipes(copying) ? 'COPY behind COPY' : 'COPY'
    speeches.set(client, speech)
    return speech
  } finally {
    await knex.client.releaseConnection(connection)
  }
}
