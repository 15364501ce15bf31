import type { Database, InsertRequest, InsertRow, StoredRow } from '../database.js'
import { DatabaseError } from '../../errors/database-error.js'
import { rowsLost } from '../failures/rows-lost.js'
import { comparable, comparableStored } from '../match/comparable.js'
import { matchRows } from '../match/match-rows.js'
import type { ListedRow } from '../match/value-lists.js'
import { printedName } from '../printed-name.js'
import { qualifiedName } from '../qualified-name.js'
import { decodeRow } from '../write/decode-row.js'
import { planTable, type ColumnPlan, type TablePlan } from '../write/table-plan.js'
import type { WriteContext } from '../write/write-context.js'
import { encodeValue } from './encode-value.js'
import { explainUpdate } from './explain-update.js'

export interface UpdateRequest extends InsertRequest {
  /** What rows are found by where the table has no primary key. */
  readonly by: readonly string[]
  /** The rows as they are; `rows` are the values they get. */
  readonly stored: readonly StoredRow[]
}

/** Rows of a request that get the same columns: keys and values, encoded. */
interface UpdateGroup {
  readonly set: readonly ColumnPlan[]
  readonly rows: readonly ListedRow[]
}

/** Gives rows values of their own, in as few statements as the database's limits allow; gives them back as they are then, in order. */
export async function updateRows(database: Database, request: UpdateRequest): Promise<readonly StoredRow[]> {
  if (request.rows.length === 0) return []
  const schema = await database.schemaOf(request.table, request.label)
  const plan = planTable(database.dialect, schema)
  const context = await database.writing(request.label)
  const key = schema.primaryKey.length > 0 ? schema.primaryKey : request.by
  const keys = key.map((name) => plan.byName.get(name)).filter((column) => column !== undefined)
  const { most } = context.dialect.updates
  const result: StoredRow[] = request.rows.map(() => ({}))
  for (const { set, rows } of groupRows(context, plan, request, keys)) {
    const fitting = Math.floor(context.dialect.maxBindings / (keys.length + set.length))
    const limit = Math.max(1, Math.min(context.server.capabilities.has('returning') ? most.returning : most.other, fitting))
    for (let at = 0; at < rows.length; at += limit) {
      const chunk = { request, plan, keys, set, rows: rows.slice(at, at + limit) }
      const updated = await updateChunk(database, context, chunk)
      context.sequences.given(set, updated)
      for (const [k, { index }] of chunk.rows.entries()) result[index] = updated[k] ?? {}
    }
  }
  return result
}

interface UpdateChunk extends UpdateGroup {
  readonly request: UpdateRequest
  readonly plan: TablePlan
  readonly keys: readonly ColumnPlan[]
}

async function updateChunk(database: Database, context: WriteContext, chunk: UpdateChunk): Promise<readonly StoredRow[]> {
  const { request, plan, keys, set, rows } = chunk
  const { table, label } = request
  const { updates } = context.dialect
  const places = rows.map((row) => row.places)
  const sql = updates.statement({ table: qualifiedName(context.dialect, table), keys, set, rows: places, readList: plan.readList })
  const statement = { kind: 'update', sql, bindings: rows.flatMap(({ values }) => values), table, label } as const
  try {
    const { rows: received } = await context.send(statement, { values: 'raw' })
    const updated = updates.returns === 'nothing' ? await readAgain(database, chunk) : inOrder(chunk, received, updates.returns)
    return await complete(context, chunk, updated)
  } catch (error) {
    const chunk = { request, plan, set, indexes: rows.map(({ index }) => index) }
    throw await context.failed(error, () => explainUpdate({ context, statement, error, chunk }))
  }
}

/** The key may be among the columns that are set. */
function updatedRow({ request }: UpdateChunk, index: number): InsertRow {
  return { ...request.stored[index], ...request.rows[index] }
}

function inOrder(
  chunk: UpdateChunk,
  received: readonly Readonly<Record<string, unknown>>[],
  returns: 'numbered rows' | 'rows',
): readonly (StoredRow | undefined)[] {
  const { keys, plan, rows } = chunk
  const keyOf = (raw: Readonly<Record<string, unknown>>): string => keys.map((key) => comparableStored(key, raw[key.alias])).join('\0')
  const found = new Map(received.map((raw) => [returns === 'rows' ? keyOf(raw) : String(raw['k0']), raw]))
  return rows.map(({ index }, at) => {
    const row = updatedRow(chunk, index)
    const raw = found.get(returns === 'rows' ? keys.map((key) => comparable(key, row[key.name])).join('\0') : String(at + 1))
    return raw && decodeRow(plan, raw, row)
  })
}

async function readAgain(database: Database, chunk: UpdateChunk): Promise<readonly (StoredRow | undefined)[]> {
  const { request, keys } = chunk
  const rows = chunk.rows.map(({ index }) => updatedRow(chunk, index))
  const origin = (row: number) => request.origin(chunk.rows[row]?.index ?? 0)
  const found = await matchRows(database, { ...request, rows, origin, by: keys.map(({ name }) => name) })
  return found.map((match, k) => match.rows[0]?.as(rows[k] ?? {}))
}

async function complete(
  context: WriteContext,
  { request, plan, rows: sent }: UpdateChunk,
  rows: readonly (StoredRow | undefined)[],
): Promise<readonly StoredRow[]> {
  const there = rows.filter((row) => row !== undefined)
  if (there.length === rows.length) return there
  const source = request.origin(sent[0]?.index ?? 0)
  throw await rowsLost(context, { table: request.table, schema: plan.schema, source, sent: rows.length, received: there.length })
}

/** Rows that set the same columns, to values that may go in one statement. */
function groupRows({ dialect }: WriteContext, plan: TablePlan, request: UpdateRequest, keys: readonly ColumnPlan[]): readonly UpdateGroup[] {
  const groups = new Map<string, { readonly set: readonly ColumnPlan[]; readonly rows: ListedRow[] }>()
  let set: readonly ColumnPlan[] = []
  let columns = keys
  for (const [index, row] of request.rows.entries()) {
    // Nearly all rows set the columns that the one before set.
    if (index === 0 || !setsJust(set, row)) {
      set = plan.columns.filter(({ name }) => row[name] !== undefined)
      columns = [...keys, ...set]
    }
    const generated = set.find(({ column }) => column.generated)
    if (generated !== undefined) {
      throw DatabaseError.generatedColumn({ column: generated.name, table: printedName(request.table), source: request.origin(index) })
    }
    const given = columns.map(({ name }, at) => (at < keys.length ? request.stored[index] : row)?.[name] ?? null)
    const values = columns.map((column, at) => encodeValue(dialect, { request, index, column, value: given[at] }))
    const places = columns.map(({ codec }, at) => (given[at] === null ? '?' : (codec.placeholder?.(given[at]) ?? '?')))
    const forms = set.map((_, at) => (values[keys.length + at] === null ? '' : dialect.updates.form(values[keys.length + at])))
    const isAlone = dialect.updates.isAlone !== undefined && set.some(({ column }, at) => dialect.updates.isAlone?.(column, values[keys.length + at]))
    const signature = `${set.map(({ alias }) => alias).join()} ${forms.join()}${isAlone ? ` ${index}` : ''}`
    const group = groups.get(signature) ?? { set, rows: [] }
    group.rows.push({ index, values, places })
    groups.set(signature, group)
  }
  return [...groups.values()]
}

function setsJust(set: readonly ColumnPlan[], row: InsertRow): boolean {
  return set.every(({ name }) => row[name] !== undefined) && Object.keys(row).every((name) => row[name] === undefined || set.some((column) => column.name === name))
}
