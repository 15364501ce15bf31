import { addCaller } from './add-caller.js'
import { callPlace, placeText, type CallPlace } from './call-place.js'

/** To be called once an operation has ended; the error it ended with learns where it was called. */
export type Settle = (failure?: unknown) => void

/** An operation that exists but may never be sent: a query builder nobody awaited. */
export interface DeclaredOperation {
  /**
   * It is on its way; call what this gives once it has ended, well or badly. Afterwards the operation is no longer
   * pending.
   */
  start(): Settle
  /** It became a part of another operation (a subquery, a printed statement): it need not be started itself. */
  used(): void
}

/** What can be said of an operation, asked for only when somebody wants to know. */
export interface OperationSource {
  /** The call as the user wrote it: `db("users").insert`. */
  describe(): string
  /** True if it is lost work when it is never started: an insert is, a select is not. */
  needsStart(): boolean
}

/** What a tracked handle tells of the operations that go through it. */
export interface OperationTracker {
  /** An operation is on its way; call what this gives once it has ended, well or badly. */
  started(call: string): Settle
  /** An operation was put together; it is pending until it was started and has ended, or was used in another one. */
  declared(call: string | OperationSource): DeclaredOperation
  /** False once the owner of the operations is through: nothing may start any more. */
  isOpen(): boolean
  /** What an operation that comes after the end fails with. It is remembered. */
  late(call: string): Error
}

interface Entry {
  readonly source: OperationSource
  readonly place: CallPlace
  readonly isStarted: boolean
}

/**
 * Operations of one owner (one run of one seeder) that have not ended yet: the way a forgotten `await` is found.
 *
 * @example
 * const operations = new OperationRegistry({ lateError: (call) => new Error(`${call} came too late`) })
 * const settle = operations.started('factory(UserFactory).create')
 * operations.pending()          // ['factory(UserFactory).create (seeders/UserSeeder.ts:7:5)']
 * settle()
 * operations.close()            // from here on isOpen() is false
 */
export class OperationRegistry implements OperationTracker {
  readonly #lateError: (call: string) => Error
  readonly #pending = new Set<Entry>()
  readonly #late: Error[] = []
  #waiting: (() => void)[] = []
  #open = true

  constructor(options: { readonly lateError: (call: string) => Error }) {
    this.#lateError = options.lateError
  }

  started(call: string): Settle {
    return this.#enter({ source: literal(call), place: callPlace(this.started), isStarted: true })
  }

  declared(call: string | OperationSource): DeclaredOperation {
    const source = typeof call === 'string' ? literal(call) : call
    const place = callPlace(this.declared)
    const leave = this.#enter({ source, place, isStarted: false })
    return {
      start: () => {
        leave()
        return this.#enter({ source, place, isStarted: true })
      },
      used: leave,
    }
  }

  /** Calls that have not ended, in the order they were made, each with the user's file, line and column where known. */
  pending(): readonly string[] {
    const entries = [...this.#pending].filter(({ source, isStarted }) => isStarted || source.needsStart())
    return entries.map(({ source, place }) => {
      const where = placeText(place)
      return where === undefined ? source.describe() : `${source.describe()} (${where})`
    })
  }

  /** Resolves when nothing that was started is on its way any more. */
  async idle(): Promise<void> {
    while ([...this.#pending].some(({ isStarted }) => isStarted)) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }

  /** Forbids everything from now on. What is pending stays pending. */
  close(): void {
    this.#open = false
  }

  isOpen(): boolean {
    return this.#open
  }

  late(call: string): Error {
    const error = this.#lateError(call)
    this.#late.push(error)
    return error
  }

  /** Errors of the operations that came after the end. */
  get lateOperations(): readonly Error[] {
    return this.#late
  }

  #enter(entry: Entry): Settle {
    this.#pending.add(entry)
    return (failure) => {
      this.#pending.delete(entry)
      addCaller(failure, entry.place)
      const waiting = this.#waiting
      this.#waiting = []
      for (const resolve of waiting) resolve()
    }
  }
}

function literal(call: string): OperationSource {
  return { describe: () => call, needsStart: () => true }
}
