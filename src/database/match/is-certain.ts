import type { ColumnSchema } from '../schema/table-schema.js'
import { withoutSpaces } from './without-spaces.js'

/** Whether two such values of a column are the same to the database just where they are the same here, whatever was written for them. */
export function isCertain(column: ColumnSchema, value: unknown): boolean {
  const { kind, type } = column
  if (value === null) return true
  const isNumber = typeof value === 'bigint' || (typeof value === 'number' && Math.abs(value) < 1e15)
  switch (kind) {
    case 'json':
      return true
    case 'boolean':
    case 'bits':
      return isNumber || typeof value === 'boolean'
    case 'integer':
      return (isNumber || typeof value === 'boolean') && !/^year/i.test(type)
    case 'bigint':
      return isNumber || typeof value === 'boolean' || (typeof value === 'string' && /^-?\d+$/.test(value))
    case 'decimal':
      return isNumber || typeof value === 'boolean' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
    case 'float':
      return isNumber && /double/i.test(type)
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return value instanceof Date
    case 'text':
      if (typeof value === 'object' && /^set\(/i.test(type)) return false
      return typeof value === 'object' || (typeof value === 'string' && isPlainText(column, value))
    case 'uuid':
      return typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)
    case 'bytes':
      return value instanceof Uint8Array && !/^binary\b/i.test(type)
    default:
      return false
  }
}

/** MySQL's SET and addresses are texts in other words; columns drop spaces beyond their length. */
function isPlainText(column: ColumnSchema, value: string): boolean {
  return !/^(set\(|inet)/i.test(column.type) && withoutSpaces(column, value) === value
}
