import type { StoredRow } from '../database/database.js'
import type { StreamState } from '../random/stream-state.js'
import type { AttributeBag } from './blueprint.js'
import { CallSource } from './call-source.js'
import type { CallName } from './describe-call.js'
import type { AnyFactory } from './factory-internals.js'
import { holdPromises } from './hold-promises.js'
import { leadsOn, readRecycled } from './relations/read-recycled.js'
import { RowPlan } from './row-plan.js'
import type { Scope } from './scope.js'
import { sequenceOffsets } from './sequence-offsets.js'
import { writeCall } from './write-call.js'

/** A call whose place in the run is taken: from here on it may wait for its turn. */
export interface CreateCall {
  readonly factory: AnyFactory
  readonly state: StreamState
  readonly count: number
  /** Only these of its rows, from `from` to before `to`: any row can be built alone. Left out, all of them. */
  readonly part?: { readonly from: number; readonly to: number } | undefined
  readonly overrides: AttributeBag | undefined
  readonly name: CallName
}

/** Makes the rows of a call in the database, with their parents and children, and gives them back in order. */
export function createRows(scope: Scope, call: CreateCall): Promise<StoredRow[]> {
  holdPromises(call.overrides)
  const plan = new RowPlan(call.factory, { state: call.state, path: undefined, recycled: [] })
  const offsets = sequenceOffsets(scope.run, plan, call.count)
  return writeCall(scope, call.name, async (inside) => {
    if (leadsOn(plan)) await readRecycled(inside, plan)
    const result: StoredRow[] = []
    await inside.persistAll(new CallSource(inside, plan, call, offsets), (_, rows) => {
      for (const row of rows) result.push(row)
    })
    return result
  })
}
