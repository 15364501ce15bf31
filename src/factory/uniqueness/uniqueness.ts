import type { Database } from '../../database/database.js'
import type { TableSchema } from '../../database/schema/table-schema.js'
import type { TableName } from '../../database/table-name.js'
import { UniqueTable } from './unique-table.js'
import { UniqueValues } from './unique-values.js'

/** What a run remembers of keys that are taken. */
export class Uniqueness {
  readonly values = new UniqueValues()
  readonly #tables = new Map<string, UniqueTable>()

  /** @param exactColumns columns that compare by bytes; what the first factory of a table says holds for it. */
  table(schema: TableSchema, exactColumns: readonly string[]): UniqueTable {
    const name = JSON.stringify([schema.schema, schema.name])
    const table = this.#tables.get(name) ?? new UniqueTable(schema, exactColumns)
    this.#tables.set(name, table)
    return table
  }

  /** Keys come into a table by another way than a factory's new rows: from now on it is asked. */
  rowsAdded(table: TableName): void {
    const name = typeof table === 'string' ? table : table.name
    for (const known of this.#tables.values()) if (known.schema.name === name) known.heldRows = true
  }

  /**
   * Runs a call. Once it has failed, nobody knows which of its rows are there: the tables are asked from then on. The values of `unique()` are free again if
   * the call was a transaction of its own.
   */
  async during<T>(database: Database | undefined, call: () => Promise<T>): Promise<T> {
    try {
      return await (database?.knex.isTransaction === true ? call() : this.values.undoable(call))
    } catch (error) {
      this.#tables.clear()
      throw error
    }
  }
}
