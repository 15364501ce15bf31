import type { RunEvent } from '../app/run-event.js'
import type { RunControls } from '../app/run-controls.js'
import { confirmProduction } from './confirm-production.js'
import type { Context } from './context.js'
import { EXIT_CODES, exitCodeOf } from './exit-codes.js'
import { InterruptedError } from './interrupted-error.js'
import type { RunFlags } from './options.js'
import { printError } from './print-error.js'
import { createReporter } from './reporter/create-reporter.js'
import type { Reporter } from './reporter/reporter.js'
import { RunGuard } from './run-guard.js'
import { HIDDEN } from './set-words.js'

export interface ReportedRun {
  readonly perform: (controls: RunControls) => Promise<unknown>
  /** The command that repeats the run. */
  readonly replay: (seed: number) => string
}

/** Carries out a run, watched, reported, and turned into an exit code. */
export async function reportRun(context: Context, flags: RunFlags, run: ReportedRun): Promise<void> {
  const { terminal } = context
  if (flags.json === true) terminal.reserveStdout()
  const began = performance.now()
  let seed: number | undefined
  let replay: string | undefined
  let isCommitted = false
  const reporter = await createReporter(terminal, flags, () => replay)
  const guard = new RunGuard({
    cutShort: (end) => {
      if (flags.json === true) reporter.report({ type: 'run:failed', ...end, hint: undefined, seed, milliseconds: performance.now() - began })
      return replay === undefined ? [] : [replay]
    },
    stray: (error) => {
      failAfter(context, error, { ...flags, isCommitted })
    },
  })
  const { whenBroken } = terminal
  terminal.whenBroken = (error) => {
    if (!guard.fail(error)) whenBroken(error)
  }
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'run:start') {
      seed = event.seed
      replay = run.replay(seed)
    }
    // COMMIT is acknowledged, or everything is rolled back: no end of the process can change that any more.
    if (event.type === 'run:done') isCommitted = event.committed
    if (event.type === 'run:done' || event.type === 'run:failed') guard.finish()
    if (event.type === 'late-operation') context.fail(EXIT_CODES.failed)
    reporter.report(event)
  }
  try {
    await run.perform({ ...controlsOf(flags), confirm: confirmOf(context, flags, guard), onEvent, onCommit: () => guard.committing(), signal: guard.signal })
    const { aborted, reason } = guard.signal
    // It came while COMMIT was under way.
    if (aborted && !(reason instanceof InterruptedError)) failAfter(context, reason, { ...flags, isCommitted })
  } catch (error) {
    reportFailure({ context, reporter, error, flags, replay })
  } finally {
    if (guard.signal.aborted) context.cutShort()
    guard.finish()
    terminal.whenBroken = whenBroken
    reporter.close()
  }
}

interface Failure {
  readonly context: Context
  readonly reporter: Reporter
  readonly error: unknown
  readonly flags: RunFlags
  readonly replay: string | undefined
}

function reportFailure({ context, reporter, error, flags, replay }: Failure): void {
  context.fail(exitCodeOf(error))
  reporter.close()
  printError(context.terminal, error, flags)
  if (replay === undefined || error instanceof InterruptedError) return
  const isRolledBack = context.exitCode === EXIT_CODES.failed
  const how = replay.includes(`=${HIDDEN}`) ? `To replay the run, with what ${HIDDEN} hides put back:` : 'To replay the run:'
  context.terminal.err(isRolledBack ? `Everything is rolled back. ${how}` : how)
  context.terminal.err(replay)
}

/** An error that came too late to undo anything: the rows may be there, but all is not well. */
function failAfter(context: Context, error: unknown, { debug, isCommitted }: { readonly debug?: boolean | undefined; readonly isCommitted: boolean }): void {
  context.fail(EXIT_CODES.failed)
  printError(context.terminal, error, { debug })
  if (isCommitted) context.terminal.err('  It came too late to roll back: the rows are committed.')
}

function controlsOf({ cwd, config, env, connection, seed, foreignKeys, dryRun, explain, force }: RunFlags): RunControls {
  return { cwd, config, env, connection, seed, foreignKeys, dryRun, explain, force }
}

function confirmOf({ terminal }: Context, flags: RunFlags, guard: RunGuard) {
  if (!terminal.canAsk || flags.json === true) return undefined
  return confirmProduction(guard.signal)
}
