import type { ColumnPlan } from '../column-plan.js'
import type { PlannedTable } from '../planned-table.js'
import type { Part } from '../rule.js'
import { computeNumber } from './compute-number.js'
import { isNumber } from './follow-number.js'

/** The total of a line is quantity times price; the total of an order is the sum of its parts. */
export function agreeOnTotals(planned: PlannedTable): void {
  const quantity = numberPart('quantity', planned)
  const price = numberPart('unit price', planned)
  const line = numberPart('line total', planned)
  const discount = planned.plans.some((plan) => plan.rule?.part === 'discount')
  if (quantity !== undefined && price !== undefined && line !== undefined && !discount) computeNumber(line, [quantity, price], ' * ', planned)
  const subtotal = numberPart('subtotal', planned)
  const total = numberPart('total', planned)
  const extras = [numberPart('tax', planned), numberPart('shipping cost', planned)].filter((plan) => plan !== undefined)
  if (subtotal !== undefined && total !== undefined && extras.length > 0 && !discount) computeNumber(total, [subtotal, ...extras], ' + ', planned)
}

function numberPart(part: Part, planned: PlannedTable): ColumnPlan | undefined {
  return planned.parts(part).find((plan) => isNumber(plan))
}
