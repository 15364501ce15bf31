import type { ColumnComparison, DatabaseColumn, DatabaseTable } from '../../database/schema/database-schema.js'
import { codeMember } from './code-member.js'
import type { ColumnPlan } from './column-plan.js'
import { allowedValues } from './expressions/values-expression.js'
import type { Part } from './rule.js'

/** An expression for a column that reads other columns of its row. */
export interface Agreement {
  readonly column: string
  /** Written as in a lazy attribute: with `faker` and `attributes`. */
  readonly code: string
  /** A text is cut to fit, a Date is put into the form of its column, a value is as it is. */
  readonly form: 'text' | 'moment' | 'value'
  /** How long a text can get. */
  readonly longest?: number
  /** Columns that are read. */
  readonly reads: readonly string[]
  /** A column without whose value there is none here either: NULL then. */
  readonly needs?: string
  /** The code for rows in which the column has to be there, whatever the one that it needs is. */
  readonly codeAnyway?: string
  /** What has to stand above the class, by name. */
  readonly constants?: Readonly<Record<string, string>>
}

/** In which rows a column is there; code that reads `attributes`. In the rows that neither of the two is about it is as its plan says. */
export interface Condition {
  readonly given: string | undefined
  readonly none: string | undefined
  /** Where it is not there for sure, it must not be. */
  readonly isDecided: boolean
  readonly reads: readonly string[]
}

/** The plans of a table while the columns that belong together are being brought to agree. */
export class PlannedTable {
  readonly table: DatabaseTable
  readonly agreements = new Map<string, Agreement>()
  readonly conditions = new Map<string, Condition>()
  /** What CHECKs say of foreign keys, which are not given here. */
  readonly wantedKeys = new Map<string, 'given' | 'null'>()
  /** What has to hold between two columns. */
  comparisons: readonly ColumnComparison[]
  readonly #plans: Map<string, ColumnPlan>
  readonly #fixed: ReadonlySet<string>

  /** @param fixed columns whose expression the user has given */
  constructor(table: DatabaseTable, plans: readonly ColumnPlan[], fixed: ReadonlySet<string>) {
    this.table = table
    this.comparisons = table.comparisons
    this.#plans = new Map(plans.map((plan) => [plan.column.name, plan]))
    this.#fixed = fixed
  }

  get plans(): readonly ColumnPlan[] {
    return [...this.#plans.values()]
  }

  plan(column: string): ColumnPlan | undefined {
    return this.#plans.get(column)
  }

  /** Columns that play a part, of those that are given and may be read. */
  parts(part: Part): readonly ColumnPlan[] {
    return this.plans.filter((plan) => plan.rule?.part === part && plan.fate.give)
  }

  /** The column that plays a part beside others of the same prefix. */
  part(part: Part, prefix: string): ColumnPlan | undefined {
    return this.parts(part).find((plan) => plan.prefix === prefix)
  }

  /** Whether nobody has decided on the column's expression yet. */
  isFree({ column, fate }: ColumnPlan): boolean {
    return fate.give && !this.#fixed.has(column.name) && !this.agreements.has(column.name) && column.kind !== 'array' && allowedValues(column) === undefined
  }

  agree(agreement: Agreement): void {
    if (!this.agreements.has(agreement.column)) this.agreements.set(agreement.column, agreement)
  }

  replace(plan: ColumnPlan): void {
    if (!this.#fixed.has(plan.column.name)) this.#plans.set(plan.column.name, plan)
  }

  /** Gives a column that would have been left to its default: another one depends on it. */
  force(plan: ColumnPlan): void {
    if (!plan.fate.give && plan.fate.why === 'default') this.replace({ ...plan, fate: { give: true, filled: 100 } })
  }
}

/** Whether the type of an insert takes a row without the column. */
export function mayMiss({ nullable, defaultExpression, name }: DatabaseColumn): boolean {
  return nullable || defaultExpression !== undefined || name === 'id'
}

/** How a column is read where something has to be there: with `instead` where it is not. As an argument; before a dot `codeRead` is right. */
export function codeValue(column: DatabaseColumn, instead: string): string {
  const member = codeMember(column.name)
  return mayMiss(column) ? `${member} ?? ${instead}` : member
}

/** The same, in parentheses where it needs them. */
export function codeRead(column: DatabaseColumn, instead: string): string {
  return mayMiss(column) ? `(${codeValue(column, instead)})` : codeMember(column.name)
}
