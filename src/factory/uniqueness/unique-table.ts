import type { TableSchema } from '../../database/schema/table-schema.js'
import type { TablePlan } from '../../database/write/table-plan.js'
import type { Draft } from '../draft.js'
import { AttemptTally } from './attempt-tally.js'
import { UniqueKey } from './unique-key.js'

/** What a run knows of the unique keys of a table. */
export class UniqueTable {
  readonly schema: TableSchema
  readonly keys: readonly UniqueKey[]
  /** Whether the table held rows when the run first came to it; undefined before that. Only then is it asked for keys. */
  heldRows: boolean | undefined
  readonly #counted: readonly string[]
  readonly #tallies = new WeakMap<object, AttemptTally>()

  constructor(plan: TablePlan, exactColumns: readonly string[]) {
    this.schema = plan.schema
    this.keys = UniqueKey.of(plan, exactColumns)
    this.#counted = plan.schema.columns.filter(({ identity }) => identity).map(({ name }) => name)
  }

  /** Whether rows could collide at all. They cannot where the only key is one that the database counts up and nobody gives. */
  concerns(drafts: readonly Draft[]): boolean {
    const { keys } = this
    if (!keys.every(({ columns }) => columns.length === 1 && this.#counted.includes(columns[0] ?? ''))) return true
    for (const { columns } of keys) for (const column of columns) for (const { values } of drafts) if (column in values) return true
    return false
  }

  /** What is counted of the rows of a call. */
  tallyOf(call: object): AttemptTally {
    let tally = this.#tallies.get(call)
    if (tally === undefined) this.#tallies.set(call, (tally = new AttemptTally()))
    return tally
  }
}
