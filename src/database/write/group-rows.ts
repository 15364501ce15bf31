import { DatabaseError } from '../../errors/database-error.js'
import type { InsertRequest, InsertRow } from '../database.js'
import type { Dialect } from '../dialects/dialect.js'
import { printedName } from '../printed-name.js'
import type { ColumnPlan, TablePlan } from './table-plan.js'
import type { RowGroup } from './write-context.js'

/**
 * Rows by the columns they give: what a row leaves out is the database's default, which only PostgreSQL and MySQL can
 * say inside VALUES. The order of keys in a row makes no difference.
 */
export function groupRows(dialect: Dialect, plan: TablePlan, request: InsertRequest): readonly RowGroup[] {
  const groups = new Map<string, { columns: readonly ColumnPlan[]; indexes: number[] }>()
  const bySignature = new Map<string, { indexes: number[] }>()
  let last: { readonly names: readonly string[]; readonly indexes: number[] } | undefined
  for (let index = 0; index < request.rows.length; index++) {
    const row = request.rows[index] ?? {}
    // Nearly all rows give the columns that the one before gave.
    if (last !== undefined && givesJust(last.names, row)) {
      last.indexes.push(index)
      continue
    }
    const names = givenNames(dialect, plan, row)
    const signature = names.join('\0')
    let group = bySignature.get(signature)
    if (group === undefined) {
      const columns = columnsOf(plan, names, request, index)
      const sorted = columns.map(({ alias }) => alias).join()
      const known = groups.get(sorted) ?? { columns, indexes: [] }
      groups.set(sorted, known)
      bySignature.set(signature, known)
      group = known
    }
    group.indexes.push(index)
    last = { names, indexes: group.indexes }
  }
  return [...groups.values()]
}

/** Whether a row gives these columns in this order, and none of them is NULL or left out, which may mean something of its own. */
function givesJust(names: readonly string[], row: InsertRow): boolean {
  let at = 0
  for (const name in row) {
    const value = row[name]
    if (name !== names[at] || value === undefined || value === null) return false
    at++
  }
  return at === names.length
}

function givenNames(dialect: Dialect, plan: TablePlan, row: InsertRow): string[] {
  const names: string[] = []
  for (const name of Object.keys(row)) {
    const value = row[name]
    if (value === undefined) continue
    if (value === null && dialect.nullGeneratesKey && plan.byName.get(name)?.column.identity === true) continue
    names.push(name)
  }
  return names
}

/** In the table's order. */
function columnsOf(
  plan: TablePlan,
  names: readonly string[],
  request: InsertRequest,
  index: number,
): readonly ColumnPlan[] {
  const table = printedName(request.table)
  for (const name of names) {
    const found = plan.byName.get(name)
    // An identity that is always generated may be given all the same, if the statement says so.
    if (found !== undefined && (!found.column.generated || found.column.identity)) continue
    const source = request.origin(index)
    if (found !== undefined) throw DatabaseError.generatedColumn({ column: name, table, source })
    throw DatabaseError.unknownColumn({ column: name, table, source, known: [...plan.byName.keys()] })
  }
  const given = new Set(names)
  return plan.columns.filter(({ name }) => given.has(name))
}
