import type { ForeignKey, TableSchema } from '../schema/table-schema.js'
import type { ColumnPlan } from '../write/table-plan.js'

/** A column whose next values are wanted before rows are inserted. */
export interface CountedColumn {
  readonly column: ColumnPlan
  readonly schema: TableSchema
  /** The table's name as SQL. */
  readonly table: string
  readonly count: number
}

export interface BoundSql {
  readonly sql: string
  readonly bindings: readonly unknown[]
}

/** An UPDATE that gives every row values of its own. */
export interface RowsUpdate {
  /** The table's name as SQL. */
  readonly table: string
  /** What rows are found by, and what they get. */
  readonly keys: readonly ColumnPlan[]
  readonly set: readonly ColumnPlan[]
  /** Values for the driver and their places in the statement, for each row: the keys first, then the others. */
  readonly rows: readonly { readonly places: readonly string[]; readonly values: readonly unknown[] }[]
  /** All columns, for RETURNING. */
  readonly readList: string
}

/** Constraints that are set aside for a while. */
export interface SuspendedKeys {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** What a database needs, and can do, to write rows that refer to each other in a circle: SQL, with `?` for values. */
export interface CyclicKeys {
  /** A key that cannot be checked later needs all rows of the circle in one statement; otherwise checks are set aside. */
  readonly insertsTogether: boolean
  /** UPDATE … RETURNING; otherwise the rows are read again. */
  readonly returnsUpdated: boolean
  /** Rows of an UPDATE get their values in descending order of them, so that unique ones can move up in one go. */
  readonly movesUp: boolean
  /** Rows in one UPDATE. */
  readonly mostUpdated: number
  /** Put after the proof, so that it sees and keeps what other transactions have committed. */
  readonly proofLock: string

  /** The next values of a column that counts up, in `c0`: reserved for good, or where counting will go on from. */
  nextValues(column: CountedColumn): (BoundSql & { readonly gives: 'values' | 'start' }) | undefined
  /** Many values of an SQL expression, in `c0`. */
  manyOf(expression: string, count: number): string
  updateRows(update: RowsUpdate): BoundSql
  /** Sets foreign keys aside until the circle is closed; undefined where that takes nothing, or is for `aroundInsert`. */
  untilClosed(keys: readonly ForeignKey[], schema: TableSchema): SuspendedKeys | undefined
  /** Broken keys are only counted (SQLite): rows that mend what was set aside make up for others of their INSERT, which have to be proved too. */
  readonly countsBroken: boolean
  /** Sets foreign keys aside for one INSERT; what it wrote has to be proved afterwards. */
  aroundInsert: ((run: (sql: string) => Promise<readonly Record<string, unknown>[]>) => Promise<() => Promise<void>>) | undefined
}
