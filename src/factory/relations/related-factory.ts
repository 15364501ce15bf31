import { FactoryError } from '../../errors/factory-error.js'
import type { ItemFunction } from '../blueprint.js'
import { isFactory, type AnyFactory } from '../factory-internals.js'
import { modelOf } from '../factory-model.js'
import type { FactoryClass, FactoryShape } from '../factory-types.js'
import type { RuntimeRelation } from '../runtime-relation.js'

/** A new factory of the class at the other end of a relation, with both ends' keys checked against each other. */
export function relatedFactory(factory: AnyFactory, relation: RuntimeRelation): AnyFactory {
  const model = modelOf(factory)
  const related = relation.related()
  if (related === undefined) throw FactoryError.relatedMissing({ factory: model.name, relation: relation.name })
  const made = factory.session.factory(related as FactoryClass<FactoryShape>) as unknown as AnyFactory // erased in RuntimeRelation
  const parent = relation.kind === 'belongsTo' ? modelOf(made) : model
  if (parent.primaryKey.length !== relation.foreignKey.length) {
    const columns = relation.foreignKey
    throw FactoryError.keyMismatch({ factory: model.name, relation: relation.name, parent: parent.name, columns, key: parent.primaryKey })
  }
  return made
}

/** The factory that a function of the user's gave back, which must be of the class it was given. */
export function configuredFactory(factory: AnyFactory, configure: ItemFunction, what: string): AnyFactory {
  const configured = configure(factory)
  if (isFactory(configured) && configured.constructor === factory.constructor) return configured
  throw FactoryError.configureWithoutFactory({ factory: modelOf(factory).name, what })
}
