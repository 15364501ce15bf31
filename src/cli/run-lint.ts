import { lintProject } from '../app/lint/lint-project.js'
import type { LintFlags } from './commands/lint.js'
import type { Context } from './context.js'
import { EXIT_CODES, exitCodeOf } from './exit-codes.js'
import { createLintReporter } from './lint/create-lint-reporter.js'
import { printError } from './print-error.js'
import { RunGuard } from './run-guard.js'

/** The body of `lint`. */
export async function runLint(context: Context, flags: LintFlags): Promise<void> {
  const { terminal } = context
  if (flags.json === true) terminal.reserveStdout()
  const reporter = await createLintReporter(terminal, flags)
  const began = performance.now()
  const guard = new RunGuard({
    cutShort: (end) => {
      if (flags.json === true) reporter.report({ type: 'lint:failed', ...end, hint: undefined, milliseconds: performance.now() - began })
      return []
    },
    stray: (error) => {
      context.fail(EXIT_CODES.failed)
      printError(terminal, error, flags)
    },
  })
  const { whenBroken } = terminal
  terminal.whenBroken = (error) => {
    if (!guard.fail(error)) whenBroken(error)
  }
  try {
    const { cwd, config, env, connection, only, seed } = flags
    const summary = await lintProject({ cwd, config, env, connection, only, seed, signal: guard.signal, onEvent: (event) => reporter.report(event) })
    if (summary.errors + summary.warnings > 0) context.fail(EXIT_CODES.failed)
  } catch (error) {
    context.fail(exitCodeOf(error))
    reporter.close()
    printError(terminal, error, flags)
  } finally {
    if (guard.signal.aborted) context.cutShort()
    guard.finish()
    terminal.whenBroken = whenBroken
    reporter.close()
  }
}
