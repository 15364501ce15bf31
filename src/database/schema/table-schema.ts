import type { RowCondition } from './row-condition.js'

/** What a column holds, whatever a database calls it. Values are written and read by this. */
export type ColumnKind =
  | 'integer'
  | 'bigint'
  | 'decimal'
  | 'float'
  | 'boolean'
  | 'text'
  | 'uuid'
  | 'enum'
  /** A day, without time. */
  | 'date'
  /** A wall clock reading without a zone; seedkit reads and writes it as UTC. */
  | 'timestamp'
  /** An instant. */
  | 'timestamptz'
  | 'time'
  | 'json'
  | 'bytes'
  | 'bits'
  | 'array'
  | 'other'

export interface ColumnSchema {
  readonly name: string
  /** The type as the database prints it, e.g. `varchar(255)`. */
  readonly type: string
  readonly kind: ColumnKind
  /** What the elements of an array column are. */
  readonly element: ColumnKind | undefined
  readonly nullable: boolean
  /** The default as an SQL expression; undefined where there is none (or it is NULL). */
  readonly defaultExpression: string | undefined
  /** The database counts this column up by itself: auto_increment, serial, identity, SQLite's rowid. */
  readonly identity: boolean
  /** Zero stands for the next number (MySQL); left out where it does not. */
  readonly zeroCounts?: true
  /** The database computes it always: a value may not be given, save for an identity (`identity` is true then). */
  readonly generated: boolean
  /** Longest text in characters. */
  readonly length: number | undefined
  /** Digits after the point of a decimal, or of the seconds of a timestamp. */
  readonly scale: number | undefined
  /** The words of an enum. */
  readonly values: readonly string[] | undefined
  /** What counts the column up, where that is an object of its own (PostgreSQL). */
  readonly sequence?: SequenceSchema | undefined
}

export interface SequenceSchema {
  readonly schema: string
  readonly name: string
  /** Negative where it counts down. */
  readonly step: bigint
  readonly lowest: bigint
  readonly highest: bigint
  /** Starts again at the other end instead of failing when it has no value left. */
  readonly cycles: boolean
  /** The role may take values from it. */
  readonly usable: boolean
  /** How the role may move it: ALTER SEQUENCE is for owners. */
  readonly access: 'owner' | 'setval' | 'none'
}

/** Unique over all rows and whole columns: partial indexes and those on expressions are none. */
export interface UniqueKey {
  readonly name: string
  readonly columns: readonly string[]
  /** PostgreSQL's NULLS NOT DISTINCT; nearly always left out, and two NULLs do not collide. */
  readonly nullsCollide?: true
  /** MySQL: only so many first characters (or bytes) of each column count; left out where all columns count whole. */
  readonly prefixes?: readonly (number | undefined)[]
  /** SQLite: the collation by which each column is compared where that is not the column's own; left out where it is for all. */
  readonly collations?: readonly (string | undefined)[]
}

/** Unique for the rows that meet a condition, or for texts in one letter case (`where deleted_at is null`, `lower(email)`). */
export interface NarrowKey extends UniqueKey {
  /** For each column, the function that its texts go through. */
  readonly folds: readonly ('lower' | 'upper' | undefined)[]
  /** Left out where it is for all rows. */
  readonly condition?: RowCondition & { readonly sql: string }
}

export interface ForeignKey {
  readonly name: string
  readonly columns: readonly string[]
  readonly table: { readonly schema: string | undefined; readonly name: string }
  readonly foreignColumns: readonly string[]
  /** When it may be checked later than at the end of a statement (PostgreSQL): if asked for, or unless asked otherwise. */
  readonly deferrable?: 'on request' | 'always' | undefined
}

export interface CheckConstraint {
  readonly name: string
  readonly expression: string
}

/** A setting of the session with which values come back in words that codecs do not read. */
export interface SessionSetting {
  readonly name: string
  readonly found: string
  readonly wanted: string
}

/** A table as the database's catalogue describes it. */
export interface TableSchema {
  /** The schema (PostgreSQL), database (MySQL) or attached database (SQLite) the table was found in. */
  readonly schema: string
  readonly name: string
  readonly columns: readonly ColumnSchema[]
  /** Empty where the table has none. */
  readonly primaryKey: readonly string[]
  readonly uniques: readonly UniqueKey[]
  /** Left out where there are none, or the database has none. */
  readonly narrowKeys?: readonly NarrowKey[]
  readonly foreignKeys: readonly ForeignKey[]
  readonly checks: readonly CheckConstraint[]
  /** Has a hidden row number that grows with each insert (SQLite, except WITHOUT ROWID tables). */
  readonly rowid: boolean
  /**
   * Rows that are sent to it are stored in it, as they are: no view, and nothing that would change, redirect or hide rows (rules, triggers before a row, row-level
   * security in force). PostgreSQL; left out where it was not asked for.
   */
  readonly direct?: boolean
  /** Rules put other statements in the place of an INSERT, and give no rows back: RETURNING is refused (PostgreSQL), or tells of what was sent (views of SQLite). */
  readonly insteadRules?: true
  /** Triggers run after rows are inserted, and may take them away or change them: RETURNING tells of rows before that (SQLite, PostgreSQL). */
  readonly afterTriggers?: true
  /** Triggers run before a row's keys are final, and may fill the columns that it leaves out: their defaults tell nothing. */
  readonly triggersFill?: true
  /** Of the session that read it: asked for along with the table (PostgreSQL), so that nobody has to ask for it by itself. */
  readonly settings?: readonly SessionSetting[]
  /** A failed INSERT of several rows may leave some of them behind (SQLite's STRICT tables, columns that are computed). */
  readonly failsHalfway?: true
}
