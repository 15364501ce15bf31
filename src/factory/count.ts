import { ArgumentError } from '../errors/argument-error.js'
import { FactoryError } from '../errors/factory-error.js'
import { namedState, type StreamState } from '../random/stream-state.js'
import { isThenable } from '../support/is-thenable.js'
import { DrawnCount } from './drawn-count.js'
import type { Count } from './factory-types.js'
import type { RunState } from './run-state.js'

/** Refuses, when the chain is written, what can never be a count. `call`: what was called, e.g. `has("posts")`. */
export function checkCount(count: unknown, place: { readonly factory: string; readonly call: string }): asserts count is Count {
  if (count instanceof DrawnCount || isWhole(count)) return
  if (Array.isArray(count) && count.length === 2 && isWhole(count[0]) && isWhole(count[1]) && count[0] <= count[1]) return
  if (isThenable(count)) throw ArgumentError.promise(place)
  throw FactoryError.badCount({ ...place, count })
}

/** The greatest number that a count can come to. */
export function mostOf(count: Count): number {
  if (typeof count === 'number') return count
  return count instanceof DrawnCount ? count.most : (count as readonly [number, number])[1] // all that checkCount lets through beside the two
}

/** Whether a value is a count in any of its forms, to tell it from attributes. */
export function isCount(value: unknown): boolean {
  return typeof value === 'number' || value instanceof DrawnCount || (Array.isArray(value) && value.length === 2 && value.every(isWhole))
}

/** For which row a count is drawn. */
export interface CountOwner {
  /** The row's (or the call's) own state. */
  readonly state: StreamState
  /** The state that the rows of the batch have in common. */
  readonly batch: StreamState
  readonly index: number
  readonly of: number
}

/** The number of rows that a count means for one row or call. It is drawn from a stream of that place and name alone: nothing else moves it. */
export function drawCount(run: RunState, count: Count, owner: CountOwner, name: string): number {
  if (typeof count === 'number') return count
  const { generator } = run.rows
  const before = generator.snapshot()
  generator.reseed(namedState(owner.state, name, 'count'))
  const { index, of } = owner
  const drawn =
    count instanceof DrawnCount
      ? count.draw({ generator, batch: namedState(owner.batch, name, 'count'), index, of })
      : fromRange(count as readonly [number, number], generator.next()) // all that checkCount lets through beside the two
  generator.restore(before)
  return drawn
}

function fromRange([min, max]: readonly [number, number], at: number): number {
  return min + Math.floor(at * (max - min + 1))
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
