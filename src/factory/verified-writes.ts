import type { Database, InsertRow, StatementLabel, StoredRow } from '../database/database.js'
import type { TableSchema } from '../database/schema/table-schema.js'
import type { VerifiedCall, VerifiedKeys, VerifiedTable } from '../database/verify/verified-keys.js'

/** The foreign keys of the tables that a call writes to, set aside while it does and proved once, at its end. */
export class VerifiedWrites {
  readonly #database: Database
  readonly #keys: VerifiedKeys
  readonly #tables = new Map<TableSchema, { readonly table: VerifiedTable; readonly ready: Promise<void> }>()
  #call: VerifiedCall | undefined

  constructor(database: Database, keys: VerifiedKeys) {
    this.#database = database
    this.#keys = keys
  }

  /** Before rows go into a table. All who wait for one table go on in the order in which they came. */
  before(table: VerifiedTable): Promise<void> | undefined {
    const { schema, label } = table
    // Nobody is told of the rows that triggers of the table write.
    if (schema.foreignKeys.length === 0 && this.#keys.provesAllRows) return undefined
    const known = this.#tables.get(schema)
    if (known !== undefined) return known.ready
    const call = (this.#call ??= this.#keys.begin())
    const ready = this.#database.exclusively(label, (context) => call.setAside(context, table))
    this.#tables.set(schema, { table, ready })
    return ready
  }

  /** Rows are there. */
  wrote(schema: TableSchema, given: readonly InsertRow[], back: readonly StoredRow[]): void {
    const known = this.#tables.get(schema)
    if (known !== undefined) this.#call?.wrote(known.table, given, back)
  }

  /** Somebody else is going to write rows, which would not be proved: the keys are in force meanwhile. */
  async pause(label: StatementLabel): Promise<void> {
    if (!this.#keys.provesAllRows) await this.finish(label)
  }

  /** The rows so far have their parents, or DatabaseError is thrown; the keys are in force again. */
  async finish(label: StatementLabel): Promise<void> {
    const call = this.#call
    this.#call = undefined
    this.#tables.clear()
    if (call !== undefined) await this.#database.exclusively(label, (context) => call.finish(context))
  }

  /** The call has failed. */
  async abandon(label: StatementLabel): Promise<void> {
    const call = this.#call
    this.#call = undefined
    this.#tables.clear()
    if (call !== undefined) await this.#database.exclusively(label, (context) => call.abandon(context)).catch(() => undefined)
  }
}
