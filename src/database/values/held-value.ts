import type { ColumnPlan } from '../write/table-plan.js'
import { parseInstant } from './instant.js'

/** A value as it came from the database, with all that tells it from others: a Date has no room for microseconds, nor a boolean for the numbers beside 0 and 1. */
export function heldValue({ column: { kind }, codec }: ColumnPlan, raw: unknown): unknown {
  switch (kind) {
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      if (codec.held !== undefined) return codec.held(raw)
      return typeof raw === 'string' && parseInstant(raw) !== undefined ? raw : codec.decode(raw, undefined)
    case 'boolean':
      return typeof raw === 'number' ? raw : codec.decode(raw, undefined)
    default:
      return codec.decode(raw, undefined)
  }
}
