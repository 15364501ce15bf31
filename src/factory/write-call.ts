import type { ForeignKeyMode } from '../config/foreign-key-mode.js'
import type { Database } from '../database/database.js'
import { inOwnTransaction } from '../database/in-own-transaction.js'
import { FactoryError } from '../errors/factory-error.js'
import { VerifyError } from '../errors/verify-error.js'
import { addCaller } from '../support/add-caller.js'
import { callPlace } from '../support/call-place.js'
import { CallScope } from './call-scope.js'
import { checkNothingDue } from './cycles/check-nothing-due.js'
import { dueOn } from './cycles/open-circles.js'
import type { DatabaseScope, WriteMode } from './database-scope.js'
import { describeCall, type CallName } from './describe-call.js'
import type { Scope } from './scope.js'
import { VerifiedWrites } from './verified-writes.js'

export interface WriteOptions {
  /** What comes back of the rows: all, if left out. */
  readonly back?: WriteMode['back']
  /** Streamed rows that are built and written together; as many as suit the database, if left out. */
  readonly chunkSize?: number | undefined
  readonly chunks?: 'usual' | 'large'
  /** When the foreign keys of the rows are checked: row by row, if left out. */
  readonly foreignKeys?: ForeignKeyMode | undefined
}

type Work<T> = (scope: DatabaseScope) => Promise<T>

/**
 * Runs a call that writes when its turn comes, and lets the run know of it meanwhile.
 */
export function writeCall<T>(scope: Scope, name: CallName, work: Work<T>, options: WriteOptions = {}): Promise<T> {
  const { operations } = scope
  if (operations !== undefined && !operations.isOpen()) return refused(operations.late(describeCall(name)))
  const settle = operations?.started(describeCall(name))
  const { run } = scope
  return run.call(async () => {
    try {
      const breath = run.breath.now()
      if (breath !== undefined) await breath
      const result = await attempt(scope, name, work, options)
      settle?.()
      return result
    } catch (error) {
      // Nobody knows which of its rows are there.
      run.uniqueness.forget()
      run.recycled.forgetAll()
      if (settle === undefined) addCaller(error, callPlace())
      else settle(error)
      throw error
    }
  })
}

/** The run remembers a late call itself: nobody need wait for this promise. */
function refused(error: Error): Promise<never> {
  const rejection = Promise.reject(error)
  rejection.catch(() => undefined)
  return rejection
}

/** On a transaction as it is; on a Knex instance in a transaction of the call's own. */
function attempt<T>(scope: Scope, name: CallName, work: Work<T>, options: WriteOptions): Promise<T> {
  const { run, database } = scope
  if (database === undefined) throw FactoryError.noDatabase({ what: 'create()' })
  const on = (own: Database, handle: Scope['handle']): Promise<T> => {
    const inside = options.chunks === 'large' ? own.inLargeChunks() : own
    const verified = verifiedWrites(inside, run.foreignKeys, options.foreignKeys)
    return work(new CallScope(scope, { database: inside, handle, verified }, { name, mode: modeOf(own, options) }))
  }
  if (!database.knex.isTransaction) {
    const alone = async (inside: Database, trx: Scope['handle']): Promise<T> => {
      const result = await on(inside, trx)
      checkNothingDue(inside, 0, scope.seeder)
      return result
    }
    return run.uniqueness.values.undoable(() => inOwnTransaction(database, alone))
  }
  return inTransaction(scope, name, database, () => on(database, scope.handle))
}

async function inTransaction<T>({ verified, seeder }: Scope, { factory }: CallName, database: Database, work: () => Promise<T>): Promise<T> {
  // Keys that a call further out has set aside are in force for the rows of this one.
  if (verified !== undefined) await verified.pause({ seeder, factory, relation: undefined, rows: undefined })
  const due = dueOn(database)?.size ?? 0
  const result = await work()
  checkNothingDue(database, due, seeder)
  const ending = database.callEnded()
  if (ending !== undefined) await ending
  return result
}

function modeOf({ dialect, knex }: Database, { back = 'rows', chunkSize }: WriteOptions): WriteMode {
  const pieces = dialect.pieces(knex.client)
  if (back === 'rows') return { back, pieceSize: pieces.whole, parentPieceSize: pieces.whole, piecesAhead: pieces.ahead }
  return { back, pieceSize: chunkSize ?? pieces.streamed, parentPieceSize: chunkSize ?? pieces.parents, piecesAhead: pieces.ahead }
}

/** Undefined where keys are checked row by row, or by the run as a whole. Throws DatabaseError where the database can do that for a whole run alone. */
function verifiedWrites(database: Database, ofRun: ForeignKeyMode, asked: ForeignKeyMode | undefined): VerifiedWrites | undefined {
  if (asked !== 'verify') return undefined
  const { name, verifiedKeys } = database.dialect
  if (verifiedKeys !== undefined) return new VerifiedWrites(database, verifiedKeys)
  if (ofRun !== 'verify') throw VerifyError.wholeRunsOnly({ database: name })
  return undefined
}
