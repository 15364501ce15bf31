import { isExpression } from '../../database/values/plain-value.js'
import { keyText } from '../../database/write/key-text.js'
import type { ChildrenStep } from '../blueprint.js'
import type { DatabaseScope } from '../database-scope.js'
import { modelOf } from '../factory-model.js'
import { blueprintsOf, type RowPlan } from '../row-plan.js'
import type { AttachedRelation } from '../runtime-relation.js'
import { isValue } from './is-value.js'
import { joinPath } from './join-path.js'
import { pairKey } from './pair-key.js'
import { relatedFactory } from './related-factory.js'

/** The pairs of a row that a `has…` may give: two of one set must not attach the same row. */
export interface PairSet {
  /** Table, columns and related table; where the table has no key for its pairs, the relation too. */
  readonly scope: string
  /** What the pivot values give for the other columns of the table's key; undefined where that is not known before each pair. */
  readonly values: string | undefined
}

type AttachingStep = ChildrenStep & { readonly relation: AttachedRelation }

const sets = new WeakMap<RowPlan, Map<ChildrenStep, PairSet>>()

export function isAttaching(step: ChildrenStep): step is AttachingStep {
  return step.relation.kind === 'manyToMany'
}

/** The set of a `has…` of a plan whose sets were found; without them those of one relation are one. */
export function pairSetOf(plan: RowPlan, step: ChildrenStep): PairSet {
  return sets.get(plan)?.get(step) ?? { scope: step.relation.name, values: '' }
}

export function mayOverlap(one: PairSet, other: PairSet): boolean {
  return one.scope === other.scope && (one.values === undefined || other.values === undefined || one.values === other.values)
}

/** Finds the sets of all `has…` of a plan, for which the pivot tables have to be known. Undefined: nothing has to be waited for. */
export function findPairSets(scope: DatabaseScope, plan: RowPlan): Promise<void> | undefined {
  if (sets.has(plan)) return undefined
  const steps = blueprintsOf(plan).flatMap(({ children }) => children.filter(isAttaching))
  if (steps.length > 0) return readSets(scope, plan, steps)
  sets.set(plan, new Map())
  return undefined
}

async function readSets({ database, seeder }: DatabaseScope, plan: RowPlan, steps: readonly AttachingStep[]): Promise<void> {
  const found = new Map<ChildrenStep, PairSet>()
  for (const step of steps) {
    const { pivot, name } = step.relation
    const schema = await database.schemaOf(pivot.table, { seeder, factory: plan.model.name, relation: joinPath(plan.path, name), rows: undefined })
    found.set(step, newSet(plan, step, pairKey(schema, pivot)))
  }
  sets.set(plan, found)
}

function newSet({ factory }: RowPlan, { relation, pivot: values }: AttachingStep, key: readonly string[] | undefined): PairSet {
  const { name, pivot } = relation
  const { table } = modelOf(relatedFactory(factory, relation, relation.related()))
  const pair = [...pivot.foreignKey, ...pivot.relatedKey]
  const scope = JSON.stringify([pivot.table, pivot.foreignKey, pivot.relatedKey, table, key === undefined ? name : ''])
  const others = key?.filter((column) => !pair.includes(column)) ?? []
  return { scope, values: others.length === 0 ? '' : valuesOf(values, others) }
}

/** What pivot values say of some columns, if it is the same for all pairs. */
function valuesOf(pivot: ChildrenStep['pivot'], columns: readonly string[]): string | undefined {
  if (pivot === undefined || typeof pivot === 'function') return undefined
  const rows = (Array.isArray(pivot) ? pivot : [pivot]) as readonly (Readonly<Record<string, unknown>> | undefined)[] // of a list in turn
  const [first, ...rest] = rows.map((row) => {
    const values = columns.map((column) => row?.[column])
    return values.every((value) => isValue(value) && !isExpression(value)) ? JSON.stringify(values.map(keyText)) : undefined
  })
  return rest.every((text) => text === first) ? first : undefined
}
