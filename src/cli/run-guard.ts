import { writeSync } from 'node:fs'
import { SeedkitError } from '../errors.js'
import { EXIT_CODES } from './exit-codes.js'
import { InterruptedError, type Interrupt } from './interrupted-error.js'
import { StrayError } from './stray-error.js'

/** A server that does not answer must not keep the shell waiting; a dropped connection rolls back as well. */
const ROLLBACK_PATIENCE = 1500
/** What comes of COMMIT is worth waiting for; who sends a signal often kills the process ten seconds later. */
const COMMIT_PATIENCE = 8000
const UNKNOWN = 'COMMIT was under way, and whether the rows were stored is not known. Look into the tables before you run it again.'
const SIGNALS: readonly Interrupt[] = ['SIGINT', 'SIGTERM']

/** The process ends before the run does. */
export interface CutShort {
  readonly code: string
  readonly message: string
}

/**
 * Watches the process while a run is on: signals, errors that nobody handles and a `process.exit()` of the project's
 * code all end the run with a rollback and an exit code that says so.
 */
export class RunGuard {
  readonly #abort = new AbortController()
  readonly #cutShort: (end: CutShort) => readonly string[]
  readonly #stray: (error: StrayError) => void
  #phase: 'running' | 'committing' | 'over' = 'running'
  #isStarved = false

  /** `cutShort` is told when the process ends during the run, and gives the lines to print beside the message; `stray` hears of errors after it. */
  constructor(options: { readonly cutShort: (end: CutShort) => readonly string[]; readonly stray: (error: StrayError) => void }) {
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

  /** COMMIT is about to be sent: from here on nobody but the server knows whether the rows are stored, until it answers. */
  committing(): void {
    this.#phase = 'committing'
  }

  /** The run has ended: from here on the exit code is the command's. */
  finish(): void {
    this.#phase = 'over'
    for (const signal of SIGNALS) process.off(signal, this.#interrupt)
  }

  readonly #interrupt = (signal: Interrupt): void => {
    const leave = (): void => {
      if (this.#phase === 'over') return
      const rolledBack = InterruptedError.by({ signal })
      const isUnknown = this.#phase === 'committing'
      this.#phase = 'over'
      const message = isUnknown ? `interrupted: ${UNKNOWN}` : rolledBack.message
      this.#cutShort({ code: isUnknown ? 'SEEDKIT_OUTCOME_UNKNOWN' : rolledBack.code, message })
      writeSync(2, `${message}\n`)
      process.exit(isUnknown ? EXIT_CODES.unknown : rolledBack.exitCode)
    }
    if (this.signal.aborted) return leave()
    setTimeout(leave, this.#phase === 'committing' ? COMMIT_PATIENCE : ROLLBACK_PATIENCE).unref()
    this.#abort.abort(InterruptedError.by({ signal }))
  }

  readonly #rejection = (cause: unknown): void => {
    // A late operation is told of when it is refused; that nobody awaits its promise as well is no second fault.
    if (cause instanceof SeedkitError && cause.code === 'SEEDKIT_LATE_OPERATION') return
    this.#fail(StrayError.rejection({ cause }))
  }

  readonly #exception = (cause: unknown): void => this.#fail(StrayError.exception({ cause }))

  /** The run cannot go on: what it has written is rolled back. False where it has ended already. */
  fail(error: SeedkitError): boolean {
    if (this.#phase === 'over') return false
    if (!this.signal.aborted) this.#abort.abort(error)
    return true
  }

  #fail(error: StrayError): void {
    if (!this.fail(error)) this.#stray(error)
  }

  readonly #starved = (): void => {
    this.#isStarved = this.#phase !== 'over'
  }

  readonly #exit = (): void => {
    if (this.#phase === 'over') return
    const isUnknown = this.#phase === 'committing'
    process.exitCode = isUnknown ? EXIT_CODES.unknown : EXIT_CODES.failed
    const reason = this.#isStarved
      ? 'The run waits for a promise that nothing will settle'
      : "The project's code called process.exit() during the run"
    const outcome = isUnknown ? UNKNOWN : 'the run was cut short and rolled back.'
    const message = `${reason}: ${outcome}`
    const lines = this.#cutShort({ code: isUnknown ? 'SEEDKIT_OUTCOME_UNKNOWN' : 'SEEDKIT_CUT_SHORT', message })
    // Streams may no longer be written to asynchronously here.
    writeSync(2, [`Error: ${message}`, ...lines, ''].join('\n'))
  }
}
