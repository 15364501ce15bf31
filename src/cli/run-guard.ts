import { writeSync } from 'node:fs'
import { SeedkitError } from '../errors.js'
import { InterruptedError, type Interrupt } from './interrupted-error.js'
import { StrayError } from './stray-error.js'

/** A server that does not answer must not keep the shell waiting; a dropped connection rolls back as well. */
const ROLLBACK_PATIENCE = 1500
const SIGNALS: readonly Interrupt[] = ['SIGINT', 'SIGTERM']

/**
 * Watches the process while a run is on: signals, errors that nobody handles and a `process.exit()` of the project's
 * code all end the run with a rollback and an exit code that says so.
 */
export class RunGuard {
  readonly #abort = new AbortController()
  readonly #cutShort: () => readonly string[]
  readonly #stray: (error: StrayError) => void
  #isRunning = true
  #isStarved = false

  /** `cutShort` gives the lines to print when the process ends during the run; `stray` hears of errors after it. */
  constructor(options: { readonly cutShort: () => readonly string[]; readonly stray: (error: StrayError) => void }) {
    this.#cutShort = options.cutShort
    this.#stray = options.stray
    for (const signal of SIGNALS) process.on(signal, this.#interrupt)
    process.on('unhandledRejection', this.#rejection)
    process.on('uncaughtException', this.#exception)
    process.on('beforeExit', this.#starved)
    process.on('exit', this.#exit)
  }

  /** Aborted when the run has to end. */
  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** The run has ended: from here on the exit code is the command's. */
  finish(): void {
    this.#isRunning = false
    for (const signal of SIGNALS) process.off(signal, this.#interrupt)
  }

  readonly #interrupt = (signal: Interrupt): void => {
    const { exitCode, message } = InterruptedError.by({ signal })
    const leave = (): void => {
      this.#isRunning = false
      writeSync(2, `${message}\n`)
      process.exit(exitCode)
    }
    if (this.signal.aborted) return leave()
    setTimeout(() => this.#isRunning && leave(), ROLLBACK_PATIENCE).unref()
    this.#abort.abort(InterruptedError.by({ signal }))
  }

  readonly #rejection = (cause: unknown): void => {
    // A late operation is told of when it is refused; that nobody awaits its promise as well is no second fault.
    if (cause instanceof SeedkitError && cause.code === 'SEEDKIT_LATE_OPERATION') return
    this.#fail(StrayError.rejection({ cause }))
  }

  readonly #exception = (cause: unknown): void => this.#fail(StrayError.exception({ cause }))

  #fail(error: StrayError): void {
    if (!this.#isRunning) return this.#stray(error)
    if (!this.signal.aborted) this.#abort.abort(error)
  }

  readonly #starved = (): void => {
    this.#isStarved = this.#isRunning
  }

  readonly #exit = (): void => {
    if (!this.#isRunning) return
    process.exitCode = 1
    const reason = this.#isStarved
      ? 'The run waits for a promise that nothing will settle'
      : "The project's code called process.exit() during the run"
    // Streams may no longer be written to asynchronously here.
    writeSync(2, [`Error: ${reason}: the run was cut short and rolled back.`, ...this.#cutShort(), ''].join('\n'))
  }
}
