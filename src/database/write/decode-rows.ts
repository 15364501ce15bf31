import type { StoredRow } from '../database.js'
import { decodeRow } from './decode-row.js'
import type { ReturnedColumns } from './returned-columns.js'
import type { RowChunk } from './write-context.js'

/** Rows as they came back, in the order of the chunk, with the columns wanted. */
export function decodeRows(
  { rows }: RowChunk,
  { wanted: columns }: ReturnedColumns,
  received: readonly Readonly<Record<string, unknown>>[],
): StoredRow[] {
  return received.map((raw, k) => decodeRow({ columns }, raw, rows[k] ?? {}))
}
