import type { StoredRow } from '../database.js'
import { decodeRow } from './decode-row.js'
import type { RowChunk } from './write-context.js'

/** Rows as they came back, in the order of the chunk. */
export function decodeRows(
  { plan, rows }: RowChunk,
  received: readonly Readonly<Record<string, unknown>>[],
): StoredRow[] {
  return received.map((raw, k) => decodeRow(plan, raw, rows[k] ?? {}))
}
