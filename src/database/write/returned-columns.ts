import { isExpression } from '../values/plain-value.js'
import { rowidAlias, type ColumnPlan } from './table-plan.js'
import type { RowChunk } from './write-context.js'

/** What an INSERT, or a SELECT after it, gives back of its rows. */
export interface ReturnedColumns {
  /** What is wanted. */
  readonly wanted: readonly ColumnPlan[]
  /** That, and what tells the rows apart. */
  readonly all: readonly ColumnPlan[]
  /** As SQL; never empty. */
  readonly list: string
}

/** The columns that are wanted of a chunk's rows, and those by which the rows are told apart. */
export function returnedColumns({ plan, request: { wanted: names }, columns, bindings }: RowChunk): ReturnedColumns {
  // What an expression gives is not known here.
  const isKnown = plan.returnList === plan.readList || !bindings.some(isExpression)
  if (names === undefined) return { wanted: plan.columns, all: plan.columns, list: isKnown ? plan.returnList : plan.readList }
  const wanted = plan.columns.filter(({ name }) => names.includes(name))
  const telling = wanted.length === 0 ? [] : [...plan.schema.primaryKey, ...comparable(plan.columns, columns, plan.schema.direct).map(({ name }) => name)]
  const all = plan.columns.filter((column) => wanted.includes(column) || telling.includes(column.name))
  const list = all.map(({ selected, returned }) => (isKnown ? returned : selected))
  if (plan.rowid !== undefined) list.push(`${plan.rowid} as ${rowidAlias}`)
  return { wanted, all, list: list.length === 0 ? '1 as c' : list.join(', ') }
}

/** What was given, where keys may come in any order: a trigger makes them, or the sequence starts again. */
function comparable(all: readonly ColumnPlan[], given: readonly ColumnPlan[], direct: boolean | undefined): readonly ColumnPlan[] {
  return direct === false || all.some(({ column }) => column.sequence?.cycles === true) ? given : []
}
