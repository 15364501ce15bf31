import type { ColumnKind } from '../schema/table-schema.js'
import { encodeJson } from '../values/encode-json.js'
import { heldValue } from '../values/held-value.js'
import { instantOf, parseInstant } from '../values/instant.js'
import { momentDigits } from '../values/moment-digits.js'
import { stableJson } from '../values/stable-json.js'
import { keyText } from '../write/key-text.js'
import type { ColumnPlan } from '../write/table-plan.js'

/** A value of the user's as text: the same for all values that the column stores alike. */
export function comparable(plan: ColumnPlan, value: unknown): string {
  const { column } = plan
  if (value === null || value === undefined) return 'null'
  if (column.kind === 'json') return `json ${stableJson(JSON.parse(encodeJson(value)))}`
  if (column.kind === 'array') return Array.isArray(value) ? `list ${listText(value, column.element ?? 'other')}` : String(value)
  return `value ${scalarText(plan, value)}`
}

/** The same for a value as it came from the database. */
export function comparableStored(plan: ColumnPlan, raw: unknown): string {
  if (raw === null || raw === undefined) return 'null'
  // Decoded, a JSON text could not be told from the JSON that it spells.
  if (plan.column.kind === 'json') return `json ${stableJson(typeof raw === 'string' ? parsed(raw) : raw)}`
  return comparable(plan, heldValue(plan, raw))
}

function scalarText({ column, codec }: ColumnPlan, value: unknown): string {
  const { kind, type, scale } = column
  switch (kind) {
    case 'integer':
    case 'bigint':
    case 'boolean':
    case 'bits':
    case 'date':
    case 'uuid':
    case 'bytes':
      return elementText(kind, value)
    case 'decimal':
      return typeof value === 'object' ? elementText(kind, value) : rounded(String(value), scale)
    case 'float':
      return String(Number(value))
    case 'timestamp':
    case 'timestamptz':
      return cutTo(elementText(kind, value), scale)
    default: {
      const text = textOf(typeof value === 'object' || typeof value === 'boolean' ? codec.encode(value) : value)
      // Padded with spaces by some databases, stripped of them by others.
      if (/^(char|character|bpchar)\b(?! varying)/i.test(type)) return text.trimEnd()
      return kind === 'time' ? wholeTime(text) : text
    }
  }
}

/** What can be said by the kind alone; elements of arrays have no more. */
function elementText(kind: ColumnKind, value: unknown): string {
  if (value === null || value === undefined) return 'null'
  switch (kind) {
    case 'integer':
    case 'bigint':
    case 'bits':
      return wholeText(value)
    case 'boolean':
      return truthText(String(value))
    case 'date':
      return instantText(value).slice(0, 10)
    case 'timestamp':
    case 'timestamptz':
      return instantText(value)
    case 'decimal':
    case 'float':
      return rounded(textOf(value), undefined)
    case 'uuid':
      return textOf(value).toLowerCase()
    case 'bytes':
      return typeof value === 'string' ? Buffer.from(value).toString('hex') : value instanceof Uint8Array ? Buffer.from(value).toString('hex') : textOf(value)
    case 'json':
      return stableJson(JSON.parse(encodeJson(value)))
    default:
      return textOf(value)
  }
}

function listText(list: readonly unknown[], element: ColumnKind): string {
  const items = list.map((item) => (Array.isArray(item) && element !== 'json' ? listText(item, element) : JSON.stringify(elementText(element, item))))
  return `[${items.join(',')}]`
}

/** MySQL's booleans are numbers, and may hold others. */
function truthText(text: string): string {
  if (text === 't' || text === 'true') return '1'
  return text === 'f' || text === 'false' ? '0' : text
}

function wholeText(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (value instanceof Date) return String(value.getTime())
  const text = String(value).trim()
  const whole = /^[+-]?(\d+)(?:\.0*)?$/.exec(text)
  return whole === null ? text : BigInt(text.replace(/\..*$/, '')).toString()
}

/** To the last digit that is known. */
function instantText(value: unknown): string {
  if (value instanceof Date) return keyText(value)
  if (typeof value === 'number') return instantOf(value)?.toISOString() ?? String(value)
  const text = String(value)
  const date = parseInstant(text)
  return date === undefined ? text : momentDigits.added(date.toISOString(), momentDigits.inText(text))
}

/** Databases keep no more digits of a second than the column has. */
function cutTo(instant: string, scale: number | undefined): string {
  if (scale === undefined || !/^\d{4}-.*Z$/.test(instant)) return instant
  const cut = instant.slice(0, scale === 0 ? 19 : Math.min(20 + scale, instant.length - 1))
  return scale <= 3 ? cut : cut.replace(/(\.\d{3}\d*?)0+$/, '$1')
}

/** A decimal without needless zeros, with at most `scale` digits after the point (below zero: whole tens, hundreds, ...); half is rounded away from zero. */
function rounded(text: string, scale: number | undefined): string {
  const found = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text.trim())
  if (found === null || text.trim() === '') return text
  const [, sign = '', whole = '', fraction = '', exponent] = found
  if (exponent !== undefined) return rounded(shifted(sign, whole, fraction, Number(exponent)), scale)
  if (scale !== undefined && scale < 0) return tens(`${sign}${whole || '0'}`, -scale)
  const digits = scale ?? fraction.length
  const kept = BigInt(`${whole || '0'}${fraction.slice(0, digits).padEnd(digits, '0')}`)
  const value = (fraction[digits] ?? '0') >= '5' ? kept + 1n : kept
  const padded = value.toString().padStart(digits + 1, '0')
  const result = `${padded.slice(0, padded.length - digits)}.${padded.slice(padded.length - digits)}`.replace(/\.?0*$/, '')
  return result === '' || result === '0' ? '0' : `${sign === '-' ? '-' : ''}${result}`
}

/** `1.5e3` as `1500`. The digits alone move: a number would not hold them all. */
function shifted(sign: string, whole: string, fraction: string, exponent: number): string {
  // More than any column holds; such a text would only fill the memory.
  const places = Math.max(-20_000, Math.min(200_000, exponent))
  if (places >= 0) return `${sign}${whole}${fraction.slice(0, places).padEnd(places, '0')}.${fraction.slice(places)}`
  const digits = whole.padStart(-places, '0')
  return `${sign}${digits.slice(0, digits.length + places)}.${digits.slice(digits.length + places)}${fraction}`
}

function tens(whole: string, zeros: number): string {
  const unit = 10n ** BigInt(zeros)
  const value = BigInt(whole.replace('+', ''))
  return String(((value + (value < 0n ? -unit : unit) / 2n) / unit) * unit)
}

function wholeTime(text: string): string {
  const found = /^(-?)(\d{1,3}):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(.*)$/.exec(text)
  if (found === null) return text
  const [, sign = '', hour = '', minute, second = '00', fraction = '', zone = ''] = found
  const rest = fraction.replace(/0+$/, '')
  return `${sign}${hour.padStart(2, '0')}:${minute}:${second}${rest === '' ? '' : `.${rest}`}${zone === 'Z' ? '+00' : zone.replace(/^([+-]\d\d):?00$/, '$1')}`
}

function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8')
  if (value instanceof Date) return keyText(value)
  return typeof value === 'object' && value !== null ? stableJson(value) : String(value)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
