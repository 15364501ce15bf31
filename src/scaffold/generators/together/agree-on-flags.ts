import { codeMember } from '../code-member.js'
import type { PlannedTable } from '../planned-table.js'
import type { Moment, Part } from '../rule.js'

/** What a flag says, and the moment since when it does. */
const FLAGS: readonly (readonly [flag: Part, moment: Moment])[] = [
  ['is published', 'published'],
  ['is deleted', 'deleted'],
  ['is completed', 'completed'],
  ['is completed', 'closed'],
  ['is completed', 'resolved'],
  ['is paid', 'paid'],
  ['is verified', 'verified'],
  ['is verified', 'approved'],
  ['is read', 'read'],
]

/** Published is what has been published at some time. */
export function agreeOnFlags(planned: PlannedTable): void {
  for (const [part, moment] of FLAGS) {
    const flag = planned.plans.find((plan) => plan.rule?.part === part)
    const since = planned.plans.find((plan) => plan.rule?.part === `at ${moment}` && plan.column.nullable && plan.column.defaultExpression === undefined && plan.column.computed === undefined)
    if (flag === undefined || since === undefined || flag.column.kind !== 'boolean') continue
    if (!since.fate.give) continue
    planned.force(flag)
    const free = planned.plan(flag.column.name)
    if (free !== undefined && planned.isFree(free)) planned.agree({ column: flag.column.name, code: `Boolean(${codeMember(since.column.name)})`, form: 'value', reads: [since.column.name] })
  }
}
