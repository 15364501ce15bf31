import { setImmediate } from 'node:timers/promises'
import { DatabaseError } from '../../errors/database-error.js'
import type { InsertRow, Statement, StoredRow } from '../database.js'
import { printedName } from '../printed-name.js'
import { qualifiedName } from '../qualified-name.js'
import { isExpression } from '../values/plain-value.js'
import type { BulkBatch, BulkWriter } from '../write/bulk-writer.js'
import type { ColumnPlan } from '../write/table-plan.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'
import { countedKeys } from './mysql-counted-keys.js'
import { mysqlInsertRows } from './mysql-insert-rows.js'
import { mysqlLoadFile, type LoadFileMaker, type LoadFileWriter } from './mysql-load-file.js'
import { mysqlLoadRows } from './mysql-load-rows.js'
import { leastLoaded, mysqlPieces } from './mysql-pieces.js'
import { knownMysqlTableFacts, mysqlTableFacts, type MysqlTableFacts } from './mysql-table-facts.js'

/** LOAD DATA LOCAL INFILE where the server allows it, else INSERTs of which only keys come back. */
export const mysqlBulkWriter: BulkWriter = {
  leastRows: 1,
  async write(context, batch) {
    const wanted = wantedColumns(batch)
    const writer = fileWriter(context, batch)
    // INSERT … RETURNING gives all that may be wanted.
    const isInsertEnough = context.server.capabilities.has('returning')
    if (wanted === undefined || (writer === undefined && isInsertEnough)) return undefined
    const facts = writer !== undefined || wantsAny(wanted) ? await mysqlTableFacts(context, batch.plan, batch.request) : undefined
    const load = facts !== undefined && suits(facts, batch) ? writer : undefined
    if ((load === undefined && isInsertEnough) || (wantsAny(wanted) && facts?.changesRows === true)) return undefined
    return writeParts(context, wanted, partsOf(batch, load))
  },
  prepare(context, batch) {
    const wanted = wantedColumns(batch)
    const facts = knownMysqlTableFacts(batch.plan)
    const load = fileWriter(context, batch)
    if (wanted === undefined || load === undefined || facts === undefined || !suits(facts, batch) || (wantsAny(wanted) && facts.changesRows)) return undefined
    const parts = partsOf(batch, load).map((part) => ({ ...part, file: part.load?.(rowsOf(part.batch)) }))
    void makeAhead(parts)
    // One after the other: behind a deadlock, which ends the transaction, the server would commit what was sent ahead.
    return { pace: 'alone', write: () => writeParts(context, wanted, parts) }
  },
}

interface WantedColumns {
  /** Given by every row. */
  readonly given: readonly string[]
  /** Counted up by the database. */
  readonly counted: ColumnPlan | undefined
}

/** Rows that go in one LOAD DATA, or in as few INSERTs as it takes. */
interface Part {
  readonly batch: BulkBatch
  /** Undefined: by INSERT. */
  readonly load: LoadFileWriter | undefined
  /** The rows as they will be loaded, where that was begun ahead. */
  readonly file?: LoadFileMaker | undefined
}

/** Runs (by their server's facts) and tables for which LOAD DATA turned out not to serve. */
const unserved = new WeakSet<object>()

function wantsAny({ given, counted }: WantedColumns): boolean {
  return counted !== undefined || given.length > 0
}

function partsOf(batch: BulkBatch, load: LoadFileWriter | undefined): readonly Part[] {
  if (load === undefined) return [{ batch, load }]
  const { plan, group } = batch
  return mysqlPieces(group.indexes.length, countsUp(batch) ? 'counted up' : 'given').map(({ by, from, to }) => ({
    batch: { request: batch.request, plan, group: { columns: group.columns, indexes: group.indexes.slice(from, to) } },
    load: by === 'load' ? load : undefined,
  }))
}

/** The database counts up a key that the rows do not give. */
function countsUp({ plan, group }: BulkBatch): boolean {
  return plan.columns.some((column) => column.column.identity && !group.columns.includes(column))
}

async function writeParts(context: WriteContext, wanted: WantedColumns, parts: readonly Part[]): Promise<readonly StoredRow[]> {
  const result: StoredRow[] = []
  for (const part of parts) {
    const loaded = await loadPart(context, part, wanted.counted)
    addRows(result, part.batch, wanted, loaded ?? (await mysqlInsertRows(context, part.batch, wanted.counted)))
  }
  return result
}

