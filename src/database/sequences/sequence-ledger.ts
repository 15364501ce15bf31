import type { StatementLabel, StoredRow } from '../database.js'
import type { CatalogueReader, Dialect } from '../dialects/dialect.js'
import type { SequenceSchema } from '../schema/table-schema.js'
import type { ColumnPlan, TablePlan } from '../write/table-plan.js'
import { KeyReserve } from './key-reserve.js'
import { sequenceKey } from './sequence-key.js'
import type { SequenceMark } from './sequence-mark.js'

/** What the ledger needs of a database. */
export interface SequenceHost {
  readonly dialect: Dialect
  readonly read: CatalogueReader
  readonly note: (message: string) => void
}

/**
 * Values that were given for columns which a sequence counts up. The sequence does not learn of them by itself: it is
 * moved past them before its next use, and at the end of the transaction.
 */
export class SequenceLedger {
  /** Keys taken beforehand. */
  readonly reserve = new KeyReserve()
  readonly #marks = new Map<string, SequenceMark>()

  /** Rows were inserted (or updated) that give these columns. */
  given(columns: readonly ColumnPlan[], rows: readonly StoredRow[]): void {
    for (const { name, column } of columns) {
      if (column.sequence === undefined) continue
      for (const row of rows) this.#reach(column.sequence, row[name])
    }
  }

  /** Values were given that sequences do not know of. */
  get isMarked(): boolean {
    return this.#marks.size > 0
  }

  /** Rows are about to be inserted that leave columns to their sequences. */
  async beforeUse(host: SequenceHost, plan: TablePlan, columns: readonly ColumnPlan[]): Promise<void> {
    const used = plan.columns.filter((each) => !columns.includes(each)).flatMap(({ column: { sequence } }) => (sequence === undefined ? [] : [sequenceKey(sequence)]))
    await this.#move(host, used.filter((key) => this.#marks.has(key)))
  }

  /** Moves every sequence past the values that were given. */
  settle(host: SequenceHost): Promise<void> {
    return this.#move(host, [...this.#marks.keys()])
  }

  #reach(sequence: SequenceSchema, value: unknown): void {
    const given = wholeNumber(value)
    if (given === undefined) return
    this.reserve.pass(sequence, given)
    const key = sequenceKey(sequence)
    const mark = this.#marks.get(key)
    const further = mark === undefined || (sequence.step < 0n ? given < mark.reached : given > mark.reached)
    if (further) this.#marks.set(key, { sequence, reached: given })
  }

  async #move({ dialect, read, note }: SequenceHost, keys: readonly string[]): Promise<void> {
    // In one order, whatever the run: two runs at once must not wait for each other.
    const marks = keys.toSorted().flatMap((key) => this.#marks.get(key) ?? [])
    if (marks.length === 0) return
    for (const message of await dialect.moveSequences(read, marks)) note(message)
    for (const key of keys) this.#marks.delete(key)
  }
}

function wholeNumber(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : undefined
}

/** The label of statements that belong to no factory. */
export const sequenceLabel: StatementLabel = {
  seeder: undefined,
  factory: undefined,
  relation: undefined,
  rows: undefined,
}
