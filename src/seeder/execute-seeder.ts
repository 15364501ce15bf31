import type { Knex } from 'knex'
import { settleWithin } from '../database/settle-within.js'
import { trackConnection } from '../database/track-connection.js'
import { DatabaseError } from '../errors/database-error.js'
import { FactoryError } from '../errors/factory-error.js'
import { SeederError } from '../errors/seeder-error.js'
import { ScopedSession } from '../factory/scoped-session.js'
import { namedState, ordinalState } from '../random/stream-state.js'
import { OperationRegistry } from '../support/operation-registry.js'
import type { AnySeederClass } from './seeder-brand.js'
import { SeederSession, type SeederFrame } from './seeder-session.js'

/** A seeder that is about to run, its place in the run taken. */
export interface Execution {
  readonly Class: AnySeederClass
  /** Which time it runs in this run, from 0. */
  readonly time: number
  readonly args: readonly unknown[]
}

/** Runs one seeder in a session of its own, and sees to it that nothing it started is left behind. */
export async function executeSeeder(caller: SeederSession, { Class, time, args }: Execution): Promise<void> {
  const { name } = Class
  const { frame } = caller
  if (frame.closed.value) throw SeederError.runClosed({ seeder: name })
  if (frame.path.length > MAX_DEPTH) throw SeederError.seederCycle({ path: shortened(frame.path, name) })
  const started = performance.now()
  const depth = frame.path.length
  const { session, operations } = openSession(caller, name, time)
  frame.observer?.seederStarted?.({ seeder: name, depth })
  try {
    await new Class(session).run(...args)
    refusePending(name, operations)
  } catch (cause) {
    operations.close()
    // What is on its way is let through to its end: behind the ROLLBACK it would be on its own.
    await settleWithin(operations.idle(), PATIENCE)
    throw knowsItsSeeder(cause) ? cause : SeederError.failed({ seeder: name, cause })
  } finally {
    operations.close()
    ScopedSession.release(session)
  }
  frame.observer?.seederFinished?.({ seeder: name, depth, milliseconds: performance.now() - started })
}

/** Deeper than anyone's seeders, and far from the end of the stack: two that call each other are told so. */
const MAX_DEPTH = 100
/** Milliseconds for what is on its way when a seeder fails; a statement that hangs must not keep the run for ever. */
const PATIENCE = 5000

function shortened(path: readonly string[], name: string): readonly string[] {
  const start = path.lastIndexOf(name)
  return start < 0 ? [...path.slice(-5), name] : [...path.slice(start), name]
}

function openSession(caller: SeederSession, seeder: string, time: number): { session: SeederSession; operations: OperationRegistry } {
  const scope = ScopedSession.scopeOf(caller)
  const { observer, path, registries, closed } = caller.frame
  const operations = new OperationRegistry({
    lateError: (call) => {
      const error = SeederError.lateOperation({ seeder, call })
      observer?.lateOperation?.(error)
      return error
    },
  })
  registries.push(operations)
  const frame: SeederFrame = { path: [...path, seeder], observer, registries, closed }
  const state = ordinalState(namedState(scope.run.root, seeder, 'place'), time)
  const handle = scope.database === undefined ? undefined : trackConnection(scope.database.knex as Knex.Transaction, operations) // run() sees to the transaction
  const session = new SeederSession({ ...scope, state, seeder, handle, operations, faker: undefined, callCounts: new Map() }, frame)
  return { session, operations }
}

/** The forgotten `await`: work that is still going on when `run()` is through fails the run before COMMIT. */
function refusePending(seeder: string, operations: OperationRegistry): void {
  const calls = operations.pending()
  if (calls.length > 0) throw SeederError.pendingOperations({ seeder, calls })
}

function knowsItsSeeder(cause: unknown): boolean {
  return cause instanceof SeederError || cause instanceof DatabaseError || (cause instanceof FactoryError && cause.row?.seeder !== undefined)
}
