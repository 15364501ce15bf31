import { quoteName } from '../dialects/quote-name.js'

/** An expression whose value changes with the tables and triggers of a schema, and with temporary ones. */
export function sqliteVersion(schema: string): string {
  const own = schema === 'main' ? '(select schema_version from pragma_schema_version)' : countOf(`${quoteName(schema, '"')}.sqlite_master`)
  return `${own} || '/' || ${countOf('sqlite_temp_master')}`
}

function countOf(master: string): string {
  return `(select count(*) || '.' || coalesce(max(rowid), 0) from ${master})`
}
