import { safeCause } from '../support/safe-cause.js'
import { sentence } from '../support/sentence.js'
import { thrownMessage } from '../support/thrown-message.js'
import { SeedkitError } from './seedkit-error.js'

/** Where a connection goes, as far as it may be told. */
export interface ConnectionTarget {
  readonly host: string | undefined
  readonly port: number | string | undefined
  /** Name of the database, or its file. */
  readonly database: string | undefined
  readonly user: string | undefined
}

/**
 * The database cannot be reached, its driver is missing, or the connection was lost.
 *
 * @example
 * try {
 *   await seedDatabase({})
 * } catch (error) {
 *   if (error instanceof ConnectionError) console.error(error.code, error.message, error.hint)
 * }
 */
export class ConnectionError extends SeedkitError {
  static missingDriver(options: {
    readonly client: string
    readonly driver: string
    readonly install: string
    /** The version of Node.js that has a driver of its own for the database. */
    readonly builtInSince?: string | undefined
  }): ConnectionError {
    const { install, builtInSince } = options
    return new ConnectionError({
      code: 'SEEDKIT_MISSING_DRIVER',
      message: `The client "${options.client}" needs the package "${options.driver}", which is not installed.`,
      hint: `Install it: ${install}${builtInSince === undefined ? '' : ` (or use Node.js ${builtInSince} or newer, which has a driver of its own)`}`,
    })
  }

  /** Another driver of the same database is installed. */
  static otherDriver(options: {
    readonly client: string
    readonly driver: string
    readonly other: string
    readonly install: string
  }): ConnectionError {
    return new ConnectionError({
      code: 'SEEDKIT_MISSING_DRIVER',
      message: `The client "${options.client}" needs the package "${options.driver}", which is not installed; "${options.other}" is.`,
      hint: `Set client: '${options.other}' in the config, or install it: ${options.install}`,
    })
  }

  /** The package is there, but its native part is not, or was built for another Node.js. */
  static brokenDriver(options: {
    readonly driver: string
    readonly rebuild: string
    readonly cause: unknown
  }): ConnectionError {
    return new ConnectionError({
      code: 'SEEDKIT_MISSING_DRIVER',
      message: `The package "${options.driver}" is installed, but its native part cannot be loaded by Node.js ${process.version}.`,
      hint: `Build it again: ${options.rebuild}`,
      cause: safeCause(options.cause),
    })
  }

  /** The package is there, and throws while it is loaded. */
  static unloadableDriver(options: { readonly driver: string; readonly install: string; readonly cause: unknown }): ConnectionError {
    const cause = safeCause(options.cause)
    return new ConnectionError({
      code: 'SEEDKIT_MISSING_DRIVER',
      message: `The package "${options.driver}" is installed, but cannot be loaded: ${sentence(thrownMessage(cause))}`,
      hint: `Install it again: ${options.install}`,
      cause,
    })
  }

  /** The package is older than what seedkit works with. */
  static outdatedDriver(options: { readonly driver: string; readonly version: string; readonly wanted: string; readonly install: string }): ConnectionError {
    return new ConnectionError({
      code: 'SEEDKIT_OUTDATED_DRIVER',
      message: `The package "${options.driver}" is of version ${options.version}; seedkit needs ${options.wanted.replaceAll('||', 'or')}.`,
      hint: `Install a newer one: ${options.install}`,
    })
  }

  /** MySQL's drivers write values into the statement, with backslashes before quotes and line breaks. */
  static noBackslashEscapes(): ConnectionError {
    return new ConnectionError({
      code: 'SEEDKIT_SQL_MODE',
      message: 'The connection has sql_mode NO_BACKSLASH_ESCAPES, with which the driver would write other texts than those given.',
      hint: "Take it out for this connection: set session sql_mode = replace(@@session.sql_mode, 'NO_BACKSLASH_ESCAPES', ''), in pool.afterCreate of the Knex configuration, say.",
    })
  }

  /** `reason` is a clause: what went wrong, without credentials. */
  static cannotConnect(options: {
    readonly target: ConnectionTarget
    readonly reason: string
    readonly hint?: string | undefined
    readonly cause: Error
  }): ConnectionError {
    return new ConnectionError({
      code: 'SEEDKIT_CANNOT_CONNECT',
      message: `Cannot connect to ${describeTarget(options.target)}: ${options.reason}.`,
      hint: options.hint,
      cause: options.cause,
    })
  }

