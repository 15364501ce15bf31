import { isFactory } from '../factory-internals.js'
import { isPending } from '../is-pending.js'
import { SharedKeyPart } from '../shared-parent.js'

/** Whether an attribute is known: nothing that is still to be computed, awaited or made. */
export function isValue(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function' && !isPending(value) && !isFactory(value) && !(value instanceof SharedKeyPart)
}
