import { constants } from 'node:os'
import { SeedkitError } from '../errors.js'

/** Signals that end a run early, in order. */
export type Interrupt = 'SIGINT' | 'SIGTERM'

/** The run was stopped from outside. */
export class InterruptedError extends SeedkitError {
  /** 130 or 143, as shells count signals. */
  readonly exitCode: number

  private constructor(signal: Interrupt) {
    super({ code: 'SEEDKIT_INTERRUPTED', message: 'interrupted, rolled back' })
    this.exitCode = 128 + constants.signals[signal]
  }

  static by(details: { readonly signal: Interrupt }): InterruptedError {
    return new InterruptedError(details.signal)
  }
}
