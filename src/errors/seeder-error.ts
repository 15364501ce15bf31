import { thrownMessage } from '../support/thrown-message.js'
import { SeedkitError } from './seedkit-error.js'

/** A seeder failed, or did not wait for its own work. */
export class SeederError extends SeedkitError {
  /** Something that a seeder's own code threw. */
  static failed({ seeder, cause, wants }: { readonly seeder: string; readonly cause: unknown; /** It has parameters, and was given nothing. */ readonly wants?: 'arguments' | undefined }): SeederError {
    const own = cause instanceof SeedkitError ? cause.hint : undefined
    const hint = wants === undefined ? own : `Its run() has a parameter and was called without an argument: if it needs one, call it from another seeder, with this.call(${seeder}, …).`
    return new SeederError({ code: 'SEEDKIT_SEEDER_FAILED', message: `${seeder} failed: ${thrownMessage(cause)}`, hint, cause })
  }

  static pendingOperations({ seeder, calls }: { readonly seeder: string; readonly calls: readonly string[] }): SeederError {
    const operations = calls.length === 1 ? 'an operation that nobody waited for' : `${calls.length} operations that nobody waited for`
    return new SeederError({
      code: 'SEEDKIT_PENDING_OPERATIONS',
      message: `${seeder} ended with ${operations}: ${calls.slice(0, 5).join(', ')}${calls.length > 5 ? ', …' : ''}.`,
      hint: 'Write "await" (or "return") before each call that touches the database.',
    })
  }

  static lateOperation({ seeder, call }: { readonly seeder: string; readonly call: string }): SeederError {
    return new SeederError({
      code: 'SEEDKIT_LATE_OPERATION',
      message: `${seeder} started ${call} after its run() had ended; it was refused.`,
      hint: 'Await everything that leads to it (a timer, an event) inside run().',
    })
  }

  static runClosed({ seeder }: { readonly seeder: string }): SeederError {
    return new SeederError({ code: 'SEEDKIT_RUN_CLOSED', message: `${seeder} was called after the run had been ended; it was not started.` })
  }

  static notASeeder({ value }: { readonly value: unknown }): SeederError {
    const what = typeof value === 'function' ? value.name : String(value)
    const hint =
      value === undefined
        ? 'Two files that import each other? Move what both need into a third.'
        : 'Pass the class itself, e.g. this.call(UserSeeder).'
    return new SeederError({ code: 'SEEDKIT_NOT_A_SEEDER', message: `call() was given ${what}, which is no seeder class.`, hint })
  }

  static seederCycle({ path }: { readonly path: readonly string[] }): SeederError {
    return new SeederError({
      code: 'SEEDKIT_SEEDER_CYCLE',
      message: `Seeders call each other in a circle: ${path.join(' -> ')}.`,
      hint: 'Use callOnce(), or take one of the calls out.',
    })
  }
}
