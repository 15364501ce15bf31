import type { Database, InsertRow, StoredRow } from '../../src/database/database.js'
import type { TableName } from '../../src/database/table-name.js'

/** Inserts rows as a factory would: seeder `TestSeeder`, factory `TestFactory`, row n of all. */
export function insert(
  database: Database,
  table: TableName,
  rows: readonly InsertRow[],
  primaryKey: readonly string[] = ['id'],
): Promise<readonly StoredRow[]> {
  const source = { seeder: 'TestSeeder', factory: 'TestFactory', relation: undefined }
  return database.insert({
    table,
    primaryKey,
    rows,
    label: { ...source, rows: undefined },
    origin: (index) => ({ ...source, index, of: rows.length }),
  })
}
