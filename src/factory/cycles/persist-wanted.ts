import type { DatabaseScope } from '../database-scope.js'
import { keyOfRow } from '../relations/recycled-rows.js'
import type { WantedParent } from '../relations/wanted-parent.js'
import type { CycleLevel } from './cycle-level.js'
import { openCircles } from './open-circles.js'
import { PostponedParents } from './postponed-parents.js'

/** Makes parents of one table, and gives their keys; those that have to wait for rows further up leave their place empty until then. */
export async function persistWanted(scope: DatabaseScope, level: CycleLevel, group: readonly WantedParent[]): Promise<ReadonlyMap<WantedParent, readonly unknown[]>> {
  let wanted = group
  while (wanted.length > 0) {
    try {
      const rows = await scope.persist(wanted.map(({ draft }) => draft))
      const keys = new Map(wanted.map((parent, position) => [parent, keyOfRow(rows[position] ?? {}, parent.draft.plan.model)]))
      for (const [parent, key] of keys) parent.useKey(key)
      return keys
    } catch (reason) {
      if (!(reason instanceof PostponedParents)) throw reason
      const left = wanted.filter((parent) => !postpone(scope, parent, level, reason))
      if (left.length === wanted.length) throw reason
      wanted = left
    }
  }
  return new Map()
}

function postpone(scope: DatabaseScope, parent: WantedParent, level: CycleLevel, { parents }: PostponedParents): boolean {
  const waiting = parents.get(parent.draft)
  if (waiting === undefined) return false
  const { until, ancestor } = waiting
  for (const { draft, columns } of parent.holders()) for (const column of columns) draft.values[column] = null
  const postponed = { parent, ancestor, level }
  until.postponed.push(postponed)
  openCircles(scope.database).due.set(postponed, parent.draft)
  level.waitFor(until)
  return true
}
