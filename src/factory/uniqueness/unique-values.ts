import { UniqueError } from '../../errors/unique-error.js'
import { isThenable } from '../../support/is-thenable.js'
import { fingerprintOf, type Fingerprint } from './fingerprint.js'
import { FingerprintSet } from './fingerprint-set.js'
import { plainToken } from '../../database/values/value-token.js'

/** Tries for one value. */
const MOST_TRIES = 1000

interface Drawn {
  readonly taken: FingerprintSet
  readonly fingerprint: Fingerprint
}

/** The values that `unique()` has given in a run, by factory class and key. */
export class UniqueValues {
  readonly #taken = new Map<unknown, Map<string, FingerprintSet>>()
  /** What the calls that may still be undone have drawn. */
  readonly #drawn: Drawn[] = []
  #openCalls = 0

  /** Calls `value` until it gives something new. */
  draw<T>(factory: { readonly name: string }, key: string, value: () => T): T {
    if (typeof value !== 'function') throw UniqueError.badUnique({ factory: factory.name, key })
    const taken = this.#of(factory, key)
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const drawn = value()
      if (drawn === null || drawn === undefined) return drawn
      const token = isThenable(drawn) ? undefined : plainToken(drawn, 'forgiving')
      if (token === undefined) throw UniqueError.badUnique({ factory: factory.name, key })
      const fingerprint = fingerprintOf(token)
      if (!taken.add(fingerprint)) continue
      if (this.#openCalls > 0) this.#drawn.push({ taken, fingerprint })
      return drawn
    }
    throw UniqueError.noUniqueValue({ factory: factory.name, key, tries: MOST_TRIES, seen: taken.size })
  }

  /** Runs a call that is a transaction of its own: if it fails, its values are free again. */
  async undoable<T>(call: () => Promise<T>): Promise<T> {
    const mark = this.#drawn.length
    this.#openCalls++
    try {
      return await call()
    } catch (error) {
      for (const { taken, fingerprint } of this.#drawn.splice(mark)) taken.delete(fingerprint)
      throw error
    } finally {
      this.#openCalls--
      if (this.#openCalls === 0) this.#drawn.length = 0
    }
  }

  #of(factory: object, key: string): FingerprintSet {
    const known = this.#taken.get(factory) ?? new Map<string, FingerprintSet>()
    this.#taken.set(factory, known)
    const taken = known.get(key) ?? new FingerprintSet()
    known.set(key, taken)
    return taken
  }
}
