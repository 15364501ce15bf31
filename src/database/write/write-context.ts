import type { Knex } from 'knex'
import type { DatabaseObserver, InsertRequest, InsertRow, Statement } from '../database.js'
import type { Dialect, DriverResult } from '../dialects/dialect.js'
import type { ServerFacts } from '../dialects/server-facts.js'
import type { DriverSend, GateOptions } from '../gate.js'
import type { SequenceHost, SequenceLedger } from '../sequences/sequence-ledger.js'
import type { ColumnPlan, TablePlan } from './table-plan.js'

/** What writers need of a database. */
export interface WriteContext {
  readonly knex: Knex
  readonly dialect: Dialect
  readonly server: ServerFacts
  readonly observer: DatabaseObserver | undefined
  /** Errors come out as the driver made them. */
  send(statement: Statement, options?: GateOptions): Promise<DriverResult>
  /** On the driver's own connection. Errors come out as the driver made them. */
  sendOnDriver(statement: Statement, send: DriverSend): Promise<DriverResult>
  /** Errors come out as a DatabaseError. */
  read(statement: Statement, options?: GateOptions): Promise<DriverResult>
  /** What a failure is to be told as: its explanation, or that of the failure which it is a consequence of. */
  failed(error: unknown, explain: () => unknown): Promise<unknown>
  /** Says that the rows have all the keys that they take from the reserve. */
  keysTaken(): void
  /** Rows in one INSERT. */
  readonly mostRows: number
  /** Values given for columns that sequences count up. */
  readonly sequences: SequenceLedger
  readonly sequenceHost: SequenceHost
}

/** Rows of a request that give the same columns. */
export interface RowGroup {
  readonly columns: readonly ColumnPlan[]
  /** Places in the request. */
  readonly indexes: readonly number[]
}

/** The rows of one statement. */
export interface RowChunk {
  readonly request: InsertRequest
  readonly plan: TablePlan
  readonly columns: readonly ColumnPlan[]
  /** Places in the request. */
  readonly indexes: readonly number[]
  readonly rows: readonly InsertRow[]
  /** Encoded values, row by row. */
  readonly bindings: readonly unknown[]
  /** `(?, ?)` for each row. */
  readonly tuples: readonly string[]
}
