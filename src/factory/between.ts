import { FactoryError } from '../errors/factory-error.js'
import { DrawnCount, type CountPlace } from './drawn-count.js'
import type { Distribution } from './factory-types.js'

/**
 * A count from `min` to `max`, both included, every number as likely as any other; drawn anew for each parent (in `has…`) or each call (in `createBatch`),
 * from a stream of its own. Throws FactoryError unless both are whole numbers from 0 on, in order.
 *
 * @example
 * await this.factory(UserFactory).hasPosts(between(0, 10)).createBatch(100)
 */
export function between(min: number, max: number): Distribution {
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || min < 0 || min > max) {
    throw FactoryError.badDistribution({ call: `between(${min}, ${max})`, rule: 'two whole numbers from 0 on, the smaller one first' })
  }
  return new Between(min, max) as unknown as Distribution // opaque: only seedkit looks inside
}

class Between extends DrawnCount {
  readonly most: number
  readonly #min: number

  constructor(min: number, max: number) {
    super()
    this.#min = min
    this.most = max
  }

  draw({ generator }: CountPlace): number {
    return this.#min + Math.floor(generator.next() * (this.most - this.#min + 1))
  }
}
