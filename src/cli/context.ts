import { EXIT_CODES } from './exit-codes.js'
import type { Terminal } from './terminal.js'

/** What a command works with: where it prints, and the exit code it leaves behind. */
export class Context {
  readonly terminal: Terminal
  #exitCode: number = EXIT_CODES.ok

  constructor(terminal: Terminal) {
    this.terminal = terminal
  }

  get exitCode(): number {
    return this.#exitCode
  }

  /** The first failure decides: what follows from it must not hide it. */
  fail(code: number): void {
    if (this.#exitCode === EXIT_CODES.ok) this.#exitCode = code
  }
}
