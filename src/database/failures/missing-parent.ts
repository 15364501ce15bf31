import { qualifiedName } from '../qualified-name.js'
import type { ForeignKey } from '../schema/table-schema.js'
import { keyText } from '../write/key-text.js'
import type { RowChunk, WriteContext } from '../write/write-context.js'

/** The foreign key of a row that points at nothing; the database itself did not say which. */
export async function missingParent(
  context: WriteContext,
  chunk: RowChunk,
  row: number,
): Promise<ForeignKey | undefined> {
  for (const key of chunk.plan.schema.foreignKeys) {
    const values = key.columns.map((name) => {
      const at = chunk.columns.findIndex((column) => column.name === name)
      return at < 0 ? null : chunk.bindings[row * chunk.columns.length + at]
    })
    // Left out or NULL: points nowhere on purpose.
    if (values.some((value) => value === null)) continue
    if (!amongRows(chunk, key, row) && !(await exists(context, chunk, key, values))) return key
  }
  return undefined
}

/** A row of the same chunk may be the parent. */
function amongRows({ plan, rows }: RowChunk, key: ForeignKey, row: number): boolean {
  if (key.table.name !== plan.schema.name) return false
  const wanted = key.columns.map((name) => keyText(rows[row]?.[name])).join('\0')
  return rows.some((parent) => key.foreignColumns.map((name) => keyText(parent[name])).join('\0') === wanted)
}

async function exists(
  context: WriteContext,
  chunk: RowChunk,
  key: ForeignKey,
  values: readonly unknown[],
): Promise<boolean> {
  const { dialect } = context
  const parent = key.table.schema === undefined ? key.table.name : { schema: key.table.schema, name: key.table.name }
  const where = key.foreignColumns.map((name) => `${dialect.quote(name)} = ?`).join(' and ')
  try {
    const { rows } = await context.send({
      kind: 'select',
      sql: `select 1 as found from ${qualifiedName(dialect, parent)} where ${where} limit 1`,
      bindings: values,
      table: key.table.name,
      label: chunk.request.label,
    })
    return rows.length > 0
  } catch {
    return true
  }
}
