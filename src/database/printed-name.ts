import type { TableName } from './table-name.js'

/** A table's name for people. */
export function printedName(table: TableName): string {
  return typeof table === 'string' ? table : `${table.schema}.${table.name}`
}
