import type { Literals } from '../literals/literals.js'
import { mysqlLiterals } from '../literals/mysql-literals.js'
import { postgresLiterals } from '../literals/postgres-literals.js'
import { sqliteLiterals } from '../literals/sqlite-literals.js'
import type { Dialect } from './dialect.js'
import { mysql } from './mysql.js'
import { postgres } from './postgres.js'
import { sqlite } from './sqlite.js'

export interface Registration {
  readonly dialect: Dialect
  readonly literals: Literals
  /** Names of Knex clients, their own or one they extend. */
  readonly clients: readonly string[]
}

/** Adding a database: its object, and one line here. */
export const registry: readonly Registration[] = [
  { dialect: sqlite, literals: sqliteLiterals, clients: ['sqlite3', 'better-sqlite3'] },
  { dialect: postgres, literals: postgresLiterals, clients: ['pg', 'pgnative'] },
  { dialect: mysql, literals: mysqlLiterals, clients: ['mysql2', 'mysql'] },
]
