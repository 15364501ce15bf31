import type { ChildrenStep } from '../blueprint.js'
import { isRowList } from './is-row-list.js'
import type { RecyclePool } from './recycle-pool.js'

/** Keys of the rows that the `has…` of a relation name themselves: recycling must not pick them once more. */
export function givenKeys(children: readonly ChildrenStep[], relation: string, pool: RecyclePool): Set<string> {
  const keys = new Set<string>()
  for (const step of children) {
    if (step.relation.name !== relation || !isRowList(step.count)) continue
    for (const row of step.count) keys.add(pool.keyOf(row))
  }
  return keys
}
