import type { Bound, DatabaseColumn } from '../../database/schema/database-schema.js'

/** What numbers a column takes; both ends included. */
export interface NumberLimits {
  readonly min: number
  readonly max: number
  /** Digits after the point. */
  readonly digits: number
  readonly multipleOf: number | undefined
  readonly excluded: readonly number[]
}

/** Beyond these, decimals are no longer exact as numbers, and nobody means them. */
const FAR = 1e12
const MOST_DIGITS = 15

/** Least and greatest number that a column takes by its type, its CHECKs and its partitions. */
export function numberLimits(column: DatabaseColumn): NumberLimits {
  const digits = digitsOf(column)
  const step = 10 ** -digits
  const [typeMin, typeMax] = typeRange(column, digits)
  const { min, max, ranges, multipleOf, excluded } = column.bounds
  const range = ranges?.find((one) => one.min !== undefined && one.max !== undefined) ?? ranges?.[0] ?? { min, max }
  const low = inner(range.min ?? min, step)
  const high = inner(range.max ?? max, -step)
  return {
    min: rounded(Math.max(typeMin, low ?? typeMin), digits, Math.ceil),
    max: rounded(Math.min(typeMax, high ?? typeMax), digits, Math.floor),
    digits,
    multipleOf: multipleOf === undefined ? undefined : Number(multipleOf),
    excluded: (excluded ?? []).map(Number).filter(Number.isFinite),
  }
}

function digitsOf({ kind, scale, precision, baseType }: DatabaseColumn): number {
  if (kind === 'float') return 6
  if (kind !== 'decimal') return 0
  const wanted = scale ?? (precision === undefined || /^money/i.test(baseType) ? 2 : 0)
  const whole = precision === undefined ? 0 : Math.max(0, precision - wanted)
  return Math.max(0, Math.min(wanted, MOST_DIGITS - Math.min(whole, 12)))
}

function typeRange({ kind, precision, scale, integerRange, baseType, length, unsigned }: DatabaseColumn, digits: number): readonly [number, number] {
  if (kind === 'text') return textRange(length)
  if (kind === 'bits') return [0, 2 ** Math.min(32, Number(/\((\d+)\)/.exec(baseType)?.[1] ?? 1)) - 1]
  if (kind === 'integer' || kind === 'bigint') return integerRange === undefined ? [-FAR, FAR] : [safe(integerRange.min), safe(integerRange.max)]
  const least = unsigned ? 0 : -FAR
  if (kind !== 'decimal' || precision === undefined) return [least, FAR]
  // decimal(5,2) holds up to 999.99; with a limit of digits beyond what is exact the rest stays zero.
  const most = Math.min(FAR, 10 ** (precision - (scale ?? 0)) - 10 ** -digits)
  return [Math.max(least, -most), most]
}

/** The numbers that fit into a text of that length. */
function textRange(length: number | undefined): readonly [number, number] {
  return length === undefined ? [-FAR, FAR] : [length < 2 ? 0 : -(10 ** Math.min(12, length - 1) - 1), 10 ** Math.min(12, length) - 1]
}

function safe(digits: string): number {
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, Number(digits)))
}

function inner(bound: Bound | undefined, step: number): number | undefined {
  const value = bound === undefined ? Number.NaN : Number(bound.value)
  if (bound === undefined || !Number.isFinite(value)) return undefined
  return bound.inclusive ? value : value + step
}

/** Sums of floats end in 0000000001. */
function rounded(value: number, digits: number, round: (value: number) => number): number {
  if (Math.abs(value) >= FAR) return Math.trunc(value)
  const factor = 10 ** digits
  const near = Math.round(value * factor)
  return (Math.abs(near - value * factor) < 1e-6 ? near : round(value * factor)) / factor
}
