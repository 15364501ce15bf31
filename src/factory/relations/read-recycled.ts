import { PivotError } from '../../errors/pivot-error.js'
import type { Blueprint, ChildrenStep, RecycleStep } from '../blueprint.js'
import type { DatabaseScope } from '../database-scope.js'
import { blueprintsOf, type RowPlan } from '../row-plan.js'
import { excessOf } from './check-pairs.js'
import { childPlan } from './child-plan.js'
import { findPairSets } from './pair-set.js'
import { loadPools } from './recycled-rows.js'
import { sharedPlan } from './shared-plan.js'

/** Plans that are looked at: a factory whose configure() gives its rows children of their own kind has no end of them. */
const MOST_PLANS = 64

/** A plan, and whether there will be rows of it. */
interface Seen {
  readonly plan: RowPlan
  readonly isSure: boolean
}

/** Whether a call's chain asks for more than its own rows, or for rows to use again. */
export function leadsOn({ blueprint: { children, parents, recycled, steps } }: RowPlan): boolean {
  return children.length > 0 || parents.length > 0 || recycled.length > 0 || steps.some((step) => step.kind === 'sequence' && step.items.some((item) => typeof item === 'function'))
}

/**
 * Reads what a call recycles by query before its first row is written, for all levels that its chains ask for: which of the call's own rows such a query
 * would find else depends on how many are written together. Chains in definition() are not known yet; their queries are sent when the first row needs them.
 * Throws FactoryError where a level is sure to want more pairs than there are.
 */
export async function readRecycled(scope: DatabaseScope, root: RowPlan): Promise<void> {
  followSure(root)
  const seen: Seen[] = [{ plan: root, isSure: false }]
  for (const { plan, isSure } of seen) {
    for (const blueprint of blueprintsOf(plan)) {
      const isChain = blueprint === plan.blueprint
      const recycled = plan.recycledWith(isChain ? NONE : [blueprint])
      await loadPools(scope, plan, recycled, 'at the start of a call')
      if (isSure && isChain) await checkPlan(scope, plan, recycled)
      for (const next of plansBelow(plan, blueprint, recycled)) if (seen.length < MOST_PLANS) seen.push(next)
    }
  }
}

function* plansBelow(plan: RowPlan, blueprint: Blueprint, recycled: readonly RecycleStep[]): Generator<Seen> {
  for (const step of blueprint.children) {
    yield { plan: childPlan(plan, step, recycled), isSure: blueprint === plan.blueprint && isSureOf(step) }
  }
  for (const step of blueprint.parents) {
    const parent = plan.shared(step)
    if (parent.key === undefined) yield { plan: sharedPlan(parent, recycled), isSure: false }
  }
}

/** Finds out, before anything is written, whether children that are sure to be made lead to children without end: making their plans is refused then. */
function followSure(plan: RowPlan): void {
  for (const step of plan.blueprint.children) if (isSureOf(step)) followSure(childPlan(plan, step, plan.recycled))
}

function isSureOf({ count }: ChildrenStep): boolean {
  return count === undefined || (typeof count === 'number' && count > 0)
}

/** Counts that are drawn may come out small. */
async function checkPlan(scope: DatabaseScope, plan: RowPlan, recycled: readonly RecycleStep[]): Promise<void> {
  const { model, blueprint } = plan
  if (recycled.length === 0) return
  await findPairSets(scope, plan)
  const excess = excessOf(scope, { plan, recycled, children: blueprint.children, row: NOTHING }, ({ count = 1 }) => (typeof count === 'number' ? count : 0))
  if (excess !== undefined) throw PivotError.tooManyPairs({ ...excess, factory: model.name })
}

const NONE: readonly never[] = []
const NOTHING = Object.freeze({})
