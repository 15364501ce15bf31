import type { Capability } from './capability.js'

/** What was learnt from the server itself, once a run. */
export interface ServerFacts {
  readonly capabilities: ReadonlySet<Capability>
  /** Longest statement that the server takes, in bytes. */
  readonly maxBytes: number
  /** Distance between two generated keys of one statement. */
  readonly keyStep: number
  /** The catalogue prints defaults as SQL, with quotes (MariaDB), not as bare text (MySQL). */
  readonly quotedDefaults: boolean
  /** The catalogue lists check constraints. */
  readonly namesChecks: boolean
  /** Zero, given for a column that the database counts up, stands for the next number (MySQL). */
  readonly zeroCounts?: boolean
  /** Has a statement that writes rows refuse values which the session would change to fit, and only warn of (MySQL); left out where it refuses them anyway. */
  readonly strictly?: ((sql: string) => string) | undefined
}
