import { DatabaseError } from '../../errors/database-error.js'
import type { Database, InsertRequest, InsertRow, StoredRow } from '../database.js'
import type { SearchStatement } from '../dialects/key-search.js'
import { refuseValue } from '../failures/refuse-value.js'
import { printedName } from '../printed-name.js'
import { qualifiedName } from '../qualified-name.js'
import { isExpression } from '../values/plain-value.js'
import { stableJson } from '../values/stable-json.js'
import { ValueRefusal } from '../values/value-refusal.js'
import { decodeRow } from '../write/decode-row.js'
import { planTable, type ColumnPlan, type TablePlan } from '../write/table-plan.js'
import { comparable, comparableStored } from './comparable.js'

export interface MatchRequest extends InsertRequest {
  /** Columns whose values have to be equal, NULL to NULL. */
  readonly by: readonly string[]
}

/** A row of a table that was asked for. */
export interface MatchedRow {
  /** The row in the JavaScript types of the values given. */
  as(given: InsertRow): StoredRow
  /** Whether the row holds a value already. */
  holds(column: string, value: unknown): boolean
}

/** What was found for a row given. */
export interface Match {
  /** The same for two rows given whose values in these columns are equal. */
  readonly key: string
  readonly rows: readonly MatchedRow[]
}

type RawRow = Readonly<Record<string, unknown>>

/** More keys in a statement are no faster. */
const mostKeys = 10_000
/** SQLite nests each `or` in the one before it, up to a depth of 1,000. */
const mostConditions = 100

/**
 * The rows of a table that are equal to those given in some columns, for each row given; in the order of the primary key. The database's own equality
 * decides.
 */
export async function matchRows(database: Database, request: MatchRequest): Promise<readonly Match[]> {
  const plan = planTable(database.dialect, await database.schemaOf(request.table, request.label))
  const columns = request.by.map((name) => columnOf(plan, request, name))
  checkColumns(plan, request)
  const keys = request.rows.map((row, index) => encodeKey(columns, request, row, index))
  const found = Array.from({ length: keys.length }, (): MatchedRow[] => [])
  const places = placesOf(keys, (key) => key.text)
  const loose = placesOf(keys, (key) => forgiving(key.text))
  for (const raw of await selectAll(database, plan, columns, request, keys)) {
    const text = columns.map((column) => comparableStored(column, raw[column.alias])).join('\0')
    const row: MatchedRow = {
      as: (given) => decodeRow(plan, raw, given),
      holds: (name, value) => holds(plan.byName.get(name), raw, value),
    }
    // Letter case and the like make no difference to some databases.
    for (const place of places.get(text) ?? loose.get(forgiving(text)) ?? []) found[place]?.push(row)
  }
  return keys.map(({ text }, place) => ({ key: text, rows: found[place] ?? [] }))
}

interface Key {
  readonly bindings: readonly unknown[]
  readonly places: readonly string[]
  readonly text: string
}

function columnOf(plan: TablePlan, request: InsertRequest, name: string): ColumnPlan {
  const column = plan.byName.get(name)
  if (column !== undefined) return column
  const source = request.origin(0)
  throw DatabaseError.unknownColumn({ column: name, table: printedName(request.table), source, known: [...plan.byName.keys()] })
}

/** A name that is no column would go unseen where the row is there already. */
function checkColumns(plan: TablePlan, request: MatchRequest): void {
  for (const row of request.rows) for (const name of Object.keys(row)) if (!plan.byName.has(name)) columnOf(plan, request, name)
}

function encodeKey(columns: readonly ColumnPlan[], request: InsertRequest, row: InsertRow, index: number): Key {
  const bindings: unknown[] = []
  const places: string[] = []
  const texts: string[] = []
  for (const { name, column, codec } of columns) {
    const value = row[name] ?? null
    try {
      if (isExpression(value)) throw new ValueRefusal('is an SQL expression, which rows cannot be found by')
      if (column.kind === 'json') throw new ValueRefusal('is JSON, which rows cannot be found by')
      // A text compared with a number would be taken for a number.
      bindings.push(value === null ? null : codec.encode(column.kind === 'text' && typeof value !== 'object' ? String(value) : value))
      places.push(codec.placeholder?.(value) ?? '?')
    } catch (error) {
      if (error instanceof ValueRefusal) throw refuseValue({ request, index, column, refusal: error })
      throw error
    }
  }
  for (const column of columns) texts.push(comparable(column, row[column.name]))
  return { bindings, places, text: texts.join('\0') }
}

function placesOf(keys: readonly Key[], textOf: (key: Key) => string): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>()
  for (const [place, key] of keys.entries()) {
    const text = textOf(key)
    const known = places.get(text)
    if (known === undefined) places.set(text, [place])
    else known.push(place)
  }
  return places
}

async function selectAll(
  database: Database,
  plan: TablePlan,
  columns: readonly ColumnPlan[],
  request: MatchRequest,
  keys: readonly Key[],
): Promise<readonly RawRow[]> {
  const { dialect } = database
  const whole = keys.filter(({ bindings }) => !bindings.includes(null))
  const open = keys.filter(({ bindings }) => bindings.includes(null))
  const most = Math.min(mostKeys, Math.floor(dialect.maxBindings / Math.max(1, columns.length)))
  const order = plan.schema.primaryKey.map((name) => dialect.quote(name)).join(', ')
  const named = columns.map(({ quoted, column }) => ({ quoted, type: column.type }))
  const rows: RawRow[] = []
  for (const [list, size] of [
    [whole, most],
    [open, mostConditions],
  ] as const) {
    for (let from = 0; from < list.length; from += size) {
      const chunk = list.slice(from, from + size)
      const { sql: where, bindings } = list === whole ? dialect.keyCondition({ columns: named, keys: chunk }) : orList(columns, chunk)
      const sql = `select ${plan.readList} from ${qualifiedName(dialect, request.table)} where ${where}${order === '' ? '' : ` order by ${order}`}`
      const { table, label } = request
      rows.push(...(await database.execute({ kind: 'select', sql, bindings, table, label }, { values: 'raw' })))
    }
  }
  return rows
}

function orList(columns: readonly ColumnPlan[], keys: readonly Key[]): SearchStatement {
  const conditions = keys.map(({ bindings, places }) =>
    columns.map(({ quoted }, part) => (bindings[part] === null ? `${quoted} is null` : `${quoted} = ${places[part] ?? '?'}`)).join(' and '),
  )
  return {
    sql: conditions.map((each) => `(${each})`).join(' or '),
    bindings: keys.flatMap((key) => key.bindings.filter((value) => value !== null)),
  }
}

function holds(column: ColumnPlan | undefined, raw: RawRow, value: unknown): boolean {
  // What an expression gives is not known here.
  if (column === undefined || isExpression(value)) return false
  if (comparableStored(column, raw[column.alias]) === comparable(column, value)) return true
  // Types that are objects in JavaScript: intervals, points.
  return column.column.kind === 'other' && typeof value === 'object' && isSameObject(column.codec.decode(raw[column.alias], value), value)
}

function isSameObject(stored: unknown, value: unknown): boolean {
  return typeof stored === 'object' && stableJson(stored) === stableJson(value)
}

function forgiving(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/ +(?=\0|$)/g, '')
}
