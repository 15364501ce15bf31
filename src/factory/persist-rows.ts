import type { StoredRow } from '../database/database.js'
import { completeLevel } from './cycles/complete-level.js'
import { CycleLevel } from './cycles/cycle-level.js'
import { insertLevel } from './cycles/insert-level.js'
import type { DatabaseScope } from './database-scope.js'
import { checkPairs } from './relations/check-pairs.js'
import { persistChildren } from './relations/persist-children.js'
import { persistParents } from './relations/persist-parents.js'
import { loadPools } from './relations/recycled-rows.js'
import type { Draft } from './draft.js'
import { LazyAttributes } from './lazy-attributes.js'
import { runAfterMake, runHooks } from './row-hooks.js'
import { uniqueRowsOf } from './uniqueness/unique-rows-of.js'

/**
 * Brings drafts of one table into the database, set by set: their parents, then all of them in one insert (one for each set of columns), then their
 * children; in between and after it the hooks, row by row in order.
 */
export async function persistRows(scope: DatabaseScope, drafts: readonly Draft[]): Promise<StoredRow[]> {
  for (const plan of new Set(drafts.map((draft) => draft.plan))) if (plan.recycled.length > 0) await loadPools(scope, plan)
  checkPairs(scope, drafts)
  const level = new CycleLevel(drafts)
  const unique = await uniqueRowsOf(scope, drafts, (rows) => settleRows(scope, new CycleLevel(rows)))
  await settleRows(scope, level)
  await unique?.settle()
  await runHooks(scope, drafts, 'beforeCreate', (draft) => drafts[draft]?.values ?? {})
  const rows = await insertLevel(scope, level)
  const table = drafts[0]?.plan.model.table
  if (table !== undefined) scope.run.recycled.forget(table)
  await completeLevel(scope, level, rows, async () => {
    await persistChildren(scope, drafts, rows)
    await runHooks(scope, drafts, 'afterCreate', (draft) => rows[draft] ?? {})
  })
  return rows
}

/** Parents first: lazy attributes see their keys. */
async function settleRows(scope: DatabaseScope, level: CycleLevel): Promise<void> {
  await persistParents(scope, level)
  await settleAttributes(scope, level.drafts)
}

async function settleAttributes(scope: DatabaseScope, drafts: readonly Draft[]): Promise<void> {
  const { calls } = scope.run
  calls.setBuilding('building')
  try {
    for (const draft of drafts) {
      if (hasOpenAttributes(draft)) await new LazyAttributes(scope, draft).settle()
      runAfterMake(scope, draft)
    }
  } finally {
    calls.setBuilding('idle')
  }
}

/** After the parents only lazy functions and promises are left: objects of other kinds are promises or plain values. */
function hasOpenAttributes(draft: Draft): boolean {
  for (const column in draft.values) {
    const value = draft.values[column]
    if (typeof value === 'function' || (typeof value === 'object' && value !== null && 'then' in value)) return true
  }
  return false
}
