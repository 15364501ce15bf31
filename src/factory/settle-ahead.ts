import type { DatabaseScope } from './database-scope.js'
import type { Draft } from './draft.js'
import { LazyAttributes } from './lazy-attributes.js'

/** Computes one attribute of a row, and what it reads, before the row's parents are there. */
export async function settleAhead(scope: DatabaseScope, draft: Draft, column: string): Promise<void> {
  const { calls } = scope.run
  calls.setBuilding('building')
  try {
    await new LazyAttributes(scope, draft).settleOnly(column)
  } finally {
    calls.setBuilding('idle')
  }
}
