import type { DatabaseColumn, DatabaseTable } from '../../database/schema/database-schema.js'
import { literalDefault } from '../../database/write/literal-default.js'
import type { FactoryPlan } from './factory-plan.js'
import type { ParentKey } from './parent-key.js'

/** How many different values a unique key of a table can have, where that is not many. */
export interface RowLimit {
  /** Foreign keys that are part of it. */
  readonly keys: readonly ParentKey[]
  readonly rows: number
}

/** Codes of two letters do not run out at once, and not all of them are drawn. */
const LETTERS = 20

/**
 * The limits that unique keys put to a table's rows.
 *
 * @param parents by foreign key, the number of rows that its parents are picked from
 */
export function rowLimits({ table, given }: FactoryPlan, parents: ReadonlyMap<ParentKey, number>): readonly RowLimit[] {
  const uniqueKeys = [{ columns: table.primaryKey, nullsCollide: false }, ...table.uniqueKeys, ...exclusiveKeys(table)]
  return uniqueKeys.filter(({ columns }) => columns.length > 0).map(({ columns, nullsCollide }) => {
    const keys = coverOf(columns, [...parents.keys()])
    const others = columns.filter((column) => !keys.some((key) => key.columns.includes(column)))
    const rows = [
      ...keys.map((key) => parents.get(key) ?? Number.POSITIVE_INFINITY),
      ...others.map((column) => valuesOf(table.columns.find(({ name }) => name === column), given.get(column), nullsCollide)),
    ]
    return { keys, rows: rows.reduce((product, each) => product * each, 1) }
  })
}

/** The foreign keys that the columns of a unique key are of; of those that share columns the one that has the most of them says how many there are. */
function coverOf(columns: readonly string[], keys: readonly ParentKey[]): readonly ParentKey[] {
  const left = new Set(columns)
  const cover: ParentKey[] = []
  const share = (key: ParentKey): number => key.columns.filter((column) => left.has(column)).length
  for (;;) {
    const [widest] = keys.filter((key) => share(key) > 0).toSorted((a, b) => share(b) - share(a))
    if (widest === undefined) return cover
    cover.push(widest)
    for (const column of widest.columns) left.delete(column)
  }
}

/** Rows that must not overlap do not, where each has a parent of its own. */
function exclusiveKeys({ exclusions, foreignKeys }: DatabaseTable): readonly { readonly columns: readonly string[]; readonly nullsCollide: boolean }[] {
  return exclusions.flatMap(({ expression }) => {
    const names = new Set(expression.match(/[\p{L}\p{N}_]+/gu))
    const keys = foreignKeys.filter(({ columns }) => columns.every((column) => names.has(column)))
    return keys.map(({ columns }) => ({ columns, nullsCollide: false }))
  })
}

function valuesOf(column: DatabaseColumn | undefined, given: 'given' | 'default' | 'null' | 'other' | undefined, nullsCollide: boolean): number {
  if (column === undefined || (given === 'other' && !column.identity)) return Number.POSITIVE_INFINITY
  if (given === 'null') return nullsCollide ? 1 : Number.POSITIVE_INFINITY
  if (given === 'default') return isLiteral(column.defaultExpression) ? 1 : Number.POSITIVE_INFINITY
  const { values, maxLength } = column.bounds
  if (column.kind === 'boolean') return 2
  const words = values ?? column.values
  if (words !== undefined) return words.length
  if (column.kind === 'integer' || column.kind === 'bigint') return integersOf(column)
  const length = Math.min(column.length ?? Number.POSITIVE_INFINITY, maxLength ?? Number.POSITIVE_INFINITY)
  return column.kind === 'text' && length < 4 ? LETTERS ** length : Number.POSITIVE_INFINITY
}

/** Whole numbers that a CHECK leaves; a column that counts up begins with 1. */
function integersOf({ identity, bounds: { min, max } }: DatabaseColumn): number {
  const least = min ?? (identity ? { value: '1', inclusive: true } : undefined)
  if (least === undefined || max === undefined) return Number.POSITIVE_INFINITY
  return Math.max(1, Number(max.value) - Number(least.value) + 1 - Number(!least.inclusive) - Number(!max.inclusive))
}

/** `false`, `'draft'::text`; not `now()`. */
function isLiteral(expression: string | undefined): boolean {
  const text = (expression ?? '').trim().replace(/::[\w\s".[\]]+(\(\d+\))?$/, '').replace(/^\((.*)\)$/s, '$1')
  return /^(?:true|false)$/i.test(text) || literalDefault(text) !== null
}
