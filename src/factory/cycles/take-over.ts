import type { Draft } from '../draft.js'
import type { WantedParent } from '../relations/wanted-parent.js'
import type { CycleLevel } from './cycle-level.js'
import { rememberParent } from './drafted-parents.js'

/** Rows come once more that could not be inserted with their batch before, because parents of others, or theirs, had to wait: what is due for them goes along. */
export function takeOver(level: CycleLevel): void {
  let batches: Map<CycleLevel, Set<Draft>> | undefined
  for (const draft of level.drafts) {
    const before = draft.lineage?.tried
    if (before?.isGivenUp !== true) continue
    batches ??= new Map()
    const drafts = batches.get(before) ?? new Set()
    batches.set(before, drafts.add(draft))
  }
  for (const [before, drafts] of batches ?? []) level.takeOver(before, drafts)
}

/** The rows of a batch will not be inserted with it: they come once more, in one or several others. What was drafted for them is not drafted again. */
export function giveUp(level: CycleLevel, wanted: readonly WantedParent[]): void {
  level.isGivenUp = true
  for (const { lineage } of level.drafts) if (lineage !== undefined) lineage.tried = level
  for (const parent of wanted) rememberParent(parent)
}
