import type { Bound, ColumnBounds } from '../../database/schema/database-schema.js'

/** Bounds that hold at once. */
export function mergeBounds(a: ColumnBounds, b: ColumnBounds): ColumnBounds {
  const min = stricter(a.min, b.min, 1)
  const max = stricter(a.max, b.max, -1)
  const values = a.values === undefined || b.values === undefined ? (b.values ?? a.values) : a.values.filter((value) => b.values?.includes(value))
  const excluded = [...(a.excluded ?? []), ...(b.excluded ?? [])]
  const patterns = [...(a.patterns ?? []), ...(b.patterns ?? [])]
  return {
    ...a, ...b,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(values === undefined ? {} : { values }),
    ...(excluded.length === 0 ? {} : { excluded }),
    ...(patterns.length === 0 ? {} : { patterns }),
    ...(a.minLength === undefined && b.minLength === undefined ? {} : { minLength: Math.max(a.minLength ?? 0, b.minLength ?? 0) }),
    ...(a.maxLength === undefined && b.maxLength === undefined ? {} : { maxLength: Math.min(a.maxLength ?? Number.POSITIVE_INFINITY, b.maxLength ?? Number.POSITIVE_INFINITY) }),
  }
}

/** The bound further inside. Dates sort as texts do. */
function stricter(a: Bound | undefined, b: Bound | undefined, sign: 1 | -1): Bound | undefined {
  if (a === undefined || b === undefined) return a ?? b
  const [left, right] = [Number(a.value), Number(b.value)]
  const difference = Number.isNaN(left) || Number.isNaN(right) ? (a.value < b.value ? -1 : Number(a.value > b.value)) : left - right
  if (difference === 0) return a.inclusive ? b : a
  return difference * sign > 0 ? a : b
}
