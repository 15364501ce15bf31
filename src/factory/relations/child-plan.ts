import { DeclarationError } from '../../errors/declaration-error.js'
import { PivotError } from '../../errors/pivot-error.js'
import { namedState, ordinalState } from '../../random/stream-state.js'
import type { ChildrenStep, RecycleStep } from '../blueprint.js'
import { derive } from '../factory-internals.js'
import { RowPlan } from '../row-plan.js'
import { isRowList } from './is-row-list.js'
import { joinPath } from './join-path.js'
import { configuredFactory, relatedFactory } from './related-factory.js'

/** Levels of `has…`, one below the other; more are taken for endless. */
const MOST_LEVELS = 100

/** The plan for the children of a `has…`, one for all parents that recycle the same. Throws FactoryError for rows to attach that have no key. */
export function childPlan(parentPlan: RowPlan, step: ChildrenStep, recycled: readonly RecycleStep[]): RowPlan {
  return parentPlan.children(step, recycled, () => newPlan(parentPlan, step, recycled))
}

function newPlan(parentPlan: RowPlan, step: ChildrenStep, recycled: readonly RecycleStep[]): RowPlan {
  const { relation, configure } = step
  const path = joinPath(parentPlan.path, relation.name)
  const depth = parentPlan.depth + 1
  if (depth > MOST_LEVELS) throw DeclarationError.endlessChildren({ factory: parentPlan.model.name, path, most: MOST_LEVELS })
  const bare = relatedFactory(parentPlan.factory, relation, relation.related())
  const factory =
    typeof configure === 'function'
      ? configuredFactory(bare, configure, `has("${relation.name}")`)
      : configure === undefined
        ? bare
        : derive(bare, (blueprint) => ({ ...blueprint, steps: [...blueprint.steps, { kind: 'state', state: configure }] }))
  // Two `has…` of one relation are two plans: their shared parents must not have one path.
  const state = ordinalState(namedState(parentPlan.state, relation.name, 'relation'), parentPlan.place(step))
  const plan = new RowPlan(factory, { state, path, recycled, role: 'child', depth })
  checkRows(parentPlan, step, plan)
  return plan
}

/** Before anything is inserted: a pair without a key would be NULL on one side. */
function checkRows({ model: { name } }: RowPlan, { relation, count }: ChildrenStep, { model }: RowPlan): void {
  if (!isRowList(count)) return
  for (const row of count) {
    const column = model.primaryKey.find((part) => row[part] === undefined || row[part] === null)
    if (column !== undefined) throw PivotError.withoutKey({ factory: name, relation: relation.name, related: model.name, column })
  }
}
