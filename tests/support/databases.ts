import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import createKnex, { type Knex } from 'knex'
import type { Capability } from '../../src/database/dialects/capability.js'
import { NodeSqliteDatabase } from '../../src/database/node-sqlite/node-sqlite-database.js'
import { nodeSqliteModule } from '../../src/database/node-sqlite/node-sqlite-module.js'
import { attachDatabase } from '../../src/database/attach-database.js'
import type { Database, DatabaseObserver } from '../../src/database/database.js'

/** Column types that differ between the databases; use them in DDL through `db.types`. */
export interface ColumnTypes {
  /** An integer primary key that counts up, to be written after the column's name. */
  readonly id: string
  readonly boolean: string
  readonly true: string
  readonly false: string
  /** Wall clock, with milliseconds. */
  readonly datetime: string
  /** Instant, with milliseconds. */
  readonly instant: string
  readonly now: string
  readonly json: string
  readonly uuid: string
  readonly bytes: string
  readonly text: string
  readonly double: string
}

type Engine = 'sqlite' | 'postgres' | 'mysql'

export interface TestTarget {
  /** Name in test titles and in SEEDKIT_DIALECTS. */
  readonly name: 'sqlite3' | 'better-sqlite3' | 'node-sqlite' | 'pg' | 'mariadb' | 'mysql'
  readonly engine: Engine
  readonly client: 'sqlite3' | 'better-sqlite3' | 'pg' | 'mysql2'
  readonly url: string | undefined
  /** Capabilities taken away from the server. */
  readonly without: readonly Capability[]
  readonly types: ColumnTypes
}

export interface TestDatabase {
  readonly target: TestTarget
  readonly knex: Knex
  readonly types: ColumnTypes
  /** What Knex was made with, to connect once more (a second writer, a CLI's config). */
  readonly settings: Knex.Config
  /** The schema (PostgreSQL) or database (MySQL) of its own; `main` on SQLite. */
  readonly schema: string
  attach(options?: { readonly observer?: DatabaseObserver }): Database
  /** A second, independent Knex on the same data; closed by `drop()`. */
  another(config?: Partial<Knex.Config>): Knex
  /** Runs statements apart from each other. */
  run(...statements: readonly string[]): Promise<void>
  /** A name as SQL. */
  quote(name: string): string
  drop(): Promise<void>
}

const sqliteTypes: ColumnTypes = {
  id: 'integer primary key',
  boolean: 'boolean',
  true: '1',
  false: '0',
  datetime: 'datetime',
  instant: 'datetime',
  now: 'current_timestamp',
  json: 'json',
  uuid: 'text',
  bytes: 'blob',
  text: 'text',
  double: 'double',
}
const postgresTypes: ColumnTypes = {
  id: 'serial primary key',
  boolean: 'boolean',
  true: 'true',
  false: 'false',
  datetime: 'timestamp',
  instant: 'timestamptz',
  now: 'now()',
  json: 'jsonb',
  uuid: 'uuid',
  bytes: 'bytea',
  text: 'text',
  double: 'double precision',
}
const mysqlTypes: ColumnTypes = {
  id: 'int auto_increment primary key',
  boolean: 'boolean',
  true: 'true',
  false: 'false',
  datetime: 'datetime(3)',
  instant: 'timestamp(3) null',
  now: 'current_timestamp(3)',
  json: 'json',
  uuid: 'char(36)',
  bytes: 'blob',
  text: 'text',
  double: 'double',
}

