import type { Bound, DatabaseColumn } from '../../database/schema/database-schema.js'
import { parseInstant } from '../../database/values/instant.js'

/** Between which instants a value has to lie, both included; ISO 8601, a day alone where that says all. */
export interface MomentLimits {
  readonly from: string | undefined
  readonly to: string | undefined
  /** Against the database's own clock. */
  readonly clock: 'past' | 'future' | undefined
}

const DAY = 86_400_000

/** By the column's CHECKs and partitions. */
export function momentLimits({ kind, bounds }: DatabaseColumn): MomentLimits {
  const { min, max, ranges, clock } = bounds
  const range = ranges?.find((one) => one.min !== undefined && one.max !== undefined) ?? { min, max }
  const step = kind === 'date' ? DAY : 1000
  return { from: instant(range.min, step), to: instant(range.max, -step), clock }
}

/** An exclusive end is left out by a day of days, and a second of instants: some columns keep no more. */
function instant(bound: Bound | undefined, step: number): string | undefined {
  const date = bound === undefined ? undefined : parseInstant(bound.value)
  if (bound === undefined || date === undefined) return undefined
  return codeInstant(new Date(date.getTime() + (bound.inclusive ? 0 : step)))
}

/** The day alone where that is the same. */
export function codeInstant(date: Date): string {
  const text = date.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text
}
