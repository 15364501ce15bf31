import { classOf, type AnyFactory } from '../factory-internals.js'
import type { FactoryModel, ParentRelation } from '../runtime-relation.js'

/** The belongsTo relation that a factory in a column stands for: to its class, or one that its class extends. Of several that share the column the first one fills it. */
export function parentRelation(model: FactoryModel, column: string, factory: AnyFactory): ParentRelation | undefined {
  const there = [...model.relations.values()].filter((relation) => relation.kind === 'belongsTo' && relation.foreignKey.includes(column))
  const known = there as readonly ParentRelation[] // by their kind
  return known.find((relation) => relation.related() === classOf(factory)) ?? known.find((relation) => factory instanceof relation.related())
}
