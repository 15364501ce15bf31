import type { ColumnSchema } from '../schema/table-schema.js'
import type { ColumnCodec } from './column-codec.js'
import { decodeJson, encodeJson } from './encode-json.js'
import { momentDigits } from './moment-digits.js'
import { followGiven } from './follow-given.js'
import { foretellMysql } from './foretell-mysql.js'
import { formatInstant, hasZone, parseInstant } from './instant.js'
import { isZero } from './is-zero.js'
import { decodeBoolean, decodeDecimal, decodeFloat, decodeInteger, decodeSingle } from './numbers.js'
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
  if (isSpatial(column)) return { encode: (value) => encodeShape(column, value), decode: followGiven }
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
  if (column.zeroCounts === true) return { ...codec, encodeNew: (value) => refuseZero(encode(value)) }
  if (column.kind !== 'timestamptz') return codec
  return { ...codec, held: instantText, placeholder: (value) => (isInstant(value) ? 'from_unixtime(?)' : '?') }
}

/** Seconds since 1970 as a moment. */
function instantText(raw: unknown): string {
  const [seconds, fraction = '0'] = String(raw).split('.')
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}.${fraction}Z`
}

function refuseZero(encoded: unknown): unknown {
  if (!isZero(encoded)) return encoded
  throw new ValueRefusal(
    'is 0, for which MySQL and MariaDB put the next number',
    "Give another key, or have the connection keep it: set session sql_mode = concat(@@session.sql_mode, ',NO_AUTO_VALUE_ON_ZERO'), in pool.afterCreate of the Knex configuration, say.",
  )
}

function isSpatial({ type }: ColumnSchema): boolean {
  return /^(?:geometry|point|linestring|polygon|multi(?:point|linestring|polygon)|geom(?:etry)?collection)\b/i.test(type)
}

/** Bytes may be a shape in the server's own form; nothing else is one. */
function encodeShape({ type }: ColumnSchema, value: unknown): unknown {
  refuseImpossible(value)
  if (isExpression(value)) return value
  if (value instanceof Uint8Array) return Buffer.from(value)
  const what = Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : typeof value === 'string' ? 'a text' : `a ${typeof value}`
  throw new ValueRefusal(`is ${what}, but the column is ${type}`, `Give an expression: db.raw("ST_GeomFromText('POINT(1 2)')").`)
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

/** What goes to the driver for a Date, and the digits of its text that follow the milliseconds. */
type DateEncoder = (date: Date, finer?: string) => unknown

function encodeDateText(text: string, encodeDate: DateEncoder): unknown {
  // MySQL refuses the Z of ISO 8601; text without a zone means what the database takes it for.
  const date = hasZone(text) ? parseInstant(text) : undefined
  return date === undefined ? text : encodeDate(date, momentDigits.inText(text))
}

function dateEncoder(column: ColumnSchema): DateEncoder {
  const scale = column.scale ?? 0
  if (column.kind === 'timestamptz') return (date, finer = '') => encodeSeconds(date, finer, scale)
  if (column.kind === 'time') {
    return () => {
      throw new ValueRefusal('is a Date, but the column is a time of day', "Give text such as '12:34:56'.")
    }
  }
  const length = column.kind === 'date' ? 10 : column.kind === 'timestamp' ? (scale === 0 ? 19 : 20 + scale) : 23
  return (date, finer = '') => {
    const text = formatInstant(date)
    if (text === undefined) throw new ValueRefusal('is a Date outside the years 0 to 9999')
    // Cut, never rounded up into the next second: MySQL would, MariaDB would not.
    return `${text}${finer}`.slice(0, length)
  }
}

function encodeSeconds(date: Date, finer: string, scale: number): string {
  const time = date.getTime()
  if (time < 1000 || time > lastTimestamp) {
    throw new ValueRefusal(
      'is a Date outside what a TIMESTAMP holds (1970-01-01 00:00:01 to 2038-01-19 03:14:07 UTC)',
      'Use a DATETIME column.',
    )
  }
  const seconds = (time / 1000).toFixed(3)
  return scale === 3 ? seconds : `${seconds}${finer}`.slice(0, seconds.length - (scale === 0 ? 4 : 3 - scale))
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

function isSingle({ type }: ColumnSchema): boolean {
  return /^float/i.test(type)
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
    case 'float':
      // The driver counts a float's digits together, and rounds each time; the server prints six digits of a FLOAT.
      return isSingle(column) ? (quoted) => asText(`${quoted} + 0e0`) : asText
    case 'boolean':
      return (quoted) => `${quoted} + 0`
    case 'bits':
      return (quoted) => `cast(${quoted} + 0 as char)`
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
      return isSingle(column) ? decodeSingle : decodeFloat
    case 'decimal':
      return decodeDecimal
    case 'json':
      return decodeJson
    case 'timestamptz':
      return (raw, given) => followGiven(momentOf(raw, column), given)
    case 'date':
    case 'timestamp':
      return (raw, given) => followGiven(typeof raw === 'string' ? (parseInstant(raw) ?? raw) : raw, given)
    default:
      return isSet(column) ? decodeSet : followGiven
  }
}

/** No moment at all has no seconds: the text, as a DATETIME gives it. */
function zeroMoment({ scale = 0 }: ColumnSchema): string {
  return `0000-00-00 00:00:00${scale === 0 ? '' : `.${'0'.repeat(scale)}`}`
}

/** Seconds since 1970, cut to milliseconds. An error prints a moment, in the zone of the session. */
function momentOf(raw: unknown, column: ColumnSchema): unknown {
  const [, seconds, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(String(raw)) ?? []
  if (seconds === undefined) return raw
  return Number(raw) === 0 ? zeroMoment(column) : new Date(Number(seconds) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0')))
}

/** The words come in the order of the declaration. */
function decodeSet(raw: unknown, given: unknown): unknown {
  return typeof raw === 'string' && Array.isArray(given) ? raw.split(',').filter((word) => word !== '') : raw
}
