import type { ChildrenStep } from '../blueprint.js'
import type { Draft } from '../draft.js'

/** The `has…` of a row: the chain's, then those of its sequence items. */
export function childrenOf({ plan, items }: Draft): readonly ChildrenStep[] {
  return items.length === 0 ? plan.blueprint.children : [...plan.blueprint.children, ...items.flatMap((item) => item.children)]
}
