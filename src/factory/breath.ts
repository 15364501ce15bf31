import { setImmediate } from 'node:timers/promises'

/** Milliseconds that the event loop may stand still. */
const LONGEST = 50
/** Milliseconds between two looks at the clock. */
const LOOK = 5
const LONGEST_STRIDE = 64

/**
 * Lets the event loop turn where rows are made without waiting for anything, as with SQLite's synchronous drivers: without it no signal would be heard before the
 * run is through. The clock is looked at now and then only, the more seldom the quicker the rows are.
 */
export class Breath {
  #turned = performance.now()
  #looked = 0
  #stride = 1
  #left = 1

  /** Rows until the clock is looked at again. */
  get stride(): number {
    return this.#left
  }

  /** Other rows begin: nobody knows how long they take. */
  begin(): void {
    this.#stride = 1
    this.#left = 1
  }

  /** So many rows were made. Undefined where nothing has to be waited for. */
  after(rows: number): Promise<void> | undefined {
    this.#left -= rows
    if (this.#left > 0) return undefined
    const now = performance.now()
    this.#stride = now - this.#looked < LOOK ? Math.min(this.#stride * 2, LONGEST_STRIDE) : Math.max(this.#stride >> 2, 1)
    this.#left = this.#stride
    this.#looked = now
    return now - this.#turned < LONGEST ? undefined : this.#turn()
  }

  /** Undefined where the loop need not turn yet. */
  now(): Promise<void> | undefined {
    return performance.now() - this.#turned < LONGEST ? undefined : this.#turn()
  }

  async #turn(): Promise<void> {
    // The first is in the turn that is going on, behind the point where signals are heard.
    await setImmediate()
    await setImmediate()
    this.#turned = performance.now()
  }
}
