import type { DatabaseForeignKey, DatabaseSchema, DatabaseTable } from '../../database/schema/database-schema.js'
import { tableKey } from '../../database/schema/table-key.js'
import type { ParentKey } from './parent-key.js'

/** A schema as factories see it: tables by key, and how they hang together. */
export class SchemaMap {
  readonly schema: DatabaseSchema
  readonly #tables: ReadonlyMap<string, DatabaseTable>
  readonly #keys = new Map<DatabaseTable, readonly string[]>()
  readonly #parents = new Map<DatabaseTable, readonly ParentKey[]>()
  readonly #children = new Map<DatabaseTable, readonly ParentKey[]>()

  constructor(schema: DatabaseSchema) {
    this.schema = schema
    this.#tables = new Map(schema.tables.map((table) => [keyOfTable(table), table]))
    const wanted = wantedKeys(schema.tables)
    for (const table of schema.tables) this.#keys.set(table, factoryKey(table, wanted.get(keyOfTable(table)) ?? new Map()))
    for (const table of schema.tables) this.#parents.set(table, this.#parentKeys(table))
    for (const table of schema.tables) {
      this.#children.set(table, schema.tables.flatMap((child) => this.parentsOf(child).filter(({ parent }) => parent === table)))
    }
  }

  table({ schema, name }: { readonly schema: string; readonly name: string }): DatabaseTable | undefined {
    return this.#tables.get(tableKey(schema, name))
  }

  /** The `primaryKey` of a table's factory; empty for none. */
  keyOf(table: DatabaseTable): readonly string[] {
    return this.#keys.get(table) ?? []
  }

  /** The foreign keys of a table to tables that were read, each once. */
  parentsOf(table: DatabaseTable): readonly ParentKey[] {
    return this.#parents.get(table) ?? []
  }

  /** The foreign keys that refer to a table, its own among them. */
  childrenOf(table: DatabaseTable): readonly ParentKey[] {
    return this.#children.get(table) ?? []
  }

  /** Foreign keys of a table to what was not read. */
  strangersOf(table: DatabaseTable): readonly DatabaseForeignKey[] {
    return table.foreignKeys.filter((key) => this.table(key.table) === undefined)
  }

  #parentKeys(child: DatabaseTable): readonly ParentKey[] {
    const found = new Map<string, ParentKey>()
    for (const key of child.foreignKeys) {
      const parent = this.table(key.table)
      if (parent === undefined || key.foreignColumns.length !== key.columns.length) continue
      const made = this.#parentKey(child, parent, key)
      found.set(JSON.stringify([keyOfTable(parent), made.columns.toSorted(), made.foreignColumns.toSorted()]), made)
    }
    return [...found.values()].toSorted((a, b) => placeOf(a, child) - placeOf(b, child) || b.columns.length - a.columns.length)
  }

  #parentKey(child: DatabaseTable, parent: DatabaseTable, { columns, foreignColumns }: DatabaseForeignKey): ParentKey {
    const key = this.keyOf(parent)
    const refersToKey = key.length === foreignColumns.length && key.every((column) => foreignColumns.includes(column))
    const order = refersToKey ? key.map((column) => foreignColumns.indexOf(column)) : columns.map((_, at) => at)
    return {
      child,
      parent,
      columns: order.map((at) => columns[at] ?? ''),
      foreignColumns: order.map((at) => foreignColumns[at] ?? ''),
      refersToKey,
      nullable: columns.some((name) => isNullable(child, name)),
      unique: [child.primaryKey, ...wholeUniqueKeys(child)].some((unique) => unique.length > 0 && unique.every((column) => columns.includes(column))),
    }
  }
}

export function keyOfTable({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return tableKey(schema, name)
}

/** Whether a column takes NULL; a part of the primary key never does, whatever SQLite says. */
export function isNullable(table: DatabaseTable, column: string): boolean {
  return !table.primaryKey.includes(column) && table.columns.find(({ name }) => name === column)?.nullable === true
}

/** The columns of unique keys that hold for all rows. */
export function wholeUniqueKeys({ uniqueKeys }: DatabaseTable): readonly (readonly string[])[] {
  return uniqueKeys.filter(({ expression, predicate, parts }) => !expression && predicate === undefined && parts.every(({ prefix }) => prefix === undefined)).map(({ columns }) => columns)
}

function placeOf({ columns }: ParentKey, child: DatabaseTable): number {
  return Math.min(...columns.map((column) => child.columns.findIndex(({ name }) => name === column)))
}

/** How many foreign keys refer to each set of columns of a table. */
function wantedKeys(tables: readonly DatabaseTable[]): ReadonlyMap<string, Map<string, number>> {
  const wanted = new Map<string, Map<string, number>>()
  for (const { foreignKeys } of tables) {
    for (const { table, foreignColumns } of foreignKeys) {
      const counts = wanted.get(keyOfTable(table)) ?? new Map<string, number>()
      wanted.set(keyOfTable(table), counts)
      const columns = foreignColumns.toSorted().join('\0')
      counts.set(columns, (counts.get(columns) ?? 0) + 1)
    }
  }
  return wanted
}

/** The key that most foreign keys refer to; the primary key, where as many refer to that; a unique key, where there is no primary one. */
function factoryKey(table: DatabaseTable, wanted: ReadonlyMap<string, number>): readonly string[] {
  const unique = wholeUniqueKeys(table).filter((columns) => columns.every((column) => !isNullable(table, column)))
  const candidates = [...(table.primaryKey.length > 0 ? [table.primaryKey] : []), ...unique]
  const votes = (columns: readonly string[]): number => wanted.get(columns.toSorted().join('\0')) ?? 0
  return candidates.toSorted((a, b) => votes(b) - votes(a))[0] ?? []
}
