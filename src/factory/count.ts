import { FactoryError } from '../errors/factory-error.js'
import type { Generator } from '../random/generator.js'
import { namedState, type StreamState } from '../random/stream-state.js'
import { BetweenDistribution } from './between.js'
import type { Count } from './factory-types.js'

/** What a count is asked for, to say so when it cannot be used. */
export interface CountPlace {
  readonly factory: string
  /** The call or relation, e.g. `createBatch()` or `has("posts")`. */
  readonly call: string
}

/** Refuses, when the chain is written, what can never be a count. */
export function checkCount(count: unknown, place: CountPlace): asserts count is Count {
  if (count instanceof BetweenDistribution || isWhole(count)) return
  if (Array.isArray(count) && count.length === 2 && isWhole(count[0]) && isWhole(count[1]) && count[0] <= count[1]) return
  throw FactoryError.badCount({ ...place, count })
}

/** The number of rows that a count means at one place. A range is drawn from that place's own stream: nothing else moves it. */
export function drawCount(count: Count, state: StreamState, name: string, generator: Generator): number {
  if (typeof count === 'number') return count
  const [min, max] = count instanceof BetweenDistribution ? [count.min, count.max] : (count as readonly [number, number]) // checked by checkCount
  const before = generator.snapshot()
  generator.reseed(namedState(state, name, 'count'))
  const drawn = min + Math.floor(generator.next() * (max - min + 1))
  generator.restore(before)
  return drawn
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
