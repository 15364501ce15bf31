import { DEFAULT_REF_DATE } from '../../../random/default-ref-date.js'
import type { CheckFact } from './check-fact.js'
import { isClock, valueOf, type CheckTerms } from './check-terms.js'
import type { Expression } from './expression.js'

/** A column compared with the database's clock: `born_on <= current_date`, `born_on <= now() - '18 years'::interval`. */
export function readMoment(column: string, operator: string, right: Expression, terms: CheckTerms): readonly CheckFact[] | undefined {
  const isBefore = operator.startsWith('<') && operator !== '<>'
  if (!isBefore && !operator.startsWith('>')) return undefined
  if (isClock(right)) return [{ about: 'clock', column, clock: isBefore ? 'past' : 'future' }]
  if (right.kind === 'cast') return readMoment(column, operator, right.operands[0], terms)
  if (right.kind !== 'operation' || (right.operator !== '-' && right.operator !== '+')) return undefined
  const [clock, distance] = right.operands
  if (clock === undefined || distance === undefined || !isClock(clock)) return undefined
  // Later than some time ago: not in the past will do.
  if (!isBefore) return right.operator === '-' && distanceFrom(distance, 1, terms) !== undefined ? [{ about: 'clock', column, clock: 'future' }] : undefined
  const moment = distanceFrom(distance, right.operator === '-' ? -1 : 1, terms)
  if (moment === undefined) return undefined
  const isDay = terms.columns.get(column) === 'date'
  const value = isDay ? moment.toISOString().slice(0, 10) : moment.toISOString().replace('T', ' ').replace('.000Z', '+00')
  return [{ about: 'range', column, ranges: [{ max: { value, inclusive: operator.endsWith('=') } }] }]
}

const units: Readonly<Record<string, 'years' | 'months' | 'days'>> = { year: 'years', mon: 'months', month: 'months', day: 'days' }

/** So far from seedkit's reference date, which no clock is behind: the bound is the same each time, and it stays true. */
function distanceFrom(distance: Expression, direction: 1 | -1, terms: CheckTerms): Date | undefined {
  const days = valueOf(distance, terms)
  const text = days === undefined ? intervalOf(distance) : /^\d+$/.test(days) ? `${days} days` : undefined
  const steps = [...(text ?? '').matchAll(/(\d+)\s*(year|month|mon|day)s?\b/gi)]
  // Hours and the like are left.
  if (steps.length === 0 || text?.replaceAll(/\d+\s*(?:year|month|mon|day)s?\b|\s/gi, '') !== '') return undefined
  const moment = new Date(DEFAULT_REF_DATE)
  for (const [, count, unit = ''] of steps) {
    const amount = Number(count) * direction
    const kind = units[unit.toLowerCase()]
    if (kind === 'years') moment.setUTCFullYear(moment.getUTCFullYear() + amount)
    else if (kind === 'months') moment.setUTCMonth(moment.getUTCMonth() + amount)
    else moment.setUTCDate(moment.getUTCDate() + amount)
  }
  return Number.isNaN(moment.getTime()) ? undefined : moment
}

function intervalOf(expression: Expression): string | undefined {
  if (expression.kind === 'cast' && expression.type.startsWith('interval')) {
    const [inner] = expression.operands
    return inner.kind === 'literal' && inner.form === 'text' ? inner.value : undefined
  }
  return undefined
}
