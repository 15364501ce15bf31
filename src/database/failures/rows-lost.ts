import { DatabaseError, type FaultySource } from '../../errors/database-error.js'
import { printedName } from '../printed-name.js'
import type { TableName } from '../table-name.js'
import type { TableSchema } from '../schema/table-schema.js'
import type { WriteContext } from '../write/write-context.js'

/** The error for rows of which not every one came back; it names the table's triggers and rules, one of which must be at fault. */
export async function rowsLost(
  context: WriteContext,
  lost: { readonly table: TableName; readonly schema: TableSchema; readonly source: FaultySource; readonly sent: number; readonly received: number },
): Promise<DatabaseError> {
  const { table, schema, source, sent, received } = lost
  return DatabaseError.rowsLost({ table: printedName(table), source, sent, received, suspects: await suspectsOf(context, table, schema) })
}

async function suspectsOf({ dialect, read }: WriteContext, table: TableName, schema: TableSchema): Promise<readonly string[]> {
  const label = { seeder: undefined, factory: undefined, relation: undefined, rows: undefined }
  const catalogue = async (sql: string, bindings: readonly unknown[]) =>
    (await read({ kind: 'catalogue', sql, bindings, table, label })).rows
  try {
    return await dialect.listTriggers(catalogue, schema)
  } catch {
    // A courtesy: that rows are lost is what has to be told.
    return []
  }
}
