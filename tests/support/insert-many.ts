import type { Database, InsertRow, StoredRow } from '../../src/database/database.js'
import type { TableName } from '../../src/database/table-name.js'

/** Inserts rows of which only the columns wanted come back, as `insert(n)` of a factory does. */
export function insertMany(database: Database, table: TableName, rows: readonly InsertRow[], wanted: readonly string[] = ['id']): Promise<readonly StoredRow[]> {
  const source = { seeder: 'TestSeeder', factory: 'TestFactory', relation: undefined }
  return database.insert({
    table,
    primaryKey: ['id'],
    rows,
    wanted,
    label: { ...source, rows: undefined },
    origin: (index) => ({ ...source, index, of: rows.length }),
  })
}
