import type { Terminal } from '../terminal.js'
import { lateLine } from './run-lines.js'
import type { Reporter } from './reporter.js'

/** Says nothing unless something is wrong. */
export function createQuietReporter(terminal: Terminal): Reporter {
  return {
    report(event) {
      if (event.type === 'late-operation') terminal.err(lateLine(event))
    },
    close() {},
  }
}
