import type { DatabaseScope } from './database-scope.js'

/** Adds rows to those that a call has written into a table. */
export function countRows({ tally }: DatabaseScope, table: string, rows: number): void {
  tally.set(table, (tally.get(table) ?? 0) + rows)
}
