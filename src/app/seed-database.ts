import { randomInt } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { attachDatabase } from '../database/attach-database.js'
import { openConnection } from '../database/open-connection.js'
import { runInTransaction } from '../database/transaction.js'
import { watchInserts } from '../database/watch-inserts.js'
import { createRun, type Run } from '../seeder/run.js'
import { describeError } from './describe-error.js'
import type { GuardOptions } from './guard-production.js'
import type { ProjectOptions } from './load-project-config.js'
import { observeRun } from './observe-run.js'
import { planRun, type RunPlan } from './plan-run.js'
import type { RunEvent } from './run-event.js'
import { RunLedger } from './run-ledger.js'
import type { RunSummary } from './run-summary.js'

export interface SeedDatabaseOptions extends ProjectOptions, GuardOptions {
  /** Names of the seeders to run, in order; `DatabaseSeeder` by default. The suffix may be left out. */
  readonly classes?: readonly string[] | undefined
  /** Name of the connection; the configuration's default one if left out. */
  readonly connection?: string | undefined
  /** Goes before the configuration's seed; without either a random one is drawn. */
  readonly seed?: number | undefined
  /** Runs everything, then rolls back. */
  readonly dryRun?: boolean | undefined
  /** Told of everything that happens, in order. */
  readonly onEvent?: ((event: RunEvent) => void) | undefined
  /** Aborting it fails the run with the signal's reason and rolls back. */
  readonly signal?: AbortSignal | undefined
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
  const started = performance.now()
  const elapsed = (): number => performance.now() - started
  const emit = (event: RunEvent): void => {
    // What a run that is being aborted refuses is no fault of the project's code.
    if (event.type === 'late-operation' && options.signal?.aborted === true) return
    options.onEvent?.(event)
  }
  let seed: number | undefined
  try {
    const plan = await planRun(options)
    options.signal?.throwIfAborted()
    seed = options.seed ?? plan.config.seed ?? randomInt(2 ** 32)
    return await executeRun({ plan, seed, options, emit, elapsed })
  } catch (error) {
    emit({ type: 'run:failed', ...describeError(error), seed, milliseconds: elapsed() })
    throw error
  }
}

interface Execution {
  readonly plan: RunPlan
  readonly seed: number
  readonly options: SeedDatabaseOptions
  readonly emit: (event: RunEvent) => void
  readonly elapsed: () => number
}

async function executeRun({ plan, seed, options, emit, elapsed }: Execution): Promise<RunSummary> {
  const { config, settings, seeders } = plan
  const ledger = new RunLedger()
  const connection = await openConnection(settings, { root: config.root })
  let run: Run | undefined
  try {
    options.signal?.throwIfAborted()
    await runInTransaction(
      connection.knex,
      async (trx) => {
        const { locale, refDate } = config
        const { statements, inserts, seeders: observer } = observeRun(emit, ledger)
        watchInserts(trx, inserts)
        const database = attachDatabase(trx, { observer: statements, transaction: 'own' })
        run = createRun({ database, seed, locale, refDate, observer })
        emit(startOf(plan, run, options))
        await unlessAborted(run, seeders.map((seeder) => seeder.class), options.signal)
        // A sequence that is moved by setval() would not be moved back.
        if (options.dryRun !== true) await database.beforeCommit()
      },
      { wholeness: 'proved', rollback: options.dryRun === true ? 'always' : undefined },
    )
    const { rows, tables } = ledger
    const lateOperations = run?.lateOperations.length ?? 0
    const summary = { seed, rows, milliseconds: elapsed(), committed: options.dryRun !== true, tables, lateOperations }
    emit({ type: 'run:done', ...summary })
    return summary
  } finally {
    run?.close()
    await connection.close()
  }
}

/**
 * Ends with the seeders, or at once when the signal is aborted; then the run is closed first, so that what the user's
 * code still does is refused and not queued behind the ROLLBACK.
 */
async function unlessAborted(run: Run, classes: Parameters<Run['runSeeders']>[0], signal: AbortSignal | undefined): Promise<void> {
  const through = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    const abort = (): void => {
      run.close()
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', abort, { signal: through.signal })
  })
  try {
    await Promise.race([run.runSeeders(classes), aborted])
    // A rejection that nobody handles is reported one turn of the event loop later: still before COMMIT.
    await setImmediate()
    signal?.throwIfAborted()
    if (run.lateOperations[0] !== undefined) throw run.lateOperations[0]
  } finally {
    through.abort()
  }
}

function startOf({ settings, seeders }: RunPlan, run: Run, options: SeedDatabaseOptions): RunEvent {
  return {
    type: 'run:start',
    connection: settings.name,
    client: settings.client,
    host: settings.host,
    database: settings.database,
    seed: run.seed,
    algorithm: 1,
    refDate: run.refDate.toISOString(),
    seeders: seeders.map((seeder) => seeder.name),
    dryRun: options.dryRun === true,
  }
}
