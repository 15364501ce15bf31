import type { SearchStatement } from '../dialects/key-search.js'
import type { ColumnSchema } from '../schema/table-schema.js'
import type { ColumnPlan } from '../write/table-plan.js'

/** Values for some columns, row by row, none of them NULL. */
export interface ValueRows {
  /** The table's name as SQL. */
  readonly table: string
  readonly columns: readonly ColumnPlan[]
  /** Values as `storable()` gives them, and their places in SQL; one a column. */
  readonly rows: readonly { readonly values: readonly unknown[]; readonly places: readonly string[] }[]
}

/** How a database itself compares values that are given with those that its columns hold. */
export interface RowMatching {
  /** A value that the column's codec has encoded, in the form in which the column would keep it; undefined where it would not take it at all. */
  storable(column: ColumnSchema, encoded: unknown): unknown
  /** Around the place of a value, what makes it what the column would keep of it; undefined: nothing has to. Left out where no column needs it. */
  rounded?(column: ColumnSchema): ((place: string) => string) | undefined
  /** What values of one list have in common: a list that mixes them would make others of them. */
  form(column: ColumnSchema, value: unknown): string
  /** Collations may take letters for the same that differ in more than case and accents. */
  readonly foldsLetters: boolean
  /** The rows as something to select from: columns `seedkit_row`, counted from 1, and `seedkit_0`, `seedkit_1`, … of types that compare with those of the columns. */
  list(rows: ValueRows): SearchStatement
  /** What a value of a list amounts to, as SQL: the same for values that are equal in the column, if for no others. Left out where such values are printed alike. */
  likeness?(column: ColumnSchema, name: string): string
  /** That a column of `t` holds just what it would hold if it were given that value, which is SQL. */
  unchanged(column: ColumnPlan, value: string): string
}
