import { withSqliteCodes } from './node-sqlite-error.js'
import { nodeSqliteModule, type NodeDatabase } from './node-sqlite-module.js'
import { NodeSqliteStatement, type IntegerForm } from './node-sqlite-statement.js'

export interface NodeSqliteOptions {
  readonly readonly?: boolean | undefined
}

/** Milliseconds to wait for a lock; better-sqlite3 does so, `node:sqlite` does not. */
const BUSY_TIMEOUT = 5000

/** A database of `node:sqlite` that answers as better-sqlite3 does, as far as Knex's client for that asks: it is its driver. */
export class NodeSqliteDatabase {
  readonly name: string
  readonly readonly: boolean
  readonly #database: NodeDatabase
  #isOpen = true
  #integers: IntegerForm = 'numbers'

  constructor(filename: string, options: NodeSqliteOptions = {}) {
    const sqlite = nodeSqliteModule()
    if (sqlite === undefined) throw new Error('This version of Node.js has no SQLite that could be used.')
    this.name = filename
    this.readonly = options.readonly === true
    this.#database = withSqliteCodes(() => new sqlite.DatabaseSync(filename, { readOnly: this.readonly }))
    this.#database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT}`)
  }

  get open(): boolean {
    return this.#isOpen
  }

  prepare(sql: string): NodeSqliteStatement {
    return new NodeSqliteStatement(withSqliteCodes(() => this.#database.prepare(sql)), this.#integers)
  }

  exec(sql: string): this {
    withSqliteCodes(() => this.#database.exec(sql))
    return this
  }

  /** Gives the rows of a pragma: `foreign_keys`, `foreign_keys = on`. */
  pragma(source: string): readonly Readonly<Record<string, unknown>>[] {
    return this.prepare(`pragma ${source}`).all()
  }

  /** For statements prepared from now on, in better-sqlite3's words. */
  defaultSafeIntegers(enabled = true): this {
    this.#integers = enabled ? 'bigints' : 'numbers'
    return this
  }

  close(): this {
    if (this.#isOpen) this.#database.close()
    this.#isOpen = false
    return this
  }
}
