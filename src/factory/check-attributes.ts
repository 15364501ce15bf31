import { ArgumentError } from '../errors/argument-error.js'
import { isThenable } from '../support/is-thenable.js'
import { isFactory } from './factory-internals.js'
import { isCount } from './count.js'

/** Refuses, when a call is made, what are no attributes for its rows. `takes`: what else belongs in their place. */
export function checkAttributes(value: unknown, place: { readonly factory: string; readonly call: string; readonly takes?: string }): void {
  if (value === undefined) return
  if (isThenable(value)) throw ArgumentError.promise(place)
  const usable = typeof value === 'object' && value !== null && !Array.isArray(value) && !isFactory(value) && !isCount(value)
  if (!usable) throw ArgumentError.notAttributes({ ...place, value })
}
