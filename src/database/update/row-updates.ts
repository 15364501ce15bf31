import type { ColumnPlan } from '../write/table-plan.js'

/** An UPDATE that gives every row values of its own. */
export interface UpdateParts {
  /** The table's name as SQL. */
  readonly table: string
  /** What rows are found by, and what they get. */
  readonly keys: readonly ColumnPlan[]
  readonly set: readonly ColumnPlan[]
  /** `(?, ?)` for each row: the keys first. */
  readonly tuples: readonly string[]
  /** All columns, for RETURNING. */
  readonly readList: string
}

/** How a database updates many rows at once. */
export interface RowUpdates {
  /** The rows come back (RETURNING); otherwise they are read again. */
  readonly returnsRows: boolean
  /** Rows in one UPDATE, on a server that can return inserted rows and on one that cannot. */
  readonly most: { readonly returning: number; readonly other: number }
  statement(parts: UpdateParts): string
}
