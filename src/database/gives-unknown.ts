import type { InsertRequest } from './database.js'
import type { TableSchema } from './schema/table-schema.js'

/** Whether rows give a column that the table does not have, as far as it is known. */
export function givesUnknown({ columns }: TableSchema, { rows }: InsertRequest): boolean {
  const names = new Set(columns.map(({ name }) => name))
  return rows.some((row) => Object.keys(row).some((name) => row[name] !== undefined && !names.has(name)))
}
