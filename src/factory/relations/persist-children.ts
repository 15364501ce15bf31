import type { StoredRow } from '../../database/database.js'
import { namedState, ordinalState } from '../../random/stream-state.js'
import type { AttributeBag, ChildrenStep } from '../blueprint.js'
import type { DatabaseScope } from '../database-scope.js'
import { childLineage } from '../cycles/lineage.js'
import { draftRow } from '../draft-row.js'
import type { Draft } from '../draft.js'
import { derive } from '../factory-internals.js'
import { RowPlan } from '../row-plan.js'
import { sequenceOffsets } from '../sequence-offsets.js'
import { attachRows, type Attachment } from './attach-rows.js'
import { childCount } from './child-count.js'
import { childrenOf } from './children-of.js'
import { foreignValues } from './foreign-values.js'
import { givenKeys } from './given-keys.js'
import { groupByTable } from './group-by-table.js'
import { isRowList } from './is-row-list.js'
import { joinPath } from './join-path.js'
import { pickPlace, poolFor } from './recycled-rows.js'
import { configuredFactory, relatedFactory } from './related-factory.js'

/** One `has…` of one parent. */
interface Family {
  readonly parent: Draft
  readonly row: StoredRow
  readonly step: ChildrenStep
  /** Children of this relation that earlier `has…` of the parent have made: two of one relation number theirs through. */
  readonly from: number
  /** Recycled rows that earlier `has…` of this relation have picked. */
  readonly picked: Set<string>
}

/** Makes the children that rows asked for with `has…`, all those of one table and level together, and attaches those of `manyToMany`. */
export async function persistChildren(scope: DatabaseScope, parents: readonly Draft[], rows: readonly StoredRow[]): Promise<void> {
  const drafts: Draft[] = []
  const attachments: Attachment[] = []
  const stored = new Map<Draft, StoredRow>()
  for (const [position, parent] of parents.entries()) {
    const row = rows[position]
    if (row === undefined) continue
    const relations = new Map<string, { from: number; readonly picked: Set<string> }>()
    for (const step of childrenOf(parent)) {
      const so = relations.get(step.relation.name) ?? { from: 0, picked: new Set() }
      relations.set(step.relation.name, so)
      const children = familyOf(scope, { parent, row, step, ...so }, attachments, stored)
      so.from += children.length
      for (const child of children) drafts.push(child)
    }
  }
  for (const group of groupByTable(drafts, ({ plan }) => plan.model)) {
    const made = await scope.persist(group)
    for (const [position, draft] of group.entries()) stored.set(draft, made[position] ?? {})
  }
  if (attachments.length > 0) await attachRows(scope, attachments)
}

function familyOf(scope: DatabaseScope, family: Family, attachments: Attachment[], stored: ReadonlyMap<Draft, StoredRow>): readonly Draft[] {
  const { parent, row, step } = family
  const { relation } = step
  const plan = parent.plan.children(step, () => childPlan(parent.plan, step))
  if (relation.kind !== 'manyToMany') {
    return draftChildren(scope, family, plan, foreignValues({ draft: parent, row, seeder: scope.seeder }, relation, plan.model))
  }
  const attach = (related: () => AttributeBag, index: number): void => {
    attachments.push({ parent, parentRow: row, relation, step, related, relatedKey: plan.model.primaryKey, index, ordinal: start + index })
  }
  const start = family.from + family.picked.size
  const existing = existingRows(scope, family, plan)
  if (existing !== undefined) {
    for (const [index, each] of existing.entries()) attach(() => each, index)
    return []
  }
  const children = draftChildren(scope, family, plan, undefined)
  for (const [index, child] of children.entries()) attach(() => stored.get(child) ?? {}, index)
  return children
}

/** Rows that are attached as they are: given, or recycled. */
function existingRows(scope: DatabaseScope, { parent, step, picked }: Family, plan: RowPlan): readonly AttributeBag[] | undefined {
  if (isRowList(step.count)) return step.count
  const from = picked.size
  const pool = poolFor(scope, parent.plan, plan.factory.constructor as Parameters<typeof poolFor>[2]) // a factory's constructor is its class
  if (pool === undefined) return undefined
  const { name } = step.relation
  // No pair is asked for twice, whether it was picked before or is given by a `has…` of this relation.
  const taken = new Set([...picked, ...givenKeys(parent, name, pool)])
  const rows = pool.pickDistinct(childCount(scope, parent, step, from), pickPlace(scope, parent, `${name}/${from}`), taken)
  for (const each of rows) picked.add(pool.keyOf(each))
  return rows
}

function draftChildren(scope: DatabaseScope, { parent, row, step, from }: Family, plan: RowPlan, key: AttributeBag | undefined): readonly Draft[] {
  const of = step.count === undefined ? (plan.blueprint.count ?? 1) : childCount(scope, parent, step, from)
  const offsets = sequenceOffsets(scope.run, plan, of)
  const branch = namedState(parent.state, step.relation.name, 'relation')
  const lineage = childLineage(parent)
  return Array.from({ length: of }, (_, index) =>
    draftRow(scope, plan, { state: ordinalState(branch, from + index), branch, index, of, parent: row, offsets, overrides: [key], lineage }),
  )
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
  return new RowPlan(factory, { state, path: joinPath(parentPlan.path, relation.name), recycled: parentPlan.recycled })
}
