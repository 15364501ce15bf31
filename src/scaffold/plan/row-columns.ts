import type { DatabaseColumn, DatabaseTable } from '../../database/schema/database-schema.js'
import { columnType } from '../generators/column-type.js'
import { isNullable, type SchemaMap } from './schema-map.js'

/** A column in the interface of a row. */
export interface RowColumn {
  readonly name: string
  /** TypeScript: `string | null`. */
  readonly type: string
  /** The database fills it where nothing is given; nullable columns and `id` are not said to. */
  readonly defaulted: boolean
}

/** The columns of a row as the database returns it. A foreign key is of its parent's type: only then may a relation stand on it. */
export function rowColumns(table: DatabaseTable, map: SchemaMap): readonly RowColumn[] {
  return table.columns.map((column) => {
    const nullable = isNullable(table, column.name)
    const isFilled = column.identity || column.generated || column.computed !== undefined || column.defaultExpression !== undefined
    return {
      name: column.name,
      type: typeOf(column, { table, map, nullable }),
      defaulted: isFilled && !nullable && column.name !== 'id',
    }
  })
}

function typeOf(column: DatabaseColumn, { table, map, nullable }: { readonly table: DatabaseTable; readonly map: SchemaMap; readonly nullable: boolean }): string {
  const origin = originOf(column, table, map, new Set())
  const type = columnType({ ...origin, nullable: false })
  return nullable && type !== 'unknown' ? `${type} | null` : type
}

/** The column that the values of a foreign key come from in the end. */
function originOf(column: DatabaseColumn, table: DatabaseTable, map: SchemaMap, seen: Set<DatabaseColumn>): DatabaseColumn {
  seen.add(column)
  for (const { parent, columns, foreignColumns } of map.parentsOf(table)) {
    const foreign = parent.columns.find(({ name }) => name === foreignColumns[columns.indexOf(column.name)])
    if (foreign !== undefined && !seen.has(foreign)) return originOf(foreign, parent, map, seen)
  }
  return column
}
