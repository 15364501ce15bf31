import type { Knex } from 'knex'
import type { DatabaseObserver, Statement } from './database.js'
import type { Dialect, DriverResult } from './dialects/dialect.js'
import type { ServerFacts } from './dialects/server-facts.js'
import { questionMarks } from './question-marks.js'
import { refuseWhenOver } from './refuse-when-over.js'

export interface GateOptions {
  /** Values come back as the database prints them, not parsed by the driver. */
  readonly values?: 'raw' | 'parsed'
}

/** Sends on a driver's own connection what Knex has no words for: COPY, LOAD DATA, prepared statements. */
export type DriverSend = (connection: unknown) => Promise<DriverResult>

export interface GateTarget {
  readonly knex: Knex
  readonly dialect: Dialect
  readonly observer: DatabaseObserver | undefined
  /** As far as it has told of itself. */
  readonly server: ServerFacts | undefined
}

/** The one way out: sends a statement on a handle and tells the observer. Errors pass through as the driver made them. */
export function sendStatement(to: GateTarget, asked: Statement, options: GateOptions = {}): Promise<DriverResult> {
  const { knex, dialect } = to
  const driverOptions = options.values === 'raw' ? dialect.rawOptions : undefined
  return observed(to, asked, () => {
    const statement = checkedStrictly(to, asked)
    if ((statement.kind === 'insert' || statement.kind === 'select') && knex.isTransaction === true && isPlain(statement)) return sendPlain(to, statement, driverOptions)
    const query = toRaw(knex, dialect, statement)
    const wanted = driverOptions === undefined ? query : query.options(driverOptions)
    return wanted.then((response) => dialect.readResult(response))
  })
}

/** Where the session would change values to fit, and only warn. */
function checkedStrictly({ server }: GateTarget, statement: Statement): Statement {
  if (server?.strictly === undefined || !server.capabilities.has('strictStatements')) return statement
  return statement.kind === 'insert' || statement.kind === 'update' ? { ...statement, sql: server.strictly(statement.sql) } : statement
}

/** Knex's client takes it as it is: names without question marks, and no SQL among the values. */
function isPlain({ sql, bindings }: Statement): boolean {
  return !sql.includes('\\?') && bindings.every((value) => typeof value !== 'object' || value === null || value instanceof Uint8Array)
}

/** To Knex's client itself, which tells its listeners as ever: the builder of raw queries and its runner take as long as SQLite takes for a row. */
async function sendPlain({ knex, dialect }: GateTarget, { sql, bindings }: Statement, options: Dialect['rawOptions']): Promise<DriverResult> {
  const { client } = knex
  const connection: unknown = await client.acquireConnection()
  const query = { method: 'raw', sql, bindings, options }
  const prepared = dialect.prepared?.(connection, sql)
  if (prepared !== undefined) {
    refuseWhenOver(knex)
    return runPrepared(client, query, prepared)
  }
  const answer: unknown = await client.query(connection, query)
  const response: unknown = client.processResponse(answer, undefined)
  client.emit('query-response', response, query, undefined)
  return dialect.readResult(response)
}

interface PlainQuery {
  readonly sql: string
  readonly bindings: readonly unknown[]
}

/** Knex's listeners are told of it as of any other. */
function runPrepared(client: Knex.Client, query: PlainQuery, run: (bindings: readonly unknown[]) => DriverResult): DriverResult {
  client.emit('query', query)
  try {
    const result = run(query.bindings)
    client.emit('query-response', result.rows, query, undefined)
    return result
  } catch (error) {
    client.emit('query-error', error, query)
    throw error
  }
}

/** The same way out, on the driver's connection of the handle's transaction. */
export function sendOnDriver(to: GateTarget, statement: Statement, send: DriverSend): Promise<DriverResult> {
  return observed(to, statement, async () => {
    const { client } = to.knex
    const connection: unknown = await client.acquireConnection()
    try {
      refuseWhenOver(to.knex)
      return await announced(client, connection, statement, send)
    } finally {
      await client.releaseConnection(connection)
    }
  })
}

/** Knex's listeners are told as of any statement. */
async function announced(client: Knex['client'], connection: unknown, { sql, bindings }: Statement, send: DriverSend): Promise<DriverResult> {
  const { __knexUid, __knexTxId } = Object(connection) as Readonly<Record<string, unknown>> // Knex's own marks
  const query = { __knexUid, __knexTxId, method: 'raw', sql: String(client.positionBindings(sql)), bindings, options: {} }
  client.emit('query', query)
  try {
    const result = await send(connection)
    client.emit('query-response', result.rows, query, undefined)
    return result
  } catch (error) {
    client.emit('query-error', error, query)
    throw error
  }
}

function observed({ observer }: GateTarget, statement: Statement, send: () => Promise<DriverResult>): Promise<DriverResult> {
  return observer === undefined ? send() : watched(observer, statement, send)
}

async function watched(observer: DatabaseObserver, statement: Statement, send: () => Promise<DriverResult>): Promise<DriverResult> {
  let started = performance.now()
  try {
    observer.beforeStatement?.(statement)
    started = performance.now()
    const result = await send()
    const parts = statement.parts?.reduce((sum, part) => sum + part.rows, 0)
    const rows = parts ?? (result.rows.length > 0 ? result.rows.length : (result.affected ?? 0))
    observer.afterStatement?.({ statement, rows, milliseconds: performance.now() - started })
    return result
  } catch (error) {
    observer.afterStatement?.({ statement, rows: 0, milliseconds: performance.now() - started, error })
    throw error
  }
}

function toRaw(knex: Knex, dialect: Dialect, statement: Statement): Knex.Raw {
  // Boundary: Knex types bindings by value; ours were encoded for the driver by the column's codec.
  const bindings = statement.bindings as Knex.RawBinding[]
  if (!statement.sql.includes('\\?') || dialect.verbatim === undefined) return knex.raw(statement.sql, bindings)
  return withMarkedNames(knex, statement, dialect.verbatim)
}

const tokens = /`(?:[^`]|``)*`|"(?:[^"]|"")*"|'(?:[^']|'')*'|\?/g

/** Knex leaves the `\?` of a name as it is here, so such a name goes in as a value that prints itself. */
function withMarkedNames(
  knex: Knex,
  { sql, bindings }: Statement,
  verbatim: NonNullable<Dialect['verbatim']>,
): Knex.Raw {
  const values = bindings.values()
  const all: unknown[] = []
  const text = sql.replace(tokens, (token) => {
    if (token === '?') all.push(values.next().value)
    else if (token.includes('\\?')) all.push(verbatim(knex, questionMarks.unescape(token)))
    else return token
    return '?'
  })
  return knex.raw(text, all as Knex.RawBinding[])
}
