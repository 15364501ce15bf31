import { DatabaseError, type FaultySource } from '../../errors/database-error.js'
import { printedName } from '../printed-name.js'
import type { TableName } from '../table-name.js'
import type { TableSchema } from '../schema/table-schema.js'
import type { WriteContext } from '../write/write-context.js'
import { suspectsOf } from './suspects-of.js'

/** The error for rows that rules may send elsewhere, and that nothing would find again. */
export async function rowsUnproved(
  context: WriteContext,
  unproved: { readonly table: TableName; readonly schema: TableSchema; readonly source: FaultySource },
): Promise<DatabaseError> {
  const { table, schema, source } = unproved
  return DatabaseError.rowsUnproved({ table: printedName(table), source, suspects: await suspectsOf(context, table, schema) })
}