  /** The server refused to begin a transaction, or a savepoint. */
  static cannotBegin(options: { readonly reason: string; readonly cause: unknown }): ConnectionError {
    return new ConnectionError({
      code: 'SEEDKIT_CANNOT_BEGIN',
      message: `The database does not begin a transaction: ${withoutStop(options.reason)}.`,
      hint: 'What is between seedkit and the database may refuse BEGIN, or a setting of the connection: MariaDB takes it for a block of statements where sql_mode is ORACLE. Change the setting in pool.afterCreate of the Knex configuration, say.',
      cause: options.cause,
    })
  }

  /** The connection broke while a transaction was open; the database rolls it back. */
  static lost(options: { readonly reason: string; readonly cause: unknown }): ConnectionError {
    return new ConnectionError({
      code: 'SEEDKIT_CONNECTION_LOST',
      message: `The connection was lost: ${withoutStop(options.reason)}.`,
      hint: 'Nothing was committed.',
      cause: options.cause,
    })
  }

  /** The connection broke during COMMIT. */
  static outcomeUnknown(options: { readonly reason: string; readonly cause: unknown }): ConnectionError {
    return new ConnectionError({
      code: 'SEEDKIT_OUTCOME_UNKNOWN',
      message: `The connection was lost during COMMIT: ${withoutStop(options.reason)}.`,
      hint: 'Whether the rows were stored is not known: look into the tables before you run it again.',
      cause: options.cause,
    })
  }

  /** A call within another one wants a connection of its own, and there is only that of the other. */
  static connectionTaken(): ConnectionError {
    return new ConnectionError({
      code: 'SEEDKIT_CONNECTION_TAKEN',
      message: 'A call inside another one needs a second connection, and the Knex instance has only one.',
      hint: 'Use the session of the call: a hook is given it (afterCreate((row, { session }) => …)), a seeder has this.session. Its rows go into the same transaction.',
    })
  }

  /** `commit` or `rollback` was called on the handle of a run; nothing was sent. */
  static cannotEnd(options: { readonly method: string }): ConnectionError {
    return new ConnectionError({
      code: 'SEEDKIT_CANNOT_END_TRANSACTION',
      message: `"db.${options.method}" was called inside a run, whose transaction is seedkit's to end.`,
      hint: 'Throw an error to roll the run back; use db.transaction() for a savepoint.',
    })
  }

  /** A statement inside the run has committed what was written so far, whatever came of the run. */
  static committedUnasked(options: { readonly cause?: unknown }): ConnectionError {
    const { cause } = options
    const reason = cause === undefined ? '' : `${cause instanceof Error ? cause.message : String(cause)}\n`
    return new ConnectionError({
      code: 'SEEDKIT_TRANSACTION_ENDED',
      message: `${reason}A statement inside the run has ended its transaction, so not everything is rolled back.`,
      hint: 'MySQL and MariaDB commit at CREATE, ALTER, DROP and TRUNCATE: keep these out of seeders; empty a table with delete().',
      cause,
    })
  }

  /** Something inside the run has ended its transaction. */
  static transactionEnded(options: { readonly cause?: unknown } = {}): ConnectionError {
    return new ConnectionError({
      code: 'SEEDKIT_TRANSACTION_ENDED',
      message: 'The transaction of the run was ended by a commit or a rollback inside the run.',
      hint: 'Leave commit and rollback to seedkit; use db.transaction() for a savepoint.',
      cause: options.cause,
    })
  }
}

function describeTarget(target: ConnectionTarget): string {
  const user = target.user === undefined ? '' : ` as "${target.user}"`
  if (target.host === undefined) return `the database "${target.database ?? ''}"`
  const place = target.port === undefined || target.host.startsWith('/') ? target.host : `${target.host}:${target.port}`
  return `the database "${target.database ?? ''}" on ${place}${user}`
}

function withoutStop(reason: string): string {
  return reason.trim().replace(/\.$/, '')
}
