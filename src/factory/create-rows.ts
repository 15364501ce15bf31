import type { Database, StoredRow } from '../database/database.js'
import { runInTransaction } from '../database/transaction.js'
import { FactoryError } from '../errors/factory-error.js'
import { ordinalState, type StreamState } from '../random/stream-state.js'
import type { AttributeBag } from './blueprint.js'
import { draftRow } from './draft-row.js'
import type { Draft } from './draft.js'
import type { AnyFactory } from './factory-internals.js'
import type { DatabaseScope } from './database-scope.js'
import { holdPromises } from './hold-promises.js'
import { persistRows } from './persist-rows.js'
import { RowPlan } from './row-plan.js'
import type { Scope } from './scope.js'
import { sequenceOffsets } from './sequence-offsets.js'

/** A call whose place in the run is taken: from here on it may wait for its turn. */
export interface CreateCall {
  readonly factory: AnyFactory
  readonly state: StreamState
  readonly count: number
  readonly overrides: AttributeBag | undefined
  /** The call as the user wrote it, for the report of a forgotten `await`. */
  readonly description: string
}

/** Makes the rows of a call in the database, with their parents and children, and gives them back in order. */
export function createRows(scope: Scope, call: CreateCall): Promise<StoredRow[]> {
  const { operations, run } = scope
  if (operations !== undefined && !operations.isOpen()) return refused(operations.late(call.description))
  holdPromises(call.overrides)
  const plan = new RowPlan(call.factory, { state: call.state, path: undefined, recycled: [] })
  const offsets = sequenceOffsets(run, plan, call.count)
  const settle = operations?.started(call.description)
  const rows = run.call(() =>
    onTransaction(scope, (inside) => {
      if (call.count === 0) return Promise.resolve([])
      const drafts = Array.from({ length: call.count }, (_, index): Draft => {
        const state = ordinalState(call.state, index)
        return draftRow(inside, plan, { state, branch: call.state, index, of: call.count, parent: undefined, offsets, overrides: [call.overrides] })
      })
      return inside.persist(drafts)
    }),
  )
  return settle === undefined ? rows : rows.finally(settle)
}

/** The run remembers a late call itself: nobody need wait for this promise. */
function refused(error: Error): Promise<never> {
  const rejection = Promise.reject(error)
  rejection.catch(() => undefined)
  return rejection
}

/** On a transaction as it is; on a Knex instance in a transaction of the call's own. */
function onTransaction<T>(scope: Scope, work: (scope: DatabaseScope) => Promise<T>): Promise<T> {
  const { database } = scope
  if (database === undefined) throw FactoryError.noDatabase({ what: 'create()' })
  if (database.knex.isTransaction) return work(writing(scope, database))
  return runInTransaction(database.knex, (trx) => work(writing({ ...scope, handle: trx }, database.on(trx))))
}

function writing(scope: Scope, database: Database): DatabaseScope {
  const inside: DatabaseScope = { ...scope, database, persist: (drafts) => persistRows(inside, drafts) }
  return inside
}
