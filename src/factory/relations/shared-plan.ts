import { namedState, ordinalState, type StreamState } from '../../random/stream-state.js'
import type { RecycleStep } from '../blueprint.js'
import type { Draft } from '../draft.js'
import { recycledOf } from '../draft.js'
import { RowPlan } from '../row-plan.js'
import type { SharedParent } from '../shared-parent.js'
import { joinPath } from './join-path.js'
import { configuredFactory, relatedFactory } from './related-factory.js'

/** The plan of the parent of a `for…`, made once. */
export function sharedPlan(parent: SharedParent, recycled: readonly RecycleStep[]): RowPlan {
  return (parent.own ??= newPlan(parent, recycled))
}

/** Where a shared parent stands. Those of sequence items are rows of their own. */
export function sharedState({ plan, step }: SharedParent): StreamState {
  const state = namedState(plan.state, step.relation.name, 'parent')
  const place = plan.place(step)
  return place === 0 ? state : ordinalState(state, place)
}

/** What is recycled for a shared parent, and by it: a sequence item's belongs to that item's row. */
export function recycledBy({ plan, step }: SharedParent, first: Draft): readonly RecycleStep[] {
  return plan.blueprint.parents.includes(step) ? plan.recycled : recycledOf(first)
}

function newPlan(parent: SharedParent, recycled: readonly RecycleStep[]): RowPlan {
  const { plan, step } = parent
  const { relation } = step
  const bare = relatedFactory(plan.factory, relation, step.related)
  const configure = 'configure' in step.parent ? step.parent.configure : undefined
  const factory = configure === undefined ? bare : configuredFactory(bare, configure, `for("${relation.name}")`)
  return new RowPlan(factory, { state: sharedState(parent), path: joinPath(plan.path, relation.name), recycled, role: 'parent' })
}
