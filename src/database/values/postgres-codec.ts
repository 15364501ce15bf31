import type { ColumnKind, ColumnSchema } from '../schema/table-schema.js'
import type { ColumnCodec } from './column-codec.js'
import { decodeJson, encodeJson } from './encode-json.js'
import { followGiven } from './follow-given.js'
import { foretellPostgres } from './foretell-postgres.js'
import { formatInstant, parseInstant } from './instant.js'
import { decodeBoolean, decodeDecimal, decodeFloat, decodeInteger } from './numbers.js'
import { isExpression, refuseImpossible, refuseObject } from './plain-value.js'
import { formatFlatPostgresArray, formatPostgresArray, parsePostgresArray } from './postgres-array.js'
import { postgresSpecialCodec } from './postgres-special-codec.js'
import { refuseHalfPair } from './refuse-half-pair.js'
import { refuseHalfPairInJson } from './refuse-half-pair-in-json.js'
import { refuseNul } from './refuse-nul.js'
import { refuseNulInJsonb } from './refuse-nul-in-jsonb.js'
import { ValueRefusal } from './value-refusal.js'

/** Values go and come as text, by the column's type: the driver's parsers would take wall clocks for local time. */
export function postgresCodec(column: ColumnSchema): ColumnCodec {
  if (column.kind === 'array') return arrayCodec(column)
  const special = postgresSpecialCodec(column.type)
  const encode = encoder(column.kind, column.type, column.scale)
  if (special === undefined) return { encode, decode: decoder(column.kind), foretell: foretellPostgres(column) }
  return {
    encode: (value) => special.encode(value) ?? encode(value),
    decode: special.decode ?? decoder(column.kind),
    read: special.read,
  }
}

function encoder(kind: ColumnKind, type: string, scale: number | undefined): (value: unknown) => unknown {
  if (kind === 'json') return jsonEncoder(type)
  const encodeObject = objectEncoder(kind, type)
  const wholeOnly = kind === 'integer' || kind === 'bigint'
  return (value) => {
    switch (typeof value) {
      case 'string':
        return text(value)
      case 'number':
        if (wholeOnly && !Number.isFinite(value)) throw new ValueRefusal(`is ${value}, but the column is ${type}`)
        return value
      case 'boolean':
        // The text of a boolean in a column of numbers would be "true".
        return kind === 'boolean' || kind === 'text' ? value : Number(value)
      case 'bigint':
        return String(value)
      default:
        refuseImpossible(value)
        if (value instanceof Date) return encodeDate(value, kind, scale)
        if (value instanceof Uint8Array && ['bytes', 'text', 'other'].includes(kind)) return Buffer.isBuffer(value) ? value : Buffer.from(value)
        return isExpression(value) ? value : encodeObject(value)
    }
  }
}

/** Text that arrives as it is: what PostgreSQL's UTF-8 has no place for is refused, not replaced by the driver. */
function text(value: string): string {
  return refuseNul(refuseHalfPair(value))
}

function jsonEncoder(type: string): (value: unknown) => unknown {
  const isBinary = type.startsWith('jsonb')
  return (value) => {
    if (isExpression(value)) return value
    const json = refuseHalfPairInJson(encodeJson(value))
    return isBinary ? refuseNulInJsonb(json) : json
  }
}

function encodeDate(date: Date, kind: ColumnKind, scale: number | undefined): string {
  if (kind === 'time') throw new ValueRefusal('is a Date, but the column is a time of day', "Give text such as '12:34:56'.")
  const moment = formatInstant(date)
  // Cut, never rounded up into the next second: as on the other databases.
  const isCut = (kind === 'timestamp' || kind === 'timestamptz') && scale !== undefined && scale < 3
  if (moment !== undefined) return `${isCut ? moment.slice(0, scale === 0 ? 19 : 20 + scale) : moment}+00`
  const year = date.getUTCFullYear()
  const rest = date.toISOString().slice(7, isCut ? (scale === 0 ? 22 : 23 + scale) : 26).replace('T', ' ')
  // Year 0 is 1 BC.
  return year > 0 ? `${year}${rest}+00` : `${String(1 - year).padStart(4, '0')}${rest}+00 BC`
}

function objectEncoder(kind: ColumnKind, type: string): (value: unknown) => unknown {
  if (kind === 'text') return (value) => (isExpression(value) ? value : refuseHalfPairInJson(encodeJson(value)))
  // Points, intervals, ranges: the driver knows some, and the database judges the rest.
  if (kind === 'other') return (value) => value
  return (value) => refuseObject(value, type)
}

function decoder(kind: ColumnKind): ColumnCodec['decode'] {
  switch (kind) {
    case 'boolean':
      return decodeBoolean
    case 'integer':
    case 'bigint':
      return decodeInteger
    case 'float':
      return decodeFloat
    case 'decimal':
      return decodeDecimal
    case 'json':
      return decodeJson
    case 'bytes':
      return (raw, given) =>
        followGiven(typeof raw === 'string' && raw.startsWith('\\x') ? Buffer.from(raw.slice(2), 'hex') : raw, given)
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return (raw, given) => followGiven(typeof raw === 'string' ? (parseInstant(raw) ?? raw) : raw, given)
    default:
      return followGiven
  }
}

function arrayCodec(column: ColumnSchema): ColumnCodec {
  const kind = column.element ?? 'other'
  const encodeElement = encoder(kind, column.type, undefined)
  const decodeElement = decoder(kind)
  const format = kind === 'json' ? formatFlatPostgresArray : formatPostgresArray
  return {
    encode(value) {
      if (typeof value === 'string') return text(value)
      if (isExpression(value)) return value
      if (!Array.isArray(value)) throw new ValueRefusal(`is no array, but the column is ${column.type}`)
      return format(value, encodeElement)
    },
    decode(raw, given) {
      if (typeof raw !== 'string' || typeof given === 'string') return raw
      return parsePostgresArray(raw, given, decodeElement)
    },
  }
}
