import type { ColumnSchema } from '../schema/table-schema.js'
import type { ColumnPlan } from '../write/table-plan.js'

/** An UPDATE that gives every row values of its own. */
export interface UpdateParts {
  /** The table's name as SQL. */
  readonly table: string
  /** What rows are found by, and what they get. */
  readonly keys: readonly ColumnPlan[]
  readonly set: readonly ColumnPlan[]
  /** The places of each row's values: the keys first. */
  readonly rows: readonly (readonly string[])[]
  /** All columns, for RETURNING. */
  readonly readList: string
}

/** How a database updates many rows at once. */
export interface RowUpdates {
  /** The rows come back (RETURNING), with `k0` for which of those given each is, counted from 1; or without; or they are to be read again. */
  readonly returns: 'numbered rows' | 'rows' | 'nothing'
  /** Rows in one UPDATE, on a server that can return inserted rows and on one that cannot. */
  readonly most: { readonly returning: number; readonly other: number }
  /** What values of a column have in common that may go in one statement. */
  form(value: unknown): string
  /** A value that only a statement without other rows is sure to store, or to refuse; undefined: there are none. */
  readonly isAlone?: (column: ColumnSchema, value: unknown) => boolean
  statement(parts: UpdateParts): string
}
