import { DatabaseError, type FaultySource } from '../../errors/database-error.js'
import { printedName } from '../printed-name.js'
import type { TableName } from '../table-name.js'
import type { TableSchema } from '../schema/table-schema.js'
import type { WriteContext } from '../write/write-context.js'
import { suspectsOf } from './suspects-of.js'

/** The error for rows of which not every one came back; it names the table's triggers and rules, one of which must be at fault. */
export async function rowsLost(
  context: WriteContext,
  lost: { readonly table: TableName; readonly schema: TableSchema; readonly source: FaultySource; readonly sent: number; readonly received: number },
): Promise<DatabaseError> {
  const { table, schema, source, sent, received } = lost
  return DatabaseError.rowsLost({ table: printedName(table), source, sent, received, suspects: await suspectsOf(context, table, schema) })
}
