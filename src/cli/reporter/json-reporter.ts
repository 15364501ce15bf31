import { maskSecrets } from '../mask-secrets.js'
import type { Terminal } from '../terminal.js'
import type { Reporter } from './reporter.js'

/** One JSON object a line on stdout, for programs. */
export function createJsonReporter(terminal: Terminal, replay: () => string | undefined): Reporter {
  return {
    report(event) {
      const command = event.type === 'run:failed' ? { replay: replay() } : {}
      terminal.out(JSON.stringify({ ...event, ...command }, masked))
    },
    close() {},
  }
}

function masked(key: string, value: unknown): unknown {
  return typeof value === 'string' && (key === 'message' || key === 'hint') ? maskSecrets(value) : value
}
