import { ConfigError, ConnectionError, DiscoveryError, SafetyError, ScaffoldError } from '../errors.js'
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
} as const

/** The exit code an error stands for. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof InterruptedError) return error.exitCode
  if (error instanceof SafetyError) return EXIT_CODES.refused
  if (error instanceof ConfigError || error instanceof DiscoveryError || error instanceof ScaffoldError) return EXIT_CODES.usage
  if (error instanceof ConnectionError) return EXIT_CODES.noConnection
  return EXIT_CODES.failed
}
