import { DatabaseError } from '../../errors/database-error.js'
import type { StoredRow } from '../database.js'
import { printedName } from '../printed-name.js'
import { qualifiedName } from '../qualified-name.js'
import { isExpression } from '../values/plain-value.js'
import type { BulkBatch, BulkWriter } from '../write/bulk-writer.js'
import type { ColumnPlan } from '../write/table-plan.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'
import { countedKeys } from './mysql-counted-keys.js'
import { mysqlInsertRows } from './mysql-insert-rows.js'
import { mysqlLoadFile, type LoadFileWriter } from './mysql-load-file.js'
import { mysqlLoadRows } from './mysql-load-rows.js'
import { leastLoaded, mysqlPieces, type MysqlPiece } from './mysql-pieces.js'
import { mysqlTableFacts } from './mysql-table-facts.js'

/** LOAD DATA LOCAL INFILE where the server allows it, else INSERTs of which only keys come back. */
export const mysqlBulkWriter: BulkWriter = { leastRows: 1, write }

interface WantedColumns {
  /** Given by every row. */
  readonly given: readonly string[]
  /** Counted up by the database. */
  readonly counted: ColumnPlan | undefined
}

/** Runs (by their server's facts) and tables for which LOAD DATA turned out not to serve. */
const unserved = new WeakSet<object>()

async function write(context: WriteContext, batch: BulkBatch): Promise<readonly StoredRow[] | undefined> {
  const { plan, request, group } = batch
  const wanted = wantedColumns(batch)
  if (wanted === undefined) return undefined
  const load = await fileWriter(context, batch)
  // INSERT … RETURNING gives all that may be wanted.
  if (load === undefined && context.server.capabilities.has('returning')) return undefined
  const wantsAny = wanted.counted !== undefined || wanted.given.length > 0
  if (wantsAny && (await mysqlTableFacts(context, plan, request)).changesRows) return undefined
  const result: StoredRow[] = []
  for (const { by, from, to } of piecesOf(batch, load)) {
    const part: BulkBatch = { ...batch, group: { ...group, indexes: group.indexes.slice(from, to) } }
    const loaded = by === 'load' && load !== undefined ? await loadPart(context, part, load, wanted.counted) : undefined
    addRows(result, part, wanted, loaded ?? (await mysqlInsertRows(context, part, wanted.counted)))
  }
  return result
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
async function fileWriter(context: WriteContext, { request, plan, group }: BulkBatch): Promise<LoadFileWriter | undefined> {
  const { capabilities } = context.server
  if (group.indexes.length < leastLoaded || !capabilities.has('loadData') || unserved.has(context.server) || unserved.has(plan)) return undefined
  // Without a transaction, nothing could be taken back.
  if (context.knex.isTransaction !== true || group.columns.length === 0) return undefined
  const left = plan.columns.filter((column) => !group.columns.includes(column))
  if (left.some(({ column }) => !column.nullable && !column.identity && !column.generated && column.defaultExpression === undefined)) return undefined
  const counts = left.some(({ column }) => column.identity)
  if (counts && !capabilities.has('consecutiveKeys')) return undefined
  const writer = mysqlLoadFile(plan, group.columns)
  if (writer === undefined) return undefined
  const { engine } = await mysqlTableFacts(context, plan, request)
  return engine === 'transactional' || (engine === 'partitioned' && !counts) ? writer : undefined
}

function piecesOf({ plan, group }: BulkBatch, load: LoadFileWriter | undefined): readonly MysqlPiece[] {
  const count = group.indexes.length
  if (load === undefined) return [{ by: 'insert', from: 0, to: count }]
  return mysqlPieces(count, plan.columns.some((column) => column.column.identity && !group.columns.includes(column)) ? 'counted up' : 'given')
}

/** Gives the keys counted up (undefined each, if none is wanted); undefined where INSERT has to write these rows. */
async function loadPart(
  context: WriteContext,
  { request, plan, group: { columns, indexes } }: BulkBatch,
  load: LoadFileWriter,
  counted: ColumnPlan | undefined,
): Promise<readonly unknown[] | undefined> {
  if (unserved.has(context.server) || unserved.has(plan)) return undefined
  const rows = indexes.map((index) => request.rows[index] ?? {})
  const file = load(rows)
  if (file === undefined) return undefined
  const chunk: RowChunk = { request, plan, columns, indexes, rows, bindings: [], tuples: [] }
  const outcome = await mysqlLoadRows(context, chunk, file)
  if (outcome !== 'written') {
    unserved.add(outcome === 'not for these rows' ? plan : context.server)
    return undefined
  }
  return counted === undefined ? [] : loadedKeys(context, chunk, counted)
}

/** LOAD DATA does not tell its first key. What the session tells has to be the key of a row of this table, and so has the last one. */
async function loadedKeys(context: WriteContext, { request: { table, label, origin }, rows, indexes }: RowChunk, column: ColumnPlan): Promise<readonly unknown[]> {
  const last = `last_insert_id() + ${rows.length - 1} * @@session.auto_increment_increment`
  const sql =
    `select cast(last_insert_id() as char) as first, @@session.auto_increment_increment as step, ` +
    `(select count(*) from ${qualifiedName(context.dialect, table)} where ${column.quoted} in (last_insert_id(), ${last})) as found`
  const [answer] = (await context.read({ kind: 'select', sql, bindings: [], table, label })).rows
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
