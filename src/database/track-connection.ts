import type { Knex } from 'knex'
import { ConnectionError } from '../errors/connection-error.js'
import type { OperationTracker, Settle } from '../support/operation-registry.js'
import { rowsIn } from './statement-effect.js'
import { trackedClient, type KnexClient, type StatementWatch } from './tracked-client.js'
import { turnsOf } from './turns-of.js'

/**
 * A handle on a transaction that behaves as the transaction does and tells `tracker` of all that is done with it, and `watch` of what came of it: how a
 * forgotten `await` is found. Its statements take turns with seedkit's own. Once the tracker is closed, nothing is sent any more. The transaction itself stays as it
 * is.
 */
export function trackConnection(trx: Knex.Transaction, tracker: OperationTracker, watch: Pick<StatementWatch, 'ended' | 'pause'> = {}): Knex.Transaction {
  return handleOn(trx, { ...watch, tracker, turns: turnsOf(trx) }, { commit: () => refuseEnd('commit'), rollback: () => refuseEnd('rollback') })
}

/** Ending the run's transaction is seedkit's business; a savepoint belongs to who made it. */
function refuseEnd(method: string): Promise<never> {
  return Promise.reject(ConnectionError.cannotEnd({ method }))
}

/**
 * Knex tells the end of a savepoint only after its commit() has resolved: it would still count as pending on the next
 * line.
 */
function endings(trx: Knex.Transaction, settle: () => void): Readonly<Record<string, unknown>> {
  return {
    commit: async (value?: unknown) => {
      await trx.commit(value)
      settle()
    },
    rollback: async (error?: unknown) => {
      await trx.rollback(error)
      settle()
    },
  }
}

function handleOn(
  trx: Knex.Transaction,
  watch: StatementWatch,
  own: Readonly<Record<string, unknown>>,
): Knex.Transaction {
  // Knex's types leave the client and the context out.
  const base = trx.client as KnexClient
  const context = Reflect.get(trx, 'context') as Context
  const client = trackedClient(base, watch, (nested, settle) => handleOn(nested, watch, endings(nested, settle)))
  const tracked: Context = Object.assign(Object.create(context) as Context, {
    client,
    batchInsert: (...args: readonly [unknown, ...unknown[]]) => trackBatch(context, args, watch),
  })
  const replaced: Readonly<Record<string | symbol, unknown>> = { ...own, client, context: tracked }
  return new Proxy(trx, {
    // `db('users')`. Knex's own function would use the context that it was made with.
    apply: (_target, _self, [table, options]: readonly unknown[]) => {
      const builder = tracked.queryBuilder()
      return table === undefined ? builder : builder.table(table, options)
    },
    get: (target, property, handle): unknown =>
      Object.hasOwn(replaced, property) ? replaced[property] : Reflect.get(target, property, handle),
  })
}

interface Context {
  readonly client: unknown
  queryBuilder(): { table(name: unknown, options: unknown): unknown }
  batchInsert(...args: readonly unknown[]): Promise<unknown>
  transaction(container: unknown): Promise<unknown>
}

/** Knex sends it in pieces, in a savepoint of its own; to the user it is one call. */
function trackBatch(
  context: Context,
  args: readonly [unknown, ...unknown[]],
  { tracker, turns, ended }: StatementWatch,
): Promise<unknown> {
  const call = `db.batchInsert("${String(args[0])}")`
  if (!tracker.isOpen()) return Promise.reject(tracker.late(call))
  const settle = tracker.started(call)
  const batching: Context = Object.assign(Object.create(context) as Context, {
    transaction: (container: unknown) => turns.take(async () => context.transaction(container)),
  })
  const batch = batching.batchInsert(...args)
  const end: Settle = (failure) => {
    ended?.(rowsIn(String(args[0])))
    settle(failure)
  }
  batch.then(() => end(), end)
  return batch
}
