import type { Draft } from '../draft.js'
import type { WantedParent } from '../relations/wanted-parent.js'
import type { SharedParent } from '../shared-parent.js'
import type { CycleLevel } from './cycle-level.js'

// What belongs to a row lives as long as the row.
const drafted = new WeakMap<Draft, WantedParent[]>()

/** Keeps a parent that was drafted and could not be made yet. */
export function rememberParent(parent: WantedParent): void {
  const { lineage } = parent.draft
  if (lineage === undefined) return
  const known = drafted.get(lineage.from) ?? []
  drafted.set(lineage.from, known)
  if (!known.includes(parent)) known.push(parent)
}

/** The parent that was drafted for a row's columns, or for a `for…`, before. */
export function draftedParent(child: Draft, { columns }: Pick<SharedParent, 'columns'>): WantedParent | undefined {
  return drafted.get(child)?.find(({ draft }) => draft.lineage?.columns.join('\0') === columns.join('\0'))
}

/** The same parent, now of that batch's rows. */
export function movedTo(parent: WantedParent, level: CycleLevel): WantedParent {
  if (parent.draft.lineage !== undefined) parent.draft.lineage.level = level
  return parent
}
