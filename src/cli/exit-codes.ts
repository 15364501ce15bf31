import { ConfigError, ConnectionError, DiscoveryError, SafetyError, ScaffoldError, SeedkitError, UsageError } from '../errors.js'
import { InterruptedError } from './interrupted-error.js'

/** What the shell is told. Never renumbered: scripts depend on it. */
export const EXIT_CODES = {
  /** Committed, or nothing to do. */
  ok: 0,
  /** The run failed and everything is rolled back. */
  failed: 1,
  /** Usage, configuration, discovery or scaffolding: no connection was opened. */
  usage: 2,
  /** Refused by the safety guard: no statement was sent. */
  refused: 3,
  /** The database cannot be reached. */
  noConnection: 5,
  /** The connection was lost in COMMIT: whether the rows are there is not known. */
  unknown: 6,
  /** The run failed, and what it wrote before may have been committed by somebody else. */
  notRolledBack: 7,
} as const

/** Errors whose class does not tell the exit code. */
const BY_CODE: Readonly<Record<string, number>> = {
  SEEDKIT_MISSING_DRIVER: EXIT_CODES.usage,
  SEEDKIT_OUTDATED_DRIVER: EXIT_CODES.usage,
  SEEDKIT_CONNECTION_LOST: EXIT_CODES.failed,
  SEEDKIT_SQL_MODE: EXIT_CODES.failed,
  SEEDKIT_CANNOT_BEGIN: EXIT_CODES.failed,
  SEEDKIT_CANNOT_END_TRANSACTION: EXIT_CODES.failed,
  SEEDKIT_OUTCOME_UNKNOWN: EXIT_CODES.unknown,
  SEEDKIT_TRANSACTION_ENDED: EXIT_CODES.notRolledBack,
}

/** The exit code an error stands for. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof InterruptedError) return error.exitCode
  if (error instanceof SeedkitError && Object.hasOwn(BY_CODE, error.code)) return BY_CODE[error.code] ?? EXIT_CODES.failed
  if (error instanceof SafetyError) return EXIT_CODES.refused
  if (error instanceof ConfigError || error instanceof DiscoveryError || error instanceof ScaffoldError || error instanceof UsageError) return EXIT_CODES.usage
  if (error instanceof ConnectionError) return EXIT_CODES.noConnection
  return EXIT_CODES.failed
}
