import type { Knex } from 'knex'
import type { Dialect } from './dialects/dialect.js'
import type { GateOptions } from './gate.js'
import type { DatabaseSchema } from './schema/database-schema.js'
import type { TableName } from './table-name.js'
import type { TableSchema } from './schema/table-schema.js'
import type { WriteContext } from './write/write-context.js'

/** Why rows are made: a call asks for them; they are a row's children; they are the parents that somebody asked for, or that a definition() implies; pairs. */
export type RowRole = 'asked' | 'child' | 'parent' | 'implied' | 'pivot'

/** Rows of an INSERT that have one reason. */
export interface RowSource {
  /** Name of the factory class; of a pivot table's rows that of the rows they are attached to. */
  readonly factory: string
  /** As in the label. */
  readonly relation: string | undefined
  readonly role: RowRole
  readonly rows: number
}

/** Existing rows that were used where new ones would have been made. */
export interface RecycledPick {
  /** Relations followed to the rows that use them; undefined for the rows of the call. */
  readonly relation: string | undefined
  /** Their column or relation. */
  readonly name: string
  /** Name of the factory class whose rows are used. */
  readonly factory: string
  readonly rows: number
}

/** A call of a factory that writes. One object a call. */
export interface CallLabel {
  /** Name of the factory class. */
  readonly factory: string
  /** The method, e.g. `createBatch`. */
  readonly method: string
  /** Rows that are asked for. */
  readonly count: number
  /** The call in whose hook or attribute this one is made. */
  readonly within: CallLabel | undefined
  /** What it has picked from rows to recycle so far. */
  readonly recycled: () => readonly RecycledPick[]
}

/** Who asked for a statement. Errors, progress, counts and tests read it. */
export interface StatementLabel {
  /** Name of the seeder class, e.g. `UserSeeder`; undefined outside seeders. */
  readonly seeder: string | undefined
  /** Name of the factory class, e.g. `PostFactory`; undefined for catalogue reads and the like. */
  readonly factory: string | undefined
  /** Relations followed from the factory that was called, e.g. `posts.comments` or `user_id`; undefined at the root. */
  readonly relation: string | undefined
  /** Which rows of the call the statement carries, both counted from 1. */
  readonly rows: { readonly from: number; readonly to: number; readonly of: number } | undefined
  /** The call behind it; undefined for catalogue reads and the like. */
  readonly call?: CallLabel | undefined
  /** Why the rows of an insert are made. All statements of one insert share the function, which counts when it is asked. */
  readonly sources?: (() => readonly RowSource[]) | undefined
}

export interface Statement {
  readonly kind: 'insert' | 'select' | 'update' | 'catalogue' | 'session'
  /** SQL with `?` for values, as knex.raw takes it. */
  readonly sql: string
  readonly bindings: readonly unknown[]
  /** Table that is written or read, for progress. */
  readonly table?: TableName
  readonly label: StatementLabel
  /** Of an INSERT into several tables: what goes where. */
  readonly parts?: readonly { readonly table: TableName; readonly label: StatementLabel; readonly rows: number }[]
}

/** Told of every statement that went through the gate, after it ended. */
export interface StatementEvent {
  readonly statement: Statement
  /** Rows written or read. */
  readonly rows: number
  readonly milliseconds: number
  readonly error?: unknown
}

export interface DatabaseObserver {
  /** Called before a statement is sent. What it throws is what the statement fails with: tests inject faults here. */
  beforeStatement?(statement: Statement): void
  afterStatement?(event: StatementEvent): void
  /** Something worth knowing that is no error. */
  note?(message: string): void
}

/** Attributes of one row. `undefined` and a missing column both mean: left to the database. */
export type InsertRow = Readonly<Record<string, unknown>>
/** A row as the database holds it, all columns. */
export type StoredRow = Record<string, unknown>

/** Where a row of an insert comes from; asked for only when something fails. */
export interface RowOrigin {
  readonly seeder: string | undefined
  readonly factory: string
  readonly relation: string | undefined
  /** The row's place in its call (or among its parent's children), counted from 0. */
  readonly index: number
  /** Rows in that call (or children of that parent). */
  readonly of: number
  /** The row is a pair: its values are a relation's pivot attributes, not the factory's. */
  readonly isPair?: boolean | undefined
}

export interface InsertRequest {
  readonly table: TableName
  /** Key columns as the factory declares them; empty for a table without a key. */
  readonly primaryKey: readonly string[]
  readonly rows: readonly InsertRow[]
  /** Columns whose stored values come back, often the key's or none; left out, all of them. With it, a writer for many rows may serve. */
  readonly wanted?: readonly string[] | undefined
  readonly label: StatementLabel
  readonly origin: (row: number) => RowOrigin
}

export interface SchemaRequest {
  /**
   * Schemas (PostgreSQL), databases (MySQL), attached databases (SQLite). Left out: what the search path has, the connection's database, `main`.
   */
  readonly schemas?: readonly string[] | undefined
  readonly label: StatementLabel
}

/** What seedkit needs of one connection (a Knex instance or a transaction): its dialect, its catalogue, and the gate. */
export interface Database {
  readonly knex: Knex
  readonly dialect: Dialect
  /** The one gate for SQL: every statement seedkit sends goes through here. Gives the rows that came back. */
  execute(statement: Statement, options?: GateOptions): Promise<readonly StoredRow[]>
  /** Columns, types and keys of a table; read at most once a run. Throws DatabaseError.missingTable when there is none. */
  schemaOf(table: TableName, label: StatementLabel): Promise<TableSchema>
  /** The same in its turn, for whoever asks later and is told of a failure. Settles when the table was read, or could not be. */
  foreseeSchema(table: TableName, label: StatementLabel): Promise<unknown>
  /** Tables are read anew when somebody asks next: a statement that did not come from here has changed some. */
  forgetSchemas(): void
  /** All tables, read anew each time. Throws DatabaseError.missingSchema for a schema that is not there. */
  readSchema(request: SchemaRequest): Promise<DatabaseSchema>
  /** As `schemaOf()`, if it was read already. */
  knownSchema(table: TableName): TableSchema | undefined
  /**
   * Inserts rows and gives them back as the database holds them (with the columns wanted at least), in the order given. Rows with
   * different sets of columns go in different statements. Fewer rows back than sent is an error.
   */
  insert(request: InsertRequest): Promise<readonly StoredRow[]>
  /** What writers other than `insert` need: the gate, the server's facts. */
  writing(label: StatementLabel): Promise<WriteContext>
  /** A statement is on its way. */
  readonly isBusy: boolean
  /** Several statements that no other gets between. */
  exclusively<T>(label: StatementLabel, work: (context: WriteContext) => Promise<T>): Promise<T>
  /**
   * The same database, on another handle of the same connection: a transaction of seedkit's own. Catalogue and
   * capabilities are shared. Whoever opened the transaction calls `beforeCommit()`.
   */
  on(knex: Knex): Database
  /** The same handle, with more rows in one INSERT: no faster, but fewer statements. */
  inLargeChunks(): Database
  /** A call has ended. On a transaction of the user's, whose end nobody tells of, what would wait for it is done now; undefined where nothing would. */
  callEnded(): Promise<void> | undefined
  /** The transaction is about to be committed: moves sequences past the values that were given. */
  beforeCommit(): Promise<void>
}
