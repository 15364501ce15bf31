import type { ColumnPlan, TablePlan } from '../write/table-plan.js'
import { PostgresCopyText } from './postgres-copy-text.js'

/** How rows that give certain columns get into a table by COPY; made once a table and set of columns. */
export interface PostgresCopyPlan {
  /** Of the rows, in the table's order. */
  readonly columns: readonly ColumnPlan[]
  /** The key that the database counts up, where it is wanted: reserved beforehand, and given behind the other columns. */
  readonly counted: ColumnPlan | undefined
  /** What is wanted of what the rows give. */
  readonly given: readonly ColumnPlan[]
  /** What is wanted and left to the database, which has nothing but NULL for it. */
  readonly empty: readonly ColumnPlan[]
  readonly text: PostgresCopyText
}

const plans = new WeakMap<TablePlan, Map<string, PostgresCopyPlan | 'none'>>()

/** Undefined where COPY does not serve: the table does more than store rows, or makes what is wanted in ways of its own. */
export function postgresCopyPlan(plan: TablePlan, columns: readonly ColumnPlan[], wanted: readonly string[]): PostgresCopyPlan | undefined {
  const ofTable = plans.get(plan) ?? new Map<string, PostgresCopyPlan | 'none'>()
  plans.set(plan, ofTable)
  const key = `${columns.map(({ alias }) => alias).join()}/${wanted.join('\0')}`
  const known = ofTable.get(key) ?? makePlan(plan, columns, wanted) ?? 'none'
  ofTable.set(key, known)
  return known === 'none' ? undefined : known
}

function makePlan(plan: TablePlan, columns: readonly ColumnPlan[], wanted: readonly string[]): PostgresCopyPlan | undefined {
  if (plan.schema.direct !== true || !columns.every(isCopied)) return undefined
  const back = plan.columns.filter(({ name }) => wanted.includes(name))
  const given = back.filter((column) => columns.includes(column))
  const left = back.filter((column) => !columns.includes(column))
  const [counted, ...others] = left.filter(({ column }) => column.identity)
  const empty = left.filter(({ column }) => !column.identity)
  if (others.length > 0 || (counted !== undefined && !isReservable(counted)) || !empty.every(isEmpty)) return undefined
  if (columns.length === 0 && counted === undefined) return undefined
  return { columns, counted, given, empty, text: new PostgresCopyText(columns) }
}

/** A number in an interval of certain fields is seconds for INSERT, but a number of the last field for COPY. */
function isCopied({ column }: ColumnPlan): boolean {
  return !column.generated && !/^interval [a-z]/.test(column.type)
}

/** The sequence's next value is what the column would get, and the role may take it. */
function isReservable({ column: { sequence, generated, kind, defaultExpression } }: ColumnPlan): boolean {
  const plainly = defaultExpression === undefined || /^nextval\('(?:[^']|'')+'::regclass\)$/.test(defaultExpression)
  return plainly && sequence?.usable === true && !generated && (kind === 'integer' || kind === 'bigint')
}

function isEmpty({ column }: ColumnPlan): boolean {
  return column.defaultExpression === undefined && !column.generated
}
