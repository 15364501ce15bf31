import { ValueRefusal } from '../values/value-refusal.js'
import { refuseValue, type RefusedValue } from './refuse-value.js'

/** Encodes a value of a row; what its column cannot hold is a DatabaseError that names the row. */
export function orRefuse(place: Omit<RefusedValue, 'refusal'>, encode: () => unknown): unknown {
  try {
    return encode()
  } catch (error) {
    if (error instanceof ValueRefusal) throw refuseValue({ ...place, refusal: error })
    throw error
  }
}
