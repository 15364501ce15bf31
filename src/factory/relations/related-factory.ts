import { FactoryError } from '../../errors/factory-error.js'
import type { ItemFunction } from '../blueprint.js'
import { isFactory, type AnyFactory } from '../factory-internals.js'
import { modelOf } from '../factory-model.js'
import type { FactoryClass, FactoryShape } from '../factory-types.js'
import type { AnyFactoryClass, FactoryModel, RuntimeRelation } from '../runtime-relation.js'

/** A new factory of the class at the other end of a relation, with both ends' keys checked against each other. */
export function relatedFactory(factory: AnyFactory, relation: RuntimeRelation, related: AnyFactoryClass | undefined): AnyFactory {
  const model = modelOf(factory)
  if (related === undefined) throw FactoryError.relatedMissing({ factory: model.name, relation: relation.name })
  const made = factory.session.factory(related as FactoryClass<FactoryShape>) as unknown as AnyFactory // erased in RuntimeRelation
  for (const { owner, columns } of keysOf(relation, model, modelOf(made))) {
    if (owner.primaryKey.length === columns.length) continue
    throw FactoryError.keyMismatch({ factory: model.name, relation: relation.name, parent: owner.name, columns, key: owner.primaryKey })
  }
  return made
}

/** The keys that a relation copies, and the columns it copies them to. */
function keysOf(
  relation: RuntimeRelation,
  own: FactoryModel,
  related: FactoryModel,
): readonly { readonly owner: FactoryModel; readonly columns: readonly string[] }[] {
  switch (relation.kind) {
    case 'manyToMany':
      return [{ owner: own, columns: relation.pivot.foreignKey }, { owner: related, columns: relation.pivot.relatedKey }]
    case 'belongsTo':
      return [{ owner: related, columns: relation.foreignKey }]
    case 'morphTo':
      return [{ owner: related, columns: [relation.columns.id] }]
    case 'morphOne':
    case 'morphMany':
      return [{ owner: own, columns: [relation.columns.id] }]
    default:
      return [{ owner: own, columns: relation.foreignKey }]
  }
}

/** The factory that a function of the user's gave back, which must be of the class it was given. */
export function configuredFactory(factory: AnyFactory, configure: ItemFunction, what: string): AnyFactory {
  const configured = configure(factory)
  if (isFactory(configured) && configured.constructor === factory.constructor) return configured
  throw FactoryError.configureWithoutFactory({ factory: modelOf(factory).name, what })
}
