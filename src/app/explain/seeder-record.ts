import type { CallRecord } from './call-record.js'

/** What the executions of a seeder have made, at one place in the tree of seeders; the root of it has no name. */
export class SeederRecord {
  readonly name: string | undefined
  readonly seeders = new Map<string, SeederRecord>()
  readonly calls = new Map<string, CallRecord>()
  /** Rows that it inserted itself, by table. */
  readonly inserted = new Map<string, number>()

  constructor(name: string | undefined) {
    this.name = name
  }
}
