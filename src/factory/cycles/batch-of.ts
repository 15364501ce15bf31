import type { Draft } from '../draft.js'
import type { CycleLevel } from './cycle-level.js'

/** The batch that a row is in now: it may come again in another one than at first, and what it was at first may be an attempt at it. */
export function batchOf(draft: Draft, first: CycleLevel): CycleLevel {
  return draft.lineage?.tried ?? first.standsFor ?? first
}
