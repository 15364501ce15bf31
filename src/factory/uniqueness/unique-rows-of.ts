import type { TableSchema } from '../../database/schema/table-schema.js'
import { planTable } from '../../database/write/table-plan.js'
import type { DatabaseScope } from '../database-scope.js'
import type { Draft } from '../draft.js'
import { RowRedraw } from './row-redraw.js'
import type { UniqueLine } from './unique-line.js'
import { UniqueRows } from './unique-rows.js'

/** Rows of one table on their way into it. */
interface Coming {
  readonly drafts: readonly Draft[]
  readonly first: Draft
  readonly schema: TableSchema
  /** The pieces before them. */
  readonly line: UniqueLine
}

/** What keeps rows apart from each other and from those there; undefined where nothing can collide. Asked before their parents are made. */
export function uniqueRowsOf(scope: DatabaseScope, { drafts, first, schema, line }: Coming, settle: (drafts: readonly Draft[]) => Promise<void> | undefined): UniqueRows | undefined {
  const table = scope.run.uniqueness.table(planTable(scope.database.dialect, schema), first.plan.model.exactColumns)
  if (!table.concerns(drafts)) return undefined
  const redraw = new RowRedraw(scope, settle)
  redraw.expect(drafts)
  return new UniqueRows(scope, table, { drafts, redraw, line })
}
