import type { TableName } from '../../database/table-name.js'
import { keyText } from '../../database/write/key-text.js'
import type { AttributeBag } from '../blueprint.js'

interface RecycleStatement {
  readonly table: TableName
  readonly sql: string
  readonly bindings: readonly unknown[]
}

/** Keys that were read from the database. Chains that ask the same share them, until factories add rows to the table. */
export class RecycledQueries {
  readonly #byTable = new Map<string, Map<string, Promise<readonly AttributeBag[]>>>()

  read(statement: RecycleStatement, send: () => Promise<readonly AttributeBag[]>): Promise<readonly AttributeBag[]> {
    const table = JSON.stringify(statement.table)
    const queries = this.#byTable.get(table) ?? new Map<string, Promise<readonly AttributeBag[]>>()
    this.#byTable.set(table, queries)
    const text = [statement.sql, ...statement.bindings.map(bindingText)].join('\0')
    const known = queries.get(text)
    if (known !== undefined) return known
    const rows = send()
    queries.set(text, rows)
    // A query that failed, or found nothing, may do better the next time.
    rows.then(
      (found) => found.length > 0 || queries.delete(text),
      () => queries.delete(text),
    )
    return rows
  }

  /** A call has failed: keys that it read may be gone. */
  forgetAll(): void {
    this.#byTable.clear()
  }

  /** Rows were added to a table. */
  forget(table: TableName): void {
    if (this.#byTable.size > 0) this.#byTable.delete(JSON.stringify(table))
  }
}

function bindingText(value: unknown): string {
  return `${typeof value} ${value instanceof Date ? keyText(value) : String(value)}`
}
