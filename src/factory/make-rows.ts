import { ordinalState, type StreamState } from '../random/stream-state.js'
import type { AttributeBag } from './blueprint.js'
import { draftRow } from './draft-row.js'
import { goesWithoutParents, type Draft } from './draft.js'
import { blueprintOf, isFactory, type AnyFactory } from './factory-internals.js'
import { modelOf } from './factory-model.js'
import { LazyAttributes } from './lazy-attributes.js'
import { runAfterMake } from './row-hooks.js'
import { RowPlan } from './row-plan.js'
import { nextCallState, type Scope } from './scope.js'
import { IS_OPEN } from './scan-attributes.js'
import { sequenceOffsets } from './sequence-offsets.js'
import { SharedKeyPart } from './shared-parent.js'

/** Builds rows without the database: what needs a query (a parent's key) is left out. */
export function makeRows(scope: Scope, factory: AnyFactory, countOf: (state: StreamState) => number, overrides: AttributeBag | undefined): Record<string, unknown>[] {
  const { rows, calls } = scope.run
  // A call may be waiting for a promise in the middle of one of its rows: it gets its generator back.
  const before = calls.isBuilding() || scope.run.isBuilding() ? rows.generator.snapshot() : undefined
  try {
    const state = nextCallState(scope, modelOf(factory).name, 'make', blueprintOf(factory).stream)
    const count = countOf(state)
    const plan = new RowPlan(factory, { state, path: undefined, recycled: [] })
    const offsets = sequenceOffsets(scope.run, plan, count)
    return Array.from({ length: count }, (_, index) => {
      const row = ordinalState(state, index)
      return makeRow(scope, draftRow(scope, plan, { state: row, branch: state, index, of: count, parent: undefined, offsets, overrides: [overrides] }))
    })
  } finally {
    if (before !== undefined) rows.generator.restore(before)
  }
}

function makeRow(scope: Scope, draft: Draft): Record<string, unknown> {
  if ((draft.open & IS_OPEN) !== 0) new LazyAttributes(scope, draft).compute()
  for (const column of Object.keys(draft.values)) {
    const value = draft.values[column]
    if (isFactory(value) && goesWithoutParents(draft)) draft.values[column] = null
    else if (value === undefined || isFactory(value) || value instanceof SharedKeyPart) delete draft.values[column]
  }
  runAfterMake(scope, draft)
  return draft.values
}
