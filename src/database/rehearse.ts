import { ConnectionError } from '../errors/connection-error.js'
import { SeedkitError } from '../errors/seedkit-error.js'
import type { Database, Statement } from './database.js'
import type { Run } from './dialects/dialect.js'
import { driverMessage } from './failures/driver-message.js'
import { explainStatement } from './failures/explain-statement.js'
import { orphansBeforeRollback, refuseNewOrphans } from './new-orphans.js'
import { sequenceLabel } from './sequences/sequence-ledger.js'

/** What came of work that was done and taken back. */
export type Rehearsal<T> = { readonly state: 'done'; readonly value: T } | { readonly state: 'failed'; readonly error: unknown }

const savepoint = 'seedkit_rehearsal'

/**
 * Does work on a transaction under a savepoint, proves what COMMIT would check, and takes all of it back, so that nothing is there for what comes next. Throws
 * only where the transaction itself is lost: nothing may be sent after it.
 */
export async function rehearse<T>(database: Database, work: (database: Database) => Promise<T>): Promise<Rehearsal<T>> {
  const run: Run = async (sql) => database.dialect.readResult(await database.knex.raw(sql)).rows
  const connection = { dialect: database.dialect, run }
  await send(database, `savepoint ${savepoint}`)
  let result: Rehearsal<T>
  let orphans: Awaited<ReturnType<typeof orphansBeforeRollback>> = []
  try {
    // Of its own: what is taken back moves no sequence.
    const value = await work(database.on(database.knex))
    await proveDeferred(database, run)
    orphans = await orphansBeforeRollback(connection)
    result = { state: 'done', value }
  } catch (error) {
    result = { state: 'failed', error }
  }
  await takeBack(database, result)
  try {
    await refuseNewOrphans(connection, orphans)
    return result
  } catch (error) {
    return { state: 'failed', error }
  }
}

/** Modes of constraints that are set here are taken back with the savepoint. */
async function proveDeferred({ dialect, knex }: Database, run: Run): Promise<void> {
  try {
    await dialect.beforeCommit(run)
  } catch (error) {
    if (error instanceof SeedkitError) throw error
    const statement: Statement = { kind: 'session', sql: '', bindings: [], label: sequenceLabel }
    const fault = dialect.readFault(error, driverMessage(knex, statement, error))
    throw explainStatement({ fault, error, statement, source: statement.label })
  }
}

/** Where the savepoint is gone, somebody has ended the transaction, and every further statement would be committed by itself. */
async function takeBack(database: Database, result: Rehearsal<unknown>): Promise<void> {
  try {
    await send(database, `rollback to savepoint ${savepoint}`)
    await send(database, `release savepoint ${savepoint}`)
  } catch (gone) {
    const cause = result.state === 'failed' ? result.error : gone
    // There the guard of the transaction knows whether something was committed.
    throw database.dialect.commitsUnasked ? cause : ConnectionError.transactionEnded({ cause })
  }
}

async function send(database: Database, sql: string): Promise<void> {
  await database.execute({ kind: 'session', sql, bindings: [], label: sequenceLabel })
}
