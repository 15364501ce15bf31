import type { StoredRow } from '../../database/database.js'
import { FactoryError } from '../../errors/factory-error.js'
import type { AttributeBag, ChildrenStep } from '../blueprint.js'
import type { DatabaseScope } from '../database-scope.js'
import { recycledOf, type Draft } from '../draft.js'
import { classOf } from '../factory-internals.js'
import type { RowPlan } from '../row-plan.js'
import { sequenceOffsets } from '../sequence-offsets.js'
import { attachRows, type Attachment } from './attach-rows.js'
import { checkExcess } from './check-pairs.js'
import { checkGenerated, checkShared } from './check-shared.js'
import { childCount } from './child-count.js'
import { childPlan } from './child-plan.js'
import { ChildrenSource, type Family } from './children-source.js'
import { childrenOf } from './children-of.js'
import { foreignValues } from './foreign-values.js'
import { givenKeys } from './given-keys.js'
import { groupByTable } from './group-by-table.js'
import { isRowList } from './is-row-list.js'
import { isSingle } from './is-single.js'
import { mayOverlap, pairSetOf, type PairSet } from './pair-set.js'
import { pickPlace, poolFor } from './recycled-rows.js'
import { sharedParts } from './shared-parts.js'

/** What earlier `has…` of one relation have done for a parent. */
class Progress {
  /** Children that they make: two of one relation number theirs through. */
  from = 0
  /** Rows that they attach, made or not. */
  attached = 0
}

/** Recycled rows that a `has…` has picked. */
interface Picked {
  readonly set: PairSet
  readonly keys: readonly string[]
}

/** One `has…` of one parent. */
interface Wish {
  readonly so: Progress
  /** Of all `has…` of the parent, where it has several. */
  readonly picked: Picked[] | undefined
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
    const picked: Picked[] | undefined = relations && []
    for (const step of steps) {
      const so = relations?.get(step.relation.name) ?? new Progress()
      relations?.set(step.relation.name, so)
      const family = familyOf(scope, { parent, row, step, so, picked }, attachments)
      if (family === undefined || family.of === 0) continue
      if (so.from > 0 && isSingle(step.relation)) throw FactoryError.hasOneTwice({ factory: parent.plan.model.name, relation: step.relation.name })
      so.from += family.of
      families.push(family)
    }
  }
  const checking = checkGenerated(scope, families)
  if (checking !== undefined) await checking
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
  const plan = childPlan(parent.plan, step, recycledOf(parent))
  if (relation.kind !== 'manyToMany') {
    return family(scope, wish, plan, { key: foreignValues({ draft: parent, row, seeder: scope.seeder }, relation, plan.model) })
  }
  const first = attachments.length
  const start = wish.so.attached
  const attach = (related: AttributeBag, index: number): void => {
    attachments[first + index] = { parent, parentRow: row, relation, step, related, model: plan.model, index, ordinal: start + index }
  }
  const parts = sharedParts(parent.plan, relation, row)
  if (parts !== undefined) checkShared(scope, parent, step, plan, parts)
  const existing = existingRows(scope, wish, plan, parts)
  if (existing !== undefined) {
    for (const [index, each] of existing.entries()) attach(each, index)
    wish.so.attached += existing.length
    return undefined
  }
  const made = family(scope, wish, plan, { key: parts, made: attach })
  attachments.length += made.of
  wish.so.attached += made.of
  return made
}

function family(scope: DatabaseScope, { parent, row, step, so: { from } }: Wish, plan: RowPlan, how: Partial<Pick<Family, 'key' | 'made'>>): Family {
  const of = step.count === undefined ? (plan.blueprint.count ?? 1) : childCount(scope, parent, step)
  // Those of a sequence item are not every parent's.
  const isFixed = (step.count === undefined || typeof step.count === 'number') && parent.plan.blueprint.children.includes(step)
  const offsets = sequenceOffsets(scope.run, plan, of)
  return { parent, row, relation: step.relation.name, plan, from, of, each: isFixed ? of : 0, offsets, key: how.key, made: how.made }
}

/** Rows that are attached as they are: given, or recycled. */
function existingRows(scope: DatabaseScope, { parent, row, step, picked }: Wish, plan: RowPlan, parts: AttributeBag | undefined): readonly AttributeBag[] | undefined {
  if (isRowList(step.count)) return step.count
  const all = poolFor(scope, recycledOf(parent), classOf(plan.factory))
  if (all === undefined) return undefined
  const pool = parts === undefined ? all : all.matching(parts)
  // Which of them the row may have was perhaps not known before it was there.
  if (parts !== undefined) checkExcess(scope, parent, row)
  if (pool === undefined) return []
  const { name } = step.relation
  const set = pairSetOf(parent.plan, step)
  // No pair is asked for twice, whether it was picked before or is given by another `has…`.
  const taken = givenKeys(parent.plan, childrenOf(parent), set, pool)
  for (const each of picked ?? []) if (mayOverlap(each.set, set)) for (const key of each.keys) taken.add(key)
  const rows = pool.pickDistinct(childCount(scope, parent, step), pickPlace(scope, parent, `${name}/${parent.plan.place(step)}`), taken)
  scope.recycled.add(parent.plan.path, name, { factory: plan.model.name, rows: rows.length })
  picked?.push({ set, keys: rows.map((each) => pool.keyOf(each)) })
  return typeof step.pivot === 'function' ? rows.map((each) => pool.shown(each)) : rows
}
