import type { Terminal } from '../terminal.js'
import { createLintJsonReporter } from './lint-json-reporter.js'
import { createLintLineReporter } from './lint-line-reporter.js'
import type { LintReporter } from './lint-reporter.js'

/** The reporter that fits the flags and the terminal. */
export async function createLintReporter(terminal: Terminal, flags: { readonly json?: boolean | undefined }): Promise<LintReporter> {
  if (flags.json === true) return createLintJsonReporter(terminal)
  const lines = createLintLineReporter(terminal)
  if (!terminal.isInteractive) return lines
  const { createLintSpinnerReporter } = await import('./lint-spinner-reporter.js')
  return createLintSpinnerReporter(lines)
}
