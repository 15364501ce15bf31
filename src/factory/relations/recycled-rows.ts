import { namedState } from '../../random/stream-state.js'
import { RecycleError } from '../../errors/recycle-error.js'
import type { AttributeBag, RecycleStep } from '../blueprint.js'
import { recycledOf, type Draft } from '../draft.js'
import { modelOf } from '../factory-model.js'
import type { AnyFactory } from '../factory-internals.js'
import type { FactoryClass, FactoryShape } from '../factory-types.js'
import type { DatabaseScope } from '../database-scope.js'
import type { RowPlan } from '../row-plan.js'
import type { AnyFactoryClass, FactoryModel } from '../runtime-relation.js'
import { findPairSets } from './pair-set.js'
import { queryRecycled } from './query-recycled.js'
import { RecyclePool, type PickPlace } from './recycle-pool.js'

/** The pool for a factory class among what a row recycles, itself or by chains that led to it; the last word counts. Throws FactoryError where there are none. */
export function poolFor(scope: DatabaseScope, recycled: readonly RecycleStep[], factory: AnyFactoryClass): RecyclePool | undefined {
  if (recycled.length === 0) return undefined
  const step = recycled.findLast((each) => each.factory === factory)
  const pool = step && scope.run.pools.get(step)
  if (pool?.rows.length === 0) throw RecycleError.noRows({ factory: factory.name })
  return pool
}

/** Makes the pools of rows that are about to be settled, as far as they are not there. Undefined: nothing has to be waited for. */
export function loadPoolsOf(scope: DatabaseScope, drafts: readonly Draft[]): Promise<void> | undefined {
  let lists: Map<readonly RecycleStep[], Set<RowPlan>> | undefined
  let last: readonly RecycleStep[] | undefined
  let lastPlan: RowPlan | undefined
  for (const draft of drafts) {
    const recycled = recycledOf(draft)
    if ((recycled !== last || draft.plan !== lastPlan) && recycled.length > 0) {
      lists ??= new Map<readonly RecycleStep[], Set<RowPlan>>()
      lists.set(recycled, (lists.get(recycled) ?? new Set()).add(draft.plan))
    }
    last = recycled
    lastPlan = draft.plan
  }
  return lists && loadLists(scope, lists)
}

async function loadLists(scope: DatabaseScope, lists: ReadonlyMap<readonly RecycleStep[], ReadonlySet<RowPlan>>): Promise<void> {
  for (const [recycled, plans] of lists) {
    for (const plan of plans) {
      await loadPools(scope, plan, recycled)
      await findPairSets(scope, plan)
    }
  }
}

/** Makes the pools of what rows of a plan recycle. A query asks for keys alone, and several chains that have it share what it found. */
export async function loadPools(scope: DatabaseScope, plan: RowPlan, recycled: readonly RecycleStep[], when: 'at the start of a call' | 'later' = 'later'): Promise<void> {
  for (const step of recycled) {
    const known = scope.run.pools.get(step)
    if (known !== undefined && (when === 'later' || typeof step.rows !== 'function')) continue
    const model = modelFor(plan, step.factory)
    const rows = typeof step.rows === 'function' ? await queryRecycled(scope, step, model) : step.rows
    if (known?.given === rows) continue
    for (const row of rows) checkKey(row, model, plan)
    scope.run.pools.set(step, new RecyclePool(rows, model.primaryKey, step))
  }
}

/** The state and place by which a row picks for one of its columns or relations. */
export function pickPlace(scope: DatabaseScope, draft: Draft, name: string): PickPlace {
  const { generator } = scope.run.rows
  const state = namedState(draft.state, name, 'pick')
  if (draft.ranks > 0) return { state, generator, start: 0, index: draft.rank }
  const { branch, parent } = siblingOf(draft)
  const start = parent === undefined ? 0 : namedState(branch, name, 'pick').low >>> 0
  return { state, generator, start, index: draft.index }
}

/** The child by whose place among its siblings a row is counted: itself, or the one that it is a parent for. */
function siblingOf(draft: Draft): Draft {
  let child = draft
  while (child.parent === undefined && child.lineage !== undefined) child = child.lineage.from
  return child
}

/** The key of a row, one value a part. */
export function keyOfRow(row: AttributeBag, { primaryKey }: FactoryModel): readonly unknown[] {
  return primaryKey.map((column) => row[column])
}

function checkKey(row: AttributeBag, model: FactoryModel, plan: RowPlan): void {
  for (const column of model.primaryKey) {
    const missing = typeof row !== 'object' || row === null || row[column] === undefined || row[column] === null
    if (missing) throw RecycleError.withoutKey({ factory: plan.model.name, recycled: model.name, column })
  }
}

function modelFor(plan: RowPlan, factory: AnyFactoryClass): FactoryModel {
  const made = plan.factory.session.factory(factory as FactoryClass<FactoryShape>) as unknown as AnyFactory // erased in RecycleStep
  const model = modelOf(made)
  if (model.primaryKey.length === 0) throw RecycleError.withoutKey({ factory: plan.model.name, recycled: model.name, column: 'a primary key' })
  return model
}
