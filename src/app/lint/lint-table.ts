import { printedName } from '../../database/printed-name.js'
import type { DatabaseColumn, DatabaseTable, LeftOutTable } from '../../database/schema/database-schema.js'
import type { ColumnSchema, TableSchema } from '../../database/schema/table-schema.js'
import type { TableName } from '../../database/table-name.js'

/** A column, with as much of what the whole schema tells as there is. */
export type LintColumn = ColumnSchema & Partial<Pick<DatabaseColumn, 'integerRange' | 'precision' | 'bounds' | 'collation'>>

export interface LintForeignKey {
  readonly name: string
  readonly columns: readonly string[]
  /** The parent, as `LintTable.id`. */
  readonly parent: string
  readonly parentName: string
  readonly foreignColumns: readonly string[]
}

/** The live table of a factory. */
export interface LintTable {
  /** The same for every name of the table. */
  readonly id: string
  /** As the factory names it. */
  readonly label: string
  readonly columns: readonly LintColumn[]
  readonly primaryKey: readonly string[]
  readonly uniqueKeys: readonly (readonly string[])[]
  readonly foreignKeys: readonly LintForeignKey[]
  /** A view, a table of another server: the catalogue knows of no keys. */
  readonly isWithoutKeys: boolean
  /** SQLite: values must be of the declared type. */
  readonly strict: boolean
}

export function tableId(schema: string, name: string): string {
  return JSON.stringify([schema.toLowerCase(), name.toLowerCase()])
}

/** What the reader of one table found, completed by what that of all tables did. */
export function lintTable(name: TableName, own: TableSchema, whole: DatabaseTable | undefined, leftOut: LeftOutTable['reason'] | undefined): LintTable {
  const source = whole ?? own
  return {
    id: tableId(own.schema, own.name),
    label: printedName(name),
    columns: source.columns,
    primaryKey: source.primaryKey,
    uniqueKeys: own.uniques.map(({ columns }) => columns),
    foreignKeys: source.foreignKeys.map(({ name: key, columns, table, foreignColumns }) => ({
      name: key,
      columns,
      parent: tableId(table.schema ?? own.schema, table.name),
      parentName: table.schema === own.schema || table.schema === undefined ? table.name : printedName({ schema: table.schema, name: table.name }),
      foreignColumns,
    })),
    isWithoutKeys: leftOut === 'view' || leftOut === 'foreign table' || leftOut === 'virtual table',
    strict: whole?.strict ?? false,
  }
}
