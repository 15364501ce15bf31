import ora, { type Ora } from 'ora'
import type { RunEvent, SeederDone } from '../../app/run-event.js'
import type { Terminal } from '../terminal.js'
import { explanationLines } from './explanation-lines.js'
import { formatCount, formatRate, formatRows, formatTime } from './format.js'
import type { Reporter } from './reporter.js'
import { doneLine, lateLine, startLine } from './run-lines.js'
import { summaryTable } from './summary-table.js'

interface Active {
  readonly seeder: string
  readonly depth: number
  readonly startedAt: number
  rows: number
  table: string | undefined
}

/** A spinner for the seeder at work, with its rows as they come; seeders that have ended stay above it. */
export function createSpinnerReporter(terminal: Terminal): Reporter {
  return new SpinnerReporter(terminal)
}

class SpinnerReporter implements Reporter {
  readonly #terminal: Terminal
  /** Raw mode would take Ctrl-C away from the run. */
  readonly #spinner: Ora = ora({ stream: process.stderr, discardStdin: false })
  /** Innermost last: a seeder that calls another waits for it. */
  readonly #active: Active[] = []

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  report(event: RunEvent): void {
    switch (event.type) {
      case 'run:start':
        this.#terminal.out(startLine(event))
        return event.factory === undefined ? undefined : this.#start(event.factory, 0)
      case 'seeder:start':
        return this.#start(event.seeder, event.depth)
      case 'progress':
        return this.#count(event.table, event.rows)
      case 'seeder:done':
        return this.#done(event)
      case 'note':
        return this.#between(() => this.#terminal.out(`Note: ${event.message}`))
      case 'late-operation':
        return this.#between(() => this.#terminal.err(lateLine(event)))
      case 'explanation':
        this.close()
        return ['', ...explanationLines(event)].forEach((line) => this.#terminal.out(line))
      case 'run:done':
        this.close()
        return ['', ...summaryTable(event), '', doneLine(event)].forEach((line) => this.#terminal.out(line))
      case 'run:failed':
        return this.#failed()
    }
  }

  close(): void {
    this.#spinner.stop()
  }

  /** A seeder, or the factory that is run without one. */
  #start(seeder: string, depth: number): void {
    this.#active.push({ seeder, depth, startedAt: performance.now(), rows: 0, table: undefined })
    this.#draw()
  }

  #count(table: string, rows: number): void {
    const active = this.#active.at(-1)
    if (active === undefined) return
    active.rows += rows
    active.table = table
    this.#spinner.text = textOf(active)
  }

  #done(event: SeederDone): void {
    this.#active.pop()
    const text = `${event.seeder}: ${formatRows(event.rows)} in ${formatTime(event.milliseconds)}`
    this.#spinner.indent = indentOf(event)
    this.#spinner.succeed(text)
    this.#draw()
  }

  #failed(): void {
    const active = this.#active.at(-1)
    if (active === undefined) return this.close()
    this.#spinner.indent = indentOf(active)
    this.#spinner.fail(textOf(active))
  }

  /** Lines printed while a spinner turns would be drawn over. */
  #between(print: () => void): void {
    this.#spinner.stop()
    print()
    this.#draw()
  }

  #draw(): void {
    const active = this.#active.at(-1)
    if (active === undefined) return this.close()
    this.#spinner.indent = indentOf(active)
    this.#spinner.start(textOf(active))
  }
}

function textOf({ seeder, rows, table, startedAt }: Active): string {
  if (rows === 0) return seeder
  const rate = formatRate(rows, performance.now() - startedAt)
  return `${seeder}: ${formatCount(rows)} rows, ${rate} rows/s${table === undefined ? '' : ` (${table})`}`
}

function indentOf({ depth }: { readonly depth: number }): number {
  return depth * 2
}
