import { breathe } from './breathe.js'
import type { CycleLevel } from './cycles/cycle-level.js'
import type { DatabaseScope } from './database-scope.js'
import type { Draft } from './draft.js'
import { LazyAttributes } from './lazy-attributes.js'
import { persistParents } from './relations/persist-parents.js'
import { runAfterMake } from './row-hooks.js'
import { IS_OPEN, WANTS_PARENT } from './scan-attributes.js'

/** Parents first: lazy attributes see their keys. Undefined: the rows are as they will be. */
export function settleRows(scope: DatabaseScope, level: CycleLevel): Promise<void> | undefined {
  const { drafts } = level
  if (drafts.some(wantsParent)) return settleWithParents(scope, level)
  return drafts.some(isUnsettled) ? settleAttributes(scope, drafts) : undefined
}

async function settleWithParents(scope: DatabaseScope, level: CycleLevel): Promise<void> {
  await persistParents(scope, level)
  if (level.drafts.some(isUnsettled)) await settleAttributes(scope, level.drafts)
}

async function settleAttributes(scope: DatabaseScope, drafts: readonly Draft[]): Promise<void> {
  const { breath, calls } = scope.run
  calls.setBuilding('building')
  breath.begin()
  let between = 0
  try {
    for (const draft of drafts) {
      const pause = between === 0 ? undefined : breathe(scope, between)
      if (pause !== undefined) await pause
      between = 1
      if (hasOpenAttributes(draft)) {
        const attributes = new LazyAttributes(scope, draft)
        // Nearly always nothing has to be waited for.
        if (!attributes.settleAtOnce()) await attributes.settle()
      }
      runAfterMake(scope, draft)
    }
  } finally {
    calls.setBuilding('idle')
  }
}

function wantsParent({ open }: Draft): boolean {
  return (open & WANTS_PARENT) !== 0
}

function isUnsettled(draft: Draft): boolean {
  return hasOpenAttributes(draft) || draft.plan.blueprint.afterMake.length > 0 || draft.items.length > 0
}

function hasOpenAttributes({ open }: Draft): boolean {
  return (open & IS_OPEN) !== 0
}
