import { SeedkitError } from '../errors/seedkit-error.js'
import type { Dialect } from './dialects/dialect.js'

/** What a transaction failed with. Of all that comes behind it, some databases say only that the transaction has failed. */
export class FirstFailure {
  readonly #isConsequence: Dialect['isConsequence']
  #told: Promise<unknown> | undefined

  constructor({ isConsequence }: Dialect) {
    this.#isConsequence = isConsequence
  }

  /** What a statement's failure is to be told as: what is behind it, or the explanation of its own. */
  tell(error: unknown, explain: () => unknown): Promise<unknown> {
    if (error instanceof SeedkitError) return Promise.resolve(error)
    if (this.#told !== undefined && this.#isConsequence(error)) return this.#told
    this.#told = Promise.resolve(explain())
    return this.#told
  }

  /** Sends a statement. One that was begun behind a failure and succeeds shows that the transaction goes on: it went back to a savepoint. */
  past<T>(send: () => Promise<T>): Promise<T> {
    return this.#told === undefined ? send() : this.#behind(this.#told, send)
  }

  async #behind<T>(failure: Promise<unknown>, send: () => Promise<T>): Promise<T> {
    const result = await send()
    if (this.#told === failure) this.#told = undefined
    return result
  }
}
