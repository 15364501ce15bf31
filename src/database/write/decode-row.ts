import type { InsertRow, StoredRow } from '../database.js'
import type { TablePlan } from './table-plan.js'

/** A row (or some columns of it) as it came back, under the columns' own names and in the types of what the factory gave. */
export function decodeRow(
  { columns }: Pick<TablePlan, 'columns'>,
  raw: Readonly<Record<string, unknown>>,
  given: InsertRow,
): StoredRow {
  const row: StoredRow = {}
  for (const { name, alias, codec } of columns) {
    const value = raw[alias]
    row[name] = value === null || value === undefined ? null : codec.decode(value, given[name])
  }
  return row
}
