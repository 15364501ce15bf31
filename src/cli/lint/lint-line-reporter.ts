import { maskSecrets } from '../mask-secrets.js'
import type { Terminal } from '../terminal.js'
import { findingLines } from './finding-lines.js'
import type { LintReporter } from './lint-reporter.js'
import { lintDoneLine, lintStartLine } from './lint-lines.js'

/** Plain lines: no colour, nothing redrawn. */
export function createLintLineReporter(terminal: Terminal): LintReporter {
  let factory: string | undefined
  return {
    report(event) {
      if (event.type === 'lint:start') terminal.out(lintStartLine(event))
      else if (event.type === 'note') terminal.out(`Note: ${maskSecrets(event.message)}`)
      else if (event.type === 'finding') {
        for (const line of [...(event.factory === factory ? [] : ['', event.factory]), ...findingLines(event)]) terminal.out(line)
        factory = event.factory
      } else if (event.type === 'lint:done') for (const line of ['', lintDoneLine(event)]) terminal.out(line)
    },
    close() {},
  }
}
