import { isExpression } from '../values/plain-value.js'
import { ValueRefusal } from '../values/value-refusal.js'
import type { ColumnPlan } from '../write/table-plan.js'

/** Whether COPY's text can say a value: no SQL expression, and nothing that the driver would send as bytes of the type's own, or put into words by itself. */
export function isCarried({ codec, column: { kind } }: ColumnPlan, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || (value instanceof Date && kind !== 'other')) return true
  if (isExpression(value)) return false
  if (kind !== 'text' && kind !== 'other') return true
  if (value instanceof Uint8Array) return false
  if (kind === 'text') return true
  try {
    return typeof codec.encode(value) === 'string'
  } catch (error) {
    // Told when its row is made.
    if (error instanceof ValueRefusal) return true
    throw error
  }
}
