import { qualifiedName } from '../qualified-name.js'
import type { ForeignKey } from '../schema/table-schema.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'

/** The foreign key of a row that points at nothing; the database itself did not say which. */
export async function missingParent(context: WriteContext, chunk: RowChunk, row: number): Promise<ForeignKey | undefined> {
  for (const key of chunk.plan.schema.foreignKeys) {
    const values = key.columns.map((name) => {
      const at = chunk.columns.findIndex((column) => column.name === name)
      return at < 0 ? null : chunk.bindings[row * chunk.columns.length + at]
    })
    // Left out or NULL: points nowhere on purpose.
    if (values.some((value) => value === null)) continue
    if (!(await exists(context, chunk, key, values))) return key
  }
  return undefined
}

async function exists(context: WriteContext, chunk: RowChunk, key: ForeignKey, values: readonly unknown[]): Promise<boolean> {
  const { dialect } = context
  // Left out in the declaration: the parent's key, of which only the usual name can be told here.
  const foreign = key.foreignColumns.length === key.columns.length ? key.foreignColumns : undefined
  const columns = foreign ?? key.columns.map(() => 'rowid')
  const parent = key.table.schema === undefined ? key.table.name : { schema: key.table.schema, name: key.table.name }
  const where = columns.map((name) => `${dialect.quote(name)} = ?`).join(' and ')
  try {
    const { rows } = await context.send({
      kind: 'select', sql: `select 1 as found from ${qualifiedName(dialect, parent)} where ${where} limit 1`,
      bindings: values, table: key.table.name, label: chunk.request.label,
    })
    return rows.length > 0
  } catch {
    return true
  }
}
