import type { Knex } from 'knex'
import { DatabaseError } from '../errors/database-error.js'
import type { Database, DatabaseObserver, InsertRequest, SchemaRequest, Statement, StatementLabel, StoredRow } from './database.js'
import type { Capability } from './dialects/capability.js'
import type { CatalogueReader, Dialect, DriverResult } from './dialects/dialect.js'
import { resolveDialect } from './dialects/resolve-dialect.js'
import type { ServerFacts } from './dialects/server-facts.js'
import { driverMessage } from './failures/driver-message.js'
import { explainStatement } from './failures/explain-statement.js'
import { FirstFailure } from './first-failure.js'
import { sendOnDriver, sendStatement, type GateOptions, type GateTarget } from './gate.js'
import { KnownTables } from './known-tables.js'
import { givesUnknown } from './gives-unknown.js'
import { printedName } from './printed-name.js'
import type { DatabaseSchema } from './schema/database-schema.js'
import type { SessionSetting, TableSchema } from './schema/table-schema.js'
import { SessionWording } from './session-wording.js'
import { sequenceLabel, SequenceLedger, type SequenceHost } from './sequences/sequence-ledger.js'
import type { TableName } from './table-name.js'
import type { ReadyBatch } from './write/bulk-writer.js'
import { insertRows, prepareInsert } from './write/insert-rows.js'
import { readServer } from './read-server.js'
import { turnsOf } from './turns-of.js'
import type { Turns } from './turns.js'
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
  /** What the server said. */
  facts: ServerFacts | undefined
  readonly tables: KnownTables
  /** As they were found with the first table. */
  settings: readonly SessionSetting[]
}

/** What belongs to one handle. */
interface HandleState {
  readonly transaction: 'own' | 'user'
  /** Of this transaction alone: what is rolled back moves no sequence. */
  readonly sequences: SequenceLedger
  /** Of this transaction. */
  readonly wording: SessionWording
  readonly mostRows: number
  /** Of the whole connection. */
  readonly turns: Turns
  readonly failure: FirstFailure
}

/** Rows in one INSERT: more are no faster on any database, and only cost memory. */
const mostRows = 1000
/** Rows in one INSERT where statements are to be few. */
const mostRowsInLarge = 10_000

/** Puts seedkit's view on a Knex instance or transaction. Sends nothing until something is asked of it. */
export function attachDatabase(knex: Knex, options: AttachOptions = {}): Database {
  const dialect = resolveDialect(knex)
  return new AttachedDatabase(knex, {
    dialect,
    observer: options.observer,
    without: options.without ?? [],
    server: undefined,
    facts: undefined,
    tables: new KnownTables(),
    settings: [],
  }, handleOn(knex, dialect, options.transaction ?? 'user'))
}

