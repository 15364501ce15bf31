import type { StoredRow } from '../database.js'
import type { BulkBatch } from '../write/bulk-writer.js'
import type { ColumnPlan } from '../write/table-plan.js'

/** How the wanted columns of new rows become known without asking for them. */
export interface KnownColumns {
  /** The column that is the row number, where that is wanted. */
  readonly counted: ColumnPlan | undefined
  /** A row, by its place in the request and its row number. */
  row(index: number, rowid: number): StoredRow
}

/** One for all rows of which nothing is wanted. */
const NOTHING: StoredRow = Object.freeze({})

/** Undefined where a wanted column is the database's business, or may come back other than it was given. */
export function sqliteKnownColumns({ request, plan, group }: BulkBatch): KnownColumns | undefined {
  const columns = (request.wanted ?? []).map((name) => plan.byName.get(name))
  const given: ColumnPlan[] = []
  let counted: ColumnPlan | undefined
  for (const column of columns) {
    if (column === undefined) return undefined
    if (group.columns.includes(column)) given.push(column)
    else if (column.column.identity) counted = column
    else return undefined
  }
  const returns = (column: ColumnPlan): boolean =>
    group.indexes.every((index) => returnsAsGiven(column, request.rows[index]?.[column.name]))
  if (!given.every(returns)) return undefined
  return {
    counted,
    row(index, rowid) {
      if (counted === undefined && given.length === 0) return NOTHING
      const row: StoredRow = {}
      for (const { name } of given) row[name] = request.rows[index]?.[name]
      if (counted !== undefined) row[counted.name] = rowid
      return row
    },
  }
}

/** SQLite turns values into what the column's type prefers: text that is a number, a number for a column of text. */
function returnsAsGiven({ column }: ColumnPlan, value: unknown): boolean {
  if (value === null) return true
  const isWhole = column.kind === 'integer' || column.kind === 'bigint'
  switch (typeof value) {
    case 'string':
      return column.kind === 'text' || (column.kind === 'uuid' && Number.isNaN(Number(value)))
    case 'number':
      return isWhole && Number.isSafeInteger(value) && !Object.is(value, -0)
    case 'bigint':
      return isWhole
    default:
      return value instanceof Uint8Array && column.kind === 'bytes'
  }
}
