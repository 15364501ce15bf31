import type { ColumnSchema } from '../schema/table-schema.js'
import type { ColumnCodec } from './column-codec.js'
import { decodeJson, encodeJson } from './encode-json.js'
import { followGiven } from './follow-given.js'
import { foretellMysql } from './foretell-mysql.js'
import { formatInstant, hasZone, parseInstant } from './instant.js'
import { decodeBoolean, decodeDecimal, decodeFloat, decodeInteger } from './numbers.js'
import { isExpression, refuseImpossible, refuseObject } from './plain-value.js'
import { refuseHalfPair } from './refuse-half-pair.js'
import { refuseHalfPairInJson } from './refuse-half-pair-in-json.js'
import { ValueRefusal } from './value-refusal.js'

const asText = (quoted: string) => `cast(${quoted} as char)`
const lastTimestamp = 2_147_483_647_999

/**
 * DATE and DATETIME are written and read as UTC text, never through the driver's idea of local time. TIMESTAMP goes as
 * seconds since 1970 both ways, so that the session's time_zone does not matter.
 */
export function mysqlCodec(column: ColumnSchema): ColumnCodec {
  const encodeDate = dateEncoder(column)
  const encodeObject = objectEncoder(column)
  const isWhole = column.kind === 'integer' || column.kind === 'bigint'
  const isDate = column.kind === 'date' || column.kind === 'timestamp' || column.kind === 'timestamptz'
  const encode = (value: unknown): unknown => {
    switch (typeof value) {
      case 'string':
        if (column.kind === 'json') return jsonOf(value)
        return isDate ? encodeDateText(value, encodeDate) : refuseHalfPair(value)
      case 'number':
        if (column.kind === 'json') return encodeJson(value)
        if (!Number.isFinite(value)) throw new ValueRefusal(`is ${value}, which MySQL and MariaDB cannot store`)
        if (isWhole && !Number.isInteger(value)) throw new ValueRefusal(`is ${value}, which would be rounded: the column is ${column.type}`)
        return value
      case 'boolean':
        return column.kind === 'json' ? encodeJson(value) : value
      case 'bigint':
        return /^bit\b/i.test(column.type) ? encodeBits(value) : String(value)
      default:
        refuseImpossible(value)
        if (value instanceof Date) return column.kind === 'json' ? encodeJson(value) : encodeDate(value)
        if (value instanceof Uint8Array) return Buffer.isBuffer(value) ? value : Buffer.from(value)
        return isExpression(value) ? value : encodeObject(value)
    }
  }
  const codec = { encode, decode: decoder(column), read: reader(column), foretell: foretellMysql(column) }
  if (column.kind !== 'timestamptz') return codec
  return { ...codec, placeholder: (value) => (isInstant(value) ? 'from_unixtime(?)' : '?') }
}

/** Text would be taken for bytes. */
function encodeBits(value: bigint): unknown {
  if (value <= Number.MAX_SAFE_INTEGER) return Number(value)
  const digits = value.toString(16)
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
}

function isInstant(value: unknown): boolean {
  return value instanceof Date || (typeof value === 'string' && hasZone(value))
}

function encodeDateText(text: string, encodeDate: (date: Date) => unknown): unknown {
  // MySQL refuses the Z of ISO 8601; text without a zone means what the database takes it for.
  const date = hasZone(text) ? parseInstant(text) : undefined
  return date === undefined ? text : encodeDate(date)
}

function dateEncoder(column: ColumnSchema): (date: Date) => unknown {
  if (column.kind === 'timestamptz') return encodeSeconds
  if (column.kind === 'time') {
    return () => {
      throw new ValueRefusal('is a Date, but the column is a time of day', "Give text such as '12:34:56'.")
    }
  }
  const digits = column.kind === 'date' ? 10 : column.kind === 'timestamp' && (column.scale ?? 0) === 0 ? 19 : 23
  return (date) => {
    const text = formatInstant(date)
    if (text === undefined) throw new ValueRefusal('is a Date outside the years 0 to 9999')
    // Cut, never rounded up into the next second: MySQL would, MariaDB would not.
    return text.slice(0, digits)
  }
}

function encodeSeconds(date: Date): string {
  const time = date.getTime()
  if (time < 1000 || time > lastTimestamp) {
    throw new ValueRefusal(
      'is a Date outside what a TIMESTAMP holds (1970-01-01 00:00:01 to 2038-01-19 03:14:07 UTC)',
      'Use a DATETIME column.',
    )
  }
  return (time / 1000).toFixed(3)
}

function objectEncoder(column: ColumnSchema): (value: unknown) => unknown {
  if (column.kind === 'json') return jsonOf
  if (isSet(column)) return (value) => (Array.isArray(value) ? refuseHalfPair(value.join(',')) : refuseObject(value, column.type))
  if (column.kind === 'text') return jsonOf
  return (value) => refuseObject(value, column.type)
}

function jsonOf(value: unknown): string {
  return refuseHalfPairInJson(encodeJson(value))
}

function isSet({ type }: ColumnSchema): boolean {
  return /^set\(/i.test(type)
}

function reader(column: ColumnSchema): ColumnCodec['read'] {
  switch (column.kind) {
    case 'timestamptz':
      return (quoted) => `unix_timestamp(${quoted})`
    case 'date':
    case 'timestamp':
    case 'bigint':
    case 'decimal':
    case 'json':
      return asText
    case 'boolean':
    case 'bits':
      return (quoted) => `${quoted} + 0`
    default:
      return undefined
  }
}

function decoder(column: ColumnSchema): ColumnCodec['decode'] {
  switch (column.kind) {
    case 'boolean':
      return decodeBoolean
    case 'integer':
    case 'bigint':
    case 'bits':
      return decodeInteger
    case 'float':
      return decodeFloat
    case 'decimal':
      return decodeDecimal
    case 'json':
      return decodeJson
    case 'timestamptz':
      return (raw, given) => followGiven(momentOf(raw), given)
    case 'date':
    case 'timestamp':
      return (raw, given) => followGiven(typeof raw === 'string' ? (parseInstant(raw) ?? raw) : raw, given)
    default:
      return isSet(column) ? decodeSet : followGiven
  }
}

/** Seconds since 1970, cut to milliseconds. An error prints a moment, in the zone of the session. */
function momentOf(raw: unknown): unknown {
  const [, seconds, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(String(raw)) ?? []
  return seconds === undefined ? raw : new Date(Number(seconds) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0')))
}

/** The words come in the order of the declaration. */
function decodeSet(raw: unknown, given: unknown): unknown {
  return typeof raw === 'string' && Array.isArray(given) ? raw.split(',').filter((word) => word !== '') : raw
}
