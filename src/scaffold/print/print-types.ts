import type { DatabaseSchema, DatabaseTable } from '../../database/schema/database-schema.js'
import { nameTables } from '../naming/table-names.js'
import type { PlainTables } from '../plan/plain-tables.js'
import { rowColumns } from '../plan/row-columns.js'
import { keyOfTable, SchemaMap } from '../plan/schema-map.js'
import { printRowType } from './print-row-type.js'

/** The first line of a file that `make:types` may write over. */
export const TYPES_HEADER = '// Written by "seedkit make:types", which writes it anew from the database each time: do not edit it.'

/** The types of tables' rows, as the text of a file. */
export function printTypes(schema: DatabaseSchema, tables: readonly DatabaseTable[], plain: PlainTables): string {
  const map = new SchemaMap(schema)
  const names = nameTables(schema.tables, { isPlain: (table) => plain.isPlain(table) })
  const types = tables.map((table) => printRowType(names.get(keyOfTable(table))?.row ?? table.name, table, rowColumns(table, map), { extension: '.ts', variant: 'ts' }))
  return `${[TYPES_HEADER, ...types].join('\n\n')}\n`
}