function handleOn(knex: Knex, dialect: Dialect, transaction: HandleState['transaction']): HandleState {
  return { transaction, sequences: new SequenceLedger(), wording: new SessionWording(), mostRows, turns: turnsOf(knex), failure: new FirstFailure(dialect) }
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

  get isBusy(): boolean {
    return this.#handle.turns.areTaken
  }

  execute(statement: Statement, options?: GateOptions): Promise<readonly StoredRow[]> {
    return this.#handle.turns.take(async () => (await this.#read(statement, options)).rows)
  }

  knownSchema(table: TableName): TableSchema | undefined {
    return this.#shared.tables.get(table)
  }

  schemaOf(table: TableName, label: StatementLabel): Promise<TableSchema> {
    const { turns } = this.#handle
    const known = this.#shared.tables.reading(table)
    if (known !== undefined) return known
    return turns.areTaken ? turns.take(() => this.#readOnce(table, label)) : this.#readOnce(table, label)
  }

  async foreseeSchema(table: TableName, label: StatementLabel): Promise<unknown> {
    if (this.#shared.tables.reading(table) !== undefined) return
    return this.#handle.turns.take(() => this.#readOnce(table, label)).catch(ignore)
  }

  /** In the turn of whoever asks. */
  #readOnce(table: TableName, label: StatementLabel): Promise<TableSchema> {
    return this.#shared.tables.once(table, () => this.#readTable(table, label))
  }

  forgetSchemas(): void {
    this.#shared.tables.forgetAll()
  }

  async readSchema({ schemas, label }: SchemaRequest): Promise<DatabaseSchema> {
    const read: CatalogueReader = (sql, bindings) => this.execute({ kind: 'catalogue', sql, bindings, label })
    return this.dialect.readSchema(read, schemas, await this.#server(label))
  }

  insert(request: InsertRequest): Promise<readonly StoredRow[]> {
    if (request.rows.length === 0) return Promise.resolve([])
    const { turns, sequences } = this.#handle
    const ready = this.#prepare(request)
    if (ready !== undefined) return turns.take(() => this.#insertReady(request, ready), ready.pace)
    const keysTaken = sequences.reserve.claim()
    return turns.take(() => this.#insert(request, keysTaken))
  }

  async writing(label: StatementLabel): Promise<WriteContext> {
    return this.#contextFor(label, this.#shared.facts ?? (await this.#server(label)))
  }

  exclusively<T>(label: StatementLabel, work: (context: WriteContext) => Promise<T>): Promise<T> {
    return this.#handle.turns.take(async () => work(await this.writing(label)))
  }

  on(knex: Knex): Database {
    return new AttachedDatabase(knex, this.#shared, handleOn(knex, this.dialect, 'own'))
  }

  inLargeChunks(): Database {
    return new AttachedDatabase(this.knex, this.#shared, { ...this.#handle, mostRows: mostRowsInLarge })
  }

  callEnded(): Promise<void> | undefined {
    const { transaction, sequences, wording } = this.#handle
    if (transaction !== 'user' || !(sequences.isMarked || wording.isMade)) return undefined
    return this.beforeCommit().then(() => wording.restore(this.#shared.settings, this.#setter(sequenceLabel)))
  }

  beforeCommit(): Promise<void> {
    return this.#handle.sequences.settle(this.#sequenceHost(sequenceLabel))
  }

  /** While others are on their way, and nothing has to be asked. */
  #prepare(request: InsertRequest): ReadyBatch | undefined {
    const { turns } = this.#handle
    const { facts } = this.#shared
    if (!turns.areTaken || facts === undefined || this.knex.isTransaction !== true) return undefined
    const schema = this.knownSchema(request.table)
    return schema === undefined ? undefined : prepareInsert(this.#contextFor(request.label, facts), schema, request)
  }

  /** Rows before them may have given keys meanwhile, past which the sequence has to be moved first. */
  async #insertReady(request: InsertRequest, ready: ReadyBatch): Promise<readonly StoredRow[]> {
    const rows = this.#handle.sequences.isMarked ? undefined : await ready.write()
    return rows ?? this.#insert(request, ignore)
  }

  /** What is known already is not awaited: a row by itself would wait longer for promises than for its database. */
  async #insert(request: InsertRequest, keysTaken: () => void): Promise<readonly StoredRow[]> {
    const { table, label } = request
    let schema: TableSchema | undefined
    try {
      schema = this.knownSchema(table) ?? (await this.#readOnce(table, label))
      const context = { ...this.#contextFor(label, this.#shared.facts ?? (await this.#server(label))), keysTaken }
      return await insertRows(context, schema, request)
    } catch (error) {
      if (schema === undefined || !givesUnknown(schema, request)) throw error
      // Nothing was sent. Somebody may have added the column since the table was read.
      this.#shared.tables.forget(table)
      return await insertRows({ ...(await this.writing(label)), keysTaken }, await this.#readOnce(table, label), request)
    } finally {
      keysTaken()
    }
  }

  #contextFor(label: StatementLabel, server: ServerFacts): WriteContext {
    return {
      knex: this.knex,
      dialect: this.dialect,
      server,
      observer: this.#shared.observer,
      send: (statement, options) => this.#send(statement, options),
      sendOnDriver: (statement, send) => this.#worded(statement, () => sendOnDriver(this.#gate, statement, send)),
      read: (statement, options) => this.#read(statement, options),
      failed: (error, explain) => this.#handle.failure.tell(error, explain),
      keysTaken: ignore,
      mostRows: this.#handle.mostRows,
      sequences: this.#handle.sequences,
      sequenceHost: this.#sequenceHost(label),
    }
  }

  #sequenceHost(label: StatementLabel): SequenceHost {
    return {
      dialect: this.dialect,
      read: async (sql, bindings) => (await this.#read({ kind: 'session', sql, bindings, label })).rows,
      note: (message) => this.#shared.observer?.note?.(message),
    }
  }

  #send(statement: Statement, options?: GateOptions): Promise<DriverResult> {
    if (options?.values !== 'raw') return this.#handle.failure.past(() => sendStatement(this.#gate, statement, options))
    return this.#worded(statement, () => sendStatement(this.#gate, statement, options))
  }

  /** What carries values, or gives them back. */
  #worded({ label }: Statement, send: () => Promise<DriverResult>): Promise<DriverResult> {
    const { settings } = this.#shared
    const { failure, wording } = this.#handle
    if (settings.length === 0 || this.knex.isTransaction !== true) return failure.past(send)
    return failure.past(() => wording.during(settings, this.#setter(label), send))
  }

  #setter(label: StatementLabel): (sql: string, bindings: readonly unknown[]) => Promise<DriverResult> {
    return (sql, bindings) => sendStatement(this.#gate, { kind: 'session', sql, bindings, label })
  }

  get #gate(): GateTarget {
    return { knex: this.knex, dialect: this.dialect, observer: this.#shared.observer, server: this.#shared.facts }
  }

  async #read(statement: Statement, options?: GateOptions): Promise<DriverResult> {
    try {
      return await this.#send(statement, options)
    } catch (error) {
      throw await this.#handle.failure.tell(error, () => {
        const fault = this.dialect.readFault(error, driverMessage(this.knex, statement, error))
        return explainStatement({ fault, error, statement, source: statement.label })
      })
    }
  }

  #server(label: StatementLabel): Promise<ServerFacts> {
    if (this.#shared.server !== undefined) return this.#shared.server
    const { dialect, without } = this.#shared
    const reading = readServer(dialect, this.#catalogue({ label }), without)
    this.#shared.server = reading
    reading.then(
      (facts) => {
        this.#shared.facts = facts
      },
      () => {
        this.#shared.server = undefined
      },
    )
    return reading
  }

  #catalogue(about: Pick<Statement, 'table' | 'label'>): CatalogueReader {
    return async (sql, bindings) => (await this.#read({ kind: 'catalogue', sql, bindings, ...about })).rows
  }

  async #readTable(table: TableName, label: StatementLabel): Promise<TableSchema> {
    const read = this.#catalogue({ table, label })
    const schema = await this.dialect.readTable(read, table, await this.#server(label))
    if (schema !== undefined) {
      if (schema.settings !== undefined) this.#shared.settings = schema.settings
      return schema
    }
    throw DatabaseError.missingTable({
      table: printedName(table),
      source: label,
      known: await this.dialect.listTables(read, table),
    })
  }
}

function ignore(): void {}
