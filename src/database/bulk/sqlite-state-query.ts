import type { Dialect } from '../dialects/dialect.js'
import { qualifiedName } from '../qualified-name.js'
import type { FactsTarget, SqliteTableFacts } from './sqlite-table-facts.js'
import { sqliteVersion } from './sqlite-version.js'

/**
 * What has to hold right before rows are sent: `version`, and `last`, the number that the next row's comes after (0 without the SQL of a row's `number`). A
 * table with AUTOINCREMENT goes on from the largest number there ever was.
 */
export function sqliteStateQuery(dialect: Dialect, { table, schema }: FactsTarget, facts: SqliteTableFacts, number: string | undefined): string {
  const version = `select ${sqliteVersion(schema.schema)} as version`
  if (number === undefined) return `${version}, 0 as last`
  const largest = `select coalesce(max(${number}), 0) from ${qualifiedName(dialect, table)}`
  if (!facts.keepsCounters) return `${version}, (${largest}) as last`
  const counter = `select coalesce(max(seq), 0) from ${dialect.quote(schema.schema)}.sqlite_sequence where name = '${schema.name.replaceAll("'", "''")}'`
  return `${version}, max((${largest}), (${counter})) as last`
}
