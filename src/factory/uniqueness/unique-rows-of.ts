import type { DatabaseScope } from '../database-scope.js'
import type { Draft } from '../draft.js'
import { RowRedraw } from './row-redraw.js'
import { UniqueRows } from './unique-rows.js'

/** What keeps rows on their way into one table apart from each other and from those there; undefined where nothing can collide. Asked before their parents are made. */
export async function uniqueRowsOf(
  scope: DatabaseScope,
  drafts: readonly Draft[],
  settle: (drafts: readonly Draft[]) => Promise<void>,
): Promise<UniqueRows | undefined> {
  const [first] = drafts
  if (first === undefined) return undefined
  const { model, path } = first.plan
  const label = { seeder: scope.seeder, factory: model.name, relation: path, rows: undefined }
  const table = scope.run.uniqueness.table(await scope.database.schemaOf(model.table, label), model.exactColumns)
  if (!table.concerns(drafts)) return undefined
  const redraw = new RowRedraw(scope, settle)
  redraw.expect(drafts)
  return new UniqueRows(scope, table, drafts, redraw)
}
