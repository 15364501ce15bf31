import type { Draft } from '../draft.js'
import { isFactory, type AnyFactory } from '../factory-internals.js'
import { modelOf } from '../factory-model.js'
import { SharedKeyPart } from '../shared-parent.js'
import type { ParentRelation } from '../runtime-relation.js'
import { parentRelation } from './parent-relation.js'

/** A factory with a composite key as a value: it stands in some columns of a belongsTo relation, and is one parent to all of them. */
export interface CompositeValue {
  readonly factory: AnyFactory
  readonly relation: ParentRelation
  /** Columns that hold the factory. */
  readonly own: readonly string[]
  /** Columns of the relation that hold something else: it is given to the parent. */
  readonly fixed: readonly string[]
}

/** The composite values of a row. Throws what `refuse` gives for one in a column that no relation to its class has. */
export function compositeValues({ plan, values }: Pick<Draft, 'plan' | 'values'>, refuse: (column: string, factory: AnyFactory) => Error): readonly CompositeValue[] {
  const found = new Map<ParentRelation, { readonly factory: AnyFactory; readonly own: string[] }>()
  for (const column in values) {
    const factory = values[column]
    if (typeof factory !== 'object' || !isFactory(factory) || modelOf(factory).primaryKey.length === 1) continue
    const relation = parentRelation(plan.model, column, factory)
    if (relation === undefined) throw refuse(column, factory)
    const known = found.get(relation)
    if (known === undefined) found.set(relation, { factory, own: [column] })
    else known.own.push(column)
  }
  return [...found].map(([relation, { factory, own }]) => ({
    factory,
    relation,
    own,
    fixed: relation.foreignKey.filter((column) => !own.includes(column) && values[column] !== undefined),
  }))
}

/** Whether the columns beside those that hold the factory are known. */
export function isReady({ fixed }: CompositeValue, { values }: Draft): boolean {
  return fixed.every((column) => !isFactory(values[column]) && !(values[column] instanceof SharedKeyPart))
}
