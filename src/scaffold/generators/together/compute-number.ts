import type { ColumnPlan } from '../column-plan.js'
import type { NumberMeaning } from '../meaning.js'
import { numberLimits } from '../number-limits.js'
import { numberRange } from '../number-range.js'
import type { PlannedTable } from '../planned-table.js'
import { numberOf } from './follow-number.js'

/** Makes a number the sum or the product of others of its row, where its column holds whatever comes of them. */
export function computeNumber(target: ColumnPlan, parts: readonly ColumnPlan[], operator: ' * ' | ' + ', planned: PlannedTable): void {
  const limits = numberLimits(target.column)
  const most = parts.map((part) => rangeOf(part).max).reduce((a, b) => (operator === ' * ' ? a * b : a + b))
  const least = parts.map((part) => rangeOf(part).min).reduce((a, b) => (operator === ' * ' ? a * b : a + b))
  const isExact = parts.every((part) => rangeOf(part).digits <= limits.digits) && target.unique !== 'alone'
  if (!planned.isFree(target) || most > limits.max || least < limits.min || !isExact || limits.excluded.length > 0 || limits.multipleOf !== undefined) return
  const sum = parts.map((part) => numberOf(part, rangeOf(part))).join(operator)
  const code = target.column.kind === 'decimal' ? `(${sum}).toFixed(${limits.digits})` : target.column.kind === 'float' ? `Number((${sum}).toFixed(2))` : sum
  planned.agree({ column: target.column.name, code, form: 'value', reads: parts.map((part) => part.column.name) })
}

function rangeOf({ column, meaning, unique }: ColumnPlan): ReturnType<typeof numberRange> {
  return numberRange(meaning as NumberMeaning, numberLimits(column), unique) // isNumber() has been asked
}
