import { AsyncLocalStorage } from 'node:async_hooks'

/** A call's place among those of its frame. */
interface Turn {
  /** Lets the call behind it begin. */
  next: (() => void) | undefined
}

/** One call that is being executed. Calls made from within it (by a hook or a lazy attribute) queue up in it. */
interface CallFrame {
  readonly queue: CallQueue
  readonly outer: CallFrame | undefined
  /** The last call that was made in this frame; undefined once all have ended. */
  last: Turn | undefined
  /** A row of this call is being built right now, perhaps waiting for a promise. */
  building: boolean
}

// Says which call a piece of asynchronous code belongs to; holds no state of its own.
const frames = new AsyncLocalStorage<CallFrame>()

/**
 * Runs the calls of a run strictly one after another, in the order in which they were made: `Promise.all` over several calls gives the same rows
 * and the same keys as awaiting each. A call made from within another does not wait for its end, which would never come.
 */
export class CallQueue {
  readonly #root: CallFrame = { queue: this, outer: undefined, last: undefined, building: false }

  /** @param nested is told of a call within a call: it runs `around` the work, e.g. to keep the outer call's generator. */
  run<T>(work: () => Promise<T>, around: (work: () => Promise<T>) => Promise<T>): Promise<T> {
    const frame = this.#frame() ?? this.#root
    const nested = frame !== this.#root
    const start = (): Promise<T> =>
      frames.run({ queue: this, outer: frame, last: undefined, building: false }, nested ? () => around(work) : work)
    const turn: Turn = { next: undefined }
    const before = frame.last
    frame.last = turn
    const turnOf = (earlier: Turn): Promise<void> => new Promise((resolve) => (earlier.next = resolve))
    const result = before === undefined ? start() : turnOf(before).then(start)
    const ended = (): void => {
      if (turn.next === undefined) frame.last = undefined
      else turn.next()
    }
    // The one that waits for the work, so that V8 finds the way from a failure in there to whoever awaits this.
    return result.then(
      (value) => {
        ended()
        return value
      },
      (error: unknown) => {
        ended()
        throw error
      },
    )
  }

  /** Marks the current call as building rows, so that code behind an `await` still draws from its row. */
  setBuilding(building: 'building' | 'idle'): void {
    const frame = this.#frame()
    if (frame !== undefined) frame.building = building === 'building'
  }

  /** Whether the code that asks belongs to a call that is building a row. */
  isBuilding(): boolean {
    return this.#frame()?.building ?? false
  }

  #frame(): CallFrame | undefined {
    let frame = frames.getStore()
    while (frame !== undefined && frame.queue !== this) frame = frame.outer
    return frame
  }
}
