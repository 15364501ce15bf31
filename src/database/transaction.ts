import type { Knex } from 'knex'
import type { ForeignKeyMode } from '../config/foreign-key-mode.js'
import { ConnectionError } from '../errors/connection-error.js'
import { VerifyError } from '../errors/verify-error.js'
import { safeCause } from '../support/safe-cause.js'
import { setCommitGuard, type CommitGuard } from './commit-guard.js'
import type { Dialect, Orphan, Run } from './dialects/dialect.js'
import { resolveDialect } from './dialects/resolve-dialect.js'
import { orphansAfterFailure, orphansBeforeRollback, refuseNewOrphans } from './new-orphans.js'
import { rawConnection } from './raw-connection.js'
import { settleWithin } from './settle-within.js'

export interface TransactionOptions {
  /**
   * `always` is a dry run: every proof is made, then all is rolled back, and the body's value is given all the same.
   */
  readonly rollback?: 'always' | undefined
  /** `proved`: a statement of the body that commits by itself is found out, and is an error. */
  readonly wholeness?: 'proved' | undefined
  /**
   * `verify`: foreign keys are set aside and proved once, before the end, where the database can do so for a whole transaction alone; others check them as
   * ever. Refused on a transaction. `check` if left out.
   */
  readonly foreignKeys?: ForeignKeyMode | undefined
  /** Called right before COMMIT is sent; rolled back if it throws. */
  readonly onCommit?: (() => void) | undefined
}

/** One connection, taken out of the pool for one transaction. */
interface Held {
  readonly knex: Knex
  readonly connection: unknown
  readonly dialect: Dialect
  readonly run: Run
  /**
   * Why the connection broke, if it did: drivers report it on their own, what fails afterwards is only a consequence.
   */
  readonly breakReason: () => unknown
}

/** Knex itself waits five seconds and then takes the transaction for rolled back; that must not happen unseen. */
const ROLLBACK_MILLISECONDS = 4000
const RESTORE_MILLISECONDS = 2000

/**
 * Runs `body` in one transaction: settings first, then BEGIN, body, proofs, and COMMIT or ROLLBACK. What went wrong
 * first is what is thrown. Afterwards every setting of the connection is as it was found, or the connection is thrown
 * away. On a transaction, it is a savepoint in it.
 */
