import type { DatabaseColumn, DatabaseTable } from '../../database/schema/database-schema.js'

/**
 * How a column's values have to differ: by themselves (`alone`: it is a key of one column, or the one column of a key that can vary), only `together` with others,
 * or not at all. Rows that collide are drawn anew by seedkit, so all it takes is enough different values.
 */
export function uniqueOf(column: DatabaseColumn, table: DatabaseTable): 'alone' | 'together' | 'no' {
  const keys = [table.primaryKey, ...table.uniqueKeys.map(({ columns }) => columns)].filter((key) => key.includes(column.name))
  if (keys.length === 0) return 'no'
  return keys.some((key) => key.length === 1 || variesAlone(column, key, table)) ? 'alone' : 'together'
}

/** No parent and no wider column helps: then the first that can vary has to. */
function variesAlone(column: DatabaseColumn, key: readonly string[], table: DatabaseTable): boolean {
  if (key.some((name) => table.foreignKeys.some(({ columns }) => columns.includes(name)))) return false
  return key.find((name) => canVary(table.columns.find((one) => one.name === name))) === column.name
}

function canVary(column: DatabaseColumn | undefined): boolean {
  if (column === undefined || column.kind === 'boolean' || column.values !== undefined || column.bounds.values !== undefined) return false
  const isTiny = column.kind === 'text' && Math.min(column.length ?? Number.POSITIVE_INFINITY, column.bounds.maxLength ?? Number.POSITIVE_INFINITY) < 3
  return !isTiny && !column.identity && column.computed === undefined
}
