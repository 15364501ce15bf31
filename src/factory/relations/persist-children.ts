import type { StoredRow } from '../../database/database.js'
import { namedState, ordinalState } from '../../random/stream-state.js'
import type { AttributeBag, ChildrenStep } from '../blueprint.js'
import type { DatabaseScope } from '../database-scope.js'
import type { Draft } from '../draft.js'
import { derive } from '../factory-internals.js'
import { RowPlan } from '../row-plan.js'
import { sequenceOffsets } from '../sequence-offsets.js'
import { attachRows, type Attachment } from './attach-rows.js'
import { childCount } from './child-count.js'
import { ChildrenSource, type Family } from './children-source.js'
import { childrenOf } from './children-of.js'
import { foreignValues } from './foreign-values.js'
import { givenKeys } from './given-keys.js'
import { groupByTable } from './group-by-table.js'
import { isRowList } from './is-row-list.js'
import { joinPath } from './join-path.js'
import { pickPlace, poolFor } from './recycled-rows.js'
import { configuredFactory, relatedFactory } from './related-factory.js'

/** What earlier `has…` of one relation have done for a parent. */
class Progress {
  /** Children that they make: two of one relation number theirs through. */
  from = 0
  #picked: Set<string> | undefined

  /** Recycled rows that they have picked. */
  get picked(): Set<string> {
    return (this.#picked ??= new Set())
  }
}

/** One `has…` of one parent. */
interface Wish {
  readonly so: Progress
  readonly parent: Draft
  readonly row: StoredRow
  readonly step: ChildrenStep
}

/** Makes the children that rows asked for with `has…`, all those of one table and level together, and attaches those of `manyToMany`. */
export async function persistChildren(scope: DatabaseScope, parents: readonly Draft[], rows: readonly StoredRow[]): Promise<void> {
  const families: Family[] = []
  // In the order of their parents, whichever of them are there already.
  const attachments: (Attachment | undefined)[] = []
  for (let position = 0; position < parents.length; position++) {
    const parent = parents[position]
    const row = rows[position]
    if (parent === undefined || row === undefined) continue
    const steps = childrenOf(parent)
    // Nearly always there is one, and nothing that another of its relation could have made or picked.
    const relations = steps.length > 1 ? new Map<string, Progress>() : undefined
    for (const step of steps) {
      const so = relations?.get(step.relation.name) ?? new Progress()
      relations?.set(step.relation.name, so)
      const family = familyOf(scope, { parent, row, step, so }, attachments)
      if (family === undefined || family.of === 0) continue
      so.from += family.of
      families.push(family)
    }
  }
  for (const group of groupByTable(families, ({ plan }) => plan.model)) {
    const source = new ChildrenSource(scope, group)
    await scope.persistAll(source, (_, made) => source.tell(made))
  }
  if (attachments.length === 0) return
  await scope.flight.drain()
  await attachRows(scope, attachments.filter((each) => each !== undefined))
}

function familyOf(scope: DatabaseScope, wish: Wish, attachments: (Attachment | undefined)[]): Family | undefined {
  const { parent, row, step } = wish
  const { relation } = step
  const plan = parent.plan.children(step, () => childPlan(parent.plan, step))
  if (relation.kind !== 'manyToMany') {
    return family(scope, wish, plan, { key: foreignValues({ draft: parent, row, seeder: scope.seeder }, relation, plan.model) })
  }
  const first = attachments.length
  const start = wish.so.from + wish.so.picked.size
  const attach = (related: AttributeBag, index: number): void => {
    attachments[first + index] = { parent, parentRow: row, relation, step, related, relatedKey: plan.model.primaryKey, index, ordinal: start + index }
  }
  const existing = existingRows(scope, wish, plan)
  if (existing !== undefined) {
    for (const [index, each] of existing.entries()) attach(each, index)
    return undefined
  }
  const made = family(scope, wish, plan, { made: attach })
  attachments.length += made.of
  return made
}

function family(scope: DatabaseScope, { parent, row, step, so: { from } }: Wish, plan: RowPlan, how: Partial<Pick<Family, 'key' | 'made'>>): Family {
  const of = step.count === undefined ? (plan.blueprint.count ?? 1) : childCount(scope, parent, step, from)
  const offsets = sequenceOffsets(scope.run, plan, of)
  return { parent, row, relation: step.relation.name, plan, from, of, offsets, key: how.key, made: how.made }
}

/** Rows that are attached as they are: given, or recycled. */
function existingRows(scope: DatabaseScope, { parent, step, so: { picked } }: Wish, plan: RowPlan): readonly AttributeBag[] | undefined {
  if (isRowList(step.count)) return step.count
  const from = picked.size
  const pool = poolFor(scope, parent.plan, plan.factory.constructor as Parameters<typeof poolFor>[2]) // a factory's constructor is its class
  if (pool === undefined) return undefined
  const { name } = step.relation
  // No pair is asked for twice, whether it was picked before or is given by a `has…` of this relation.
  const taken = new Set([...picked, ...givenKeys(parent, name, pool)])
  const rows = pool.pickDistinct(childCount(scope, parent, step, from), pickPlace(scope, parent, `${name}/${from}`), taken)
  scope.recycled.add(parent.plan.path, name, { factory: plan.model.name, rows: rows.length })
  for (const each of rows) picked.add(pool.keyOf(each))
  return rows
}

function childPlan(parentPlan: RowPlan, { relation, configure }: ChildrenStep): RowPlan {
  const bare = relatedFactory(parentPlan.factory, relation, relation.related())
  const factory =
    typeof configure === 'function'
      ? configuredFactory(bare, configure, `has("${relation.name}")`)
      : configure === undefined
        ? bare
        : derive(bare, (blueprint) => ({ ...blueprint, steps: [...blueprint.steps, { kind: 'state', state: configure }] }))
  // Two `has…` of one relation are two plans: their shared parents must not have one path.
  const state = ordinalState(namedState(parentPlan.state, relation.name, 'relation'), parentPlan.childPlans)
  return new RowPlan(factory, { state, path: joinPath(parentPlan.path, relation.name), recycled: parentPlan.recycled, role: 'child' })
}
