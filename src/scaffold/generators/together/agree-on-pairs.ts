import type { ColumnPlan } from '../column-plan.js'
import type { PlannedTable } from '../planned-table.js'
import { wordsOf } from '../subject.js'
import { readsItself } from './agree-on-moments.js'
import { followNumber, isNumber } from './follow-number.js'

/** Words for the two ends of a range of numbers. */
const ENDS: readonly (readonly [lower: RegExp, upper: string])[] = [
  [/(^|_)min(_|$)/, 'max'],
  [/(^|_)minimum(_|$)/, 'maximum'],
  [/(^|_)low(_|$)/, 'high'],
  [/(^|_)lowest(_|$)/, 'highest'],
  [/(^|_)lower(_|$)/, 'upper'],
  [/(^|_)from(_|$)/, 'to'],
  [/(^|_)start(_|$)/, 'end'],
  [/(^|_)first(_|$)/, 'last'],
  [/(^|_)lo(_|$)/, 'hi'],
]

/** The maximum is not below the minimum. */
export function agreeOnPairs(planned: PlannedTable): void {
  for (const lower of planned.plans) {
    if (!lower.fate.give || !isNumber(lower)) continue
    const upper = upperOf(lower, planned)
    if (upper !== undefined && planned.isFree(upper) && !readsItself(lower.column.name, upper.column.name, planned)) followNumber(lower, upper, '<=', planned)
  }
}

function upperOf(lower: ColumnPlan, planned: PlannedTable): ColumnPlan | undefined {
  const name = wordsOf(lower.column.name)
  for (const [pattern, word] of ENDS) {
    if (!pattern.test(name)) continue
    const wanted = name.replace(pattern, `$1${word}$2`)
    const found = planned.plans.find((plan) => wordsOf(plan.column.name) === wanted && isNumber(plan))
    if (found !== undefined) return found
  }
  return undefined
}
