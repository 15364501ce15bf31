import { isIP } from 'node:net'
import type { ColumnSchema } from './schema/table-schema.js'
import { integerRange } from './schema/integer-range.js'
import { parseInstant } from './values/instant.js'
import { isExpression } from './values/plain-value.js'

/** Bits of the integers that types are named after. */
const bits: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, mediumint: 24, int: 32, integer: 32, oid: 32, bigint: 64 }

/** Whether a value can be compared with those of a column: what could not be read as of its type would be an error. */
export function canHold(column: ColumnSchema, value: unknown): boolean {
  const { kind, type, values } = column
  switch (kind) {
    case 'integer':
    case 'bigint':
      return isWhole(value, column)
    case 'decimal':
    case 'float':
      return isNumeric(value, type === 'real' ? 3e38 : 1e300)
    case 'boolean':
      return typeof value === 'boolean' || value === 0 || value === 1 || (type.startsWith('tinyint') && isWhole(value, column))
    case 'bits':
      return ['number', 'bigint', 'boolean', 'string'].includes(typeof value) || value instanceof Uint8Array
    case 'text':
      return typeof value === 'string' ? !value.includes('\0') : typeof value === 'number' || typeof value === 'bigint' || value instanceof Date
    case 'uuid':
      return typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)
    case 'enum':
      return typeof value === 'string' && (values === undefined || values.includes(value))
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return value instanceof Date || (typeof value === 'string' && parseInstant(value) !== undefined)
    case 'bytes':
      return value instanceof Uint8Array || (typeof value === 'string' && /blob|binary/i.test(type))
    case 'time':
      return typeof value === 'string' && isTime(value, type)
    case 'json':
      return !isExpression(value)
    case 'other':
      return typeof value === 'string' && isOther(value, type)
    case 'array':
      return false
  }
}

function isWhole(value: unknown, { kind, type }: ColumnSchema): boolean {
  const whole = typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value)) || (typeof value === 'string' && /^-?\d{1,20}$/.test(value))
  if (!whole) return false
  const range = integerRange(bits[/^\w+/.exec(type.toLowerCase())?.[0] ?? ''] ?? (kind === 'bigint' ? 64 : 32), /unsigned|^oid$/i.test(type) ? 'unsigned' : 'signed')
  return range !== undefined && BigInt(value) >= BigInt(range.min) && BigInt(value) <= BigInt(range.max)
}

function isNumeric(value: unknown, most: number): boolean {
  const numeric = typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'string' && /^-?\d{1,60}(\.\d{1,60})?$/.test(value))
  return numeric && Math.abs(Number(value)) < most
}

/** MySQL's TIME is a span, of which PostgreSQL's has no more than a day. */
function isTime(text: string, type: string): boolean {
  const found = /^(-?)(\d{1,3}):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?$/.exec(text)
  if (found === null) return false
  const [, sign, hours, zone] = found
  if (/^time(\(\d\))?$/i.test(type)) return zone === undefined && Number(hours) <= 838
  return sign === '' && Number(hours) < 24 && (zone !== undefined) === type.endsWith('with time zone')
}

/** Types of PostgreSQL's, in the words in which it prints them. */
function isOther(text: string, type: string): boolean {
  const [, varying, length] = /^bit( varying)?(?:\((\d+)\))?$/.exec(type) ?? []
  if (type.startsWith('bit')) return /^[01]+$/.test(text) && (length === undefined || (varying === undefined ? text.length === Number(length) : text.length <= Number(length)))
  switch (type) {
    case 'inet':
      return isIP(text) !== 0
    case 'cidr':
      return isNetwork(text)
    case 'macaddr':
      return /^([\da-f]{2}:){5}[\da-f]{2}$/i.test(text)
    default:
      return false
  }
}

/** An IPv4 network without bits to the right of its mask. */
function isNetwork(text: string): boolean {
  const [address = '', mask = '', ...rest] = text.split('/')
  if (isIP(address) !== 4 || !/^\d{1,2}$/.test(mask) || Number(mask) > 32 || rest.length > 0) return false
  const number = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)
  return number % 2 ** (32 - Number(mask)) === 0
}
