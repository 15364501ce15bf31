import type { CycleLevel } from './cycles/cycle-level.js'
import type { DatabaseScope } from './database-scope.js'
import type { Draft } from './draft.js'
import { LazyAttributes } from './lazy-attributes.js'
import { isFactory } from './factory-internals.js'
import { persistParents } from './relations/persist-parents.js'
import { runAfterMake } from './row-hooks.js'
import { SharedKeyPart } from './shared-parent.js'

/** Parents first: lazy attributes see their keys. */
export async function settleRows(scope: DatabaseScope, level: CycleLevel): Promise<void> {
  const { drafts } = level
  if (drafts.some(wantsParents)) await persistParents(scope, level)
  if (drafts.some(isUnsettled)) await settleAttributes(scope, drafts)
}

async function settleAttributes(scope: DatabaseScope, drafts: readonly Draft[]): Promise<void> {
  const { calls } = scope.run
  calls.setBuilding('building')
  try {
    for (const draft of drafts) {
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

/** Objects that are no plain values: factories and shared keys stand for parents. */
function wantsParents({ values }: Draft): boolean {
  for (const column in values) {
    const value = values[column]
    if (typeof value === 'object' && value !== null && (value instanceof SharedKeyPart || isFactory(value))) return true
  }
  return false
}

function isUnsettled(draft: Draft): boolean {
  return hasOpenAttributes(draft) || draft.plan.blueprint.afterMake.length > 0 || draft.items.length > 0
}

/** After the parents only lazy functions and promises are left: objects of other kinds are promises or plain values. */
function hasOpenAttributes({ values }: Draft): boolean {
  for (const column in values) {
    const value = values[column]
    if (typeof value === 'function' || (typeof value === 'object' && value !== null && 'then' in value)) return true
  }
  return false
}
