import type { ColumnPlan } from '../column-plan.js'
import { momentOrder, type MomentOrder } from '../moment-order.js'
import type { PlannedTable } from '../planned-table.js'
import { entities } from '../rules/entities.js'
import { entityOf } from '../subject.js'
import { followMoment, type Gap } from './follow-moment.js'
import { leaveRoom } from './leave-room.js'

/** What takes hours, not days. */
const SHORT = /(^|_)(shift|time_entry|time_log|timesheet|work_session|class|lesson|slot|lecture|match|game|flight|trip|ride|call|session|screening|showing|job|run|task_run)$/

/** What happened later comes later: updated after created, shipped after ordered. */
export function agreeOnMoments(planned: PlannedTable): void {
  const entity = entityOf(planned.table.name)
  const isShort = SHORT.test(entity) || entities.event.test(entity) || entities.appointment.test(entity)
  for (const order of momentOrder) {
    for (const follower of planned.parts(`at ${order.moment}`)) {
      const leader = planned.isFree(follower) && follower.meaning.kind === 'moment' ? leaderOf(follower, order, planned) : undefined
      if (leader === undefined) continue
      planned.force(leader)
      leaveRoom(leader, follower, planned)
      planned.agree(followMoment(follower, leader, gapOf(order, isShort)))
    }
  }
}

function gapOf({ moment, days }: MomentOrder, isShort: boolean): Gap {
  if (moment === 'arrived') return { most: 12, unit: 'hours' }
  return isShort && (moment === 'ended' || moment === 'completed' || moment === 'processed') ? { most: 6, unit: 'hours' } : { most: days, unit: 'days' }
}

/** One of the same prefix, or else of none: `shipping_started_at` of `created_at`. */
function leaderOf(follower: ColumnPlan, { after }: MomentOrder, planned: PlannedTable): ColumnPlan | undefined {
  for (const moment of after) {
    const found = planned.plans.filter((plan) => plan.rule?.part === `at ${moment}` && plan.meaning.kind === 'moment' && isThere(plan) && plan !== follower)
    const leader = found.find(({ prefix }) => prefix === follower.prefix) ?? found.find(({ prefix }) => prefix === '')
    if (leader !== undefined && !readsItself(leader.column.name, follower.column.name, planned)) return leader
  }
  return undefined
}

/** Given, or left to a default that may be given just as well. */
function isThere({ fate, column }: ColumnPlan): boolean {
  return (fate.give || fate.why === 'default') && column.kind !== 'array'
}

/** Whether what a column reads leads back to `target`. */
export function readsItself(column: string, target: string, planned: PlannedTable): boolean {
  return column === target || (planned.agreements.get(column)?.reads ?? []).some((read) => readsItself(read, target, planned))
}
