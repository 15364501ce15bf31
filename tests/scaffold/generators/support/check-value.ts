import type { DatabaseColumn } from '../../../../src/database/schema/database-schema.js'
import { patternToRegExp } from '../../../../src/scaffold/generators/patterns/pattern-to-regexp.js'

/** What is wrong with a value for a column, by its type and all its limits; undefined where it is right. */
export function faultOf(value: unknown, column: DatabaseColumn): string | undefined {
  if (value === null) return column.nullable ? undefined : 'is null'
  if (column.kind === 'array') {
    if (!Array.isArray(value)) return 'is no array'
    return value.map((one) => faultOf(one, { ...column, kind: column.element ?? 'other', bounds: {} })).find((fault) => fault !== undefined)
  }
  return typeFault(value, column) ?? boundFault(value, column)
}

function typeFault(value: unknown, { kind, integerRange, precision, scale, length, values }: DatabaseColumn): string | undefined {
  switch (kind) {
    case 'integer':
    case 'bigint':
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) return 'is no whole number'
      return integerRange !== undefined && (value < Number(integerRange.min) || value > Number(integerRange.max)) ? 'is beyond the type' : undefined
    case 'float':
    case 'bits':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : 'is no number'
    case 'decimal': {
      const [, whole = '', fraction = ''] = typeof value === 'string' ? (/^-?(\d+)(?:\.(\d+))?$/.exec(value) ?? []) : []
      if (whole === '') return 'is no decimal'
      const digits = whole === '0' ? 0 : whole.length
      return precision !== undefined && (digits > precision - (scale ?? 0) || fraction.length > (scale ?? 0)) ? 'has too many digits' : undefined
    }
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'is no boolean'
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return value instanceof Date && Number.isFinite(value.getTime()) ? undefined : 'is no Date'
    case 'time':
      return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(value) ? undefined : 'is no time'
    case 'json':
      return typeof value === 'object' ? undefined : 'is no document'
    case 'bytes':
      return value instanceof Uint8Array ? undefined : 'are no bytes'
    default:
      if (typeof value !== 'string') return 'is no text'
      if (length !== undefined && [...value].length > length) return 'is too long'
      if (/\p{Surrogate}/u.test(value)) return 'is cut within a letter'
      return values !== undefined && !values.includes(value) ? 'is none of the values' : undefined
  }
}

function boundFault(value: unknown, { kind, bounds }: DatabaseColumn): string | undefined {
  const { min, max, minLength = 0, maxLength = Number.POSITIVE_INFINITY, values, excluded, patterns = [], letterCase, multipleOf } = bounds
  const text = value instanceof Date ? value.toISOString() : String(value)
  if (typeof value === 'string' && kind === 'text') {
    if ([...text].length < minLength || [...text].length > maxLength) return 'is too short or too long'
    if (letterCase !== undefined && text !== (letterCase === 'lower' ? text.toLowerCase() : text.toUpperCase())) return 'is in the wrong case'
    if (patterns.some((pattern) => patternToRegExp(pattern)?.test(text) === pattern.negated)) return 'does not match'
  }
  const amount = value instanceof Date ? value.getTime() : Number(value)
  const end = (bound: { readonly value: string }): number => (value instanceof Date ? Date.parse(bound.value) : Number(bound.value))
  if (min !== undefined && kind !== 'text' && (amount < end(min) || (!min.inclusive && amount === end(min)))) return 'is too small'
  if (max !== undefined && kind !== 'text' && (amount > end(max) || (!max.inclusive && amount === end(max)))) return 'is too great'
  if (multipleOf !== undefined && Math.abs(amount / Number(multipleOf) - Math.round(amount / Number(multipleOf))) > 1e-9) return 'is no multiple'
  if (values !== undefined && !values.includes(text)) return 'is none of the values'
  return excluded?.includes(text) === true ? 'is excluded' : undefined
}
