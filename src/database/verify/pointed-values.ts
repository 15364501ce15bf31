import type { InsertRow, StoredRow } from '../database.js'
import type { ColumnSchema, ForeignKey } from '../schema/table-schema.js'
import { keyText } from '../write/key-text.js'
import { literalDefault } from '../write/literal-default.js'
import type { ColumnPlan, TablePlan } from '../write/table-plan.js'
import { IntegerSet, type IntegerRun } from './integer-set.js'

type Values = readonly unknown[]

/** Different values that are not whole numbers; about 20 MB. */
const mostValues = 100_000

/** What the rows that were written point with, by one foreign key: each value once. */
export class PointedValues {
  readonly #columns: readonly ColumnPlan[]
  readonly #integers = new IntegerSet()
  readonly #others = new Map<string, Values>()
  #isTold: boolean

  /** `stored as given`: columns hold what rows give for them. */
  constructor(plan: TablePlan, key: ForeignKey, given: 'stored as given' | 'perhaps changed') {
    this.#columns = key.columns.map((name) => plan.byName.get(name)).filter((column) => column !== undefined)
    this.#isTold = given === 'stored as given'
  }

  /** What was given for the columns of rows, and what came back of them. */
  add(given: readonly InsertRow[], back: readonly StoredRow[]): void {
    const [first, ...others] = this.#columns
    if (first === undefined) {
      this.#isTold = false
      return
    }
    for (let at = 0; at < given.length && this.#isTold; at++) {
      const row = given[at] ?? {}
      const value = pointsWith(first, row, back[at])
      // Nearly every key is a number.
      if (others.length === 0 && typeof value === 'number') this.#isTold = this.#integers.add(value)
      else this.#isTold = this.#addValues([value, ...others.map((column) => pointsWith(column, row, back[at]))])
    }
    if (!this.#isTold) this.#others.clear()
  }

  /** Undefined where not all of them are known. */
  list(): { readonly runs: readonly IntegerRun[]; readonly others: readonly Values[] } | undefined {
    return this.#isTold ? { runs: [...this.#integers.runs()], others: [...this.#others.values()] } : undefined
  }

  #addValues(values: Values): boolean {
    // NULL in one of its columns: the row points nowhere, on purpose.
    if (values.includes(null)) return true
    if (values.includes(undefined)) return false
    const text = values.map(keyText).join('\0')
    if (!this.#others.has(text)) this.#others.set(text, values)
    return this.#others.size <= mostValues
  }
}

/** The value as it is stored; undefined where only the database knows. */
function pointsWith({ name, column }: ColumnPlan, row: InsertRow, back: StoredRow | undefined): unknown {
  const told = back?.[name]
  const given = told === undefined ? row[name] : told
  if (given === null) return null
  const value = given === undefined ? defaultOf(column) : given
  switch (column.kind) {
    case 'integer':
    case 'bigint':
      return wholeNumber(column, value)
    case 'text':
    case 'uuid':
    case 'enum':
      return typeof value === 'string' || value === null ? value : undefined
    default:
      // It may have been rounded.
      return value === null ? null : undefined
  }
}

function wholeNumber({ type }: ColumnSchema, value: unknown): unknown {
  // A YEAR makes 2005 of 5.
  if (value === null || /^year/i.test(type)) return value === null ? null : undefined
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined
  if (typeof value !== 'bigint' && !(typeof value === 'string' && /^-?\d+$/.test(value))) return undefined
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

function defaultOf({ generated, defaultExpression }: ColumnSchema): unknown {
  if (generated) return undefined
  return defaultExpression === undefined ? null : (literalDefault(defaultExpression) ?? undefined)
}
