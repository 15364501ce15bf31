import type { InsertRequest, InsertRow } from '../database.js'
import type { ColumnPlan, TablePlan } from './table-plan.js'
import type { WriteContext } from './write-context.js'
import { questionMarks } from '../question-marks.js'

const mostKeys = 500

/**
 * Without RETURNING, a key that a default makes (`uuid()`) could not be learnt afterwards: the default is evaluated
 * beforehand, for many rows at once, and given.
 */
export async function fillKeys(context: WriteContext, plan: TablePlan, request: InsertRequest): Promise<InsertRequest> {
  const made = plan.schema.primaryKey
    .map((name) => plan.byName.get(name))
    .filter((column): column is ColumnPlan => column?.column.defaultExpression !== undefined && !column.column.identity)
  if (made.length === 0) return request
  const rows: InsertRow[] = [...request.rows]
  for (const column of made) {
    const missing = [...rows.keys()].filter((index) => rows[index]?.[column.name] === undefined)
    for (let at = 0; at < missing.length; at += mostKeys) {
      const part = missing.slice(at, at + mostKeys)
      const values = await evaluate(context, column, request, part.length)
      for (const [k, index] of part.entries()) rows[index] = { ...rows[index], [column.name]: values[k] }
    }
  }
  return { ...request, rows }
}

async function evaluate(
  context: WriteContext,
  column: ColumnPlan,
  request: InsertRequest,
  count: number,
): Promise<readonly unknown[]> {
  const { read, decode } = column.codec
  const expression = `(${questionMarks.escape(column.column.defaultExpression ?? 'null')})`
  const one = `select ${read?.(expression) ?? expression} as c0`
  const sql = Array.from({ length: count }, () => one).join(' union all ')
  const { rows } = await context.read({ kind: 'select', sql, bindings: [], table: request.table, label: request.label }, { values: 'raw' })
  return rows.map((row) => (row['c0'] === null ? null : decode(row['c0'], undefined)))
}
