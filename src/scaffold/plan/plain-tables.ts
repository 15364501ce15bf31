import type { DatabaseSchema } from '../../database/schema/database-schema.js'
import type { TableName } from '../../database/table-name.js'

interface Qualified {
  readonly schema: string
  readonly name: string
}

/** Which tables are found by their name alone: those in the schemas that are searched, unless one searched before has a table of that name. */
export class PlainTables {
  readonly #searched: readonly string[]
  readonly #names: ReadonlyMap<string, ReadonlySet<string>>

  /** @param searched in the order of the search */
  constructor({ tables, leftOut }: DatabaseSchema, searched: readonly string[]) {
    this.#searched = searched
    const all: readonly Qualified[] = [...tables, ...leftOut]
    this.#names = new Map(searched.map((schema) => [schema, new Set(all.filter((table) => table.schema === schema).map(({ name }) => name))]))
  }

  isPlain({ schema, name }: Qualified): boolean {
    const place = this.#searched.indexOf(schema)
    return place !== -1 && !this.#searched.slice(0, place).some((before) => this.#names.get(before)?.has(name))
  }

  /** A table as a factory declares it. */
  nameOf(table: Qualified): TableName {
    return this.isPlain(table) ? table.name : { schema: table.schema, name: table.name }
  }
}
