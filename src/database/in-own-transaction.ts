import type { Knex } from 'knex'
import type { Database } from './database.js'
import { runInTransaction } from './transaction.js'

/** Runs work on a Knex instance in a transaction opened for it, with all that belongs to its end. */
export function inOwnTransaction<T>(
  database: Database,
  work: (database: Database, trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  return runInTransaction(database.knex, async (trx) => {
    const inside = database.on(trx)
    const value = await work(inside, trx)
    await inside.beforeCommit()
    return value
  })
}
