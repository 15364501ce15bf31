import { performRun } from './perform-run.js'
import { planRun } from './plan-run.js'
import type { RunControls } from './run-controls.js'
import type { RunSummary } from './run-summary.js'

export interface SeedDatabaseOptions extends RunControls {
  /** Names of the seeders to run, in order; `DatabaseSeeder` by default. The suffix may be left out. */
  readonly classes?: readonly string[] | undefined
}

/**
 * Does what `seedkit db:seed` does: loads the project's configuration, finds its seeders and runs them in one
 * transaction. Resolves after COMMIT; if anything fails, everything is rolled back and the first cause is thrown.
 *
 * @example
 * const summary = await seedDatabase({ classes: ['UserSeeder'], seed: 42 })
 * console.log(`${summary.rows} rows in ${summary.milliseconds} ms`)
 */
export async function seedDatabase(options: SeedDatabaseOptions = {}): Promise<RunSummary> {
  return performRun(options, () => planRun(options))
}
