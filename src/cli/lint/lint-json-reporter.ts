import { maskSecrets } from '../mask-secrets.js'
import type { Terminal } from '../terminal.js'
import type { LintReporter } from './lint-reporter.js'

/** One JSON object a line on stdout, for programs. */
export function createLintJsonReporter(terminal: Terminal): LintReporter {
  return { report: (event) => terminal.out(JSON.stringify(event, masked)), close() {} }
}

function masked(key: string, value: unknown): unknown {
  return typeof value === 'string' && ['message', 'hint', 'fix'].includes(key) ? maskSecrets(value) : value
}
