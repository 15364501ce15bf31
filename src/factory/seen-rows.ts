import type { InsertRequest, StoredRow } from '../database/database.js'
import { schemaOf } from './cycles/draft-table.js'
import type { DatabaseScope } from './database-scope.js'
import type { Draft } from './draft.js'
import { parentView } from './parent-view.js'

/** Rows that were written, as hooks and children see them: where keys alone came back, what was given is known beside them. */
export async function seenRows(
  scope: DatabaseScope,
  drafts: readonly Draft[],
  { wanted: columns = [] }: InsertRequest,
  rows: readonly StoredRow[],
): Promise<readonly StoredRow[]> {
  const [first] = drafts
  if (columns.length === 0 || first === undefined) return rows
  const schema = await schemaOf(scope, first)
  return rows.map((row, at) => parentView(schema, drafts[at]?.values ?? {}, { row, columns }))
}
