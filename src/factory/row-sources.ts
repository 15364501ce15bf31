import type { RowSource } from '../database/database.js'
import type { Draft } from './draft.js'

/** Why rows are made, those of one reason together, in the order in which the reasons first appear. */
export function rowSources(drafts: readonly Draft[]): readonly RowSource[] {
  const sources: (RowSource & { rows: number })[] = []
  // Nearly always the reason of the row before; a parent made for a column has a plan of its own.
  let last: (RowSource & { rows: number }) | undefined
  for (const { plan } of drafts) {
    const { path: relation, role } = plan
    const factory = plan.model.name
    const same = (source: RowSource | undefined): boolean => source?.factory === factory && source.relation === relation && source.role === role
    if (!same(last)) {
      last = sources.find(same)
      if (last === undefined) sources.push((last = { factory, relation, role, rows: 0 }))
    }
    if (last !== undefined) last.rows++
  }
  return sources
}
