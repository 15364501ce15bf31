import ora from 'ora'
import type { LintEvent } from '../../app/lint/lint-event.js'
import type { LintReporter } from './lint-reporter.js'

/** A spinner for the factory at work; everything else is said in lines. */
export function createLintSpinnerReporter(lines: LintReporter): LintReporter {
  // Raw mode would take Ctrl-C away.
  const spinner = ora({ stream: process.stderr, discardStdin: false })
  let factories: readonly string[] = []
  return {
    report(event: LintEvent) {
      if (event.type === 'factory:done') return
      if (event.type === 'factory:start') {
        // Drawn at once: a factory that is done before the next frame would never be seen.
        spinner.start(`${event.factory} (${factories.indexOf(event.factory) + 1} of ${factories.length})`).render()
        return
      }
      // Lines printed while it turns would be drawn over.
      if (spinner.isSpinning) spinner.stop()
      if (event.type === 'lint:start') factories = event.factories
      lines.report(event)
    },
    close() {
      if (spinner.isSpinning) spinner.stop()
    },
  }
}