export async function runInTransaction<T>(
  knex: Knex,
  body: (trx: Knex.Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const dialect = resolveDialect(knex)
  if (knex.isTransaction === true && verifies(dialect, options)) throw VerifyError.wholeRunsOnly({ database: dialect.name })
  const connection: unknown = await knex.client.acquireConnection()
  const run: Run = async (sql) => dialect.readResult(await knex.raw(sql).connection(connection)).rows
  const raw = rawConnection(connection)
  const watch = raw.watch()
  const held: Held = { knex, connection, dialect, run, breakReason: () => watch.firstError() ?? raw.reason }
  try {
    return knex.isTransaction === true ? await bracket(held, body, options) : await withSettings(held, body, options)
  } finally {
    watch.end()
    await knex.client.releaseConnection(connection)
  }
}

function verifies(dialect: Dialect, { foreignKeys }: TransactionOptions): boolean {
  return foreignKeys === 'verify' && dialect.verifiedRun !== undefined
}

async function withSettings<T>(
  held: Held,
  body: (trx: Knex.Transaction) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  let restore: () => Promise<void>
  try {
    restore = await held.dialect.prepare(held.run, verifies(held.dialect, options) ? 'verify' : 'check', held.connection)
  } catch (error) {
    // Half of the settings may be made.
    throwAway(held, 'its settings could not be made')
    throw error
  }
  try {
    return await bracket(held, body, options)
  } finally {
    await restoreSettings(held, restore)
  }
}

async function restoreSettings(held: Held, restore: () => Promise<void>): Promise<void> {
  if (held.breakReason() !== undefined) return
  const outcome = await settleWithin(restore(), RESTORE_MILLISECONDS)
  if (outcome.state !== 'fulfilled') throwAway(held, 'its settings could not be restored')
}

async function bracket<T>(
  held: Held,
  body: (trx: Knex.Transaction) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  const trx = await begin(held)
  const isDryRun = options.rollback === 'always'
  let guard: CommitGuard | undefined
  let value: T
  let orphans: readonly Orphan[] = []
  try {
    if (options.wholeness === 'proved') guard = await setCommitGuard(held.dialect, held.run)
    const proof = verifies(held.dialect, options) ? await held.dialect.verifiedRun?.begin(held.run) : undefined
    value = await body(trx)
    if (trx.isCompleted()) throw ConnectionError.transactionEnded()
    if (held.knex.isTransaction !== true) {
      refuseLost(held)
      await held.dialect.beforeCommit(held.run)
      await proof?.prove()
      if (isDryRun) orphans = await orphansBeforeRollback(held)
    }
  } catch (error) {
    const first = firstCause(held, error)
    const isWhole = await staysWhole(held, guard, first)
    await rollBack(held, trx, error)
    throw isWhole ? first : ConnectionError.committedUnasked({ cause: first })
  }
  if (!(await staysWhole(held, guard))) {
    await rollBack(held, trx, new Error('not whole'))
    throw ConnectionError.committedUnasked({})
  }
  if (isDryRun) {
    await rollBack(held, trx, new Error('dry run'))
    await refuseNewOrphans(held, orphans)
  } else await commit(held, trx, options)
  return value
}

/** The body may have caught what failed because of it; COMMIT would fail as well, and leave open whether it got there. */
function refuseLost({ connection, breakReason }: Held): void {
  if (rawConnection(connection).isClosed) throw ConnectionError.lost({ reason: reasonText(breakReason() ?? 'the server closed it'), cause: breakReason() })
}

async function staysWhole(held: Held, guard: CommitGuard | undefined, failure?: unknown): Promise<boolean> {
  // A deadlock that the body fails with has undone everything: that is as whole as it gets.
  if (guard === undefined || held.breakReason() !== undefined || /ER_LOCK_DEADLOCK/.test(texts(failure))) return true
  const outcome = await settleWithin(guard.isLost(), ROLLBACK_MILLISECONDS)
  return outcome.state !== 'fulfilled' || !outcome.value
}

async function begin(held: Held): Promise<Knex.Transaction> {
  // Knex's types do not know of `connection`, its documentation does: the transaction runs on it and does not release
  // it.
  const config = { connection: held.connection, doNotRejectOnRollback: false } as Knex.TransactionConfig
  const trx = await held.knex.transaction(null, config)
  // Knex tells the end of a transaction through this promise alone; it must not go unhandled meanwhile.
  trx.executionPromise.catch(() => undefined)
  // A transaction whose BEGIN has failed comes like any other, and this promise has failed already.
  await Promise.race([trx.executionPromise, Promise.resolve()]).catch((error: unknown) => {
    const reason = reasonText(held.breakReason() ?? error).replace(/^(?:BEGIN|SAVEPOINT \w+); - /, '')
    throw isBroken(error) ? ConnectionError.lost({ reason, cause: safeCause(error) }) : ConnectionError.cannotBegin({ reason, cause: safeCause(error) })
  })
  return trx
}

/**
 * Knex's commit() resolves whatever happens. A COMMIT that fails leaves the transaction open on SQLite, so ROLLBACK
 * follows.
 */
async function commit(held: Held, trx: Knex.Transaction, { onCommit }: TransactionOptions): Promise<void> {
  try {
    onCommit?.()
    await trx.commit()
  } catch (error) {
    await rollBack(held, trx, error)
    throw error
  }
  const failure: unknown = await trx.executionPromise.then(
    () => undefined,
    (error: unknown) => error ?? new Error('COMMIT failed'),
  )
  if (failure === undefined) return
  // A savepoint that cannot be released is for the transaction around it to deal with.
  if (held.knex.isTransaction === true) throw failure
  const orphans = await orphansAfterFailure(held, failure)
  const outcome = await settleWithin(held.run('rollback'), ROLLBACK_MILLISECONDS)
  const isClean = outcome.state === 'fulfilled' || (outcome.state === 'rejected' && saysNoTransaction(outcome.reason))
  const reason = held.breakReason()
  if (!isClean) throwAway(held, 'COMMIT failed')
  if (!isClean && isBroken(failure)) {
    throw ConnectionError.outcomeUnknown({ reason: reasonText(reason ?? failure), cause: safeCause(failure) })
  }
  if (isClean) await refuseNewOrphans(held, orphans, failure)
  throw failure
}

async function rollBack(held: Held, trx: Knex.Transaction, error: unknown): Promise<void> {
  const marker = error ?? new Error('rolled back')
  if (trx.isCompleted()) {
    if (held.knex.isTransaction === true) return
    // The body has ended it. On a server, ROLLBACK without a transaction is harmless; SQLite says that there is none.
    const outcome = await settleWithin(held.run('rollback'), ROLLBACK_MILLISECONDS)
    if (outcome.state === 'timed out' || (outcome.state === 'rejected' && !saysNoTransaction(outcome.reason)))
      throwAway(held, 'ROLLBACK failed')
    return
  }
  const sent = await settleWithin(rawConnection(held.connection).atRest(async () => trx.rollback(marker)), ROLLBACK_MILLISECONDS)
  if (sent.state === 'timed out') return throwAway(held, 'ROLLBACK was not answered')
  // Rejected with the marker: rolled back. With anything else: ROLLBACK itself failed.
  const ended: unknown = await trx.executionPromise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (ended === marker || ended === undefined || saysNoTransaction(ended)) return
  throwAway(held, 'ROLLBACK failed')
}

function throwAway(held: Held, reason: string): void {
  if (held.knex.isTransaction === true) return
  const raw = rawConnection(held.connection)
  raw.dispose(`seedkit gave the connection up: ${reason}`)
  raw.cutOff()
}

/** SQLite rolls back by itself when the disk is full, and answers so to the ROLLBACK that follows. */
function saysNoTransaction(error: unknown): boolean {
  return error instanceof Error && /no transaction is active/i.test(error.message)
}

const CONSEQUENCE =
  /connection error and is not queryable|Client was closed and is not queryable|Can't add new command|Connection terminated|Connection lost|closed the connection|ECONNRESET|EPIPE|This socket has been ended/i

/** After a connection broke, statements fail with a consequence of it; the driver has kept the reason. */
function firstCause(held: Held, error: unknown): unknown {
  const reason = held.breakReason()
  if (reason === undefined || !isBroken(error) || texts(error).includes(textOf(reason))) return error
  return ConnectionError.lost({ reason: reasonText(reason), cause: error })
}

function isBroken(error: unknown): boolean {
  return CONSEQUENCE.test(texts(error))
}

/** Messages and codes of an error and its causes. */
function texts(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const code = 'code' in error ? String(error.code) : ''
  return `${error.message} ${code}\n${texts(error.cause)}`
}

function textOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason)
}

function reasonText(reason: unknown): string {
  return textOf(reason).split('\n')[0] ?? ''
}
