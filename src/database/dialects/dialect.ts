import type { Knex } from 'knex'
import type { ForeignKeyMode } from '../../config/foreign-key-mode.js'
import type { DriverFault } from '../failures/driver-fault.js'
import type { RowMatching } from '../match/row-matching.js'
import type { DatabaseSchema } from '../schema/database-schema.js'
import type { ColumnSchema, TableSchema } from '../schema/table-schema.js'
import type { SequenceMark } from '../sequences/sequence-mark.js'
import type { TableName } from '../table-name.js'
import type { RowUpdates } from '../update/row-updates.js'
import type { ColumnCodec } from '../values/column-codec.js'
import type { CyclicKeys } from '../cycles/cyclic-keys.js'
import type { VerifiedKeys } from '../verify/verified-keys.js'
import type { VerifiedRun } from '../verify/verified-run.js'
import type { BulkWriter } from '../write/bulk-writer.js'
import type { KeyCondition, KeySearch, SearchStatement } from './key-search.js'
import type { ServerFacts } from './server-facts.js'

/** Sends one statement without values on one connection and gives its rows. */
export type Run = (sql: string) => Promise<readonly Record<string, unknown>[]>

/** Reads the catalogue: SQL with `?`, and the values. */
export type CatalogueReader = (sql: string, bindings: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>

/** A row whose foreign key points at nothing. */
export interface Orphan {
  /** Left out for a table of the main database. */
  readonly schema?: string
  readonly table: string
  readonly parent: string
  /** SQLite's row number; null for a table without. */
  readonly row: unknown
  /** Which of the table's foreign keys. */
  readonly key: unknown
}

/** What came back from a driver, in one shape. */
export interface DriverResult {
  readonly rows: readonly Record<string, unknown>[]
  /** Rows written; undefined where the driver does not tell. */
  readonly affected: number | undefined
  /** First key that the database generated; undefined where the driver does not tell. */
  readonly firstKey: number | bigint | undefined
}

/** How a statement inserts rows that give no column at all. */
export type EmptyRows =
  /** `insert into t () values (),()` */
  | 'empty lists'
  /** `insert into t (c) values (default),(default)` */
  | 'default keyword'
  /** `insert into t default values`, one row a statement */
  | 'one by one'

/** Numbers of rows. */
export interface PieceSizes {
  /** Where whole rows come back. */
  readonly whole: number
  /** Where rows are streamed, of those that get no children. */
  readonly streamed: number
  /** Of those that do: they are held until their children are there. */
  readonly parents: number
  /** Pieces that may be on their way beside the one that is written: more are held at once, and the database is less often without work. */
  readonly ahead: number
}

/** A database's differences: data first, then what really needs code. One object a database. */
export interface Dialect {
  readonly name: string
  /** Most values in one statement. */
  readonly maxBindings: number
  readonly emptyRows: EmptyRows
  /** NULL for a key that the database counts up means "count up", as if the column were left out. */
  readonly nullGeneratesKey: boolean
  /** RETURNING gives rows in the order in which they were inserted; otherwise they are put in order by row number or key. */
  readonly returnsInOrder: boolean
  /** A failed statement leaves the transaction usable, so that the failing row can be searched for. */
  readonly survivesFailure: boolean
  /** Statements such as CREATE TABLE commit what was written before them. */
  readonly commitsUnasked: boolean
  /** A column takes values of other types than its own, and texts longer than it says. */
  readonly takesAnyValue: boolean
  /** Statement that tells what the server can do; undefined where nothing needs to be asked. */
  readonly serverQuery: string | undefined

  readServer(row: Readonly<Record<string, unknown>> | undefined): ServerFacts
  /** A name as SQL; question marks come out as `\?`, as Knex wants them. */
  quote(name: string): string
  /** A value that is printed as this very text; undefined where Knex itself turns `\?` into a question mark. */
  readonly verbatim: ((knex: Knex, text: string) => unknown) | undefined
  /** Options of the driver with which values come back unparsed; undefined where they do anyway. */
  readonly rawOptions: Readonly<Record<string, unknown>> | undefined
  readResult(response: unknown): DriverResult
  /** A statement that gives rows, as a prepared statement of the connection; undefined where Knex's own way is as fast. */
  readonly prepared: ((connection: unknown, sql: string) => ((bindings: readonly unknown[]) => DriverResult) | undefined) | undefined
  /** Undefined when there is no such table. */
  readTable(read: CatalogueReader, table: TableName, facts: ServerFacts): Promise<TableSchema | undefined>
  /** All tables of some schemas, or of those where tables are looked for by themselves; as many queries for a thousand tables as for one. */
  readSchema(read: CatalogueReader, schemas: readonly string[] | undefined, facts: ServerFacts): Promise<DatabaseSchema>
  /** What may swallow or redirect rows of a table, e.g. `trigger "users_archive"`. */
  listTriggers(read: CatalogueReader, table: TableSchema): Promise<readonly string[]>
  /** Names of the tables that are there, for suggestions. */
  listTables(read: CatalogueReader, table: TableName): Promise<readonly string[]>
  codec(column: ColumnSchema): ColumnCodec
  /** A statement for the rows that have one of many keys; by index, whatever the planner thinks of so many. */
  keySearch(search: KeySearch): SearchStatement
  /** That rows have one of many keys: what comes after `where`. */
  keyCondition(condition: KeyCondition): SearchStatement
  /** `message` is the database's own, without the statement that Knex puts before it. */
  readFault(error: unknown, message: string): DriverFault

  /** Rows that are best built and written together: larger pieces save trips to the server, smaller ones what the heap has to hold. */
  pieces(client: Knex.Client): PieceSizes
  /** Undefined where nothing is faster than INSERT. */
  readonly bulk: BulkWriter | undefined
  /** How the foreign keys of one call are checked once, at its end; undefined where that can be done for a whole run alone. */
  readonly verifiedKeys: VerifiedKeys | undefined
  /** How the foreign keys of a whole run are checked once; undefined where that is done call by call. */
  readonly verifiedRun: VerifiedRun | undefined
  /** How rows that refer to each other in a circle are written. */
  readonly cyclicKeys: CyclicKeys
  /** How many rows get values of their own in one UPDATE. */
  readonly updates: RowUpdates
  /** How values that are given are compared with those of columns. */
  readonly matching: RowMatching
  /** Moves sequences past values that were given, forward only. Gives what the user should know. */
  moveSequences(read: CatalogueReader, marks: readonly SequenceMark[]): Promise<readonly string[]>

  /** The database says only that an earlier statement of the transaction has failed. */
  isConsequence(error: unknown): boolean

  /** Before BEGIN, on the driver's connection; gives the function that puts every setting back as it was found. `verify` only where there is `verifiedRun`. */
  prepare(run: Run, foreignKeys: ForeignKeyMode, connection: unknown): Promise<() => Promise<void>>
  /** Proofs while the transaction is still open, so that a dry run tells the truth too. */
  beforeCommit(run: Run): Promise<void>
  /** Whether foreign keys may be broken that nothing but COMMIT would tell of; it does not name the row either. */
  hidesOrphans(run: Run): Promise<boolean>
  /** Searches the database for rows that point at nothing, those from before the transaction included. */
  listOrphans(run: Run): Promise<readonly Orphan[]>
}
