/** Lets operations on one connection take turns: one that several statements belong to is not interrupted by another. */
export class Turns {
  #last: Promise<unknown> | undefined

  /** An operation is going on. */
  get areTaken(): boolean {
    return this.#last !== undefined
  }

  /** Runs an operation when all before it have ended, at once if there are none. */
  take<T>(operation: () => Promise<T>): Promise<T> {
    const before = this.#last
    const result = before === undefined ? operation() : before.then(operation)
    const ended = (): void => {
      if (this.#last === last) this.#last = undefined
    }
    const last: Promise<unknown> = result.then(ended, ended)
    this.#last = last
    return result
  }
}
