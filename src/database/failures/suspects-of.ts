import type { TableName } from '../table-name.js'
import type { TableSchema } from '../schema/table-schema.js'
import type { WriteContext } from '../write/write-context.js'

/** The table's triggers and rules, one of which must be at fault where rows are lost, e.g. `trigger "users_archive"`. */
export async function suspectsOf({ dialect, read }: WriteContext, table: TableName, schema: TableSchema): Promise<readonly string[]> {
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
