import { EXIT_CODES } from './exit-codes.js'
import type { Terminal } from './terminal.js'

/** What a command works with: where it prints, and the exit code it leaves behind. */
export class Context {
  readonly terminal: Terminal
  #exitCode: number = EXIT_CODES.ok
  #isCutShort = false

  constructor(terminal: Terminal) {
    this.terminal = terminal
  }

  get exitCode(): number {
    return this.#exitCode
  }

  /** The project's code was stopped where it stood: it had no chance to close what it had opened. */
  get isCutShort(): boolean {
    return this.#isCutShort
  }

  cutShort(): void {
    this.#isCutShort = true
  }

  /** The first failure decides: what follows from it must not hide it. */
  fail(code: number): void {
    if (this.#exitCode === EXIT_CODES.ok) this.#exitCode = code
  }
}
