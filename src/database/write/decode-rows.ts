import type { StoredRow } from '../database.js'
import type { RowChunk } from './write-context.js'

/** Rows as they came back, in the order of the chunk, with the factory's types and under the columns' own names. */
export function decodeRows(
  { plan, rows }: RowChunk,
  received: readonly Readonly<Record<string, unknown>>[],
): StoredRow[] {
  return received.map((raw, k) => {
    const given = rows[k] ?? {}
    const row: StoredRow = {}
    for (const { name, alias, codec } of plan.columns) {
      const value = raw[alias]
      row[name] = value === null || value === undefined ? null : codec.decode(value, given[name])
    }
    return row
  })
}
