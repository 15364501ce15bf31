import type { DatabaseColumn } from '../../database/schema/database-schema.js'
import { keepsTo } from './patterns/pattern-expression.js'
import { textLimits } from './text-limits.js'

const CLOCKS = ['00:00:00', '07:30:00', '12:59:59', '18:45:00', '23:05:00']

/** How many letters of a time of day a text may have by its patterns: 8 with seconds, 5 without; undefined where it has no pattern that is about such times. */
export function clockLength(column: DatabaseColumn): 5 | 8 | undefined {
  const { patterns, minLength, maxLength } = textLimits(column)
  if (column.kind !== 'text' || patterns.every(({ negated }) => negated)) return undefined
  return ([5, 8] as const).find((length) => length >= minLength && length <= maxLength && keepsTo(patterns, CLOCKS.map((clock) => clock.slice(0, length))) && !keepsTo(patterns, ['blue']))
}
