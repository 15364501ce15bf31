import type { ChildrenStep } from '../blueprint.js'
import { drawCount } from '../count.js'
import type { Draft } from '../draft.js'
import type { Count } from '../factory-types.js'
import type { Scope } from '../scope.js'

/** How many rows a `has…` with a count means for a row. */
export function childCount(scope: Scope, parent: Draft, step: ChildrenStep): number {
  const { relation, count = 1 } = step
  if (typeof count === 'number') return count
  const { state, plan, branch, index, of, rank, ranks } = parent
  // Shares are kept over all rows of the call, if their number is known to each of them.
  const owner = ranks > 0 ? { state, batch: plan.state, index: rank, of: ranks } : { state, batch: branch, index, of }
  return drawCount(scope.run, count as Count, owner, `${relation.name}/${parent.plan.place(step)}`) // a list of rows has no count to draw
}
