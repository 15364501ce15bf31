/** Rows on their way that nobody waits for. */
export interface Flying {
  /** Settles when they are there. */
  landed(): Promise<unknown>
}

/**
 * What a call has sent, or still has to do, while it builds further rows: rows without children or hooks, which nobody has to wait for, and the children of
 * rows that came last in their level.
 */
export class Flight {
  /** Beside the one that is written. */
  readonly #waiting: number
  readonly #flying: Flying[] = []
  #later: (() => Promise<void>)[] = []

  /** @param waiting pieces that may wait for their turn. */
  constructor(waiting: number) {
    this.#waiting = waiting
  }

  /** Lets rows go; waits for the oldest where too many are on their way. Throws what they failed with. */
  async add(piece: Flying): Promise<void> {
    this.#flying.push(piece)
    while (this.#flying.length > this.#waiting) await this.#land()
  }

  /** Something to be done before the next rows of its level get their children. */
  later(task: () => Promise<void>): void {
    this.#later.push(task)
  }

  /** Does what was left for later. */
  async catchUp(): Promise<void> {
    const tasks = this.#later
    this.#later = []
    for (const task of tasks) await task()
  }

  /** Does all that is left, and waits for all that is on its way. */
  async drain(): Promise<void> {
    while (this.#later.length > 0) await this.catchUp()
    while (this.#flying.length > 0) await this.#land()
  }

  /** After a failure: lets what is on its way come to its end, and gives what the first of it failed with. */
  async firstFailure(): Promise<unknown> {
    this.#later = []
    return firstFailure(this.#flying.splice(0))
  }

  async #land(): Promise<void> {
    const [piece] = this.#flying
    await piece?.landed()
    this.#flying.shift()
  }
}

/** Waits for all of them; gives what the first that failed, failed with. */
export async function firstFailure(pieces: readonly Flying[]): Promise<unknown> {
  let first: unknown
  for (const piece of pieces) {
    await piece.landed().catch((reason: unknown) => {
      first ??= reason
    })
  }
  return first
}
