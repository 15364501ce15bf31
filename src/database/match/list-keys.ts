import type { InsertRequest, InsertRow } from '../database.js'
import type { Dialect } from '../dialects/dialect.js'
import { orRefuse } from '../failures/or-refuse.js'
import { isExpression } from '../values/plain-value.js'
import { ValueRefusal } from '../values/value-refusal.js'
import type { ColumnPlan, TablePlan } from '../write/table-plan.js'
import { comparable } from './comparable.js'
import type { ListedRow } from './value-lists.js'

/** The natural keys of the rows of a request. */
export interface NaturalKeys {
  readonly columns: readonly ColumnPlan[]
  /** Those that can be looked for: no column holds the others, and their INSERT has more to say about it. */
  readonly rows: readonly ListedRow[]
  /** Every key as text: the same for the same values. */
  readonly texts: readonly string[]
}

/** Takes the natural keys from rows. Throws DatabaseError for a value by which no row can be found. */
export function listKeys(
  dialect: Dialect,
  plan: TablePlan,
  request: InsertRequest & { readonly by: readonly string[] },
): NaturalKeys {
  const columns = request.by.map((name) => plan.byName.get(name)).filter((column) => column !== undefined)
  const rows: ListedRow[] = []
  const texts: string[] = []
  for (const [index, row] of request.rows.entries()) {
    const values = columns.map((column) => encodePart(dialect, request, column, index))
    if (!values.includes(undefined)) rows.push({ index, values, places: columns.map((column) => placeOf(column, row)) })
    texts.push(columns.map((column) => comparable(column, row[column.name])).join('\0'))
  }
  return { columns, rows, texts }
}

function placeOf({ name, codec }: ColumnPlan, row: InsertRow): string {
  const value = row[name] ?? null
  return value === null ? '?' : (codec.placeholder?.(value) ?? '?')
}

function encodePart(dialect: Dialect, request: InsertRequest, { name, column, codec }: ColumnPlan, index: number): unknown {
  const value = request.rows[index]?.[name] ?? null
  if (value === null) return null
  return orRefuse({ request, index, column }, () => {
    if (isExpression(value)) throw new ValueRefusal('is an SQL expression, which rows cannot be found by')
    if (column.kind === 'json') throw new ValueRefusal('is JSON, which rows cannot be found by')
    return dialect.matching.storable(column, codec.encode(value))
  })
}
