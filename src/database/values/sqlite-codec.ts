import type { ColumnKind, ColumnSchema } from '../schema/table-schema.js'
import type { ColumnCodec } from './column-codec.js'
import { decodeJson, encodeJson } from './encode-json.js'
import { followGiven } from './follow-given.js'
import { foretellSqlite } from './foretell-sqlite.js'
import { formatInstant, instantOf, parseInstant } from './instant.js'
import { decodeBoolean, decodeDecimal, decodeFloat, decodeInteger } from './numbers.js'
import { encodeObjectAsText, isExpression, refuseImpossible, refuseObject } from './plain-value.js'
import { refuseHalfPair } from './refuse-half-pair.js'
import { sqliteExactInteger } from './sqlite-exact-integer.js'
import { ValueRefusal } from './value-refusal.js'

/**
 * SQLite stores what it is given. Dates become text as CURRENT_TIMESTAMP writes it, in UTC and with milliseconds
 * (`2024-05-06 07:08:09.012`; the day alone in a DATE column), or milliseconds since 1970 in a column of numbers.
 */
export function sqliteCodec(column: ColumnSchema): ColumnCodec {
  const numeric = ['integer', 'bigint', 'float', 'decimal'].includes(column.kind)
  const encodeDate = (date: Date): unknown => {
    if (numeric) return date.getTime()
    const text = formatInstant(date)
    if (text === undefined) throw new ValueRefusal('is a Date outside the years 0 to 9999')
    return column.kind === 'date' ? text.slice(0, 10) : text
  }
  // better-sqlite3 sends every number as a float, which a column of text would keep as "42.0".
  const number = /char|clob|text/i.test(column.type) ? String : (value: unknown) => value
  const encodeObject = objectEncoder(column)
  const encode = (value: unknown): unknown => {
    switch (typeof value) {
      case 'string':
        refuseHalfPair(value)
        if (column.kind === 'decimal') return decimalText(value)
        return column.kind === 'json' ? encodeJson(value) : value
      case 'number':
        if (Number.isNaN(value)) throw new ValueRefusal('is NaN, which SQLite would store as NULL')
        return number(value)
      case 'boolean':
        return column.kind === 'json' ? encodeJson(value) : number(Number(value))
      case 'bigint':
        if (column.kind === 'decimal') decimalText(String(value))
        if (number === String) return String(value)
        return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value)
      default:
        refuseImpossible(value)
        if (value instanceof Date) return column.kind === 'json' ? encodeJson(value) : encodeDate(value)
        if (value instanceof Uint8Array) return Buffer.isBuffer(value) ? value : Buffer.from(value)
        return isExpression(value) ? value : encodeObject(value)
    }
  }
  const codec = { encode, decode: decoder(column), foretell: foretellSqlite(column) }
  if (!mayHoldIntegers.has(column.kind)) return codec
  // A number that counts rows is an integer for sure, and this is sooner said.
  const read = column.identity ? (quoted: string) => `cast(${quoted} as text)` : sqliteExactInteger
  // A decimal comes back in digits of its own.
  return column.kind === 'decimal' ? { ...codec, read } : { ...codec, read, followsGiven: true }
}

const mayHoldIntegers: ReadonlySet<ColumnKind> = new Set(['integer', 'bigint', 'decimal', 'other'])

/** SQLite keeps a decimal as a float, save for whole numbers of 64 bits: those it takes for such without a point alone. */
function decimalText(text: string): string {
  const whole = /^(-?\d{16,19})(?:\.0+)?$/.exec(text)?.[1]
  if (whole !== undefined && BigInt.asIntN(64, BigInt(whole)) === BigInt(whole)) return whole
  if (!/^[+-]?\d+(\.\d+)?$/.test(text) || significant(text) === significant(String(Number(text)))) return text
  throw new ValueRefusal('has more digits than SQLite keeps in a decimal', 'Declare the column as text, or give at most 15 digits.')
}

/** The digits alone, without zeros before and after them. */
function significant(text: string): string {
  return text.replace(/e.*$/, '').replaceAll(/[+.-]/g, '').replaceAll(/^0+|0+$/g, '')
}

/** A number with as many digits after the point as the column says; one beyond 2^53 comes as text. */
function withScale(value: number | string, scale: number): string {
  const found = /^-?\d+(?:\.(\d+))?$/.exec(String(value))
  const fraction = found?.[1] ?? ''
  if (found === null || fraction.length > scale) return Number(value).toFixed(scale)
  return scale === 0 ? String(value) : `${String(value)}${fraction === '' ? '.' : ''}${'0'.repeat(scale - fraction.length)}`
}

function isNumber(raw: unknown): raw is number | string {
  return typeof raw === 'number' || (typeof raw === 'string' && /^-?\d{16,}$/.test(raw))
}

function objectEncoder(column: ColumnSchema): (value: unknown) => unknown {
  if (column.kind === 'json') return encodeJson
  if (column.kind === 'text' || column.kind === 'other') return encodeObjectAsText
  return (value) => refuseObject(value, column.type)
}

function decoder(column: ColumnSchema): ColumnCodec['decode'] {
  switch (column.kind) {
    case 'boolean':
      return decodeBoolean
    case 'integer':
    case 'bigint':
      return decodeInteger
    case 'float':
      return decodeFloat
    case 'decimal':
      return (raw, given) =>
        decodeDecimal(column.scale !== undefined && isNumber(raw) ? withScale(raw, column.scale) : raw, given)
    case 'json':
      return decodeJson
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return (raw, given) => followGiven(momentOf(raw) ?? raw, given)
    default:
      return followGiven
  }
}

/** SQLite holds what it is given: a number may be no moment. */
function momentOf(raw: unknown): Date | undefined {
  if (typeof raw === 'string') return parseInstant(raw)
  return typeof raw === 'number' ? instantOf(raw) : undefined
}
