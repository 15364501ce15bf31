import { namedState } from '../../random/stream-state.js'
import { breathe } from '../breathe.js'
import { breakCycles } from '../cycles/break-cycles.js'
import { closingOf } from '../cycles/closing-of.js'
import type { Closing, CycleLevel } from '../cycles/cycle-level.js'
import { draftedParent, movedTo } from '../cycles/drafted-parents.js'
import { parentLineage } from '../cycles/lineage.js'
import { persistWanted } from '../cycles/persist-wanted.js'
import { PostponedParents } from '../cycles/postponed-parents.js'
import { giveUp, takeOver } from '../cycles/take-over.js'
import type { DatabaseScope } from '../database-scope.js'
import { draftRow } from '../draft-row.js'
import { goesWithoutParents, recycledOf, type Draft } from '../draft.js'
import { classOf, isFactory, type AnyFactory } from '../factory-internals.js'
import { modelOf } from '../factory-model.js'
import { RowPlan } from '../row-plan.js'
import { sequenceOffsets } from '../sequence-offsets.js'
import { SharedKeyPart, type SharedParent } from '../shared-parent.js'
import { persistComposites } from './persist-composites.js'
import { groupByTable } from './group-by-table.js'
import { joinPath } from './join-path.js'
import { keyOfRow, pickPlace, poolFor } from './recycled-rows.js'
import { relatedFactory } from './related-factory.js'
import { recycledBy, sharedPlan, sharedState } from './shared-plan.js'
import type { WantedParent } from './wanted-parent.js'

/**
 * Makes the parents that are still wanted: those of factories used as values, one for each row, and those of `for…`, one for each plan; rows that are
 * recycled take their place, and so do rows that led to this one, where definition() closes a circle. Parents of one table are inserted together,
 * whatever column or factory asked for them. Then their keys take their places.
 */
export async function persistParents(scope: DatabaseScope, level: CycleLevel): Promise<void> {
  takeOver(level)
  const wanted: WantedParent[] = []
  try {
    const { closings, shared, composite } = await draftParents(scope, level, wanted)
    if (closings.length > 0) await breakCycles(scope, closings)
    for (const group of groupByTable(wanted, ({ draft }) => draft.plan.model)) await persistWanted(scope, level, group)
    if (shared) for (const draft of level.drafts) placeSharedKeys(draft)
    // Part of their keys may be what the parents before gave.
    if (composite) await persistComposites(scope, level, wanted)
  } catch (error) {
    if (error instanceof PostponedParents) giveUp(level, wanted)
    throw error
  }
}

interface FoundParents {
  readonly closings: readonly Closing[]
  /** Some rows have a parent in common. */
  readonly shared: boolean
  /** Some have a parent with a composite key as a value. */
  readonly composite: boolean
}

/** @param wanted gets the parents that are to be made. */
async function draftParents(scope: DatabaseScope, level: CycleLevel, wanted: WantedParent[]): Promise<FoundParents> {
  const { drafts } = level
  const closings: Closing[] = []
  let composite = false
  const shared = new Map<SharedParent, Draft>()
  scope.run.breath.begin()
  for (const draft of drafts) {
    const pause = drafts.length === 1 ? undefined : breathe(scope, 1)
    if (pause !== undefined) await pause
    for (const column in draft.values) {
      const value = draft.values[column]
      if (typeof value !== 'object' || value === null) continue
      if (value instanceof SharedKeyPart) {
        if (!shared.has(value.parent)) shared.set(value.parent, draft)
      } else if (isFactory(value)) {
        if (modelOf(value).primaryKey.length !== 1 && !goesWithoutParents(draft)) {
          composite = true
          continue
        }
        const parent = columnParent(scope, { draft, column, level }, value)
        if (parent === undefined) continue
        if ('ancestor' in parent) closings.push(parent)
        else wanted.push(parent)
      }
    }
  }
  for (const [parent, draft] of shared) {
    const made = parent.key === undefined ? sharedParent(scope, parent, draft, level) : undefined
    if (made !== undefined) wanted.push(made)
  }
  return { closings, shared: shared.size > 0, composite }
}

