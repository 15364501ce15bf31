/** Weights, added up: a number in [0, 1) picks one of them in proportion. */
export class CumulatedShares {
  readonly #ends: Float64Array

  private constructor(weights: Float64Array) {
    let total = 0
    this.#ends = weights.map((weight) => (total += weight))
    for (let index = 0; index < weights.length; index++) this.#ends[index] = (this.#ends[index] ?? 0) / total
  }

  static of(weights: readonly number[]): CumulatedShares {
    return new CumulatedShares(Float64Array.from(weights))
  }

  /** Zipf's law: rank k has the weight 1 / k^exponent. */
  static zipf(size: number, exponent: number): CumulatedShares {
    return new CumulatedShares(Float64Array.from({ length: size }, (_, rank) => (rank + 1) ** -exponent))
  }

  /** The index of the share that `at` falls into. */
  pick(at: number): number {
    let low = 0
    let high = this.#ends.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if (at < (this.#ends[middle] ?? 1)) high = middle
      else low = middle + 1
    }
    return low
  }
}
