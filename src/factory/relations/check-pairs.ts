import { FactoryError } from '../../errors/factory-error.js'
import { placeOf, type Draft } from '../draft.js'
import type { DatabaseScope } from '../database-scope.js'
import { childCount } from './child-count.js'
import { childrenOf } from './children-of.js'
import { givenKeys } from './given-keys.js'
import { isRowList } from './is-row-list.js'
import { poolFor } from './recycled-rows.js'

/** Refuses, before the rows are inserted, a `manyToMany` that wants more of the recycled rows than there are: a pair is never written twice. */
export function checkPairs(scope: DatabaseScope, drafts: readonly Draft[]): void {
  for (const draft of drafts) {
    if (draft.plan.recycled.length === 0) continue
    const wanted = new Map<string, number>()
    for (const step of childrenOf(draft)) {
      if (step.relation.kind !== 'manyToMany' || isRowList(step.count)) continue
      const { name } = step.relation
      const related = step.relation.related()
      const pool = poolFor(scope, draft.plan, related)
      if (pool === undefined) continue
      const count = (wanted.get(name) ?? 0) + childCount(scope, draft, step, wanted.get(name) ?? 0)
      wanted.set(name, count)
      const given = [...givenKeys(draft, name, pool)].filter((key) => pool.distinct.has(key)).length
      if (count + given > pool.distinct.size) {
        throw FactoryError.tooManyPairs({ ...placeOf(draft, scope.seeder), relation: name, related: related.name, count, rows: pool.distinct.size - given })
      }
    }
  }
}
