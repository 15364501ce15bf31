import type { RunEvent } from '../app/run-event.js'
import { seedDatabase } from '../app/seed-database.js'
import type { DbSeedFlags } from './commands/db-seed.js'
import { confirmProduction } from './confirm-production.js'
import type { Context } from './context.js'
import { EXIT_CODES, exitCodeOf } from './exit-codes.js'
import { InterruptedError } from './interrupted-error.js'
import { printError } from './print-error.js'
import { replayCommand } from './replay-command.js'
import { createReporter } from './reporter/create-reporter.js'
import type { Reporter } from './reporter/reporter.js'
import { RunGuard } from './run-guard.js'

/** The body of `db:seed`: the run, watched, reported, and turned into an exit code. */
export async function runDbSeed(context: Context, classes: readonly string[], flags: DbSeedFlags): Promise<void> {
  const { terminal } = context
  if (flags.json === true) terminal.reserveStdout()
  let replay: string | undefined
  const reporter = await createReporter(terminal, flags, () => replay)
  const guard = new RunGuard({
    cutShort: () => (replay === undefined ? [] : [replay]),
    stray: (error) => {
      context.fail(EXIT_CODES.failed)
      printError(terminal, error, flags)
    },
  })
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'run:start') replay = replayCommand(classes, flags, event.seed)
    // COMMIT is acknowledged, or everything is rolled back: no end of the process can change that any more.
    if (event.type === 'run:done' || event.type === 'run:failed') guard.finish()
    if (event.type === 'late-operation') context.fail(EXIT_CODES.failed)
    reporter.report(event)
  }
  try {
    await seedDatabase({ ...optionsOf(classes, flags), confirm: confirmOf(context, flags, guard), onEvent, signal: guard.signal })
    reportStray(context, guard, flags)
  } catch (error) {
    reportFailure({ context, reporter, error, flags, replay })
  } finally {
    guard.finish()
    reporter.close()
  }
}

interface Failure {
  readonly context: Context
  readonly reporter: Reporter
  readonly error: unknown
  readonly flags: DbSeedFlags
  readonly replay: string | undefined
}

function reportFailure({ context, reporter, error, flags, replay }: Failure): void {
  context.fail(exitCodeOf(error))
  reporter.close()
  printError(context.terminal, error, flags)
  if (replay === undefined || error instanceof InterruptedError) return
  const isRolledBack = context.exitCode === EXIT_CODES.failed
  context.terminal.err(isRolledBack ? 'Everything is rolled back. To replay the run:' : 'To replay the run:')
  context.terminal.err(replay)
}

/** An error that came while COMMIT was under way: the rows are there, but all is not well. */
function reportStray(context: Context, guard: RunGuard, flags: DbSeedFlags): void {
  if (!guard.signal.aborted || guard.signal.reason instanceof InterruptedError) return
  context.fail(EXIT_CODES.failed)
  printError(context.terminal, guard.signal.reason, flags)
}

function optionsOf(classes: readonly string[], flags: DbSeedFlags) {
  const { cwd, config, env, connection, seed, dryRun, force } = flags
  return { classes, cwd, config, env, connection, seed, dryRun, force }
}

function confirmOf({ terminal }: Context, flags: DbSeedFlags, guard: RunGuard) {
  if (!terminal.canAsk || flags.json === true) return undefined
  return confirmProduction(guard.signal)
}