// Knex would print connection errors by itself.
const quiet = { warn() {}, error() {}, deprecate() {}, debug() {} }
const postgresUrl = process.env['SEEDKIT_TEST_PG_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test'
const mysqlUrl = process.env['SEEDKIT_TEST_MYSQL_URL'] ?? 'mysql://root@127.0.0.1:3306/test'

const nodeSqlite: TestTarget = { name: 'node-sqlite', engine: 'sqlite', client: 'better-sqlite3', url: undefined, without: [], types: sqliteTypes }

const everyTarget: readonly TestTarget[] = [
  { name: 'sqlite3', engine: 'sqlite', client: 'sqlite3', url: undefined, without: [], types: sqliteTypes },
  {
    name: 'better-sqlite3',
    engine: 'sqlite',
    client: 'better-sqlite3',
    url: undefined,
    without: [],
    types: sqliteTypes,
  },
  // Where Node.js has it: Knex's client for better-sqlite3 on Node's own driver.
  ...(nodeSqliteModule() === undefined ? [] : [nodeSqlite]),
  { name: 'pg', engine: 'postgres', client: 'pg', url: postgresUrl, without: [], types: postgresTypes },
  { name: 'mariadb', engine: 'mysql', client: 'mysql2', url: mysqlUrl, without: [], types: mysqlTypes },
  // MariaDB with the capabilities that MySQL 8 lacks taken away: the paths for MySQL run too.
  {
    name: 'mysql',
    engine: 'mysql',
    client: 'mysql2',
    url: mysqlUrl,
    without: ['returning', 'loadData'],
    types: mysqlTypes,
  },
]

/**
 * The databases that tests run on, for `describe.each(targets)('… on $name', (target) => …)`. SEEDKIT_DIALECTS narrows the list.
 * One that cannot be reached stays in the list under CI (its tests fail); elsewhere it is left out and named.
 */
export const targets: readonly TestTarget[] = await reachable(narrowed(everyTarget))

function narrowed(all: readonly TestTarget[]): readonly TestTarget[] {
  const wanted = process.env['SEEDKIT_DIALECTS']
  if (wanted === undefined || wanted === '') return all
  const names = wanted.split(',').map((name) => name.trim())
  const unknown = names.filter((name) => !all.some((target) => target.name === name))
  if (unknown.length > 0) throw new Error(`SEEDKIT_DIALECTS names unknown targets: ${unknown.join(', ')}`)
  return all.filter((target) => names.includes(target.name))
}

async function reachable(list: readonly TestTarget[]): Promise<readonly TestTarget[]> {
  if (process.env['CI']) return list
  const answers = await Promise.all(list.map((target) => canReach(target)))
  for (const [index, target] of list.entries()) {
    if (answers[index] === false) console.warn(`SKIPPED: ${target.name} cannot be reached at ${target.url === undefined ? 'a file' : new URL(target.url).host}`)
  }
  return list.filter((_, index) => answers[index] !== false)
}

async function canReach(target: TestTarget): Promise<boolean> {
  const knex = createKnex(target.engine === 'sqlite' ? sqliteSettings(target, ':memory:') : serverSettings(target))
  try {
    await knex.raw('select 1')
    return true
  } catch {
    return false
  } finally {
    await knex.destroy()
  }
}

function sqliteSettings(target: TestTarget, filename: string): Knex.Config {
  const client = target.name === 'node-sqlite' ? nodeSqliteClient() : target.client
  return { client, connection: { filename }, useNullAsDefault: true, log: quiet }
}

function nodeSqliteClient(): typeof Knex.Client {
  const parent: new (config: unknown) => object = createKnex({ client: 'better-sqlite3', useNullAsDefault: true }).client.constructor
  const client = class extends parent {
    _driver() {
      return NodeSqliteDatabase
    }
  }
  return client as unknown as typeof Knex.Client
}

function serverSettings(target: TestTarget): Knex.Config {
  return {
    client: target.client,
    connection: target.url ?? '',
    pool: { min: 0, max: 4 },
    acquireConnectionTimeout: 10_000,
    log: quiet,
  }
}

/** An empty database of its own: a SQLite file, a PostgreSQL schema, a MySQL database. */
export async function openTestDatabase(target: TestTarget): Promise<TestDatabase> {
  const name = `seedkit_${process.pid}_${randomBytes(5).toString('hex')}`
  const opened = await openers[target.engine](target, name)
  const others: Knex[] = []
  const knex = createKnex(opened.settings)
  return {
    target,
    knex,
    types: target.types,
    settings: opened.settings,
    schema: opened.schema,
    attach: (options = {}) => attachDatabase(knex, { ...options, without: target.without }),
    another(config = {}) {
      const other = createKnex({ ...opened.settings, ...config })
      others.push(other)
      return other
    },
    async run(...statements) {
      // Only Knex's PostgreSQL client looks for question marks where no values are given.
      for (const sql of statements) await knex.raw(target.engine === 'postgres' ? sql.replaceAll('?', '\\?') : sql)
    },
    quote: (identifier) => {
      const mark = target.engine === 'mysql' ? '`' : '"'
      return mark + identifier.replaceAll(mark, mark + mark) + mark
    },
    async drop() {
      await Promise.all([...others, knex].map((each) => each.destroy()))
      await opened.remove()
    },
  }
}

interface Opened {
  readonly settings: Knex.Config
  readonly schema: string
  remove(): Promise<void>
}

const openers: Readonly<Record<Engine, (target: TestTarget, name: string) => Promise<Opened>>> = {
  async sqlite(target, name) {
    const filename = join(tmpdir(), `${name}.sqlite3`)
    const config = sqliteSettings(target, filename)
    const settings: Knex.Config = {
      ...config,
      pool: {
        min: 0,
        max: 1,
        afterCreate: (connection: any, done: (error: unknown, connection: unknown) => void) => {
          // As in a run: foreign keys hold on both drivers.
          if (target.client === 'sqlite3')
            return connection.run('pragma foreign_keys = on', (error: unknown) => done(error, connection))
          connection.pragma('foreign_keys = on')
          done(null, connection)
        },
      },
    }
    const remove = async () => {
      for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(filename + suffix, { force: true })
    }
    return { settings, schema: 'main', remove }
  },
  async postgres(target, name) {
    await onServer(target, `create schema "${name}"`)
    return {
      settings: { ...serverSettings(target), searchPath: [name] },
      schema: name,
      remove: () => onServer(target, `drop schema "${name}" cascade`),
    }
  },
  async mysql(target, name) {
    await onServer(target, `create database \`${name}\` character set utf8mb4`)
    const url = new URL(target.url ?? '')
    url.pathname = `/${name}`
    return {
      settings: { ...serverSettings(target), connection: url.href },
      schema: name,
      remove: () => onServer(target, `drop database \`${name}\``),
    }
  },
}

async function onServer(target: TestTarget, sql: string): Promise<void> {
  const knex = createKnex(serverSettings(target))
  try {
    await knex.raw(sql)
  } finally {
    await knex.destroy()
  }
}
