import { randomInt } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { attachDatabase } from '../database/attach-database.js'
import type { Database } from '../database/database.js'
import { openConnection } from '../database/open-connection.js'
import { runInTransaction } from '../database/transaction.js'
import { watchInserts } from '../database/watch-inserts.js'
import { ALGORITHM } from '../random/algorithm.js'
import { createRun, type Run } from '../seeder/run.js'
import { describeError } from './describe-error.js'
import { RunExplainer } from './explain/run-explainer.js'
import { observeRun } from './observe-run.js'
import type { RunTarget } from './plan-target.js'
import type { RunControls } from './run-controls.js'
import type { RunEvent } from './run-event.js'
import { RunLedger } from './run-ledger.js'
import type { RunSummary } from './run-summary.js'

/** What a run does, and where. */
export interface RunTask extends RunTarget {
  /** Names of the seeders asked for, in order. */
  readonly seeders: readonly string[]
  /** Name of the factory that is run without a seeder. */
  readonly factory: string | undefined
  readonly work: (run: Run, database: Database) => Promise<void>
}

/** Plans a run and carries it out in one transaction. Resolves after COMMIT; if anything fails, everything is rolled back and the first cause is thrown. */
export async function performRun(options: RunControls, plan: () => Promise<RunTask>): Promise<RunSummary> {
  const started = performance.now()
  const elapsed = (): number => performance.now() - started
  const emit = (event: RunEvent): void => {
    // What a run that is being aborted refuses is no fault of the project's code.
    if (event.type === 'late-operation' && options.signal?.aborted === true) return
    options.onEvent?.(event)
  }
  let seed: number | undefined
  try {
    const task = await plan()
    options.signal?.throwIfAborted()
    seed = options.seed ?? task.config.seed ?? randomInt(2 ** 32)
    return await executeRun({ task, seed, options, emit, elapsed })
  } catch (error) {
    emit({ type: 'run:failed', ...describeError(error), seed, milliseconds: elapsed() })
    throw error
  }
}

interface Execution {
  readonly task: RunTask
  readonly seed: number
  readonly options: RunControls
  readonly emit: (event: RunEvent) => void
  readonly elapsed: () => number
}

async function executeRun({ task, seed, options, emit, elapsed }: Execution): Promise<RunSummary> {
  const { config, settings, foreignKeys } = task
  const ledger = new RunLedger()
  const explainer = options.explain === true ? new RunExplainer() : undefined
  const connection = await openConnection(settings, { root: config.root })
  let run: Run | undefined
  try {
    options.signal?.throwIfAborted()
    await runInTransaction(
      connection.knex,
      async (trx) => {
        const { locale, refDate } = config
        const { statements, inserts, seeders: observer } = observeRun(emit, ledger, explainer)
        watchInserts(trx, inserts)
        const database = attachDatabase(trx, { observer: statements, transaction: 'own' })
        const started = createRun({ database, seed, locale, refDate, observer, foreignKeys })
        run = started
        emit(startOf(task, started, options))
        await unlessAborted(started, () => task.work(started, database), options.signal)
        // A sequence that is moved by setval() would not be moved back.
        if (options.dryRun !== true) await database.beforeCommit()
      },
      {
        wholeness: 'proved',
        rollback: options.dryRun === true ? 'always' : undefined,
        foreignKeys,
        onCommit: () => {
          options.signal?.throwIfAborted()
          options.onCommit?.()
        },
      },
    )
    const { rows, tables } = ledger
    const lateOperations = run?.lateOperations.length ?? 0
    const summary = { seed, rows, milliseconds: elapsed(), committed: options.dryRun !== true, tables, lateOperations }
    if (explainer !== undefined) emit({ type: 'explanation', ...explainer.explain() })
    emit({ type: 'run:done', ...summary })
    return summary
  } finally {
    run?.close()
    await connection.close()
  }
}

/**
 * Ends with the work, or at once when the signal is aborted; then the run is closed first, so that what the user's
 * code still does is refused and not queued behind the ROLLBACK.
 */
async function unlessAborted(run: Run, work: () => Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  const through = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    const abort = (): void => {
      run.close()
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', abort, { signal: through.signal })
  })
  try {
    await Promise.race([work(), aborted])
    // A rejection that nobody handles is reported one turn of the event loop later, a signal heard at the beginning of the next one: still before COMMIT.
    await setImmediate()
    await setImmediate()
    signal?.throwIfAborted()
    if (run.lateOperations[0] !== undefined) throw run.lateOperations[0]
  } finally {
    through.abort()
  }
}

function startOf({ settings, seeders, factory, foreignKeys }: RunTask, run: Run, options: RunControls): RunEvent {
  return {
    type: 'run:start',
    connection: settings.name,
    client: settings.client,
    host: settings.host,
    database: settings.database,
    seed: run.seed,
    algorithm: ALGORITHM,
    refDate: run.refDate.toISOString(),
    seeders,
    factory,
    dryRun: options.dryRun === true,
    foreignKeys,
  }
}
