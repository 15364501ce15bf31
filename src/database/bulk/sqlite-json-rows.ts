import type { RowChunk } from '../write/write-context.js'

/** The table-valued function that takes such a text apart, by SQLite's release; undefined before it had one for sure. */
export function sqliteJsonTable(release: string): string | undefined {
  const [major = 0, minor = 0] = release.split('.').map(Number)
  if (major !== 3 || minor < 38) return undefined
  // The binary form need not be read again for each value.
  return minor < 51 ? 'json_each' : 'jsonb_each'
}

/**
 * The values of rows as one JSON text: the sqlite3 driver takes longer over a thousand values than over all of this. Undefined where a value would not be the one
 * that the driver binds.
 */
export function sqliteJsonRows({ bindings, columns }: RowChunk): string | undefined {
  const rows: unknown[][] = []
  for (let at = 0; at < bindings.length; at += columns.length) {
    const row = bindings.slice(at, at + columns.length)
    for (const value of row) if (!isSame(value)) return undefined
    rows.push(row)
  }
  return JSON.stringify(rows)
}

/** The driver binds whole numbers of 32 bits as such, and all others as floats. SQLite ends a text of JSON at a NUL. */
function isSame(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0')
  return value === null || (typeof value === 'number' && Object.is(value | 0, value))
}
