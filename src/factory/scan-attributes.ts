import type { AttributeBag } from './blueprint.js'
import { isFactory } from './factory-internals.js'
import { SharedKeyPart } from './shared-parent.js'

/** Some attribute stands for a parent: a factory as a value, a shared key. */
export const WANTS_PARENT = 1
/** Some attribute has to be computed or waited for: a lazy one, a promise. */
export const IS_OPEN = 2

/** What is to be done before the attributes are all values, as bits: every row is looked at here once, instead of at each step on its way. */
export function scanAttributes(attributes: AttributeBag): number {
  let found = 0
  for (const column in attributes) {
    const value = attributes[column]
    if (typeof value === 'function') found |= IS_OPEN
    // Most objects are Dates, and a look-up of what an object has not is what costs.
    else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
      if (value instanceof SharedKeyPart || isFactory(value)) found |= WANTS_PARENT
      else if ('then' in value) found |= IS_OPEN
    }
  }
  return found
}
