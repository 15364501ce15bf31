import type { InsertRequest } from '../database/database.js'
import type { DatabaseScope } from './database-scope.js'
import type { Draft } from './draft.js'
import { childrenOf } from './relations/children-of.js'
import { hooksOf } from './row-plan.js'
import { rowSources } from './row-sources.js'

/** Where the rows of a request stand among those of their level. */
export interface RequestPlace {
  readonly offset: number
  readonly total: number
  /** Somebody needs their keys. */
  readonly wantsKeys: boolean
}

/** The INSERT of drafts of one table. */
export function insertRequest(scope: DatabaseScope, drafts: readonly [Draft, ...Draft[]], place?: RequestPlace): InsertRequest {
  const [first] = drafts
  const { model, path } = first.plan
  const { offset, total, wantsKeys } = place ?? { offset: 0, total: drafts.length, wantsKeys: false }
  return {
    table: model.table,
    primaryKey: model.primaryKey,
    rows: drafts.map((draft) => draft.values),
    wanted: scope.mode.back === 'rows' ? undefined : wantedColumns(drafts, wantsKeys ? 'keys' : 'nothing'),
    label: {
      seeder: scope.seeder,
      factory: model.name,
      relation: path,
      rows: { from: offset + 1, to: offset + drafts.length, of: total },
      call: scope.call,
      sources: () => rowSources(drafts),
    },
    origin: (row) => {
      const { plan, index, of } = drafts[row] ?? first
      return { seeder: scope.seeder, factory: plan.model.name, relation: plan.path, index, of }
    },
  }
}

/** What somebody is going to ask of the rows: hooks all of them, children and the rows that these were made for their keys, else what is asked for. */
function wantedColumns(drafts: readonly [Draft, ...Draft[]], asked: 'keys' | 'nothing'): readonly string[] | undefined {
  let keys = asked === 'keys'
  for (const draft of drafts) {
    if (hooksOf(draft.plan, draft.items, 'afterCreate').length > 0) return undefined
    keys ||= childrenOf(draft).length > 0 || (draft.lineage !== undefined && draft.lineage.columns.length > 0)
  }
  return keys ? drafts[0].plan.model.primaryKey : []
}