/** In between, what the server says is heard. */
async function makeAhead(parts: readonly Part[]): Promise<void> {
  try {
    for (const { file } of parts) while (file?.more() === true) await setImmediate()
  } catch {
    // `finish()` meets it again, and tells it to whoever writes the rows.
  }
}

function rowsOf({ request, group: { indexes } }: BulkBatch): readonly InsertRow[] {
  return indexes.map((index) => request.rows[index] ?? {})
}

/** Undefined where what is wanted is made by the database in other ways than by counting. */
function wantedColumns({ request, plan, group }: BulkBatch): WantedColumns | undefined {
  const given: string[] = []
  let counted: ColumnPlan | undefined
  for (const name of request.wanted ?? []) {
    const column = plan.byName.get(name)
    if (column === undefined) return undefined
    if (group.columns.includes(column)) {
      if (group.indexes.some((index) => isExpression(request.rows[index]?.[name]))) return undefined
      given.push(name)
    } else if (column.column.identity) counted = column
    else return undefined
  }
  return { given, counted }
}

/** What writes the group's rows for LOAD DATA; undefined where that does not serve. */
function fileWriter(context: WriteContext, { plan, group }: BulkBatch): LoadFileWriter | undefined {
  const { capabilities } = context.server
  if (group.indexes.length < leastLoaded || !capabilities.has('loadData') || unserved.has(context.server) || unserved.has(plan)) return undefined
  // Without a transaction, nothing could be taken back.
  if (context.knex.isTransaction !== true || group.columns.length === 0) return undefined
  const left = plan.columns.filter((column) => !group.columns.includes(column))
  if (left.some(({ column }) => !column.nullable && !column.identity && !column.generated && column.defaultExpression === undefined)) return undefined
  if (left.some(({ column }) => column.identity) && !capabilities.has('consecutiveKeys')) return undefined
  return mysqlLoadFile(plan, group.columns)
}

function suits({ engine }: MysqlTableFacts, batch: BulkBatch): boolean {
  return engine === 'transactional' || (engine === 'partitioned' && !countsUp(batch))
}

/** Gives the keys counted up (undefined each, if none is wanted); undefined where INSERT has to write these rows. */
async function loadPart(context: WriteContext, { batch, load, file: begun }: Part, counted: ColumnPlan | undefined): Promise<readonly unknown[] | undefined> {
  const { request, plan, group: { columns, indexes } } = batch
  if (load === undefined || unserved.has(context.server) || unserved.has(plan)) return undefined
  const rows = rowsOf(batch)
  const file = (begun ?? load(rows)).finish()
  if (file === undefined) return undefined
  const chunk: RowChunk = { request, plan, columns, indexes, rows, bindings: [], tuples: [] }
  const outcome = await mysqlLoadRows(context, chunk, file, counted && keysQuestion(context, chunk, counted))
  if (typeof outcome === 'string') {
    unserved.add(outcome === 'not for these rows' ? plan : context.server)
    return undefined
  }
  return counted === undefined ? [] : loadedKeys(chunk, counted, outcome.answer)
}

/** LOAD DATA does not tell its first key, the session does. */
function keysQuestion({ dialect }: WriteContext, { request: { table, label }, rows }: RowChunk, column: ColumnPlan): Statement {
  const last = `last_insert_id() + ${rows.length - 1} * @@session.auto_increment_increment`
  const sql =
    `select cast(last_insert_id() as char) as first, @@session.auto_increment_increment as step, ` +
    `(select count(*) from ${qualifiedName(dialect, table)} where ${column.quoted} in (last_insert_id(), ${last})) as found`
  return { kind: 'select', sql, bindings: [], table, label }
}

/** What the session tells has to be the key of a row of this table, and so has the last one. */
function loadedKeys({ request: { table, origin }, rows, indexes }: RowChunk, column: ColumnPlan, answer: StoredRow | undefined): readonly unknown[] {
  if (Number(answer?.['found']) === Math.min(2, rows.length)) return countedKeys(column, BigInt(String(answer?.['first'])), rows.length, Number(answer?.['step']))
  throw DatabaseError.orderUnknown({ table: printedName(table), source: origin(indexes[0] ?? 0), reason: 'the keys that the database counted up are not there' })
}

function addRows(result: StoredRow[], { request, group }: BulkBatch, { given, counted }: WantedColumns, keys: readonly unknown[]): void {
  for (const [k, index] of group.indexes.entries()) {
    const row: StoredRow = {}
    for (const name of given) row[name] = request.rows[index]?.[name] ?? null
    if (counted !== undefined) row[counted.name] = keys[k]
    result.push(row)
  }
}
