import type { Draft } from '../draft.js'
import { childrenOf } from './children-of.js'
import { isRowList } from './is-row-list.js'
import type { RecyclePool } from './recycle-pool.js'

/** Keys of the rows that a row's `has…` of a relation name themselves: recycling must not pick them once more. */
export function givenKeys(parent: Draft, relation: string, pool: RecyclePool): Set<string> {
  const keys = new Set<string>()
  for (const step of childrenOf(parent)) {
    if (step.relation.name !== relation || !isRowList(step.count)) continue
    for (const row of step.count) keys.add(pool.keyOf(row))
  }
  return keys
}
