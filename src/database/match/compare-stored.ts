import { hasZone } from '../values/instant.js'
import { isExpression } from '../values/plain-value.js'
import { momentDigits } from '../values/moment-digits.js'
import { stableJson } from '../values/stable-json.js'
import type { ColumnSchema } from '../schema/table-schema.js'
import type { ColumnPlan } from '../write/table-plan.js'
import { comparable, comparableStored } from './comparable.js'
import { isCertain } from './is-certain.js'

/** What a column would hold, given a value: `same` as now, something `other`, or only the database can tell. */
export type Verdict = 'same' | 'other' | 'unsure'

/** Compares a value as it came from the database with one that is to be stored in its place. */
export function compareStored(plan: ColumnPlan, raw: unknown, value: unknown): Verdict {
  // What an expression gives is not known here.
  if (isExpression(value)) return 'other'
  const { column, codec } = plan
  const isNull = raw === null || raw === undefined
  if (isNull || value === null) return isNull && value === null ? 'same' : 'other'
  // A FLOAT keeps the nearest value that it has.
  if (column.kind === 'float' && /^float/i.test(column.type)) return 'unsure'
  // A day or a wall clock leaves out the zone, or reckons with it.
  if ((column.kind === 'timestamp' || column.kind === 'date') && typeof value === 'string' && hasZone(value)) return 'unsure'
  // A text may say more of a second than is kept, which some databases round, or than a Date does.
  if (isMoment(column) && typeof value === 'string' && isFine(value, raw, column.scale)) return 'unsure'
  // SQLite's columns without a type keep 1 and '1' apart.
  if (column.kind === 'other' && isPrimitive(value) && isPrimitive(raw) && typeof value !== typeof raw) return 'unsure'
  if (comparableStored(plan, raw) === comparable(plan, value)) return 'same'
  if (isCertain(column, value)) return 'other'
  // Types that are objects in JavaScript: intervals, points.
  if (column.kind === 'other' && typeof value === 'object' && isSameObject(codec.decode(raw, value), value)) return 'same'
  return 'unsure'
}

function isMoment({ kind }: ColumnSchema): boolean {
  return kind === 'timestamp' || kind === 'timestamptz'
}

function isFine(value: string, raw: unknown, scale: number | undefined): boolean {
  const digits = /\.(\d*[1-9])/.exec(value)?.[1]?.length ?? 0
  return digits > Math.min(3, scale ?? 3) || momentDigits.inText(String(raw)) !== ''
}

function isPrimitive(value: unknown): boolean {
  return typeof value !== 'object'
}

function isSameObject(stored: unknown, value: unknown): boolean {
  return typeof stored === 'object' && stableJson(stored) === stableJson(value)
}
