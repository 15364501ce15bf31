/** What the config has to know of a database system before any driver is loaded. */
export interface ClientFamily {
  /** For messages. */
  readonly title: string
  /** Where the database is: in a file, or behind a host. */
  readonly place: 'file' | 'server'
  /** Port of a URL that names none. */
  readonly port: number | undefined
  /** Variable that the driver itself takes the host from, if a connection object has none. */
  readonly hostVariable: string | undefined
  /** Variable that the driver itself takes the database from. */
  readonly databaseVariable: string | undefined
  readonly exampleUrl: string
}

const POSTGRES: ClientFamily = {
  title: 'PostgreSQL',
  place: 'server',
  port: 5432,
  hostVariable: 'PGHOST',
  databaseVariable: 'PGDATABASE',
  exampleUrl: 'postgres://user:password@host:5432/database',
}
const MYSQL: ClientFamily = {
  title: 'MySQL',
  place: 'server',
  port: 3306,
  hostVariable: undefined,
  databaseVariable: undefined,
  exampleUrl: 'mysql://user:password@host:3306/database',
}
const SQLITE: ClientFamily = {
  title: 'SQLite',
  place: 'file',
  port: undefined,
  hostVariable: undefined,
  databaseVariable: undefined,
  exampleUrl: 'sqlite:./dev.sqlite3',
}

/** Clients by Knex's name, with their family. */
export const CLIENTS: Readonly<Record<string, ClientFamily>> = {
  pg: POSTGRES,
  mysql2: MYSQL,
  mysql: MYSQL,
  sqlite3: SQLITE,
  'better-sqlite3': SQLITE,
}

/** Other names people give to clients. */
const CLIENT_ALIASES: Readonly<Record<string, string>> = {
  postgres: 'pg',
  postgresql: 'pg',
  mariadb: 'mysql2',
  sqlite: 'sqlite3',
}

/** URL schemes, with the client each stands for. */
export const SCHEMES: Readonly<Record<string, string>> = {
  postgres: 'pg',
  postgresql: 'pg',
  pg: 'pg',
  mysql: 'mysql2',
  mysql2: 'mysql2',
  mariadb: 'mysql2',
  sqlite: 'sqlite3',
  sqlite3: 'sqlite3',
  file: 'sqlite3',
  'better-sqlite3': 'better-sqlite3',
}

/** Names a config may give as `client`. */
export const CLIENT_NAMES: readonly string[] = [...Object.keys(CLIENTS), ...Object.keys(CLIENT_ALIASES)]

/** Knex's own name of a client, and its family; undefined for one that is not supported. */
export function findClient(name: string): { readonly client: string; readonly family: ClientFamily } | undefined {
  const client = Object.hasOwn(CLIENT_ALIASES, name) ? CLIENT_ALIASES[name] : name
  if (client === undefined || !Object.hasOwn(CLIENTS, client)) return undefined
  const family = CLIENTS[client]
  return family === undefined ? undefined : { client, family }
}
