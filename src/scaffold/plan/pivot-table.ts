import type { DatabaseTable } from '../../database/schema/database-schema.js'
import type { GeneratorOptions } from '../generators/column-generator.js'
import type { ParentKey } from './parent-key.js'
import { pivotValues, type PivotValues } from './pivot-values.js'
import { isNullable, wholeUniqueKeys, type SchemaMap } from './schema-map.js'

/** A table of pairs: two foreign keys, and nothing else that would have to be given. */
export interface PivotTable {
  readonly table: DatabaseTable
  readonly left: ParentKey
  readonly right: ParentKey
  /** What its rows are given in the seeder. */
  readonly values: PivotValues
}

/**
 * The table as one of pairs: its primary key, or its one unique key beside a key that counts up, is exactly its two foreign keys; its other columns
 * may be left to the database, and no other table refers to it. undefined where it is a table of its own.
 */
export function pivotOf(table: DatabaseTable, map: SchemaMap, options: GeneratorOptions): PivotTable | undefined {
  const [left, right, ...more] = map.parentsOf(table)
  if (left === undefined || right === undefined || more.length > 0 || map.strangersOf(table).length > 0) return undefined
  if (map.childrenOf(table).length > 0 || table.exclusions.length > 0 || table.alternatives.length > 0) return undefined
  const columns = [...left.columns, ...right.columns]
  if (new Set(columns).size < columns.length || ![left, right].every(isPair)) return undefined
  const keys = [...(table.primaryKey.length > 0 ? [table.primaryKey] : []), ...wholeUniqueKeys(table)]
  const isCounted = (key: readonly string[]): boolean => key.every((name) => table.columns.find((column) => column.name === name)?.identity === true)
  const others = keys.filter((key) => !isCounted(key))
  if (others.length === 0 || others.length < keys.length - 1 || !others.every((key) => sameColumns(key, columns))) return undefined
  const isLeft = table.columns.every((column) => columns.includes(column.name) || mayBeLeft(table, column.name))
  const isUnderstood = table.checks.every((check) => check.understood === 'wholly')
  return isLeft && isUnderstood && table.uniqueKeys.length === wholeUniqueKeys(table).length ? { table, left, right, values: pivotValues(table, options) } : undefined
}

function isPair({ child, columns, refersToKey, unique }: ParentKey): boolean {
  return refersToKey && !unique && columns.every((column) => !isNullable(child, column))
}

function mayBeLeft(table: DatabaseTable, name: string): boolean {
  const column = table.columns.find((one) => one.name === name)
  return column === undefined || column.nullable || column.identity || column.generated || column.computed !== undefined || column.defaultExpression !== undefined
}

function sameColumns(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((column) => b.includes(column))
}
