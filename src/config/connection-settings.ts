/** One connection, checked and parsed: nothing is left for Knex to guess. */
export interface ConnectionSettings {
  /** Its name in the config; `default` for the top-level one. */
  readonly name: string
  /** Knex client name, normalised: `pg`, `mysql2`, `mysql`, `sqlite3` or `better-sqlite3`. */
  readonly client: string
  /** Knex connection object; never a URL, never a function. */
  readonly connection: Readonly<Record<string, unknown>>
  /** Other Knex options of the user: `pool`, `searchPath` and so on. */
  readonly knex: Readonly<Record<string, unknown>>
  /** Host or socket path; undefined for a database in a file. */
  readonly host: string | undefined
  /** Name of the database, or its file. */
  readonly database: string | undefined
}
