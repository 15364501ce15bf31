import type { Database } from '../database/database.js'
import { inOwnTransaction } from '../database/in-own-transaction.js'
import { FactoryError } from '../errors/factory-error.js'
import { addCaller } from '../support/add-caller.js'
import { callPlace, type CallPlace } from '../support/call-place.js'
import type { Settle } from '../support/operation-registry.js'
import type { DatabaseScope } from './database-scope.js'
import { persistRows } from './persist-rows.js'
import type { Scope } from './scope.js'

/**
 * Runs a call that writes when its turn comes, and lets the run know of it meanwhile. `description` is the call as the user wrote it, for the report of a
 * forgotten `await`.
 */
export function writeCall<T>(
  scope: Scope,
  description: string,
  work: (scope: DatabaseScope) => Promise<T>,
  chunks: 'usual' | 'large' = 'usual',
): Promise<T> {
  const { operations, run } = scope
  if (operations !== undefined && !operations.isOpen()) return refused(operations.late(description))
  const settle = operations?.started(description)
  const inside = () => onTransaction(scope, (own, database) => work(writing(own, chunks === 'large' ? database.inLargeChunks() : database)))
  const result = run.call(() => run.recycled.during(() => run.uniqueness.during(scope.database, inside)))
  return ended(result, callPlace(writeCall), settle)
}

async function ended<T>(result: Promise<T>, place: CallPlace, settle: Settle | undefined): Promise<T> {
  try {
    return await result
  } catch (error) {
    addCaller(error, place)
    throw error
  } finally {
    settle?.()
  }
}

/** The run remembers a late call itself: nobody need wait for this promise. */
function refused(error: Error): Promise<never> {
  const rejection = Promise.reject(error)
  rejection.catch(() => undefined)
  return rejection
}

/** On a transaction as it is; on a Knex instance in a transaction of the call's own. */
async function onTransaction<T>(scope: Scope, work: (scope: Scope, database: Database) => Promise<T>): Promise<T> {
  const { database } = scope
  if (database === undefined) throw FactoryError.noDatabase({ what: 'create()' })
  if (!database.knex.isTransaction) return inOwnTransaction(database, (inside, trx) => work({ ...scope, handle: trx }, inside))
  const result = await work(scope, database)
  await database.callEnded()
  return result
}

function writing(scope: Scope, database: Database): DatabaseScope {
  const inside: DatabaseScope = { ...scope, database, persist: (drafts) => persistRows(inside, drafts) }
  return inside
}
