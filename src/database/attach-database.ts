import type { Knex } from 'knex'
import { DatabaseError } from '../errors/database-error.js'
import { SeedkitError } from '../errors/seedkit-error.js'
import type { Database, DatabaseObserver, InsertRequest, Statement, StatementLabel, StoredRow } from './database.js'
import type { Capability } from './dialects/capability.js'
import type { CatalogueReader, Dialect, DriverResult } from './dialects/dialect.js'
import { resolveDialect } from './dialects/resolve-dialect.js'
import type { ServerFacts } from './dialects/server-facts.js'
import { driverMessage } from './failures/driver-message.js'
import { explainStatement } from './failures/explain-statement.js'
import { sendStatement, type GateOptions } from './gate.js'
import { printedName } from './printed-name.js'
import type { TableSchema } from './schema/table-schema.js'
import { sequenceLabel, SequenceLedger, type SequenceHost } from './sequences/sequence-ledger.js'
import type { TableName } from './table-name.js'
import { insertRows } from './write/insert-rows.js'
import type { WriteContext } from './write/write-context.js'

export interface AttachOptions {
  readonly observer?: DatabaseObserver | undefined
  /** Capabilities to do without, even where the server has them. */
  readonly without?: readonly Capability[] | undefined
  /**
   * Whose the transaction is: on one of seedkit's `own`, whoever opened it calls `beforeCommit()` at its end; that of
   * the `user` may end at any time after a call. `user` if left out.
   */
  readonly transaction?: 'own' | 'user' | undefined
}

/** What all handles of one run share: read once, whoever asks first. */
interface SharedState {
  readonly dialect: Dialect
  readonly observer: DatabaseObserver | undefined
  readonly without: readonly Capability[]
  server: Promise<ServerFacts> | undefined
  readonly tables: Map<string, Promise<TableSchema>>
}

/** What belongs to one handle. */
interface HandleState {
  readonly transaction: 'own' | 'user'
  /** Of this transaction alone: what is rolled back moves no sequence. */
  readonly sequences: SequenceLedger
  readonly mostRows: number
}

/** Rows in one INSERT: more are no faster on any database, and only cost memory. */
const mostRows = 1000
/** Rows in one INSERT where statements are to be few. */
const mostRowsInLarge = 10_000

/** Puts seedkit's view on a Knex instance or transaction. Sends nothing until something is asked of it. */
export function attachDatabase(knex: Knex, options: AttachOptions = {}): Database {
  return new AttachedDatabase(knex, {
    dialect: resolveDialect(knex),
    observer: options.observer,
    without: options.without ?? [],
    server: undefined,
    tables: new Map(),
  }, { transaction: options.transaction ?? 'user', sequences: new SequenceLedger(), mostRows })
}

class AttachedDatabase implements Database {
  readonly knex: Knex
  readonly #shared: SharedState
  readonly #handle: HandleState

  constructor(knex: Knex, shared: SharedState, handle: HandleState) {
    this.knex = knex
    this.#shared = shared
    this.#handle = handle
  }

  get dialect(): Dialect {
    return this.#shared.dialect
  }

  async execute(statement: Statement, options?: GateOptions): Promise<readonly StoredRow[]> {
    return (await this.#read(statement, options)).rows
  }

  schemaOf(table: TableName, label: StatementLabel): Promise<TableSchema> {
    const key = JSON.stringify(table)
    const known = this.#shared.tables.get(key)
    if (known !== undefined) return known
    const reading = this.#readTable(table, label)
    this.#shared.tables.set(key, reading)
    // A failed read is not remembered: the next one may find the table.
    reading.catch(() => this.#shared.tables.delete(key))
    return reading
  }

  async insert(request: InsertRequest): Promise<StoredRow[]> {
    if (request.rows.length === 0) return []
    const schema = await this.schemaOf(request.table, request.label)
    return insertRows(await this.writing(request.label), schema, request)
  }

  async writing(label: StatementLabel): Promise<WriteContext> {
    return {
      knex: this.knex,
      dialect: this.dialect,
      server: await this.#server(label),
      observer: this.#shared.observer,
      send: (statement, options) => this.#send(statement, options),
      read: (statement, options) => this.#read(statement, options),
      mostRows: this.#handle.mostRows,
      sequences: this.#handle.sequences,
      sequenceHost: this.#sequenceHost(label),
    }
  }

  on(knex: Knex): Database {
    return new AttachedDatabase(knex, this.#shared, { transaction: 'own', sequences: new SequenceLedger(), mostRows })
  }

  inLargeChunks(): Database {
    return new AttachedDatabase(this.knex, this.#shared, { ...this.#handle, mostRows: mostRowsInLarge })
  }

  async callEnded(): Promise<void> {
    if (this.#handle.transaction === 'user') await this.beforeCommit()
  }

  beforeCommit(): Promise<void> {
    return this.#handle.sequences.settle(this.#sequenceHost(sequenceLabel))
  }

  #sequenceHost(label: StatementLabel): SequenceHost {
    return {
      dialect: this.dialect,
      read: (sql, bindings) => this.execute({ kind: 'session', sql, bindings, label }),
      note: (message) => this.#shared.observer?.note?.(message),
    }
  }

  #send(statement: Statement, options?: GateOptions): Promise<DriverResult> {
    const { dialect, observer } = this.#shared
    return sendStatement({ knex: this.knex, dialect, observer }, statement, options)
  }

  async #read(statement: Statement, options?: GateOptions): Promise<DriverResult> {
    try {
      return await this.#send(statement, options)
    } catch (error) {
      if (error instanceof SeedkitError) throw error
      const fault = this.dialect.readFault(error, driverMessage(this.knex, statement, error))
      throw explainStatement({ fault, error, statement, source: statement.label })
    }
  }

  #server(label: StatementLabel): Promise<ServerFacts> {
    if (this.#shared.server !== undefined) return this.#shared.server
    const reading = this.#readServer(label)
    this.#shared.server = reading
    reading.catch(() => {
      this.#shared.server = undefined
    })
    return reading
  }

  async #readServer(label: StatementLabel): Promise<ServerFacts> {
    const { dialect, without } = this.#shared
    const sql = dialect.serverQuery
    const rows = sql === undefined ? [] : await this.execute({ kind: 'catalogue', sql, bindings: [], label })
    const facts = dialect.readServer(rows[0])
    return { ...facts, capabilities: new Set([...facts.capabilities].filter((each) => !without.includes(each))) }
  }

  async #readTable(table: TableName, label: StatementLabel): Promise<TableSchema> {
    const read: CatalogueReader = (sql, bindings) => this.execute({ kind: 'catalogue', sql, bindings, table, label })
    const schema = await this.dialect.readTable(read, table, await this.#server(label))
    if (schema !== undefined) return schema
    throw DatabaseError.missingTable({
      table: printedName(table),
      source: label,
      known: await this.dialect.listTables(read, table),
    })
  }
}