/** The parent for a factory used as a value, or the row that it refers back to; undefined where none is to be made. */
function columnParent(
  scope: DatabaseScope,
  { draft: child, column, level }: { readonly draft: Draft; readonly column: string; readonly level: CycleLevel },
  factory: AnyFactory,
): WantedParent | Closing | undefined {
  const model = modelOf(factory)
  if (goesWithoutParents(child)) {
    child.values[column] = null
    return undefined
  }
  const pool = poolFor(scope, recycledOf(child), classOf(factory))
  if (pool !== undefined) {
    const [key] = keyOfRow(pool.pick(pickPlace(scope, child, column)), model)
    child.values[column] = key
    scope.recycled.add(child.plan.path, column, { factory: model.name, rows: 1 })
    return undefined
  }
  const closing = child.lineage === undefined ? undefined : closingOf(child, [{ column, key: model.primaryKey[0] ?? '' }], factory, level)
  if (closing !== undefined) return closing
  const drafted = draftedParent(child, { columns: [column] })
  if (drafted !== undefined) return movedTo(drafted, level)
  const state = namedState(child.state, column, 'parent')
  const plan = new RowPlan(factory, { state, path: joinPath(child.plan.path, column), recycled: recycledOf(child), role: child.defined[column] === factory ? 'implied' : 'parent' })
  // The child's place: a sequence of the parent's factory goes along with the children.
  const { index, of, rank, ranks } = child
  const lineage = parentLineage(child, [column], level, { class: classOf(factory), seeder: scope.seeder })
  const place = { state, branch: state, index, of, rank, ranks, parent: undefined, offsets: sequenceOffsets(scope.run, plan, 1, index), overrides: [], lineage }
  return {
    draft: draftRow(scope, plan, place),
    holders: () => [{ draft: child, columns: [column] }],
    useKey: ([key]) => {
      child.values[column] = key
    },
  }
}

/** The parent of a `for…`; undefined where a recycled row takes its place. */
function sharedParent(scope: DatabaseScope, parent: SharedParent, first: Draft, level: CycleLevel): WantedParent | undefined {
  const { plan: childPlan, step } = parent
  const { relation } = step
  const recycled = recycledBy(parent, first)
  const state = sharedState(parent)
  const pool = poolFor(scope, recycled, step.related)
  if (pool !== undefined) {
    const { generator, start } = pickPlace(scope, first, relation.name)
    const model = modelOf(relatedFactory(childPlan.factory, relation, step.related))
    parent.key = keyOfRow(pool.pick({ state, generator, start, index: 0 }), model)
    scope.recycled.add(childPlan.path, relation.name, { factory: model.name, rows: 1 })
    return undefined
  }
  const drafted = draftedParent(first, parent)
  if (drafted !== undefined) return movedTo(drafted, level)
  const plan = sharedPlan(parent, recycled)
  const offsets = sequenceOffsets(scope.run, plan, 1)
  const lineage = parentLineage(first, parent.columns, level, { class: step.related, seeder: scope.seeder })
  const holders = level.drafts.filter(({ values }) => parent.columns.some((column) => holdsPart(values[column], parent)))
  return {
    draft: draftRow(scope, plan, { state, branch: state, index: 0, of: 1, rank: 0, ranks: 1, parent: undefined, offsets, overrides: [], lineage }),
    holders: () => holders.map((draft) => ({ draft, columns: parent.columns })),
    useKey: (key) => {
      parent.key = key
    },
  }
}

function holdsPart(value: unknown, parent: SharedParent): boolean {
  return value instanceof SharedKeyPart && value.parent === parent
}

function placeSharedKeys(draft: Draft): void {
  for (const column in draft.values) {
    const value = draft.values[column]
    if (value instanceof SharedKeyPart) draft.values[column] = value.parent.key?.[value.part]
  }
}
