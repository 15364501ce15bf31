import { FactoryError } from '../errors/factory-error.js'
import type { Distribution } from './factory-types.js'

/** A count with both ends, every number as likely as any other. */
export class BetweenDistribution {
  readonly min: number
  readonly max: number

  constructor(min: number, max: number) {
    this.min = min
    this.max = max
  }
}

/**
 * A count from `min` to `max`, both included, drawn anew for each parent (in `has…`) or each call (in `createBatch`), from a stream of its own.
 * Throws FactoryError unless both are whole numbers from 0 on, in order.
 *
 * @example
 * await this.factory(UserFactory).hasPosts(between(0, 10)).createBatch(100)
 */
export function between(min: number, max: number): Distribution {
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || min < 0 || min > max) {
    throw FactoryError.badCount({ factory: 'between', call: `between(${min}, ${max})`, count: [min, max] })
  }
  return new BetweenDistribution(min, max) as unknown as Distribution // Distribution is opaque: only seedkit looks inside
}
