import type { CallLabel, Statement, StatementLabel } from '../../database/database.js'
import { printedName } from '../../database/printed-name.js'
import type { TableName } from '../../database/table-name.js'
import { CallRecord } from './call-record.js'
import { explainRecords } from './explain-records.js'
import type { Explanation } from './explanation.js'
import { SeederRecord } from './seeder-record.js'

/** Listens to a run, and tells why its rows were made. */
export class RunExplainer {
  readonly #root = new SeederRecord(undefined)
  /** Seeders at work, the innermost last. */
  readonly #running: SeederRecord[] = []
  readonly #records = new WeakMap<CallLabel, CallRecord>()
  /** Inserts whose rows are counted: all statements of one have the same sources. */
  readonly #counted = new WeakSet<object>()

  seederStarted(seeder: string): void {
    const { seeders } = this.#running.at(-1) ?? this.#root
    const record = seeders.get(seeder) ?? new SeederRecord(seeder)
    seeders.set(seeder, record)
    this.#running.push(record)
  }

  seederFinished(): void {
    this.#running.pop()
  }

  /** Rows that a seeder inserted through Knex. */
  inserted(table: string, rows: number): void {
    const { inserted } = this.#running.at(-1) ?? this.#root
    inserted.set(table, (inserted.get(table) ?? 0) + rows)
  }

  /** An INSERT of seedkit's own went well. */
  statement({ table, label, parts }: Statement): void {
    for (const part of parts ?? (table === undefined ? [] : [{ table, label }])) this.#count(part.table, part.label)
  }

  explain(): Explanation {
    return explainRecords(this.#root)
  }

  #count(table: TableName, { seeder, call, sources }: StatementLabel): void {
    if (call === undefined || sources === undefined || this.#counted.has(sources)) return
    this.#counted.add(sources)
    const record = this.#recordOf(call, this.#running.findLast(({ name }) => name === seeder) ?? this.#root)
    for (const source of sources()) record.add({ ...source, table: printedName(table) })
  }

  #recordOf(call: CallLabel, seeder: SeederRecord): CallRecord {
    const known = this.#records.get(call)
    if (known !== undefined) return known
    const { calls } = call.within === undefined ? seeder : this.#recordOf(call.within, seeder)
    const key = `${call.factory}.${call.method}`
    const record = calls.get(key) ?? new CallRecord(call)
    calls.set(key, record)
    record.join(call)
    this.#records.set(call, record)
    return record
  }
}
