import type { Database, InsertRequest, InsertRow, StoredRow } from '../database.js'
import { DatabaseError } from '../../errors/database-error.js'
import { refuseValue } from '../failures/refuse-value.js'
import { rowsLost } from '../failures/rows-lost.js'
import { comparable, comparableStored } from '../match/comparable.js'
import { matchRows } from '../match/match-rows.js'
import { printedName } from '../printed-name.js'
import { qualifiedName } from '../qualified-name.js'
import { ValueRefusal } from '../values/value-refusal.js'
import { decodeRow } from '../write/decode-row.js'
import { planTable, type ColumnPlan, type TablePlan } from '../write/table-plan.js'
import type { WriteContext } from '../write/write-context.js'
import { explainUpdate } from './explain-update.js'

export interface UpdateRequest extends InsertRequest {
  /** What rows are found by where the table has no primary key. */
  readonly by: readonly string[]
  /** The rows as they are; `rows` are the values they get. */
  readonly stored: readonly StoredRow[]
}

/** Rows of a request that get the same columns; places in the request. */
interface UpdateGroup {
  readonly set: readonly ColumnPlan[]
  readonly indexes: readonly number[]
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
  for (const { set, indexes } of groupRows(plan, request)) {
    const fitting = Math.floor(context.dialect.maxBindings / (keys.length + set.length))
    const limit = Math.max(1, Math.min(context.server.capabilities.has('returning') ? most.returning : most.other, fitting))
    for (let at = 0; at < indexes.length; at += limit) {
      const chunk = { request, plan, keys, set, indexes: indexes.slice(at, at + limit) }
      const rows = await updateChunk(database, context, chunk)
      context.sequences.given(set, rows)
      for (const [k, index] of chunk.indexes.entries()) result[index] = rows[k] ?? {}
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
  const { request, plan, keys, set, indexes } = chunk
  const { table, label } = request
  const bindings: unknown[] = []
  const tuples: string[] = []
  for (const index of indexes) {
    const places = [...keys, ...set].map((column, at) => {
      const value = (at < keys.length ? request.stored : request.rows)[index]?.[column.name] ?? null
      bindings.push(encode(request, index, column, value))
      return value === null ? '?' : (column.codec.placeholder?.(value) ?? '?')
    })
    tuples.push(`(${places.join(',')})`)
  }
  const sql = context.dialect.updates.statement({ table: qualifiedName(context.dialect, table), keys, set, tuples, readList: plan.readList })
  const statement = { kind: 'update', sql, bindings, table, label } as const
  try {
    const { rows } = await context.send(statement, { values: 'raw' })
    const updated = context.dialect.updates.returnsRows ? inOrder(chunk, rows) : await readAgain(database, chunk)
    return await complete(context, chunk, updated)
  } catch (error) {
    throw explainUpdate({ context, statement, error, chunk })
  }
}

function encode(request: UpdateRequest, index: number, { column, codec }: ColumnPlan, value: unknown): unknown {
  if (value === null) return null
  try {
    return codec.encode(value)
  } catch (error) {
    if (error instanceof ValueRefusal) throw refuseValue({ request, index, column, refusal: error })
    throw error
  }
}

/** The key may be among the columns that are set. */
function updatedRow({ request }: UpdateChunk, index: number): InsertRow {
  return { ...request.stored[index], ...request.rows[index] }
}

function inOrder(chunk: UpdateChunk, received: readonly Readonly<Record<string, unknown>>[]): readonly (StoredRow | undefined)[] {
  const { keys, plan, indexes } = chunk
  const byKey = new Map(received.map((raw) => [keys.map((key) => comparableStored(key, raw[key.alias])).join('\0'), raw]))
  return indexes.map((index) => {
    const row = updatedRow(chunk, index)
    const raw = byKey.get(keys.map((key) => comparable(key, row[key.name])).join('\0'))
    return raw && decodeRow(plan, raw, row)
  })
}

async function readAgain(database: Database, chunk: UpdateChunk): Promise<readonly (StoredRow | undefined)[]> {
  const { request, keys, indexes } = chunk
  const rows = indexes.map((index) => updatedRow(chunk, index))
  const origin = (row: number) => request.origin(indexes[row] ?? 0)
  const found = await matchRows(database, { ...request, rows, origin, by: keys.map(({ name }) => name) })
  return found.map((match, k) => match.rows[0]?.as(rows[k] ?? {}))
}

async function complete(
  context: WriteContext,
  { request, plan, indexes }: UpdateChunk,
  rows: readonly (StoredRow | undefined)[],
): Promise<readonly StoredRow[]> {
  const there = rows.filter((row) => row !== undefined)
  if (there.length === rows.length) return there
  const source = request.origin(indexes[0] ?? 0)
  throw await rowsLost(context, { table: request.table, schema: plan.schema, source, sent: rows.length, received: there.length })
}

function groupRows(plan: TablePlan, request: UpdateRequest): readonly UpdateGroup[] {
  const groups = new Map<string, { readonly set: readonly ColumnPlan[]; readonly indexes: number[] }>()
  for (const [index, row] of request.rows.entries()) {
    const set = plan.columns.filter(({ name }) => row[name] !== undefined)
    const signature = set.map(({ alias }) => alias).join()
    const generated = set.find(({ column }) => column.generated)
    if (generated !== undefined) {
      throw DatabaseError.generatedColumn({ column: generated.name, table: printedName(request.table), source: request.origin(index) })
    }
    const group = groups.get(signature) ?? { set, indexes: [] }
    group.indexes.push(index)
    groups.set(signature, group)
  }
  return [...groups.values()]
}
