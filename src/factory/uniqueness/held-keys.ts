import type { StatementLabel } from '../../database/database.js'
import { findKeys } from '../../database/find-keys.js'
import { qualifiedName } from '../../database/qualified-name.js'
import type { DatabaseScope } from '../database-scope.js'
import type { Draft } from '../draft.js'
import type { FactoryModel } from '../runtime-relation.js'
import type { Fingerprint } from './fingerprint.js'
import type { UniqueKey } from './unique-key.js'
import type { UniqueTable } from './unique-table.js'

/** What a table says of the keys of rows on their way into it. */
export class HeldKeys {
  readonly #scope: DatabaseScope
  readonly #table: UniqueTable
  readonly #drafts: readonly Draft[]

  constructor(scope: DatabaseScope, table: UniqueTable, drafts: readonly Draft[]) {
    this.#scope = scope
    this.#table = table
    this.#drafts = drafts
  }

  /** Whether it held rows when the run first came to it: it is asked once a run. */
  async holdsRows(): Promise<boolean> {
    const { database } = this.#scope
    const { table } = this.#model
    if (this.#table.heldRows === undefined) {
      const sql = `select 1 as found from ${qualifiedName(database.dialect, table)} limit 1`
      const rows = await database.execute({ kind: 'select', sql, bindings: [], table, label: this.#label })
      this.#table.heldRows = rows.length > 0
    }
    return this.#table.heldRows
  }

  /** For each key of the table, those that it has of the rows' at these places. All are asked for at once: before the rows that are written next. */
  async lookUp(places: readonly number[]): Promise<readonly (readonly Fingerprint[])[]> {
    const answers = await Promise.allSettled(this.#table.keys.map((key) => this.#heldOf(key, places)))
    return answers.map((answer) => {
      if (answer.status === 'rejected') throw answer.reason
      return answer.value
    })
  }

  /**
   * Those of the keys that the table has, by the database's own equality, as its index has it: PostgreSQL and SQLite tell "Ada" from "ada" here, and nothing
   * of theirs is in the way of both.
   */
  find(key: UniqueKey, keys: readonly (readonly unknown[])[]): Promise<readonly (readonly unknown[])[]> {
    const { schema } = this.#table
    return findKeys(this.#scope.database, { table: this.#model.table, schema, columns: key.columns, ...key.narrowing, keys, label: this.#label })
  }

  async #heldOf(key: UniqueKey, places: readonly number[]): Promise<readonly Fingerprint[]> {
    if (!key.searchable) return []
    const wanted: (readonly unknown[])[] = []
    for (const place of places) {
      const draft = this.#drafts[place]
      const own = draft && key.valuesOf(draft.values)
      if (own !== undefined) wanted.push(own)
    }
    const found = wanted.length === 0 ? [] : await this.find(key, wanted)
    return found.map((own) => key.fingerprintOfKey(own)).filter((print) => print !== undefined)
  }

  get #model(): FactoryModel {
    const [first] = this.#drafts
    if (first === undefined) throw new RangeError('There are no rows to keep apart.')
    return first.plan.model
  }

  get #label(): StatementLabel {
    return { seeder: this.#scope.seeder, factory: this.#model.name, relation: this.#drafts[0]?.plan.path, rows: undefined }
  }
}
