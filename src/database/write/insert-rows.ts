import type { InsertRequest, StoredRow } from '../database.js'
import type { TableSchema } from '../schema/table-schema.js'
import { chunkRows } from './chunk-rows.js'
import { fillKeys } from './fill-keys.js'
import { groupRows } from './group-rows.js'
import { planTable } from './table-plan.js'
import type { RowGroup, WriteContext } from './write-context.js'
import { writeReadingBack } from './write-reading-back.js'
import { writeReturning } from './write-returning.js'

/** Inserts the rows of a request in as few statements as the database's limits allow; gives them back in their order. */
export async function insertRows(
  context: WriteContext,
  schema: TableSchema,
  asked: InsertRequest,
): Promise<StoredRow[]> {
  const plan = planTable(context.dialect, schema)
  const returning = context.server.capabilities.has('returning')
  const write = returning ? writeReturning : writeReadingBack
  const request = returning ? asked : await fillKeys(context, plan, asked)
  const result: StoredRow[] = Array.from({ length: request.rows.length })
  for (const group of givenKeysFirst(groupRows(context.dialect, plan, request))) {
    await context.sequences.beforeUse(context.sequenceHost, plan, group.columns)
    for (const chunk of chunkRows(context, plan, request, group)) {
      const rows = await write(context, chunk)
      context.sequences.given(group.columns, rows)
      for (const [k, index] of chunk.indexes.entries()) result[index] = rows[k] ?? {}
    }
  }
  return result
}

/** Rows that give a key which the others leave to the database's counter go first: it must not count into theirs. */
function givenKeysFirst(groups: readonly RowGroup[]): readonly RowGroup[] {
  if (groups.length === 1) return groups
  const gives = (group: RowGroup): boolean => group.columns.some(({ column }) => column.identity)
  return [...groups.filter(gives), ...groups.filter((group) => !gives(group))]
}
