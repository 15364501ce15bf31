/** Knex's own description of how to reach a database: host, port, user, password, database; or a file name. */
export interface ConnectionObject {
  readonly [option: string]: unknown
}

/**
 * One connection: a client, where it connects to, and any Knex options (`pool`, `searchPath`,
 * `acquireConnectionTimeout` and so on).
 *
 * @example
 * const reporting: ConnectionConfig = { client: 'pg', connection: process.env['REPORTING_URL'] ?? '', searchPath: ['reporting'] }
 */
export interface ConnectionConfig {
  /** Knex client name: `sqlite3`, `better-sqlite3`, `pg`, `mysql2`. May be left out where `connection` is a URL. */
  readonly client?: string | undefined
  /** A URL, a Knex connection object, or a function that gives one of them. */
  readonly connection?:
    string | ConnectionObject | (() => string | ConnectionObject | Promise<string | ConnectionObject>) | undefined
  /** Pool settings, as Knex takes them. */
  readonly pool?: { readonly [option: string]: unknown } | undefined
  /** PostgreSQL: the schemas that unqualified tables are looked for in. */
  readonly searchPath?: string | readonly string[] | undefined
  /** Milliseconds to wait for a connection. */
  readonly acquireConnectionTimeout?: number | undefined
  /** Tells Knex to log every statement. */
  readonly debug?: boolean | undefined
  readonly useNullAsDefault?: boolean | undefined
  readonly asyncStackTraces?: boolean | undefined
  readonly compileSqlOnError?: boolean | undefined
  /** Version of the server, where it cannot be asked. */
  readonly version?: string | undefined
  readonly wrapIdentifier?:
    ((value: string, original: (value: string) => string, context: unknown) => string) | undefined
  readonly postProcessResponse?: ((result: unknown, context: unknown) => unknown) | undefined
}

/**
 * What a project tells seedkit: where its database is, where its classes are, and how values are generated.
 *
 * @example
 * const config: Config = {
 *   client: 'sqlite3',
 *   connection: { filename: './dev.sqlite3' },
 *   seed: 42,
 *   locale: 'en',
 * }
 */
export interface Config extends ConnectionConfig {
  /** Further connections by name, picked with `--connection`. */
  readonly connections?: Readonly<Record<string, ConnectionConfig>> | undefined
  /** Name of the connection that is used without `--connection`. Default: the top-level one, else the only one. */
  readonly defaultConnection?: string | undefined
  /** Seed of all generated values, a whole number. Default: a random one, which is printed. */
  readonly seed?: number | undefined
  /**
   * Version of the way from seed to values that the project counts on. There is one so far; a seedkit that does not have it refuses the config instead of
   * giving other rows for the same seed. Default: the newest.
   */
  readonly algorithm?: 1 | undefined
  /** Locale of faker, e.g. `de` or `pt_BR`. Default: `en`. */
  readonly locale?: string | undefined
  /** What generated dates are relative to. Default: 2025-01-01T00:00:00Z; `'now'` makes runs differ from day to day. */
  readonly refDate?: string | Date | undefined
  /**
   * When foreign keys are checked. `check` (the default): row by row. `verify`: once, when the rows are there, which may be much faster; a key that does not
   * hold fails the run either way.
   */
  readonly foreignKeys?: 'check' | 'verify' | undefined
  /** Folders or globs of factory files, relative to the config file. Default: `database/factories`. */
  readonly factories?: string | readonly string[] | undefined
  /** Folders or globs of seeder files, relative to the config file. Default: `database/seeders`. */
  readonly seeders?: string | readonly string[] | undefined
  /**
   * What stands for a column in the factories that `make:factory` writes, as TypeScript, by `table.column`; `*` stands for any part of a name, and a schema may
   * stand in front: `{ 'orders.ref': '`R-${this.faker.string.numeric(6)}`', '*.tenant_id': '1' }`.
   */
  readonly generators?: Readonly<Record<string, string>> | undefined
  /**
   * Hosts, beside local and private ones, that may be seeded without `--force`. `*` stands for any part of a name:
   * `*.neon.tech`.
   */
  readonly allowHosts?: readonly string[] | undefined
}

/** What a config function is told. */
export interface ConfigContext {
  /** `--env`, else SEEDKIT_ENV, else NODE_ENV, else `development`. */
  readonly env: string
}

/** What a config file may export as its default: a config, a promise of one, or a function that gives either. */
export type ConfigExport = Config | Promise<Config> | ((context: ConfigContext) => Config | Promise<Config>)
