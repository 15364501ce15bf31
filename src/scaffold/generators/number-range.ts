import type { NumberMeaning } from './meaning.js'
import type { NumberLimits } from './number-limits.js'

/** From where to where numbers are drawn. */
export interface NumberRange {
  readonly min: number
  readonly max: number
  readonly digits: number
  readonly multipleOf: number | undefined
}

/** So many values are enough for a column whose values have to differ. */
const MANY = 1_000_000
const MANY_SMALL = 10_000

/** What the meaning says, as far as the column takes it; what the column takes, where the two have nothing in common. */
export function numberRange(meaning: Pick<NumberMeaning, 'min' | 'max' | 'digits'>, limits: NumberLimits, unique: 'alone' | 'together' | 'no'): NumberRange {
  const digits = Math.min(limits.digits, meaning.digits)
  const factor = 10 ** digits
  const least = Math.ceil(limits.min * factor - 1e-6) / factor
  const most = Math.floor(limits.max * factor + 1e-6) / factor
  // Bounds finer than the digits of the meaning: the column's own digits.
  if (least > most) return withoutExcluded({ min: limits.min, max: limits.max, digits: limits.digits, multipleOf: limits.multipleOf }, limits)
  let range = common(meaning, { min: least, max: most }, digits)
  if (unique === 'alone') range = widened(range, { min: least, max: most }, digits)
  return withoutExcluded({ ...multiples(range, limits, { min: least, max: most }), digits, multipleOf: limits.multipleOf }, limits)
}

interface Span {
  readonly min: number
  readonly max: number
}

function common(wanted: Span, allowed: Span, digits: number): Span {
  const round = (value: number): number => Math.round(value * 10 ** digits) / 10 ** digits
  const min = Math.max(round(wanted.min), allowed.min)
  const max = Math.min(round(wanted.max), allowed.max)
  if (min <= max) return { min, max }
  const width = wanted.max - wanted.min
  if (wanted.max < allowed.min) return { min: allowed.min, max: Math.min(allowed.max, round(allowed.min + width)) }
  return { min: Math.max(allowed.min, round(allowed.max - width)), max: allowed.max }
}

function widened(range: Span, allowed: Span, digits: number): Span {
  const values = (range.max - range.min) * 10 ** digits
  if (values >= MANY_SMALL) return range
  const max = Math.min(allowed.max, Math.max(range.max, MANY / 10 ** digits))
  const missing = MANY_SMALL - (max - range.min) * 10 ** digits
  return { min: missing > 0 && (allowed.min >= 0 || range.min < 0) ? Math.max(allowed.min, range.min - missing / 10 ** digits) : range.min, max }
}

function multiples(range: Span, { multipleOf }: NumberLimits, allowed: Span): Span {
  if (multipleOf === undefined || multipleOf <= 0) return range
  const first = Math.ceil(range.min / multipleOf) * multipleOf
  const last = Math.floor(range.max / multipleOf) * multipleOf
  // At least a handful of them.
  if (last - first >= 4 * multipleOf) return { min: first, max: last }
  const min = Math.ceil(Math.max(allowed.min, Math.min(first, range.min)) / multipleOf) * multipleOf
  return { min, max: Math.min(Math.floor(allowed.max / multipleOf) * multipleOf, min + 20 * multipleOf) }
}

/** A value that is not allowed splits the range: the longer side stays. */
function withoutExcluded(range: NumberRange, { excluded }: NumberLimits): NumberRange {
  const step = range.multipleOf ?? 10 ** -range.digits
  const clean = (value: number): number => Number(value.toFixed(range.digits))
  let { min, max } = range
  for (const value of excluded.toSorted((a, b) => a - b)) {
    if (value < min || value > max) continue
    if (value - min > max - value) max = clean(value - step)
    else min = clean(value + step)
  }
  return min <= max ? { ...range, min, max } : range
}
