import type { ColumnPlan } from '../column-plan.js'
import type { PlannedTable } from '../planned-table.js'
import { computeNumber } from './compute-number.js'
import { isNumber } from './follow-number.js'

const SUM = /^(\w+) = (\w+(?: \+ \w+)+|\w+(?: \* \w+)+)$/
/** Casts, parentheses and quotes, which the databases add as they print a CHECK. */
const TRIMMINGS = /::[a-z ]+(?:\(\d+(?:, ?\d+)?\))?|[()"`]/g

/** `check (gross = net + tax)`, `check (total = quantity * price)`: the one is computed from the others. */
export function agreeOnSums(planned: PlannedTable): void {
  for (const { expression } of planned.table.checks) {
    const [, target = '', terms = ''] = SUM.exec(expression.replaceAll(TRIMMINGS, '').trim()) ?? []
    const names = [target, ...terms.split(/ [+*] /)]
    if (!names.every((name) => canBeGiven(planned.plan(name)))) continue
    for (const name of names) planned.force(planned.plan(name) as ColumnPlan) // it has just been looked at
    const [sum, ...parts] = names.flatMap((name) => planned.plan(name) ?? [])
    if (sum !== undefined) computeNumber(sum, parts, terms.includes('*') ? ' * ' : ' + ', planned)
  }
}

function canBeGiven(plan: ColumnPlan | undefined): boolean {
  return plan !== undefined && isNumber(plan) && (plan.fate.give || plan.fate.why === 'default')
}
