import type { Terminal } from '../terminal.js'
import { createJsonReporter } from './json-reporter.js'
import { createLineReporter } from './line-reporter.js'
import { createQuietReporter } from './quiet-reporter.js'
import type { Reporter } from './reporter.js'

interface ReporterFlags {
  readonly json?: boolean | undefined
  readonly quiet?: boolean | undefined
}

/** The reporter that fits the flags and the terminal; `replay` gives the command that repeats the run. */
export async function createReporter(
  terminal: Terminal,
  flags: ReporterFlags,
  replay: () => string | undefined,
): Promise<Reporter> {
  if (flags.json === true) return createJsonReporter(terminal, replay)
  if (flags.quiet === true) return createQuietReporter(terminal)
  if (!terminal.isInteractive) return createLineReporter(terminal)
  const { createSpinnerReporter } = await import('./spinner-reporter.js')
  return createSpinnerReporter(terminal)
}
