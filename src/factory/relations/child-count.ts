import type { ChildrenStep } from '../blueprint.js'
import { drawCount } from '../count.js'
import type { Draft } from '../draft.js'
import type { Count } from '../factory-types.js'
import type { Scope } from '../scope.js'

/** How many rows a `has…` with a count means for a row. */
export function childCount(scope: Scope, parent: Draft, { relation, count = 1 }: ChildrenStep, from: number): number {
  if (typeof count === 'number') return count
  const owner = { state: parent.state, batch: parent.branch, index: parent.index, of: parent.of }
  return drawCount(scope.run, count as Count, owner, `${relation.name}/${from}`) // a list of rows has no count to draw
}
