import type { Bound, ValueRange } from '../database-schema.js'
import type { ColumnKind } from '../table-schema.js'

const numeric: ReadonlySet<ColumnKind> = new Set(['integer', 'bigint', 'decimal', 'float', 'bits', 'boolean'])

/** Below, at or above zero, as `sort` wants it: numbers by size, whatever else by its letters (dates come in ISO order). */
export function compareValues(a: string, b: string, kind: ColumnKind): number {
  if (!numeric.has(kind)) return a < b ? -1 : a > b ? 1 : 0
  if (/^-?\d+$/.test(a) && /^-?\d+$/.test(b)) {
    const difference = BigInt(a) - BigInt(b)
    return difference < 0n ? -1 : difference > 0n ? 1 : 0
  }
  return Number(a) - Number(b)
}

/** What lies in both ranges; undefined where that is nothing. */
export function overlapOf(a: ValueRange, b: ValueRange, kind: ColumnKind): ValueRange | undefined {
  const min = tighter(a.min, b.min, (x, y) => compareValues(x, y, kind))
  const max = tighter(a.max, b.max, (x, y) => compareValues(y, x, kind))
  const range = { ...(min && { min }), ...(max && { max }) }
  if (min === undefined || max === undefined) return range
  const order = compareValues(min.value, max.value, kind)
  return order < 0 || (order === 0 && min.inclusive && max.inclusive) ? range : undefined
}

/** The bound that lies further on in the order given. */
function tighter(a: Bound | undefined, b: Bound | undefined, order: (x: string, y: string) => number): Bound | undefined {
  if (a === undefined || b === undefined) return a ?? b
  const difference = order(a.value, b.value)
  return difference === 0 ? (a.inclusive ? b : a) : difference > 0 ? a : b
}

/** The same values in as few ranges as possible, from the lowest up. */
export function joinRanges(ranges: readonly ValueRange[], kind: ColumnKind): readonly ValueRange[] {
  const sorted = ranges.toSorted((a, b) => (a.min === undefined ? (b.min === undefined ? 0 : -1) : b.min === undefined ? 1 : compareValues(a.min.value, b.min.value, kind)))
  const joined: ValueRange[] = []
  for (const range of sorted) {
    const last = joined.at(-1)
    if (last === undefined || !touches(last, range, kind)) joined.push(range)
    else joined.splice(-1, 1, { ...(last.min && { min: last.min }), ...upper(last, range, kind) })
  }
  return joined
}

function touches(lower: ValueRange, higher: ValueRange, kind: ColumnKind): boolean {
  if (lower.max === undefined || higher.min === undefined) return true
  const gap = compareValues(higher.min.value, lower.max.value, kind)
  return gap < 0 || (gap === 0 && (lower.max.inclusive || higher.min.inclusive))
}

function upper(a: ValueRange, b: ValueRange, kind: ColumnKind): { readonly max?: Bound } {
  if (a.max === undefined || b.max === undefined) return {}
  const difference = compareValues(a.max.value, b.max.value, kind)
  return { max: difference > 0 || (difference === 0 && a.max.inclusive) ? a.max : b.max }
}

export function isWithin(value: string, ranges: readonly ValueRange[], kind: ColumnKind): boolean {
  const point: Bound = { value, inclusive: true }
  return ranges.some((range) => overlapOf(range, { min: point, max: point }, kind) !== undefined)
}
