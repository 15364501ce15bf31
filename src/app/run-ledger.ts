import type { TableSummary } from './run-summary.js'

interface Inserted {
  readonly seeder: string | undefined
  readonly table: string
  readonly rows: number
  readonly milliseconds: number
}

/** Adds up the rows of a run by seeder and table. */
export class RunLedger {
  readonly #tables = new Map<string, TableSummary>()
  #rows = 0

  /** Rows of the whole run so far. */
  get rows(): number {
    return this.#rows
  }

  get tables(): readonly TableSummary[] {
    return [...this.#tables.values()]
  }

  add({ seeder, table, rows, milliseconds }: Inserted): void {
    const key = JSON.stringify([seeder, table])
    const before = this.#tables.get(key)
    this.#rows += rows
    this.#tables.set(key, {
      seeder,
      table,
      rows: (before?.rows ?? 0) + rows,
      milliseconds: (before?.milliseconds ?? 0) + milliseconds,
    })
  }

  /** Rows that seeders of this name have inserted so far. */
  rowsOf(seeder: string): number {
    let rows = 0
    for (const table of this.#tables.values()) if (table.seeder === seeder) rows += table.rows
    return rows
  }
}
