import { StatementCache } from './statement-cache.js'

/** What a statement did, as SQLite itself counts. */
export interface SqliteChanges {
  readonly changes: number
  /** Row number of the last row. */
  readonly last: number | bigint
}

/** Statements on a driver's own connection. */
export interface SqliteSender {
  run(sql: string, bindings: readonly unknown[]): Promise<SqliteChanges>
  /** The rows that a statement gives; undefined where the driver prepares each statement anew, as Knex does. */
  readonly all: ((sql: string, bindings: readonly unknown[]) => readonly Readonly<Record<string, unknown>>[]) | undefined
  /** The first row of a query without values. */
  first(sql: string): Promise<Readonly<Record<string, unknown>>>
}

/** better-sqlite3 and what is made to look like it: answers at once, and keeps statements as long as the connection. */
interface PreparingConnection {
  prepare(sql: string): PreparedStatement
}

interface PreparedStatement {
  run(bindings: readonly unknown[]): { readonly changes: number; readonly lastInsertRowid: number | bigint }
  get(): Readonly<Record<string, unknown>>
  all(bindings: readonly unknown[]): readonly Readonly<Record<string, unknown>>[]
}

type Done<T> = (this: { readonly changes: number; readonly lastID: number }, error: unknown, result: T) => void

/** The sqlite3 package: works on other threads, where one statement may overtake another, and tells of the end. */
interface CallbackConnection {
  /** What is sent meanwhile waits for all before it, and all behind it waits for that. */
  serialize(send: () => void): void
  run(sql: string, bindings: readonly unknown[], done: Done<undefined>): void
  get(sql: string, done: Done<Readonly<Record<string, unknown>>>): void
}

const caches = new WeakMap<object, StatementCache<PreparedStatement>>()

/** Undefined for a connection of no known shape. */
export function sqliteSender(connection: unknown): SqliteSender | undefined {
  if (typeof connection !== 'object' || connection === null) return undefined
  const has = (method: string): boolean => typeof Reflect.get(connection, method) === 'function'
  // Boundary: drivers are told apart by what they can do.
  if (has('run') && has('get')) return callbackSender(connection as CallbackConnection)
  return has('prepare') ? preparingSender(connection as PreparingConnection) : undefined
}

/** Its prepared statements would be cheaper by little only, and keep the connection from being closed. No ROLLBACK sent behind a statement overtakes it. */
function callbackSender(connection: CallbackConnection): SqliteSender {
  return {
    run: (sql, bindings) =>
      new Promise((resolve, reject) => {
        const done: Done<undefined> = function (error) {
          if (error === null) resolve({ changes: this.changes, last: this.lastID })
          else reject(error)
        }
        connection.serialize(() => connection.run(sql, bindings, done))
      }),
    all: undefined,
    first: (sql) =>
      new Promise((resolve, reject) => {
        connection.serialize(() => connection.get(sql, (error, row) => (error === null ? resolve(row) : reject(error))))
      }),
  }
}

function preparingSender(connection: PreparingConnection): SqliteSender {
  const cache = caches.get(connection) ?? new StatementCache<PreparedStatement>()
  caches.set(connection, cache)
  return {
    async run(sql, bindings) {
      const statement = cache.get(sql, bindings.length, () => connection.prepare(sql))
      const { changes, lastInsertRowid } = statement.run(bindings)
      return { changes, last: lastInsertRowid }
    },
    all: (sql, bindings) => cache.get(sql, bindings.length, () => connection.prepare(sql)).all(bindings),
    first: async (sql) => cache.get(sql, 0, () => connection.prepare(sql)).get(),
  }
}
