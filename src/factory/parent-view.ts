import type { StoredRow } from '../database/database.js'
import type { TableSchema } from '../database/schema/table-schema.js'
import { StreamError } from '../errors/stream-error.js'
import type { AttributeBag } from './blueprint.js'

// A pure function's memory: a table has one list of columns.
const shapes = new WeakMap<TableSchema, object>()

/**
 * A row of `insert()` as its children see it: what its factory gave, and its key. To read another column, which the database filled and nobody asked
 * for, is an error, not `undefined`.
 */
export function parentView(schema: TableSchema, given: AttributeBag, { row, columns }: { readonly row: StoredRow; readonly columns: readonly string[] }): StoredRow {
  const key: StoredRow = {}
  // A writer may give more than was wanted; which one served makes no difference here.
  for (const column of columns) key[column] = row[column]
  // Spread, not assigned: assigning would come to the prototype's getters.
  const view: StoredRow = { __proto__: shapeOf(schema), ...given, ...key }
  for (const column in view) if (view[column] === undefined && Object.hasOwn(view, column)) delete view[column]
  return view
}

function shapeOf(schema: TableSchema): object {
  const known = shapes.get(schema)
  if (known !== undefined) return known
  const shape = {}
  for (const { name } of schema.columns) {
    Object.defineProperty(shape, name, {
      get(): never {
        throw StreamError.columnNotRead({ table: schema.name, column: name })
      },
    })
  }
  shapes.set(schema, shape)
  return shape
}
