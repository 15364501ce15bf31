import type { ColumnComparison } from '../../../database/schema/database-schema.js'
import { codeNumber } from '../code-number.js'
import type { ColumnPlan } from '../column-plan.js'
import type { NumberMeaning } from '../meaning.js'
import { numberLimits } from '../number-limits.js'
import { numberRange, type NumberRange } from '../number-range.js'
import { codeRead, codeValue, type PlannedTable } from '../planned-table.js'

/** What goods are sold for, by what they cost: a margin that any column for it holds. */
const MARKUP = { min: 1.15, max: 2.4 }

/** Whether a column holds numbers that mean numbers. */
export function isNumber({ column, meaning }: ColumnPlan): boolean {
  return meaning.kind === 'number' && ['integer', 'bigint', 'decimal', 'float'].includes(column.kind)
}

/** Makes a number greater than another one of the row (or other than it), and leaves it room enough to be so. */
export function followNumber(leader: ColumnPlan, follower: ColumnPlan, operator: ColumnComparison['operator'], planned: PlannedTable): void {
  const limits = numberLimits(follower.column)
  const wanted = rangeOf(follower)
  const low = rangeOf(leader)
  const digits = Math.min(limits.digits, Math.max(wanted.digits, low.digits))
  const least = operator === '<=' ? 0 : 10 ** -digits
  const room = Math.max(least, Math.min(limits.max, Math.max(wanted.max, low.max + (wanted.max - wanted.min))) - low.max)
  const from = Math.max(low.min, Math.min(limits.min - least, numberLimits(leader.column).max))
  const to = Math.min(low.max, limits.max - least)
  if (to < low.min) return
  // A leader that could be as great as the follower may get at all has to be smaller: half of it is left for the follower.
  const crowded = low.max + least > limits.max
  const most = crowded ? Math.max(low.min, Math.min(to, roundTo((low.min + limits.max) / 2, low.digits))) : to
  const spread = crowded ? Math.max(least, roundTo(limits.max - most, digits)) : room
  narrow(leader, { ...low, min: Math.min(from, most), max: most }, planned)
  const read = numberOf(leader, low)
  const isMarkup = !crowded && low.min >= 1 && most * MARKUP.max <= limits.max && digits >= 2 && [leader, follower].every(({ column }) => /price|cost/i.test(column.name))
  const code = isMarkup ? productOf(read, digits, follower) : sumOf(read, least, roundTo(spread, digits), digits, follower)
  planned.agree({ column: follower.column.name, code, form: 'value', reads: [leader.column.name] })
}

function rangeOf({ column, meaning, unique }: ColumnPlan): NumberRange {
  return numberRange(meaning as NumberMeaning, numberLimits(column), unique) // isNumber() has been asked
}

function roundTo(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

function narrow(leader: ColumnPlan, { min, max }: NumberRange, planned: PlannedTable): void {
  const bounds = { ...leader.column.bounds, min: { value: String(min), inclusive: true }, max: { value: String(max), inclusive: true } }
  planned.replace({ ...leader, column: { ...leader.column, bounds } })
}

/** How a number of the row is read as a number. */
export function numberOf({ column }: ColumnPlan, range: Pick<NumberRange, 'min'>): string {
  return column.kind === 'decimal' ? `Number(${codeValue(column, `'${range.min}'`)})` : codeRead(column, codeNumber(range.min))
}

function productOf(read: string, digits: number, { column }: ColumnPlan): string {
  const product = `(${read.startsWith('Number(') ? read : `Number(${read})`} * faker.number.float({ min: ${MARKUP.min}, max: ${MARKUP.max}, fractionDigits: 2 })).toFixed(${digits})`
  return column.kind === 'decimal' ? product : `Number(${product})`
}

function sumOf(read: string, min: number, max: number, digits: number, { column }: ColumnPlan): string {
  const ends = `min: ${codeNumber(min)}, max: ${codeNumber(Math.max(min, max))}`
  if (digits === 0) {
    const sum = `${read} + ${min >= max ? codeNumber(min) : `faker.number.int({ ${ends} })`}`
    return column.kind === 'decimal' ? `String(${sum})` : sum
  }
  const sum = `(${read} + faker.number.float({ ${ends}, fractionDigits: ${digits} })).toFixed(${digits})`
  return column.kind === 'decimal' ? sum : `Number(${sum})`
}
