import type { DatabaseObserver } from '../database/database.js'
import type { WatchedInsert } from '../database/watch-inserts.js'
import { printedName } from '../database/printed-name.js'
import type { RunObserver } from '../seeder/run-observer.js'
import { describeError } from './describe-error.js'
import type { RunExplainer } from './explain/run-explainer.js'
import type { RunEvent } from './run-event.js'
import type { RunLedger } from './run-ledger.js'

export interface RunObservers {
  readonly statements: DatabaseObserver
  readonly seeders: RunObserver
  /** For rows that a seeder inserts itself, through `this.db`. */
  readonly inserts: (insert: WatchedInsert) => void
}

/** Turns what the database and the seeders tell into events, keeps count of the rows, and passes on what explains them. */
export function observeRun(emit: (event: RunEvent) => void, ledger: RunLedger, explainer: RunExplainer | undefined): RunObservers {
  const before: number[] = []
  const running: string[] = []
  let mark = performance.now()
  // Building rows takes longer than sending them: a step lasts from the end of the one before.
  const lap = (): number => {
    const last = mark
    mark = performance.now()
    return mark - last
  }
  return {
    inserts({ table, rows }) {
      const seeder = running.at(-1)
      const milliseconds = lap()
      ledger.add({ seeder, table, rows, milliseconds })
      explainer?.inserted(table, rows)
      emit({ type: 'progress', seeder, factory: undefined, table, rows, milliseconds })
    },
    statements: {
      afterStatement({ statement, rows, error }) {
        if (statement.kind !== 'insert' || statement.table === undefined || error !== undefined) return
        explainer?.statement(statement)
        for (const part of statement.parts ?? [{ table: statement.table, label: statement.label, rows }]) {
          const { seeder, factory } = part.label
          const table = printedName(part.table)
          const milliseconds = lap()
          ledger.add({ seeder, table, rows: part.rows, milliseconds })
          emit({ type: 'progress', seeder, factory, table, rows: part.rows, milliseconds })
        }
      },
      note: (message) => emit({ type: 'note', message }),
    },
    seeders: {
      seederStarted({ seeder, depth }) {
        lap()
        before.push(ledger.rowsOf(seeder))
        running.push(seeder)
        explainer?.seederStarted(seeder)
        emit({ type: 'seeder:start', seeder, depth })
      },
      seederFinished({ seeder, depth, milliseconds }) {
        lap()
        running.pop()
        explainer?.seederFinished()
        const rows = ledger.rowsOf(seeder) - (before.pop() ?? 0)
        emit({ type: 'seeder:done', seeder, depth, rows, milliseconds })
      },
      lateOperation(error) {
        const { code, message } = describeError(error)
        emit({ type: 'late-operation', code, message })
      },
    },
  }
}
