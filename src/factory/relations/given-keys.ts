import type { ChildrenStep } from '../blueprint.js'
import type { RowPlan } from '../row-plan.js'
import { isRowList } from './is-row-list.js'
import { mayOverlap, pairSetOf, type PairSet } from './pair-set.js'
import type { RecyclePool } from './recycle-pool.js'

/** Keys of the rows that the `has…` of a row name themselves for pairs of a set: recycling must not pick them once more. */
export function givenKeys(plan: RowPlan, children: readonly ChildrenStep[], set: PairSet, pool: RecyclePool): Set<string> {
  const keys = new Set<string>()
  for (const step of children) {
    if (!isRowList(step.count) || !mayOverlap(pairSetOf(plan, step), set)) continue
    for (const row of step.count) keys.add(pool.keyOf(row))
  }
  return keys
}
