import { FactoryError } from '../errors/factory-error.js'
import { CumulatedShares } from '../random/cumulated-shares.js'
import { DrawnCount, type CountPlace } from './drawn-count.js'
import type { Distribution } from './factory-types.js'

/**
 * A count from 1 to `max` after Zipf's law: k is drawn in proportion to 1 / k^exponent, so that most get few and a few get many. Throws FactoryError unless
 * `max` is a whole number from 1 to 1,000,000 and the exponent (default 1) a positive number.
 *
 * @example
 * await this.factory(UserFactory).hasPosts(zipf({ max: 50 })).createBatch(1000)
 */
export function zipf(options: { readonly max: number; readonly exponent?: number }): Distribution {
  const { max, exponent = 1 } = options ?? {}
  if (!Number.isSafeInteger(max) || max < 1 || max > 1_000_000 || !(exponent > 0 && Number.isFinite(exponent))) {
    const call = `zipf({ max: ${max}, exponent: ${exponent} })`
    throw FactoryError.badDistribution({ call, rule: 'a whole number from 1 to 1,000,000 and a positive exponent' })
  }
  return new Zipf(CumulatedShares.zipf(max, exponent), max) as unknown as Distribution // opaque: only seedkit looks inside
}

class Zipf extends DrawnCount {
  readonly most: number
  readonly #shares: CumulatedShares

  constructor(shares: CumulatedShares, most: number) {
    super()
    this.most = most
    this.#shares = shares
  }

  draw({ generator }: CountPlace): number {
    return this.#shares.pick(generator.next()) + 1
  }
}
