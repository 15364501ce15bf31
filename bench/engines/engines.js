/** @import { Engine, EngineName } from '../types.js' */
import { mariadbEngine } from './mariadb-engine.js'
import { postgresEngine } from './postgres-engine.js'
import { sqliteEngine } from './sqlite-engine.js'

/** @type {Readonly<Record<EngineName, Engine>>} */
export const engines = {
  'better-sqlite3': sqliteEngine('better-sqlite3'),
  sqlite3: sqliteEngine('sqlite3'),
  pg: postgresEngine,
  mariadb: mariadbEngine,
}
