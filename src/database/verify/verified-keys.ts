import type { InsertRow, StatementLabel, StoredRow } from '../database.js'
import type { TableSchema } from '../schema/table-schema.js'
import type { TableName } from '../table-name.js'
import type { WriteContext } from '../write/write-context.js'

/** A table whose foreign keys are to be checked once. */
export interface VerifiedTable {
  readonly table: TableName
  readonly schema: TableSchema
  /** Rows that the call is going to write; undefined where nobody knows yet. */
  readonly expected: number | undefined
  readonly label: StatementLabel
}

/** A call whose foreign keys are checked once, at its end, instead of row by row. */
export interface VerifiedCall {
  /** Before the first row goes into a table, one without foreign keys too unless the proof looks at all rows. Where it cannot be done, a note says why and the keys are checked as ever. */
  setAside(context: WriteContext, table: VerifiedTable): Promise<void>
  /** Rows were written: what was given for their columns, and what came back of them. */
  wrote(table: VerifiedTable, given: readonly InsertRow[], back: readonly StoredRow[]): void
  /** All rows are there: the keys are in force again and hold for all rows, or DatabaseError is thrown. */
  finish(context: WriteContext): Promise<void>
  /** The call has failed: puts settings of the session back, and leaves no row that could be committed unproved. */
  abandon(context: WriteContext): Promise<void>
}

/** How a database checks foreign keys once a call; undefined for one that can do so for a whole run alone. */
export interface VerifiedKeys {
  /** The proof at the end looks at all rows of the tables, not only at those that it was told of. */
  readonly provesAllRows: boolean
  begin(): VerifiedCall
}
