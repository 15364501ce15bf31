import type { ColumnSchema } from '../../database/schema/table-schema.js'
import { parseInstant } from '../../database/values/instant.js'
import { forgivingText } from './forgiving-text.js'

/** `forgiving`: as the most forgiving default of the databases would have it. `exact`: texts by their characters. */
export type Equality = 'forgiving' | 'exact'

const decimal = /^\s*([+-]?)0*(\d*)(?:\.(\d*))?\s*$/

/**
 * A text that is the same for two values which are equal in a column: texts by the equality asked for, all else by value, whatever type of JavaScript's
 * holds it. Undefined where that cannot be told: an SQL expression, a value that the column cannot hold.
 */
export function valueToken(value: unknown, column: ColumnSchema, equality: Equality): string | undefined {
  switch (column.kind) {
    case 'integer':
    case 'bigint':
    case 'decimal':
    case 'float':
    case 'boolean':
    case 'bits':
      return numberToken(value, column)
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return dateToken(value, column)
    case 'bytes':
      return bytesToken(value)
    default:
      return plainToken(value, equality)
  }
}

/** The token of a value that belongs to no column. */
export function plainToken(value: unknown, equality: Equality): string | undefined {
  switch (typeof value) {
    case 'string':
      return equality === 'forgiving' ? forgivingText(value) : value
    case 'number':
    case 'bigint':
      return String(value)
    case 'boolean':
      return value ? '1' : '0'
    case 'object':
      return value === null ? undefined : objectToken(value)
    default:
      return undefined
  }
}

function objectToken(value: object): string | undefined {
  if (value instanceof Date) return `d${value.getTime()}`
  if (value instanceof Uint8Array) return bytesToken(value)
  if ('toSQL' in value || 'then' in value) return undefined
  const plain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
  return plain ? JSON.stringify(value) : undefined
}

function numberToken(value: unknown, { kind, scale }: ColumnSchema): string | undefined {
  switch (typeof value) {
    case 'boolean':
      return value ? '1' : '0'
    case 'bigint':
      return String(value)
    case 'number':
      if (!Number.isFinite(value)) return undefined
      return Number.isSafeInteger(value) ? String(value + 0) : fractionToken(kind === 'decimal' && scale !== undefined ? value.toFixed(scale) : String(value))
    case 'string':
      return fractionToken(value)
    default:
      return value instanceof Date ? String(value.getTime()) : undefined
  }
}

/** A number as text, without the zeros that make no difference. */
function fractionToken(text: string): string | undefined {
  const found = decimal.exec(text)
  if (found === null) return Number.isFinite(Number(text)) && text.trim() !== '' ? text : undefined
  const whole = found[2] === '' || found[2] === undefined ? '0' : found[2]
  const fraction = (found[3] ?? '').replace(/0+$/, '')
  const digits = fraction === '' ? whole : `${whole}.${fraction}`
  return found[1] === '-' && digits !== '0' ? `-${digits}` : digits
}

function dateToken(value: unknown, { kind, scale }: ColumnSchema): string | undefined {
  const date = typeof value === 'string' ? parseInstant(value) : value
  if (!(date instanceof Date) || Number.isNaN(date.getTime())) return undefined
  if (kind === 'date') return `d${Math.floor(date.getTime() / 86_400_000)}`
  const unit = scale !== undefined && scale < 3 ? 10 ** (3 - scale) : 1
  return `d${Math.floor(date.getTime() / unit)}`
}

function bytesToken(value: unknown): string | undefined {
  if (typeof value === 'string') return Buffer.from(value).toString('latin1')
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1') : undefined
}
