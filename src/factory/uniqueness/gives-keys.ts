import type { DatabaseScope } from '../database-scope.js'
import type { DraftSource } from '../draft-source.js'

/** Whether a row of a source may be given a unique key as such, so that another row has to make way for it: then all rows have to be there first. */
export async function givesKeys(scope: DatabaseScope, { plans, overrides, total }: DraftSource): Promise<boolean> {
  if (total <= scope.mode.pieceSize) return false
  for (const { model, blueprint, path } of plans) {
    const label = { seeder: scope.seeder, factory: model.name, relation: path, rows: undefined }
    const schema = await scope.database.schemaOf(model.table, label)
    const given = new Set(Object.keys(overrides ?? {}))
    for (const step of blueprint.steps) {
      for (const attributes of step.kind === 'state' ? [step.state] : step.items) {
        if (typeof attributes !== 'function') for (const column of Object.keys(attributes)) given.add(column)
      }
    }
    const keys = [...schema.uniques, ...(schema.narrowKeys ?? [])].map(({ columns }) => columns)
    if ([schema.primaryKey, ...keys].some((key) => key.some((column) => given.has(column)))) return true
  }
  return false
}
