import type { DatabaseColumn } from '../../../database/schema/database-schema.js'
import { DEFAULT_REF_DATE } from '../../../random/default-ref-date.js'
import type { MomentMeaning } from '../meaning.js'
import { codeInstant, type MomentLimits } from '../moment-limits.js'

/** A year that every clock reads as yet to come, and that a TIMESTAMP of MySQL still holds. */
const FAR_FUTURE = ["'2036-01-01'", "'2037-12-31'"] as const
const DAY = 86_400_000
const SPAN_OF_YEARS = 365 * DAY
const LEAST_SPAN = 30 * DAY

/** An expression for a Date. */
export function momentExpression(meaning: MomentMeaning, limits: MomentLimits, faker: string): string {
  const { clock } = limits
  const { from, to } = narrowed(meaning, limits)
  if (from !== undefined || to !== undefined) return `${faker}.date.between({ from: ${start(from, to)}, to: ${end(from, to)} })`
  if (clock === 'future') return `${faker}.date.between({ from: ${FAR_FUTURE[0]}, to: ${FAR_FUTURE[1]} })`
  const wanted = clock === 'past' && (meaning.when === 'soon' || meaning.when === 'future') ? ({ ...meaning, when: 'past', most: 1 } as const) : meaning
  switch (wanted.when) {
    case 'past':
    case 'future':
      return `${faker}.date.${wanted.when}(${wanted.most === 1 ? '' : `{ years: ${wanted.most} }`})`
    case 'recent':
    case 'soon':
      return `${faker}.date.${wanted.when}(${wanted.most === 1 ? '' : `{ days: ${wanted.most} }`})`
    default:
      return `${faker}.date.birthdate({ mode: 'age', min: ${wanted.least}, max: ${wanted.most} })`
  }
}

/** Where limits are wide, the part of them that the meaning is about, as seen from the day that dates are relative to by default. */
function narrowed(meaning: MomentMeaning, { from, to }: MomentLimits): Pick<MomentLimits, 'from' | 'to'> {
  if (from === undefined && to === undefined) return { from, to }
  const [first, last] = spanOf(meaning)
  const least = Math.max(first, from === undefined ? first : Date.parse(from))
  const most = Math.min(last, to === undefined ? last : Date.parse(to))
  return most - least < LEAST_SPAN ? { from, to } : { from: codeInstant(new Date(least)), to: codeInstant(new Date(most)) }
}

function spanOf({ when, least, most }: MomentMeaning): readonly [number, number] {
  const today = Date.parse(DEFAULT_REF_DATE)
  switch (when) {
    case 'past':
      return [today - most * SPAN_OF_YEARS, today]
    case 'recent':
      return [today - most * DAY, today]
    case 'soon':
      return [today, today + most * DAY]
    case 'future':
      return [today, today + most * SPAN_OF_YEARS]
    default:
      return [today - most * SPAN_OF_YEARS, today - least * SPAN_OF_YEARS]
  }
}

function start(from: string | undefined, to: string | undefined): string {
  return `'${from ?? new Date(Date.parse(to ?? '') - SPAN_OF_YEARS).toISOString().slice(0, 10)}'`
}

function end(from: string | undefined, to: string | undefined): string {
  return `'${to ?? new Date(Date.parse(from ?? '') + SPAN_OF_YEARS).toISOString().slice(0, 10)}'`
}

/** A Date in the form that a column keeps: text in one of text, seconds or milliseconds since 1970 in one of numbers. */
export function momentAs(code: string, column: DatabaseColumn): string {
  switch (column.kind) {
    case 'text':
    case 'other':
      return textOf(code, column.length)
    case 'integer':
      return `Math.floor(${code}.getTime() / 1000)`
    case 'bigint':
    case 'float':
      return `${code}.getTime()`
    case 'decimal':
      return `String(${code}.getTime())`
    default:
      return code
  }
}

function textOf(code: string, length: number | undefined): string {
  const iso = `${code}.toISOString()`
  if (length === undefined || length >= 24) return iso
  if (length >= 19) return `${iso}.slice(0, 19).replace('T', ' ')`
  if (length >= 10) return `${iso}.slice(0, 10)`
  return length >= 8 ? `${iso}.slice(0, 10).replaceAll('-', '')` : `${iso}.slice(0, ${length})`
}
