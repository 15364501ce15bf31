import type { Dialect } from './dialects/dialect.js'
import type { TableName } from './table-name.js'

/** A table's name as SQL. */
export function qualifiedName(dialect: Dialect, table: TableName): string {
  return typeof table === 'string'
    ? dialect.quote(table)
    : `${dialect.quote(table.schema)}.${dialect.quote(table.name)}`
}
