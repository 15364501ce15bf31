import { classOf, type AnyFactory } from '../factory-internals.js'
import type { FactoryModel, ParentRelation } from '../runtime-relation.js'

/** The belongsTo relation that a factory in a column stands for. Of several to a class that share the column the first one fills it. */
export function parentRelation(model: FactoryModel, column: string, factory: AnyFactory): ParentRelation | undefined {
  for (const relation of model.relations.values()) {
    if (relation.kind === 'belongsTo' && relation.foreignKey.includes(column) && relation.related() === classOf(factory)) return relation
  }
  return undefined
}
