import type { RunProgress, SeederDone } from '../../app/run-event.js'
import type { Terminal } from '../terminal.js'
import { explanationLines } from './explanation-lines.js'
import { formatRows, formatTime } from './format.js'
import type { Reporter } from './reporter.js'
import { doneLine, lateLine, startLine } from './run-lines.js'
import { summaryTable } from './summary-table.js'

/** A sign of life in a log, often enough for the patience of CI services. */
const SIGN_OF_LIFE = 10_000

/** Plain lines for logs and pipes: no colour, nothing redrawn. */
export function createLineReporter(terminal: Terminal): Reporter {
  let lastLine = performance.now()
  let rows = 0
  const say = (line: string): void => {
    lastLine = performance.now()
    terminal.out(line)
  }
  const progress = (event: RunProgress): void => {
    rows += event.rows
    if (performance.now() - lastLine > SIGN_OF_LIFE) say(`${event.seeder ?? event.table}: ${formatRows(rows)} so far`)
  }
  return {
    report(event) {
      if (event.type === 'run:start') say(startLine(event))
      else if (event.type === 'progress') progress(event)
      else if (event.type === 'seeder:done') say(seederLine(event))
      else if (event.type === 'note') say(`Note: ${event.message}`)
      else if (event.type === 'late-operation') terminal.err(lateLine(event))
      else if (event.type === 'explanation') for (const line of ['', ...explanationLines(event)]) say(line)
      else if (event.type === 'run:done') for (const line of ['', ...summaryTable(event), '', doneLine(event)]) say(line)
    },
    close() {},
  }
}

/** One line for a seeder that has ended; seeders it called stand above it, further in. */
function seederLine(event: SeederDone): string {
  return `${'  '.repeat(event.depth + 1)}${event.seeder}: ${formatRows(event.rows)} in ${formatTime(event.milliseconds)}`
}
