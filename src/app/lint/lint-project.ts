import { attachDatabase } from '../../database/attach-database.js'
import type { Database } from '../../database/database.js'
import { openConnection } from '../../database/open-connection.js'
import { runInTransaction } from '../../database/transaction.js'
import { resolveRandom } from '../../factory/run-state.js'
import { describeError } from '../describe-error.js'
import type { ProjectOptions } from '../load-project-config.js'
import type { LintEvent, LintSummary } from './lint-event.js'
import { lintFactories, type LintOutcome } from './lint-factories.js'
import { planLint, type LintPlan } from './plan-lint.js'

export interface LintOptions extends ProjectOptions {
  /** Name of the connection; the configuration's default one if left out. */
  readonly connection?: string | undefined
  /** Names of the factories to lint, all if left out or empty; the suffix may be left out. */
  readonly only?: readonly string[] | undefined
  /** Goes before the configuration's seed; 0 without either, so that the same faults are found each time. */
  readonly seed?: number | undefined
  /** Told of everything that happens, in order. */
  readonly onEvent?: ((event: LintEvent) => void) | undefined
  /** Aborting it ends linting with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Creates every factory of the project, and each of its states and traits, once, and holds them against the live schema, in a transaction that is rolled back.
 * Resolves whatever was found; throws where linting itself failed.
 */
export async function lintProject(options: LintOptions): Promise<LintSummary> {
  const started = performance.now()
  const elapsed = (): number => performance.now() - started
  try {
    const plan = await planLint(options)
    options.signal?.throwIfAborted()
    const { findings, tried } = await carryOut(plan, options)
    for (const finding of findings) options.onEvent?.({ type: 'finding', ...finding })
    const errors = findings.filter(({ severity }) => severity === 'error').length
    const summary = { factories: plan.names.length, tried, errors, warnings: findings.length - errors, milliseconds: elapsed() }
    options.onEvent?.({ type: 'lint:done', ...summary })
    return summary
  } catch (error) {
    options.onEvent?.({ type: 'lint:failed', ...describeError(error), milliseconds: elapsed() })
    throw error
  }
}

async function carryOut(plan: LintPlan, { seed, onEvent, signal }: LintOptions): Promise<LintOutcome> {
  const { config, settings, names } = plan
  // Once, so that two builds agree on what is now.
  const random = resolveRandom({ seed: seed ?? config.seed ?? 0, locale: config.locale, refDate: config.refDate })
  const connection = await openConnection(settings, { root: config.root })
  try {
    const { name, client, host, database } = settings
    onEvent?.({ type: 'lint:start', connection: name, client, host, database, seed: random.seed, factories: names })
    return await runInTransaction(
      connection.knex,
      (trx) => unlessAborted(signal, () => lintFactories(inside(trx), { plan, random, emit: onEvent ?? (() => undefined), signal })),
      { wholeness: 'proved', rollback: 'always' },
    )
  } finally {
    await connection.close()
  }
}

function inside(trx: Parameters<typeof attachDatabase>[0]): Database {
  return attachDatabase(trx, { transaction: 'own' })
}

/** Ends at once when the signal is aborted: what is still under way is refused after the ROLLBACK. */
async function unlessAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (signal === undefined) return work()
  const through = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { signal: through.signal })
  })
  try {
    return await Promise.race([work(), aborted])
  } finally {
    through.abort()
  }
}
