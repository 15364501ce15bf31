import type { TableSchema } from './schema/table-schema.js'
import type { TableName } from './table-name.js'

/** Tables as they were read, for all handles of a run. */
export class KnownTables {
  readonly #readings = new Map<string, Promise<TableSchema>>()
  readonly #read = new Map<string, TableSchema>()

  /** If it was read already. */
  get(table: TableName): TableSchema | undefined {
    return this.#read.get(keyOf(table))
  }

  /** If somebody has asked for it. */
  reading(table: TableName): Promise<TableSchema> | undefined {
    return this.#readings.get(keyOf(table))
  }

  /** Reads a table unless somebody has. A failed read is not remembered: the next one may find the table. */
  once(table: TableName, read: () => Promise<TableSchema>): Promise<TableSchema> {
    const key = keyOf(table)
    const known = this.#readings.get(key)
    if (known !== undefined) return known
    const reading = read()
    this.#readings.set(key, reading)
    // Forgotten meanwhile, what is read may be out of date.
    const isCurrent = (): boolean => this.#readings.get(key) === reading
    reading.then(
      (schema) => void (isCurrent() && this.#read.set(key, schema)),
      () => void (isCurrent() && this.#readings.delete(key)),
    )
    return reading
  }

  forget(table: TableName): void {
    this.#readings.delete(keyOf(table))
    this.#read.delete(keyOf(table))
  }

  forgetAll(): void {
    this.#readings.clear()
    this.#read.clear()
  }
}

/** A dot in a name does not part it. */
function keyOf(table: TableName): string {
  return typeof table === 'string' ? table : `${table.schema}\0${table.name}`
}
