import { AsyncLocalStorage } from 'node:async_hooks'
import type { Knex } from 'knex'
import { ConnectionError } from '../errors/connection-error.js'
import type { Database } from './database.js'
import { runInTransaction } from './transaction.js'

/** Runs work on a Knex instance in a transaction opened for it, with all that belongs to its end. */
export async function inOwnTransaction<T>(
  database: Database,
  work: (database: Database, trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  const { knex } = database
  const run = (): Promise<T> =>
    runInTransaction(knex, async (trx) => {
      const inside = database.on(trx)
      const value = await work(inside, trx)
      await inside.beforeCommit()
      return value
    })
  return hasOneConnection(knex) ? await alone(knex, run) : await run()
}

/** A transaction on a Knex instance that has one connection. */
interface OnlyTransaction {
  readonly client: unknown
  readonly outer: OnlyTransaction | undefined
  isOpen: boolean
}

// Says which transaction a piece of asynchronous code was called in; holds no state of its own.
const transactions = new AsyncLocalStorage<OnlyTransaction>()

/** A call within the work (of a hook, mostly) on the instance itself would wait for a connection that it keeps from coming free. */
async function alone<T>(knex: Knex, run: () => Promise<T>): Promise<T> {
  const client: unknown = knex.client
  const outer = transactions.getStore()
  for (let around = outer; around !== undefined; around = around.outer) {
    if (around.isOpen && around.client === client) throw ConnectionError.connectionTaken()
  }
  const own: OnlyTransaction = { client, outer, isOpen: true }
  try {
    return await transactions.run(own, run)
  } finally {
    own.isOpen = false
  }
}

/** SQLite's drivers have no more, unless told so. */
function hasOneConnection({ client }: Knex): boolean {
  const pool: unknown = client.pool
  return typeof pool === 'object' && pool !== null && Reflect.get(pool, 'max') === 1
}
