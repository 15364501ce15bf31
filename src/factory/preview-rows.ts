import { ordinalState } from '../random/stream-state.js'
import type { AttributeBag } from './blueprint.js'
import { draftRow } from './draft-row.js'
import { goesWithoutParents, type Draft } from './draft.js'
import { blueprintOf, isFactory, type AnyFactory } from './factory-internals.js'
import { modelOf } from './factory-model.js'
import { LazyAttributes } from './lazy-attributes.js'
import { runAfterMake } from './row-hooks.js'
import { RowPlan } from './row-plan.js'
import { nextCallState, type Scope } from './scope.js'
import { ScopedSession } from './scoped-session.js'
import { sequenceOffsets } from './sequence-offsets.js'
import { SharedKeyPart } from './shared-parent.js'
import { UnmadeKey } from './unmade-key.js'

/**
 * The rows that the next `createBatch()` of the factory would insert, as far as they are known without a database: keys of parents that it would make are
 * UnmadeKeys, and lazy attributes read them as undefined. Promises are awaited. It takes the place of that call.
 */
export function previewRows(factory: AnyFactory, count: number, overrides: AttributeBag): Promise<readonly Record<string, unknown>[]> {
  const scope = ScopedSession.scopeOf(factory.session)
  const state = nextCallState(scope, modelOf(factory).name, 'create', blueprintOf(factory).stream)
  const plan = new RowPlan(factory, { state, path: undefined, recycled: [] })
  const offsets = sequenceOffsets(scope.run, plan, count)
  return scope.run.call(async () => {
    const rows: Record<string, unknown>[] = []
    scope.run.calls.setBuilding('building')
    try {
      for (let index = 0; index < count; index++) {
        const place = { state: ordinalState(state, index), branch: state, index, of: count, parent: undefined, offsets, overrides: [overrides] }
        rows.push(await previewRow(scope, draftRow(scope, plan, place)))
      }
    } finally {
      scope.run.calls.setBuilding('idle')
    }
    return rows
  })
}

async function previewRow(scope: Scope, draft: Draft): Promise<Record<string, unknown>> {
  const { values } = draft
  // NULL in place of a parent is known now, and lazy attributes may ask for it.
  if (goesWithoutParents(draft)) for (const column in values) if (isFactory(values[column])) values[column] = null
  await new LazyAttributes(scope, draft).settle()
  runAfterMake(scope, draft)
  for (const [column, value] of Object.entries(draft.values)) {
    if (value === undefined) delete draft.values[column]
    else if (isFactory(value)) draft.values[column] = new UnmadeKey(modelOf(value).name)
    else if (value instanceof SharedKeyPart) draft.values[column] = new UnmadeKey(value.parent.step.related.name)
  }
  return draft.values
}
