import type { ColumnPlan } from '../column-plan.js'
import { codeInstant, momentLimits } from '../moment-limits.js'
import type { PlannedTable } from '../planned-table.js'

const DAY = 86_400_000

/** Keeps a moment early and late enough for the one that follows it, where that one has limits of its own. */
export function leaveRoom(leader: ColumnPlan, follower: ColumnPlan, planned: PlannedTable): void {
  const { from, to } = momentLimits(follower.column)
  if (from === undefined && to === undefined) return
  const own = momentLimits(leader.column)
  const latest = to === undefined ? undefined : codeInstant(new Date(Date.parse(to) - DAY))
  const min = later(from, own.from)
  const max = earlier(latest, own.to)
  const { min: _min, max: _max, ranges: _ranges, ...bounds } = leader.column.bounds
  const narrowed = { ...bounds, ...(min === undefined ? {} : { min: { value: min, inclusive: true } }), ...(max === undefined ? {} : { max: { value: max, inclusive: true } }) }
  const current = planned.plan(leader.column.name) ?? leader
  planned.replace({ ...current, column: { ...current.column, bounds: narrowed } })
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a
}
