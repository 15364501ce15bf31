import { FactoryError } from '../../errors/factory-error.js'
import { namedState } from '../../random/stream-state.js'
import { draftRow } from '../draft-row.js'
import { placeOf, type Draft } from '../draft.js'
import { isFactory, type AnyFactory } from '../factory-internals.js'
import { modelOf } from '../factory-model.js'
import { persistRows, type DatabaseScope } from '../persist-rows.js'
import { RowPlan } from '../row-plan.js'
import { sequenceOffsets } from '../sequence-offsets.js'
import { SharedKeyPart, type SharedParent } from '../shared-parent.js'
import { groupByTable } from './group-by-table.js'
import { configuredFactory, relatedFactory } from './related-factory.js'

/** A parent to be made, and what is done with its key. */
interface WantedParent {
  readonly draft: Draft
  readonly useKey: (key: readonly unknown[]) => void
}

/**
 * Makes the parents that are still wanted: those of factories used as values, one for each row, and those of `for…`, one for each plan. Parents of one
 * table are inserted together, whatever column or factory asked for them. Then their keys take their places.
 */
export async function persistParents(scope: DatabaseScope, drafts: readonly Draft[]): Promise<void> {
  const wanted: WantedParent[] = []
  const shared = new Set<SharedParent>()
  for (const draft of drafts) {
    for (const column in draft.values) {
      const value = draft.values[column]
      if (typeof value !== 'object' || value === null) continue
      if (value instanceof SharedKeyPart) shared.add(value.parent)
      else if (isFactory(value)) wanted.push(columnParent(scope, draft, column, value))
    }
  }
  for (const parent of shared) if (parent.key === undefined) wanted.push(sharedParent(scope, parent))
  for (const group of groupByTable(wanted, ({ draft }) => draft.plan.model)) {
    const rows = await persistRows(scope, group.map(({ draft }) => draft))
    for (const [position, { draft, useKey }] of group.entries()) {
      useKey(draft.plan.model.primaryKey.map((column) => rows[position]?.[column]))
    }
  }
  if (shared.size > 0) for (const draft of drafts) placeSharedKeys(draft)
}

function columnParent(scope: DatabaseScope, child: Draft, column: string, factory: AnyFactory): WantedParent {
  const model = modelOf(factory)
  if (model.primaryKey.length !== 1) {
    throw FactoryError.valueNeedsSingleKey({ ...placeOf(child, scope.seeder), attribute: column, parent: model.name })
  }
  const state = namedState(child.state, column, 'parent')
  const plan = new RowPlan(factory, { state, path: joinPath(child.plan.path, column) })
  // The child's place: a sequence of the parent's factory goes along with the children.
  const place = { state, index: child.index, of: child.of, parent: undefined, offsets: sequenceOffsets(scope.run, plan, 1), overrides: [] }
  return {
    draft: draftRow(scope, plan, place),
    useKey: ([key]) => {
      child.values[column] = key
    },
  }
}

function sharedParent(scope: DatabaseScope, parent: SharedParent): WantedParent {
  const { plan: childPlan, step } = parent
  const { relation } = step
  const bare = relatedFactory(childPlan.factory, relation)
  const configure = 'configure' in step.parent ? step.parent.configure : undefined
  const factory = configure === undefined ? bare : configuredFactory(bare, configure, `for("${relation.name}")`)
  const state = namedState(childPlan.state, relation.name, 'parent')
  const plan = new RowPlan(factory, { state, path: joinPath(childPlan.path, relation.name) })
  const place = { state, index: 0, of: 1, parent: undefined, offsets: sequenceOffsets(scope.run, plan, 1), overrides: [] }
  return {
    draft: draftRow(scope, plan, place),
    useKey: (key) => {
      parent.key = key
    },
  }
}

function placeSharedKeys(draft: Draft): void {
  for (const column in draft.values) {
    const value = draft.values[column]
    if (value instanceof SharedKeyPart) draft.values[column] = value.parent.key?.[value.part]
  }
}

/** Relations followed from the factory that was called. */
export function joinPath(path: string | undefined, name: string): string {
  return path === undefined ? name : `${path}.${name}`
}
