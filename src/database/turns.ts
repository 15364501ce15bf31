/** Whether an operation waits for the end of those before it, or may begin right behind the beginning of others that flow. */
export type Pace = 'alone' | 'flowing'

interface Waiting {
  readonly pace: Pace
  begin(): void
}

/**
 * Lets operations on one connection take turns: one that several statements belong to is not interrupted by another. The next one begins before whoever took
 * a turn sees what came of it: the database has something to do meanwhile.
 */
export class Turns {
  /** Operations that have begun and not ended. */
  #going = 0
  #pace: Pace = 'alone'
  readonly #waiting: Waiting[] = []

  /** An operation is going on. */
  get areTaken(): boolean {
    return this.#going > 0
  }

  /** Runs an operation when all before it have ended, at once if there are none; flowing ones need not wait for flowing ones. */
  take<T>(operation: () => Promise<T>, pace: Pace = 'alone'): Promise<T> {
    if (this.#waiting.length === 0 && this.#mayBegin(pace)) return this.#run(operation, pace)
    return new Promise((resolve) => {
      this.#waiting.push({ pace, begin: () => resolve(this.#run(operation, pace)) })
    })
  }

  #mayBegin(pace: Pace): boolean {
    return this.#going === 0 || (pace === 'flowing' && this.#pace === 'flowing')
  }

  #run<T>(operation: () => Promise<T>, pace: Pace): Promise<T> {
    this.#going++
    this.#pace = pace
    const result = operation()
    const end = (): void => this.#end()
    // Before anybody else is told.
    result.then(end, end)
    return result
  }

  #end(): void {
    this.#going--
    for (let [next] = this.#waiting; next !== undefined && this.#mayBegin(next.pace); [next] = this.#waiting) {
      this.#waiting.shift()
      next.begin()
    }
  }
}
