import { FactoryError } from '../../errors/factory-error.js'
import { namedState } from '../../random/stream-state.js'
import type { DatabaseScope } from '../database-scope.js'
import { draftRow } from '../draft-row.js'
import { placeOf, type Draft } from '../draft.js'
import { isFactory, type AnyFactory } from '../factory-internals.js'
import { modelOf } from '../factory-model.js'
import { RowPlan } from '../row-plan.js'
import type { AnyFactoryClass } from '../runtime-relation.js'
import { sequenceOffsets } from '../sequence-offsets.js'
import { SharedKeyPart, type SharedParent } from '../shared-parent.js'
import { groupByTable } from './group-by-table.js'
import { joinPath } from './join-path.js'
import { keyOfRow, pickPlace, poolFor } from './recycled-rows.js'
import { configuredFactory, relatedFactory } from './related-factory.js'

/** A parent to be made, and what is done with its key. */
interface WantedParent {
  readonly draft: Draft
  readonly useKey: (key: readonly unknown[]) => void
}

/**
 * Makes the parents that are still wanted: those of factories used as values, one for each row, and those of `for…`, one for each plan; rows that are
 * recycled take their place. Parents of one table are inserted together, whatever column or factory asked for them. Then their keys take their places.
 */
export async function persistParents(scope: DatabaseScope, drafts: readonly Draft[]): Promise<void> {
  const wanted: WantedParent[] = []
  const shared = new Map<SharedParent, Draft>()
  for (const draft of drafts) {
    for (const column in draft.values) {
      const value = draft.values[column]
      if (typeof value !== 'object' || value === null) continue
      if (value instanceof SharedKeyPart) {
        if (!shared.has(value.parent)) shared.set(value.parent, draft)
      } else if (isFactory(value)) {
        const parent = columnParent(scope, draft, column, value)
        if (parent !== undefined) wanted.push(parent)
      }
    }
  }
  for (const [parent, draft] of shared) {
    const made = parent.key === undefined ? sharedParent(scope, parent, draft) : undefined
    if (made !== undefined) wanted.push(made)
  }
  for (const group of groupByTable(wanted, ({ draft }) => draft.plan.model)) {
    const rows = await scope.persist(group.map(({ draft }) => draft))
    for (const [position, { draft, useKey }] of group.entries()) useKey(keyOfRow(rows[position] ?? {}, draft.plan.model))
  }
  if (shared.size > 0) for (const draft of drafts) placeSharedKeys(draft)
}

/** The parent for a factory used as a value; undefined where none is to be made. */
function columnParent(scope: DatabaseScope, child: Draft, column: string, factory: AnyFactory): WantedParent | undefined {
  const model = modelOf(factory)
  if (child.plan.blueprint.withoutParents) {
    child.values[column] = null
    return undefined
  }
  if (model.primaryKey.length !== 1) {
    throw FactoryError.valueNeedsSingleKey({ ...placeOf(child, scope.seeder), attribute: column, parent: model.name })
  }
  const pool = poolFor(scope, child.plan, classOf(factory))
  if (pool !== undefined) {
    const [key] = keyOfRow(pool.pick(pickPlace(scope, child, column)), model)
    child.values[column] = key
    return undefined
  }
  const state = namedState(child.state, column, 'parent')
  const plan = new RowPlan(factory, { state, path: joinPath(child.plan.path, column), recycled: child.plan.recycled })
  // The child's place: a sequence of the parent's factory goes along with the children.
  const { index, of } = child
  const place = { state, branch: state, index, of, parent: undefined, offsets: sequenceOffsets(scope.run, plan, 1), overrides: [] }
  return {
    draft: draftRow(scope, plan, place),
    useKey: ([key]) => {
      child.values[column] = key
    },
  }
}

/** The parent of a `for…`; undefined where a recycled row takes its place. */
function sharedParent(scope: DatabaseScope, parent: SharedParent, first: Draft): WantedParent | undefined {
  const { plan: childPlan, step } = parent
  const { relation } = step
  const bare = relatedFactory(childPlan.factory, relation, step.related)
  const state = namedState(childPlan.state, relation.name, 'parent')
  const pool = poolFor(scope, childPlan, step.related)
  if (pool !== undefined) {
    const { generator, start } = pickPlace(scope, first, relation.name)
    parent.key = keyOfRow(pool.pick({ state, generator, start, index: 0 }), modelOf(bare))
    return undefined
  }
  const configure = 'configure' in step.parent ? step.parent.configure : undefined
  const factory = configure === undefined ? bare : configuredFactory(bare, configure, `for("${relation.name}")`)
  const plan = new RowPlan(factory, { state, path: joinPath(childPlan.path, relation.name), recycled: childPlan.recycled })
  const offsets = sequenceOffsets(scope.run, plan, 1)
  return {
    draft: draftRow(scope, plan, { state, branch: state, index: 0, of: 1, parent: undefined, offsets, overrides: [] }),
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

function classOf(factory: AnyFactory): AnyFactoryClass {
  return factory.constructor as AnyFactoryClass // a constructor's own type is plain Function
}
