import { PivotError } from '../../errors/pivot-error.js'
import type { AttributeBag, ChildrenStep, RecycleStep } from '../blueprint.js'
import type { DatabaseScope } from '../database-scope.js'
import { placeOf, recycledOf, type Draft } from '../draft.js'
import type { RowPlan } from '../row-plan.js'
import { checkShared } from './check-shared.js'
import { childCount } from './child-count.js'
import { childPlan } from './child-plan.js'
import { childrenOf } from './children-of.js'
import { givenKeys } from './given-keys.js'
import { isRowList } from './is-row-list.js'
import { isAttaching, mayOverlap, pairSetOf, type PairSet } from './pair-set.js'
import type { RecyclePool } from './recycle-pool.js'
import { poolFor } from './recycled-rows.js'
import { sharedParts } from './shared-parts.js'

/** `has…` that want more of the recycled rows than there are. */
interface Excess {
  readonly relations: readonly string[]
  readonly related: string
  readonly count: number
  readonly rows: number
  /** What those rows have to have. */
  readonly parts: AttributeBag | undefined
}

/** The `has…` of a row, and what is known of it. */
interface Wishes {
  readonly plan: RowPlan
  readonly recycled: readonly RecycleStep[]
  readonly children: readonly ChildrenStep[]
  readonly row: AttributeBag
}

/** An earlier `has…`, and what it picks from. */
interface Picking {
  readonly relation: string
  readonly set: PairSet
  readonly pool: RecyclePool
  readonly count: number
}

/**
 * Refuses, before the rows are inserted, `has…` that want more of the recycled rows than there are: a pair is never written twice. And rows to attach that
 * have another value in a column that both keys share, as far as the rows' own values are known by now.
 */
export function checkPairs(scope: DatabaseScope, drafts: readonly Draft[]): void {
  for (const draft of drafts) {
    const { plan, values: row } = draft
    const children = childrenOf(draft)
    if (children.length === 0) continue
    const recycled = recycledOf(draft)
    for (const step of children) {
      const parts = isAttaching(step) ? sharedParts(plan, step.relation, row) : undefined
      if (parts !== undefined) checkShared(scope, draft, step, childPlan(plan, step, recycled), parts)
    }
    if (recycled.length > 0) checkExcess(scope, draft, row)
  }
}

/** Throws PivotError where the `has…` of a row, of which so much is known, want too many. */
export function checkExcess(scope: DatabaseScope, draft: Draft, row: AttributeBag): void {
  const { plan } = draft
  const excess = excessOf(scope, { plan, recycled: recycledOf(draft), children: childrenOf(draft), row }, (step) => childCount(scope, draft, step))
  if (excess !== undefined) throw PivotError.tooManyPairs({ ...excess, factory: plan.model.name, place: placeOf(draft, scope.seeder) })
}

/** The first `has…` that want too many, counted by `countOf`. */
export function excessOf(scope: DatabaseScope, { plan, recycled, children, row }: Wishes, countOf: (step: ChildrenStep) => number): Excess | undefined {
  const before: Picking[] = []
  for (const step of children) {
    if (!isAttaching(step) || isRowList(step.count)) continue
    const { name, related } = step.relation
    const all = poolFor(scope, recycled, related())
    if (all === undefined) continue
    const count = countOf(step)
    const parts = sharedParts(plan, step.relation, row)
    const pool = parts === undefined ? all : all.matching(parts)
    if (pool === undefined && count > 0) return { relations: [name], related: related().name, count, rows: 0, parts }
    if (pool === undefined || count === 0) continue
    const set = pairSetOf(plan, step)
    const others = before.filter((each) => mayOverlap(each.set, set) && each.pool.inCommon(pool) > 0)
    const given = [...givenKeys(plan, children, set, pool)].filter((key) => pool.distinct.has(key)).length
    // Which ones the earlier picked of those that are in both is not known here.
    const picked = others.reduce((sum, each) => sum + Math.min(each.count, each.pool.inCommon(pool)), 0)
    const rows = pool.distinct.size - given
    if (picked + count > rows) return { relations: [...new Set([...others.map(({ relation }) => relation), name])], related: related().name, count: picked + count, rows, parts }
    before.push({ relation: name, set, pool, count })
  }
  return undefined
}
