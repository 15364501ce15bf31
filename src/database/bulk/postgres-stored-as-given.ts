import type { ColumnPlan } from '../write/table-plan.js'

/** Whether a value comes back from the database as it was given, so that nobody has to ask for it. */
export function isStoredAsGiven({ column: { kind, type, length } }: ColumnPlan, value: unknown): boolean {
  if (value === null) return true
  switch (kind) {
    case 'integer':
    case 'bigint':
      return typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value)) || (typeof value === 'string' && /^(?:0|-?[1-9]\d*)$/.test(value))
    case 'uuid':
      return typeof value === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(value)
    case 'text':
      // CHAR is padded, and VARCHAR loses spaces beyond its length.
      return typeof value === 'string' && /^(?:text|character varying)/.test(type) && value.length <= (length ?? Infinity)
    case 'enum':
      return typeof value === 'string'
    case 'boolean':
      return typeof value === 'boolean'
    default:
      return false
  }
}
