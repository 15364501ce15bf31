import type { StoredRow } from '../database/database.js'
import { ordinalState, type StreamState } from '../random/stream-state.js'
import type { AttributeBag } from './blueprint.js'
import { draftRow } from './draft-row.js'
import type { Draft } from './draft.js'
import type { AnyFactory } from './factory-internals.js'
import { holdPromises } from './hold-promises.js'
import { RowPlan } from './row-plan.js'
import type { Scope } from './scope.js'
import { sequenceOffsets } from './sequence-offsets.js'
import { writeCall } from './write-call.js'

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
  holdPromises(call.overrides)
  const plan = new RowPlan(call.factory, { state: call.state, path: undefined, recycled: [] })
  const offsets = sequenceOffsets(scope.run, plan, call.count)
  return writeCall(scope, call.description, (inside) => {
    if (call.count === 0) return Promise.resolve([])
    const drafts = Array.from({ length: call.count }, (_, index): Draft => {
      const state = ordinalState(call.state, index)
      return draftRow(inside, plan, { state, branch: call.state, index, of: call.count, parent: undefined, offsets, overrides: [call.overrides] })
    })
    return inside.persist(drafts)
  })
}
