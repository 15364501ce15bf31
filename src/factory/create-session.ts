import type { Knex } from 'knex'
import { checkForeignKeyMode } from '../config/foreign-key-mode.js'
import { attachDatabase } from '../database/attach-database.js'
import type { Database } from '../database/database.js'
import { ConfigError } from '../errors/config-error.js'
import { VerifyError } from '../errors/verify-error.js'
import { checkLocale } from '../random/check-locale.js'
import { namedState } from '../random/stream-state.js'
import { resolveRandom, RunState } from './run-state.js'
import { ScopedSession } from './scoped-session.js'
import type { Session } from './session.js'

export interface SessionOptions {
  /** 0 to 2^53 - 1; a random one if left out. */
  readonly seed?: number | undefined
  /** A locale of faker's, e.g. `de`; `en` if left out. */
  readonly locale?: string | undefined
  /** What dates are relative to: 2025-01-01T00:00:00Z if left out, `'now'` for the moment of the call. */
  readonly refDate?: Date | 'now' | undefined
  /** When the foreign keys of `insert()` are checked: `check` (row by row) if left out, or `verify` (once, when the call ends); not on SQLite. */
  readonly foreignKeys?: 'check' | 'verify' | undefined
}

/**
 * A session on a Knex transaction or instance, for tests and scripts. On an instance each `create` and `createBatch` is a transaction of its own.
 * Nothing is sent before the first of them. Throws ConfigError for a bad seed or locale, DatabaseError for what the database cannot do.
 *
 * @example
 * const session = createSession(trx, { seed: 1 })
 * const users = await session.factory(UserFactory).createBatch(3)
 */
export function createSession(connection: Knex, options: SessionOptions = {}): Session {
  return sessionOn(attachDatabase(connection), options)
}

/** A session on a database that is attached already. */
export function sessionOn(database: Database, options: SessionOptions = {}): Session {
  const run = new RunState(checked(options), checkForeignKeyMode(options.foreignKeys))
  const { name, verifiedRun } = database.dialect
  if (run.foreignKeys === 'verify' && verifiedRun !== undefined) throw VerifyError.wholeRunsOnly({ database: name })
  return new ScopedSession({
    run,
    state: namedState(run.root, '', 'place'),
    seeder: undefined,
    database,
    handle: database.knex,
    operations: undefined,
    faker: undefined,
    callCounts: new Map(),
  })
}

/** A session that can describe factories and make rows, but has no database. */
export function detachedSession(options: SessionOptions = {}): Session {
  const run = new RunState(checked(options))
  const state = namedState(run.root, '', 'place')
  return new ScopedSession({
    run,
    state,
    seeder: undefined,
    database: undefined,
    handle: undefined,
    operations: undefined,
    faker: undefined,
    callCounts: new Map(),
  })
}

function checked(options: SessionOptions): ReturnType<typeof resolveRandom> {
  const { seed, locale } = options
  if (seed !== undefined && !(Number.isSafeInteger(seed) && seed >= 0)) throw ConfigError.badSeed({ seed })
  // Told here, and not by the first row that asks for a name.
  if (locale !== undefined) checkLocale(locale)
  return resolveRandom(options)
}
