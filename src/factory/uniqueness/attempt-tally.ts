/** Rows whose attempts are counted together. */
const WINDOW = 1000

/** How many attempts at some rows there were, and how many of them brought keys that are new. */
export interface Attempts {
  made: number
  fresh: number
}

/**
 * The attempts at the rows that a call brings to a table, counted for a thousand rows at a time by their place among all of these: whether a row is given up
 * must not depend on the pieces that they come in.
 */
export class AttemptTally {
  #rows = 0
  #current: Attempts = { made: 0, fresh: 0 }

  /** How many rows there were so far. */
  get rows(): number {
    return this.#rows
  }

  /** Where the attempts at the next row are counted. */
  next(): Attempts {
    if (this.#rows % WINDOW === 0) this.#current = { made: 0, fresh: 0 }
    this.#rows++
    return this.#current
  }
}
