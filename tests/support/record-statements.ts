import type { DatabaseObserver, Statement, StatementEvent } from '../../src/database/database.js'

export interface StatementRecorder {
  readonly observer: DatabaseObserver
  readonly events: readonly StatementEvent[]
  /** How many statements went through the gate, of one kind (and one table). */
  count(kind: Statement['kind'], table?: string): number
  /** Rows written or read by statements of a kind (and one table). */
  rows(kind: Statement['kind'], table?: string): number
  /** `{ users: 1, posts: 2 }`: statements of a kind by table. */
  byTable(kind: Statement['kind']): Record<string, number>
  clear(): void
}

/** Counts what passes the gate: `const recorder = recordStatements(); db.attach({ observer: recorder.observer })`. */
export function recordStatements(): StatementRecorder {
  const events: StatementEvent[] = []
  const matching = (kind: Statement['kind'], table?: string) =>
    events.filter((event) => event.statement.kind === kind && (table === undefined || tableOf(event) === table))
  return {
    observer: { afterStatement: (event) => void events.push(event) },
    events,
    count: (kind, table) => matching(kind, table).length,
    rows: (kind, table) => matching(kind, table).reduce((sum, event) => sum + event.rows, 0),
    byTable(kind) {
      const counts: Record<string, number> = {}
      for (const event of matching(kind)) counts[tableOf(event)] = (counts[tableOf(event)] ?? 0) + 1
      return counts
    },
    clear: () => void events.splice(0),
  }
}

function tableOf(event: StatementEvent): string {
  const { table } = event.statement
  return table === undefined ? '' : typeof table === 'string' ? table : table.name
}
