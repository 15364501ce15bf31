import type { Randomizer } from '@faker-js/faker'
import { StreamState } from './stream-state.js'

/** The four words of a generator, to go back to after a nested value was drawn. */
export interface GeneratorSnapshot {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
}

/**
 * xoshiro128** (David Blackman and Sebastiano Vigna, https://prng.di.unimi.it), a generator of 128 bits of state: faker's own Mersenne Twister
 * takes 25 us to seed, as long as a whole row, this one nanoseconds, so that it can be reseeded for every row and every lazy attribute.
 */
export class Generator implements Randomizer {
  #a = 1
  #b = 0
  #c = 0
  #d = 0

  /** Starts the stream of a place in the run. */
  reseed(state: StreamState): void {
    this.#a = spread(state.high ^ 0x9e3779b9)
    this.#b = spread(state.low ^ 0x243f6a88)
    this.#c = spread((state.high + 0xb7e15162) | 0)
    this.#d = spread((state.low + 0xdeadbeef) | 0) | 1
  }

  /** A number in [0, 1) with 53 random bits. Bound, because faker takes the function off its object. */
  readonly next = (): number => {
    const high = this.#word() >>> 5
    const low = this.#word() >>> 6
    return (high * 67108864 + low) / 9007199254740992
  }

  /** What `faker.seed(…)` in a user's file calls; lasts until the row or attribute being built is done. */
  seed(seed: number | number[]): void {
    let high = 0
    let low = 0x1b873593
    for (const part of Array.isArray(seed) ? seed : [seed]) {
      high = spread(high ^ Math.floor(part / 4294967296))
      low = spread(low ^ part)
    }
    this.reseed(new StreamState(high, low))
  }

  snapshot(): GeneratorSnapshot {
    return { a: this.#a, b: this.#b, c: this.#c, d: this.#d }
  }

  restore(snapshot: GeneratorSnapshot): void {
    this.#a = snapshot.a
    this.#b = snapshot.b
    this.#c = snapshot.c
    this.#d = snapshot.d
  }

  #word(): number {
    const product = Math.imul(this.#b, 5)
    const result = Math.imul((product << 7) | (product >>> 25), 9)
    const shifted = this.#b << 9
    this.#c ^= this.#a
    this.#d ^= this.#b
    this.#b ^= this.#c
    this.#a ^= this.#d
    this.#c ^= shifted
    this.#d = (this.#d << 11) | (this.#d >>> 21)
    return result
  }
}

function spread(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d)
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b)
  return h ^ (h >>> 16)
}
