import type { ColumnPlan } from '../write/table-plan.js'
import type { RowChunk } from '../write/write-context.js'
import type { DriverFault } from './driver-fault.js'

/** A value that must be the one refused. Its row is a place in the chunk. */
export interface BlamedValue {
  readonly row: number
  readonly column: ColumnPlan
}

type Test = (value: unknown, column: ColumnPlan) => boolean

/** The first of the values sent that is too long, or what its column cannot hold; undefined where that cannot be told by looking at them. */
export function blamedValue(chunk: RowChunk, fault: DriverFault): BlamedValue | undefined {
  if (fault.kind === 'tooLong') return tooLong(chunk, fault)
  if (fault.kind !== 'invalidValue') return undefined
  const nul = /0x00|\\u0000|Unicode escape/.test(fault.message) ? first(chunk, chunk.columns, holdsNul) : undefined
  return nul ?? first(chunk, chunk.columns, (value, { column }) => overflows(value, column.type)) ?? quoted(chunk, fault)
}

function tooLong(chunk: RowChunk, { message }: DriverFault): BlamedValue | undefined {
  const printed = message.slice(message.indexOf('type ') + 5)
  const limited = chunk.columns.filter(({ column }) => column.length !== undefined)
  const sameType = limited.filter(({ column }) => column.type === printed)
  return first(chunk, sameType.length > 0 ? sameType : limited, (value, { column }) => {
    const text = typeof value === 'object' ? (jsonOf(value) ?? '') : String(value)
    // Databases cut blanks at the end by themselves.
    return [...text.replace(/ +$/, '')].length > (column.length ?? Infinity)
  })
}

/** `invalid input syntax for type integer: "12x"`, `value "40000" is out of range for type smallint` */
function quoted(chunk: RowChunk, { message }: DriverFault): BlamedValue | undefined {
  const text = /"(.*)"/s.exec(message)?.[1]
  const type = /for (?:type|enum) ([^:"]+)/.exec(message)?.[1]
  const sameType = chunk.columns.filter(({ column }) => column.type === type)
  return first(chunk, sameType.length > 0 ? sameType : chunk.columns.filter(({ column }) => column.kind !== 'text'), (value) => typeof value !== 'object' && String(value) === text)
}

function first({ rows }: RowChunk, columns: readonly ColumnPlan[], test: Test): BlamedValue | undefined {
  for (const [row, values] of rows.entries()) {
    for (const column of columns) {
      const value = values[column.name]
      if (value !== null && value !== undefined && test(value, column)) return { row, column }
    }
  }
  return undefined
}

function holdsNul(value: unknown): boolean {
  return jsonOf(value)?.includes('\\u0000') === true
}

/** Undefined for what JSON cannot hold, a bigint above all. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

/** More digits than numeric(precision, scale) has room for, once those beyond its scale are rounded. */
function overflows(value: unknown, type: string): boolean {
  const size = /^numeric\((\d+),(\d+)\)$/.exec(type)
  if (size === null || !['number', 'string', 'bigint'].includes(typeof value)) return false
  const text = String(value).trim()
  if (/^[+-]?inf/i.test(text)) return true
  const found = /^[+-]?(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text)
  if (found === null) return false
  const [, whole = '', fraction = '', exponent = '0'] = found
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  // How many of the digits are counted: those of the value times ten to the power of the scale.
  const counted = digits.length - fraction.length + Number(exponent) + Number(size[2])
  const precision = Number(size[1])
  if (digits === '' || counted < precision) return false
  if (counted > precision) return true
  return /^9*$/.test(digits.slice(0, counted).padEnd(counted, '0')) && (digits[counted] ?? '0') >= '5'
}
