/** Whether an operation waits for the end of those before it, or may begin right behind the beginning of others that flow. */
export type Pace = 'alone' | 'flowing'

interface Turn {
  readonly pace: Pace
  /** Undefined: it began at once. */
  readonly begun: Promise<unknown> | undefined
  /** It has ended, and so have all before it. */
  readonly ended: Promise<unknown>
}

/** Lets operations on one connection take turns: one that several statements belong to is not interrupted by another. */
export class Turns {
  #last: Turn | undefined

  /** An operation is going on. */
  get areTaken(): boolean {
    return this.#last !== undefined
  }

  /** Runs an operation when all before it have ended, at once if there are none; flowing ones need not wait for flowing ones. */
  take<T>(operation: () => Promise<T>, pace: Pace = 'alone'): Promise<T> {
    const before = this.#last
    const flows = before?.pace === 'flowing' && pace === 'flowing'
    const awaited = flows ? before.begun : before?.ended
    const result = awaited === undefined ? operation() : awaited.then(operation)
    const ended = (flows ? Promise.allSettled([before.ended, result]) : result.then(ignore, ignore)).then(() => {
      if (this.#last === turn) this.#last = undefined
    })
    const turn: Turn = { pace, begun: awaited?.then(ignore), ended }
    this.#last = turn
    return result
  }
}

function ignore(): void {}
