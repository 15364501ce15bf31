import type { Knex } from 'knex'
import type { Database } from '../database/database.js'
import { settleWithin } from '../database/settle-within.js'
import type { StatementEffect } from '../database/statement-effect.js'
import { trackConnection } from '../database/track-connection.js'
import { SeederError } from '../errors/seeder-error.js'
import type { RunState } from '../factory/run-state.js'
import { ScopedSession } from '../factory/scoped-session.js'
import type { StreamState } from '../random/stream-state.js'
import { OperationRegistry } from '../support/operation-registry.js'
import { SeederSession, type SeederFrame } from './seeder-session.js'

/** Milliseconds for what is on its way when the work fails; a statement that hangs must not keep the run for ever. */
const PATIENCE = 5000

interface Work {
  /** What errors call it: a seeder's name, or that of the factory that is run without one. */
  readonly name: string
  /** Name of the seeder, for labels. */
  readonly seeder: string | undefined
  readonly path: readonly string[]
  readonly state: StreamState
  readonly run: (session: SeederSession) => unknown
}

/** Runs work in a session of its own, and sees to it that nothing it started is left behind. */
export async function supervisedSession(caller: SeederSession, work: Work): Promise<void> {
  const { session, operations } = openSession(caller, work)
  try {
    await work.run(session)
    refusePending(work.name, operations)
  } catch (cause) {
    operations.close()
    // What is on its way is let through to its end: behind the ROLLBACK it would be on its own.
    await settleWithin(operations.idle(), PATIENCE)
    throw cause
  } finally {
    operations.close()
    ScopedSession.release(session)
  }
}

function openSession(caller: SeederSession, { name, seeder, path, state }: Work): { session: SeederSession; operations: OperationRegistry } {
  const scope = ScopedSession.scopeOf(caller)
  const { observer, registries, closed } = caller.frame
  const operations = new OperationRegistry({
    lateError: (call) => {
      const error = SeederError.lateOperation({ seeder: name, call })
      observer?.lateOperation?.(error)
      return error
    },
  })
  registries.push(operations)
  const frame: SeederFrame = { path, observer, registries, closed }
  const handle = scope.database && trackedHandle(scope.database, scope.run, operations)
  const session = new SeederSession({ ...scope, state, seeder, handle, operations, faker: undefined, callCounts: new Map() }, frame)
  return { session, operations }
}

/** What the seeder does with it is no secret to the run. */
function trackedHandle(database: Database, { breath, uniqueness }: RunState, operations: OperationRegistry): Knex.Transaction {
  const trx = database.knex as Knex.Transaction // run() sees to the transaction
  const ended = (effect: StatementEffect): void => {
    if (effect.changed === 'rows') return uniqueness.rowsAdded(effect.table)
    database.forgetSchemas()
    uniqueness.forget()
  }
  return trackConnection(trx, operations, { ended, pause: () => breath.now() })
}

/** The forgotten `await`: work that is still going on when all is through fails the run before COMMIT. */
function refusePending(seeder: string, operations: OperationRegistry): void {
  const calls = operations.pending()
  if (calls.length > 0) throw SeederError.pendingOperations({ seeder, calls })
}
