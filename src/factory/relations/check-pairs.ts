import { PivotError } from '../../errors/pivot-error.js'
import type { ChildrenStep, RecycleStep } from '../blueprint.js'
import { placeOf, recycledOf, type Draft } from '../draft.js'
import type { DatabaseScope } from '../database-scope.js'
import { childCount } from './child-count.js'
import { childrenOf } from './children-of.js'
import { givenKeys } from './given-keys.js'
import { isRowList } from './is-row-list.js'
import { poolFor } from './recycled-rows.js'

/** A `manyToMany` that wants more of the recycled rows than there are. */
interface Excess {
  readonly relation: string
  readonly related: string
  readonly count: number
  readonly rows: number
}

/** Refuses, before the rows are inserted, a `manyToMany` that wants more of the recycled rows than there are: a pair is never written twice. */
export function checkPairs(scope: DatabaseScope, drafts: readonly Draft[]): void {
  for (const draft of drafts) {
    const recycled = recycledOf(draft)
    if (recycled.length === 0) continue
    const excess = excessOf(scope, recycled, childrenOf(draft), (step) => childCount(scope, draft, step))
    if (excess !== undefined) throw PivotError.tooManyPairs({ ...excess, factory: draft.plan.model.name, place: placeOf(draft, scope.seeder) })
  }
}

/** The first relation whose `has…` want too many, counted by `countOf`. */
export function excessOf(
  scope: DatabaseScope,
  recycled: readonly RecycleStep[],
  children: readonly ChildrenStep[],
  countOf: (step: ChildrenStep) => number,
): Excess | undefined {
  const wanted = new Map<string, number>()
  for (const step of children) {
    if (step.relation.kind !== 'manyToMany' || isRowList(step.count)) continue
    const { name } = step.relation
    const related = step.relation.related()
    const pool = poolFor(scope, recycled, related)
    if (pool === undefined) continue
    const count = (wanted.get(name) ?? 0) + countOf(step)
    wanted.set(name, count)
    const given = [...givenKeys(children, name, pool)].filter((key) => pool.distinct.has(key)).length
    if (count + given > pool.distinct.size) return { relation: name, related: related.name, count, rows: pool.distinct.size - given }
  }
  return undefined
}
