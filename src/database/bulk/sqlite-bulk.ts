import { setImmediate } from 'node:timers/promises'
import type { Statement, StoredRow } from '../database.js'
import { bindsSlowly } from '../dialects/binds-slowly.js'
import type { DriverResult } from '../dialects/dialect.js'
import { driverErrorFields } from '../failures/driver-error.js'
import { explainFailure } from '../failures/explain-failure.js'
import { qualifiedName } from '../qualified-name.js'
import { questionMarks } from '../question-marks.js'
import { refuseWhenOver } from '../refuse-when-over.js'
import type { BulkBatch, BulkWriter } from '../write/bulk-writer.js'
import { chunkRows } from '../write/chunk-rows.js'
import { insertLabel, insertStatement } from '../write/insert-statement.js'
import { chunkLost } from '../write/send-insert.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'
import { sendWhole } from '../write/send-whole.js'
import { writeReturning } from '../write/write-returning.js'
import { sqliteJsonRows } from './sqlite-json-rows.js'
import { sqliteKnownColumns, type KnownColumns } from './sqlite-known-columns.js'
import { sqliteSender, type SqliteSender } from './sqlite-sender.js'
import { sqliteTableFacts, type FactsTarget, type SqliteTableFacts } from './sqlite-table-facts.js'
import { sqliteStateQuery } from './sqlite-state-query.js'

/**
 * INSERT on the driver's own connection, without RETURNING: a statement of many rows, prepared once. It is atomic as it is, and one of a thousand rows takes
 * half the time of smaller ones where the table has keys: SQLite keeps old pages for each statement that may have to be undone.
 */
export const sqliteBulk: BulkWriter = {
  leastRows: 30,
  async write(context, batch) {
    const known = tellsRowsApart(batch) ? sqliteKnownColumns(batch) : undefined
    if (known === undefined) return undefined
    const target = { table: batch.request.table, schema: batch.plan.schema, label: batch.request.label }
    if (!suits(await sqliteTableFacts(context, target), known)) return undefined
    const rows: StoredRow[] = []
    for (const chunk of chunkRows(context, batch.plan, batch.request, batch.group)) {
      rows.push(...(await writeChunk(context, { chunk, known, target })))
      // better-sqlite3 never gives way by itself: timers and signals would wait for the last row.
      await setImmediate()
    }
    return rows
  },
}

interface BulkChunk {
  readonly chunk: RowChunk
  readonly known: KnownColumns
  readonly target: FactsTarget
}

/** Rows without a number and without a given key go one by one. */
function tellsRowsApart({ plan, group }: BulkBatch): boolean {
  if (group.columns.length === 0) return false
  const isGiven = (name: string): boolean => group.columns.some((column) => column.name === name)
  return plan.rowid !== undefined || (plan.schema.primaryKey.length > 0 && plan.schema.primaryKey.every(isGiven))
}

function suits(facts: SqliteTableFacts, { counted }: KnownColumns): boolean {
  return facts.isPlain && (counted === undefined || facts.numbersRows)
}

async function writeChunk(context: WriteContext, bulk: BulkChunk): Promise<readonly StoredRow[]> {
  const { chunk, known, target } = bulk
  const facts = await sqliteTableFacts(context, target)
  if (!suits(facts, known) || chunk.bindings.some(isSql)) return writeReturning(context, chunk)
  const statement = insertionOf(context, bulk, facts)
  try {
    const sendChunk = () => context.sendOnDriver(statement, (connection) => send(context, connection, statement, { ...bulk, facts }))
    const { affected = 0, firstKey = 0 } = await sendWhole(context, chunk, sendChunk)
    if (affected !== chunk.rows.length) throw await chunkLost(context, chunk, affected)
    return chunk.indexes.map((index, k) => known.row(index, Number(firstKey) + k))
  } catch (error) {
    if (!(error instanceof NotSuited)) throw await explainFailure(context, chunk, statement, error)
    await sqliteTableFacts(context, target, 'outdated')
    return writeReturning(context, chunk)
  }
}

/** Nothing was sent. */
class NotSuited extends Error {}

/**
 * Whether rows can be taken out again one by one, unseen: then SQLite need not be ready to do so. It would keep every old page of an index that the statement
 * changes, which takes as long as all else where keys come in no order.
 */
function isUndoable({ chunk: { columns, plan } }: BulkChunk, { hasIndexes, hasTriggers, hasFollowers }: SqliteTableFacts): boolean {
  return hasIndexes && !hasTriggers && !hasFollowers && plan.rowid !== undefined && !columns.some(({ column }) => column.identity)
}

function insertionOf(context: WriteContext, bulk: BulkChunk, facts: SqliteTableFacts): Statement {
  const { chunk } = bulk
  const into = isUndoable(bulk, facts) ? 'insert or fail into' : 'insert into'
  const json = bindsSlowly(context.knex.client) && facts.jsonTable !== undefined ? sqliteJsonRows(chunk) : undefined
  if (json === undefined) {
    const statement = insertStatement(context, chunk, '')
    return { ...statement, sql: statement.sql.replace('insert into', into) }
  }
  const { request: { table }, columns } = chunk
  const names = columns.map(({ quoted }) => quoted).join(', ')
  const values = columns.map((_, at) => `value ->> ${at}`).join(', ')
  return {
    kind: 'insert',
    sql: `${into} ${qualifiedName(context.dialect, table)} (${names}) select ${values} from ${facts.jsonTable}(?)`,
    bindings: [json],
    table,
    label: insertLabel(chunk),
  }
}

async function send(context: WriteContext, connection: unknown, statement: Statement, bulk: BulkChunk & { readonly facts: SqliteTableFacts }): Promise<DriverResult> {
  const { chunk, known: { counted }, target, facts } = bulk
  const sender = sqliteSender(connection)
  if (sender === undefined) throw new NotSuited()
  const undoable = isUndoable(bulk, facts)
  const number = counted?.quoted ?? (undoable ? chunk.plan.rowid : undefined)
  const state = await sender.first(questionMarks.unescape(sqliteStateQuery(context.dialect, target, facts, number)))
  // After the largest number that there is, SQLite takes any that is free.
  const last = Number(state['last'])
  const fits = last >= Number.MIN_SAFE_INTEGER && last <= Number.MAX_SAFE_INTEGER - chunk.rows.length
  if (state['version'] !== facts.version || !fits) throw new NotSuited()
  refuseWhenOver(context.knex)
  try {
    const { changes, last } = await sender.run(questionMarks.unescape(statement.sql), statement.bindings)
    return { rows: [], affected: changes, firstKey: Number(last) - changes + 1 }
  } catch (error) {
    if (undoable && endsStatementAlone(error)) await takeOut(context, sender, chunk, Number(state['last']))
    throw error
  }
}

/** A full disk, lost memory or an interruption may have ended the whole transaction: outside of it, rows with these numbers are somebody else's. */
function endsStatementAlone(error: unknown): boolean {
  return /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|ERROR)/.test(driverErrorFields(error).code ?? '')
}

/** Takes out those of a chunk's rows that came before the one that failed. */
async function takeOut(context: WriteContext, sender: SqliteSender, { plan, request, rows }: RowChunk, last: number): Promise<void> {
  refuseWhenOver(context.knex)
  const sql = `delete from ${qualifiedName(context.dialect, request.table)} where ${plan.rowid} > ? and ${plan.rowid} <= ?`
  await sender.run(questionMarks.unescape(sql), [last, last + rows.length])
}

/** `knex.raw(…)`, which Knex puts into the statement as SQL; what else drivers take is no object, or bytes. */
function isSql(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array)
}
