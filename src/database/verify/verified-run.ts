import type { Run } from '../dialects/dialect.js'

/** A run whose foreign keys are checked once. */
export interface RunProof {
  /** While the transaction is still open. Throws DatabaseError for a row that points at nothing, unless it did so before the run. */
  prove(): Promise<void>
}

/** How a database checks the foreign keys of a whole run once; undefined for one that does so call by call. */
export interface VerifiedRun {
  /** Right after BEGIN; keys are set aside already. */
  begin(run: Run): Promise<RunProof>
}
