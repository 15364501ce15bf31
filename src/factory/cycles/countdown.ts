/** Something to be done when so many rows are there. */
export class Countdown {
  #left: number
  readonly #work: () => Promise<void>

  constructor(rows: number, work: () => Promise<void>) {
    this.#left = rows
    this.#work = work
  }

  /** So many of the rows are there. */
  async less(rows: number): Promise<void> {
    this.#left -= rows
    if (this.#left <= 0) await this.#work()
  }
}
