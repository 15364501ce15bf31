import type { StoredRow } from '../../database/database.js'
import { FactoryError } from '../../errors/factory-error.js'
import { namedState, ordinalState } from '../../random/stream-state.js'
import type { AttributeBag, ChildrenStep } from '../blueprint.js'
import { drawCount } from '../count.js'
import { draftRow } from '../draft-row.js'
import { placeOf, type Draft } from '../draft.js'
import { derive } from '../factory-internals.js'
import { persistRows, type DatabaseScope } from '../persist-rows.js'
import { RowPlan } from '../row-plan.js'
import { sequenceOffsets } from '../sequence-offsets.js'
import { groupByTable } from './group-by-table.js'
import { joinPath } from './persist-parents.js'
import { configuredFactory, relatedFactory } from './related-factory.js'

/** Makes the children that rows asked for with `has…`: all those of one table and level together. */
export async function persistChildren(scope: DatabaseScope, parents: readonly Draft[], rows: readonly StoredRow[]): Promise<void> {
  const drafts: Draft[] = []
  for (const [position, parent] of parents.entries()) {
    const row = rows[position]
    if (row === undefined) continue
    // Two `has…` of one relation number their children through: no two rows have one path.
    const numbered = new Map<string, number>()
    for (const step of childrenOf(parent)) {
      const from = numbered.get(step.relation.name) ?? 0
      const children = draftChildren(scope, { parent, row, step, from })
      numbered.set(step.relation.name, from + children.length)
      drafts.push(...children)
    }
  }
  for (const group of groupByTable(drafts, ({ plan }) => plan.model)) await persistRows(scope, group)
}

function childrenOf({ plan, items }: Draft): readonly ChildrenStep[] {
  return items.length === 0 ? plan.blueprint.children : [...plan.blueprint.children, ...items.flatMap((item) => item.children)]
}

interface Family {
  readonly parent: Draft
  readonly row: StoredRow
  readonly step: ChildrenStep
  readonly from: number
}

function draftChildren(scope: DatabaseScope, { parent, row, step, from }: Family): Draft[] {
  const { relation } = step
  const plan = parent.plan.children(step, () => childPlan(parent.plan, step))
  const count = drawCount(step.count, parent.state, `${relation.name}/${from}`, scope.run.rows.generator)
  const offsets = sequenceOffsets(scope.run, plan, count)
  const branch = namedState(parent.state, relation.name, 'relation')
  const key = keyFor(scope, parent, row, step)
  return Array.from({ length: count }, (_, index) =>
    draftRow(scope, plan, { state: ordinalState(branch, from + index), index, of: count, parent: row, offsets, overrides: [key] }),
  )
}

function childPlan(parentPlan: RowPlan, { relation, configure }: ChildrenStep): RowPlan {
  const bare = relatedFactory(parentPlan.factory, relation)
  const factory =
    typeof configure === 'function'
      ? configuredFactory(bare, configure, `has("${relation.name}")`)
      : configure === undefined
        ? bare
        : derive(bare, (blueprint) => ({ ...blueprint, steps: [...blueprint.steps, { kind: 'state', state: configure }] }))
  // Two `has…` of one relation are two plans: their shared parents must not have one path.
  const state = ordinalState(namedState(parentPlan.state, relation.name, 'relation'), parentPlan.childPlans)
  return new RowPlan(factory, { state, path: joinPath(parentPlan.path, relation.name) })
}

/** The parent's key in the child's columns. It beats everything else the child has for them. */
function keyFor(scope: DatabaseScope, parent: Draft, row: StoredRow, { relation }: ChildrenStep): AttributeBag {
  const key: Record<string, unknown> = {}
  for (const [part, column] of relation.foreignKey.entries()) {
    const name = parent.plan.model.primaryKey[part] ?? ''
    const value = row[name]
    if (value === undefined || value === null) {
      throw FactoryError.rowWithoutKey({ ...placeOf(parent, scope.seeder), column: name, relation: relation.name })
    }
    key[column] = value
  }
  return key
}
