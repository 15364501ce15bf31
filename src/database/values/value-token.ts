import { comparable } from '../match/comparable.js'
import type { ColumnPlan } from '../write/table-plan.js'
import { momentDigits } from './moment-digits.js'
import { forgivingText, simpleText } from './forgiving-text.js'
import { formatInstant, parseInstant } from './instant.js'
import { ValueRefusal } from './value-refusal.js'

/**
 * `forgiving`: as coarse as the column of the most forgiving database would have it, `simple`: by its other reading of texts (see simpleText), `by letters`:
 * texts by their characters, save for spaces at the end, which a binary collation of MySQL's drops, `exact`: what no database takes for two values.
 */
export type Equality = 'forgiving' | 'simple' | 'by letters' | 'exact'

/** Digits of a second in the columns that have the most. */
const MOST_DIGITS = 6

const decimal = /^\s*([+-]?)0*(\d*)(?:\.(\d*))?\s*$/

/**
 * A text that is the same for two values which are equal in a column: texts by the equality asked for, all else by value, whatever type of JavaScript's
 * holds it. Undefined where that cannot be told: an SQL expression, a value that the column cannot hold.
 */
export function valueToken(value: unknown, plan: ColumnPlan, equality: Equality): string | undefined {
  const { kind, type } = plan.column
  switch (kind) {
    case 'integer':
      return numberToken(type === 'year' || type === 'year(4)' ? fullYear(value) : value)
    case 'bigint':
    case 'boolean':
      return numberToken(value)
    case 'bits':
      return numberToken(numberOfBits(value))
    case 'decimal': {
      const token = numberToken(value)
      return token === undefined || equality === 'exact' ? token : comparable(plan, token)
    }
    case 'float': {
      const token = numberToken(value)
      return token === undefined || equality === 'exact' || !isSingle(type) ? token : String(Math.fround(Number(token)))
    }
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return dateToken(value, plan, equality)
    case 'bytes':
      return bytesToken(value)
    case 'text':
      if (value instanceof Date) return plainToken(encoded(value, plan), equality)
      return plainToken(type.startsWith('set(') ? inOrder(value) : value, equality)
    case 'time':
    case 'json':
    case 'array':
      if (isOpaque(value) || equality === 'exact') return plainToken(value, equality)
      return comparable(plan, kind === 'time' && typeof value === 'string' ? cutTime(value, plan.column.scale) : value)
    default:
      return plainToken(value, equality)
  }
}

/** Text is bytes to MySQL's BIT. */
function numberOfBits(value: unknown): unknown {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return bytes instanceof Uint8Array ? BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`) : bytes
}

/** A time without the digits of its second that the column does not keep. */
function cutTime(text: string, scale: number | undefined): string {
  return scale === undefined ? text : text.replace(/(:\d\d)\.(\d+)/, (_, seconds: string, digits: string) => (scale === 0 ? seconds : `${seconds}.${digits.slice(0, scale)}`))
}

function encoded(value: unknown, { codec }: ColumnPlan): unknown {
  try {
    return codec.encode(value)
  } catch (error) {
    if (error instanceof ValueRefusal) return undefined
    throw error
  }
}

/** SQLite's REAL has twice the digits; it is read as the others', so that the same rows collide everywhere. */
function isSingle(type: string): boolean {
  return /^(real|float)/i.test(type) && !/double/i.test(type)
}

/** The token of a value that belongs to no column. */
export function plainToken(value: unknown, equality: Equality): string | undefined {
  switch (typeof value) {
    case 'string':
      return textToken(value, equality)
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

function textToken(text: string, equality: Equality): string {
  switch (equality) {
    case 'forgiving':
      return forgivingText(text)
    case 'simple':
      return simpleText(text)
    case 'by letters':
      return text.replace(/ +$/, '')
    case 'exact':
      return text
  }
}

function objectToken(value: object): string | undefined {
  if (value instanceof Date) return `d${value.getTime()}`
  if (value instanceof Uint8Array) return bytesToken(value)
  if (isOpaque(value)) return undefined
  const plain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
  return plain ? JSON.stringify(value) : undefined
}

/** Only the database can tell, or nobody can. */
function isOpaque(value: unknown): boolean {
  return typeof value === 'function' || typeof value === 'symbol' || (typeof value === 'object' && value !== null && ('toSQL' in value || 'then' in value))
}

function numberToken(value: unknown): string | undefined {
  switch (typeof value) {
    case 'boolean':
      return value ? '1' : '0'
    case 'bigint':
      return String(value)
    case 'number':
      if (!Number.isFinite(value)) return undefined
      return Number.isSafeInteger(value) ? String(value + 0) : fractionToken(String(value))
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

function dateToken(value: unknown, { column: { kind, scale }, keepsWords }: ColumnPlan, equality: Equality): string | undefined {
  const date = typeof value === 'string' ? parseInstant(value) : value
  if (!(date instanceof Date) || Number.isNaN(date.getTime())) return undefined
  if (equality === 'exact' && keepsWords === true) return typeof value === 'string' ? value : (formatInstant(date) ?? date.toISOString()).slice(0, kind === 'date' ? 10 : undefined)
  if (kind === 'date') return `d${Math.floor(date.getTime() / 86_400_000)}`
  if (scale !== undefined && scale < 3) return `d${Math.floor(date.getTime() / 10 ** (3 - scale))}`
  const finer = typeof value === 'string' ? momentDigits.inText(value) : ''
  if (finer === '') return `d${date.getTime()}`
  const kept = equality === 'exact' ? finer : finer.slice(0, (scale ?? MOST_DIGITS) - 3).replace(/0+$/, '')
  return kept === '' ? `d${date.getTime()}` : `d${date.getTime()}.${kept}`
}

function bytesToken(value: unknown): string | undefined {
  if (typeof value === 'string') return Buffer.from(value).toString('latin1')
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1') : undefined
}

/** MySQL's YEAR takes two digits. */
function fullYear(value: unknown): unknown {
  const isShort = (typeof value === 'string' && /^\d{1,2}$/.test(value)) || (typeof value === 'number' && value > 0 && value < 100)
  return isShort ? Number(value) + (Number(value) < 70 ? 2000 : 1900) : value
}

/** MySQL's SET keeps its words in the order of its declaration, each once. */
function inOrder(value: unknown): unknown {
  const words: unknown = typeof value === 'string' ? value.split(',') : value
  return Array.isArray(words) ? [...new Set(words.map(String))].toSorted().join(',') : value
}
