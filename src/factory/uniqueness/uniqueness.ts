import type { TableName } from '../../database/table-name.js'
import type { TablePlan } from '../../database/write/table-plan.js'
import { UniqueTable } from './unique-table.js'
import { UniqueValues } from './unique-values.js'

/** What a run remembers of keys that are taken. */
export class Uniqueness {
  readonly values = new UniqueValues()
  readonly #tables = new Map<string, UniqueTable>()

  /** @param exactColumns columns that compare by bytes; what the first factory of a table says holds for it. */
  table(plan: TablePlan, exactColumns: readonly string[]): UniqueTable {
    const { schema } = plan
    const name = `${schema.schema}\0${schema.name}`
    const known = this.#tables.get(name)
    if (known !== undefined) return known
    const table = new UniqueTable(plan, exactColumns)
    this.#tables.set(name, table)
    return table
  }

  /** Keys come into a table (undefined: nobody knows into which) by another way than a factory's new rows: from now on it is asked. */
  rowsAdded(table: TableName | undefined): void {
    const name = typeof table === 'object' ? table.name : table
    for (const known of this.#tables.values()) if (name === undefined || known.schema.name === name) known.heldRows = true
  }

  /** A call has failed, and nobody knows which of its rows are there: the tables are asked from now on. */
  forget(): void {
    this.#tables.clear()
  }
}
