import type { InsertRow } from '../database.js'
import type { BulkBatch } from './bulk-writer.js'
import type { WriteContext } from './write-context.js'

/** Rows that INSERT writes get the keys which were reserved for rows of their table, as far as these reach: the rest has none given. */
export function giveReservedKeys({ sequences: { reserve } }: WriteContext, batch: BulkBatch): readonly BulkBatch[] {
  const { request, plan, group } = batch
  const column = plan.columns.find((each) => each.column.sequence !== undefined && !group.columns.includes(each) && reserve.size(each.column.sequence) > 0)
  const sequence = column?.column.sequence
  if (column === undefined || sequence === undefined) return [batch]
  const keys = reserve.take(sequence, group.indexes.length)
  const rows: InsertRow[] = [...request.rows]
  for (const [k, key] of keys.entries()) {
    const index = group.indexes[k] ?? 0
    rows[index] = { ...rows[index], [column.name]: key }
  }
  const columns = plan.columns.filter((each) => each === column || group.columns.includes(each))
  const given: BulkBatch = { plan, request: { ...request, rows }, group: { columns, indexes: group.indexes.slice(0, keys.length) } }
  const rest = group.indexes.slice(keys.length)
  return rest.length === 0 ? [given] : [given, { ...batch, group: { ...group, indexes: rest } }]
}
