import type { InsertRequest } from '../database/database.js'
import type { Draft } from './draft.js'
import type { Scope } from './scope.js'

/** The INSERT of drafts of one table. */
export function insertRequest(scope: Scope, drafts: readonly [Draft, ...Draft[]]): InsertRequest {
  const [first] = drafts
  const { model, path } = first.plan
  return {
    table: model.table,
    primaryKey: model.primaryKey,
    rows: drafts.map((draft) => draft.values),
    label: {
      seeder: scope.seeder,
      factory: model.name,
      relation: path,
      rows: { from: 1, to: drafts.length, of: drafts.length },
    },
    origin: (row) => {
      const { plan, index, of } = drafts[row] ?? first
      return { seeder: scope.seeder, factory: plan.model.name, relation: plan.path, index, of }
    },
  }
}
