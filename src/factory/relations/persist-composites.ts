import { FactoryError } from '../../errors/factory-error.js'
import { namedState } from '../../random/stream-state.js'
import { keyText } from '../../database/write/key-text.js'
import { breakCycles } from '../cycles/break-cycles.js'
import { closingOf } from '../cycles/closing-of.js'
import type { Closing, CycleLevel } from '../cycles/cycle-level.js'
import { draftedParent, movedTo } from '../cycles/drafted-parents.js'
import { parentLineage } from '../cycles/lineage.js'
import { persistWanted } from '../cycles/persist-wanted.js'
import type { DatabaseScope } from '../database-scope.js'
import { draftRow } from '../draft-row.js'
import { placeOf, recycledOf, type Draft } from '../draft.js'
import { classOf } from '../factory-internals.js'
import { modelOf } from '../factory-model.js'
import { RowPlan } from '../row-plan.js'
import { sequenceOffsets } from '../sequence-offsets.js'
import { settleAhead } from '../settle-ahead.js'
import { compositeValues, isReady, type CompositeValue } from './composite-value.js'
import { groupByTable } from './group-by-table.js'
import { isValue } from './is-value.js'
import { joinPath } from './join-path.js'
import { keyOfRow, pickPlace, poolFor } from './recycled-rows.js'
import type { WantedParent } from './wanted-parent.js'

/**
 * Makes the parents with composite keys that stand as values, one for each row. What a column of the key holds already is given to the parent, or the
 * recycled row has it: two parents that share a column (a tenant's, say) agree. The first that needs none of the others is made first.
 *
 * @param all gets the parents that are drafted.
 */
export async function persistComposites(scope: DatabaseScope, level: CycleLevel, all: WantedParent[]): Promise<void> {
  for (;;) {
    const wanted: WantedParent[] = []
    const closings: Closing[] = []
    let open: readonly [Draft, CompositeValue] | undefined
    let settled = false
    for (const draft of level.drafts) {
      for (const value of compositeOf(scope, draft)) {
        if (!isReady(value, draft)) {
          open ??= [draft, value]
          continue
        }
        settled = true
        for (const column of value.fixed) if (typeof draft.values[column] === 'function') await settleAhead(scope, draft, column)
        const parent = compositeParent(scope, { draft, value, level })
        if (parent === undefined) continue
        if ('ancestor' in parent) closings.push(parent)
        else wanted.push(parent)
      }
    }
    all.push(...wanted)
    if (closings.length > 0) await breakCycles(scope, closings)
    for (const group of groupByTable(wanted, ({ draft }) => draft.plan.model)) await persistWanted(scope, level, group)
    if (open === undefined) return
    if (!settled) throw refusal(scope, open[0], open[1])
  }
}

/** The values of a row that are still to be made; after the first round those that are made are keys. */
function compositeOf(scope: DatabaseScope, draft: Draft): readonly CompositeValue[] {
  return compositeValues(draft, (column, factory) => FactoryError.valueNeedsSingleKey({ ...placeOf(draft, scope.seeder), attribute: column, parent: modelOf(factory).name }))
}

interface Wish {
  readonly draft: Draft
  readonly value: CompositeValue
  readonly level: CycleLevel
}

/** The parent to be made, or the row that is referred back to; undefined where a recycled row takes its place, or the row has none. */
function compositeParent(scope: DatabaseScope, wish: Wish): WantedParent | Closing | undefined {
  const { draft: child, value, level } = wish
  const { relation, factory, fixed } = value
  if (fixed.some((column) => child.values[column] === null)) {
    fill(wish, [])
    return undefined
  }
  const model = modelOf(factory)
  const partOf = (column: string): string => model.primaryKey[relation.foreignKey.indexOf(column)] ?? column
  const given = Object.fromEntries(fixed.map((column) => [partOf(column), child.values[column]]))
  const pool = poolFor(scope, recycledOf(child), classOf(factory))?.matching(given)
  if (pool !== undefined) {
    fill(wish, keyOfRow(pool.pick(pickPlace(scope, child, relation.name)), model))
    scope.recycled.add(child.plan.path, relation.name, { factory: model.name, rows: 1 })
    return undefined
  }
  const parts = value.own.map((column) => ({ column, key: partOf(column) }))
  const closing = closingOf(child, parts, factory, level)
  if (closing !== undefined) {
    // What else of the key the row has must be that row's too.
    if (Object.entries(given).some(([part, held]) => differ(closing.ancestor.values[part], held))) throw refusal(scope, child, value)
    return closing
  }
  const drafted = draftedParent(child, { columns: relation.foreignKey })
  if (drafted !== undefined) return movedTo(drafted, level)
  return newParent(scope, wish, given)
}

function newParent(scope: DatabaseScope, wish: Wish, given: Readonly<Record<string, unknown>>): WantedParent {
  const { draft: child, value, level } = wish
  const { relation, factory, own } = value
  const state = namedState(child.state, relation.name, 'parent')
  const isImplied = own.some((column) => child.defined[column] === child.values[column])
  const plan = new RowPlan(factory, { state, path: joinPath(child.plan.path, relation.name), recycled: recycledOf(child), role: isImplied ? 'implied' : 'parent' })
  const { index, of, rank, ranks } = child
  const lineage = parentLineage(child, relation.foreignKey, level, { class: classOf(factory), seeder: scope.seeder })
  const place = { state, branch: state, index, of, rank, ranks, parent: undefined, offsets: sequenceOffsets(scope.run, plan, 1, index), overrides: [given], lineage }
  return {
    draft: draftRow(scope, plan, place),
    holders: () => [{ draft: child, columns: own, parts: own.map((column) => relation.foreignKey.indexOf(column)) }],
    useKey: (key) => fill(wish, key),
  }
}

function differ(one: unknown, other: unknown): boolean {
  return isValue(one) && isValue(other) && keyText(one) !== keyText(other)
}

/** Puts a key into the columns that held the factory, and into those that held nothing; without a key there is no parent. */
function fill({ draft: { values }, value: { relation, own } }: Wish, key: readonly unknown[]): void {
  for (const [part, column] of relation.foreignKey.entries()) {
    if (own.includes(column) || values[column] === undefined) values[column] = key[part] ?? null
  }
}

function refusal(scope: DatabaseScope, draft: Draft, { relation, factory }: CompositeValue): FactoryError {
  return FactoryError.compositeCircle({ ...placeOf(draft, scope.seeder), relation: relation.name, columns: relation.foreignKey, parent: modelOf(factory).name })
}
