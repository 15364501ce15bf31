import type { ChildrenStep } from '../blueprint.js'
import type { Draft } from '../draft.js'

/** The `has…` of a row: the chain's, then those of its sequence items. */
export function childrenOf({ plan, items }: Draft): readonly ChildrenStep[] {
  return items.length === 0 ? plan.blueprint.children : [...plan.blueprint.children, ...items.flatMap((item) => item.children)]
}

/** Whether rows of a plan may get children. A sequence item that is a function may bring some. */
export function mayHaveChildren({ blueprint }: Draft['plan']): boolean {
  return blueprint.children.length > 0 || blueprint.steps.some((step) => step.kind === 'sequence' && step.items.some((item) => typeof item === 'function'))
}
