import type { InsertRow, StoredRow } from '../database.js'
import type { ForeignKey } from '../schema/table-schema.js'
import type { ColumnPlan, TablePlan } from '../write/table-plan.js'
import type { IntegerRun } from './integer-set.js'
import { KeyRanges, type KeyRange } from './key-ranges.js'
import { PointedValues } from './pointed-values.js'

/** What is to be looked at so that every row that was written is proved to have its parent. */
export type WrittenSet =
  /** The parents: whole numbers that follow each other are their keys. */
  | { readonly by: 'runs'; readonly runs: readonly IntegerRun[] }
  /** Rows that point with these values. */
  | { readonly by: 'values'; readonly values: readonly (readonly unknown[])[] }
  /** Rows with these keys. */
  | { readonly by: 'ranges'; readonly column: ColumnPlan; readonly ranges: readonly KeyRange[] }
  /** All rows of the table. */
  | { readonly by: 'table' }

/** Parents picked here and there from many are found faster by the rows that point at them: a run costs as much as a hundred rows and more. */
const fewestRuns = 20
const rowsARun = 200
const mostScattered = 100_000

/**
 * What is remembered of the rows that a call wrote to a table, in little memory however many they are: what they point with, each value once, as long as that tells what is
 * stored; and the keys that the database counted up for them, as ranges.
 */
export class WrittenRows {
  readonly #counted: ColumnPlan | undefined
  readonly #ranges = new KeyRanges()
  readonly #pointed: ReadonlyMap<ForeignKey, PointedValues>
  #isCounted: boolean
  #count = 0

  /** `stored as given`: columns hold what rows give for them. */
  constructor(plan: TablePlan, given: 'stored as given' | 'perhaps changed') {
    this.#counted = plan.columns.find(({ column }) => column.identity)
    this.#isCounted = this.#counted !== undefined
    this.#pointed = new Map(plan.schema.foreignKeys.map((key) => [key, new PointedValues(plan, key, given)]))
  }

  /** What was given for the columns of rows, and what came back of them. */
  add(given: readonly InsertRow[], back: readonly StoredRow[]): void {
    this.#count += given.length
    const key = this.#counted?.name
    if (key !== undefined) for (let at = 0; at < given.length && this.#isCounted; at++) this.#isCounted = this.#ranges.add(back[at]?.[key] ?? given[at]?.[key])
    for (const pointed of this.#pointed.values()) pointed.add(given, back)
  }

  setsFor(key: ForeignKey): readonly WrittenSet[] {
    const told = this.#pointed.get(key)?.list()
    if (told !== undefined && told.runs.length <= Math.max(fewestRuns, this.#count / rowsARun)) return [{ by: 'runs', runs: told.runs }, { by: 'values', values: told.others }]
    if (this.#counted !== undefined && this.#isCounted) return [{ by: 'ranges', column: this.#counted, ranges: this.#ranges.list() }]
    if (told === undefined || told.runs.reduce((sum, { from, to }) => sum + to - from + 1, 0) > mostScattered) return [{ by: 'table' }]
    const scattered = told.runs.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => [from + at]))
    return [{ by: 'values', values: [...scattered, ...told.others] }]
  }
}
