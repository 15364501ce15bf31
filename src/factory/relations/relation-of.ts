import { FactoryError } from '../../errors/factory-error.js'
import type { AnyFactory } from '../factory-internals.js'
import { modelOf } from '../factory-model.js'
import { isForRelation, type ForRelation, type HasRelation, type RuntimeRelation } from '../runtime-relation.js'

/** The relation of that name, if `has()` (children) or `for()` (a parent) can take it. Throws FactoryError otherwise. */
export function relationOf(factory: AnyFactory, name: string, call: 'has'): HasRelation
export function relationOf(factory: AnyFactory, name: string, call: 'for'): ForRelation
export function relationOf(factory: AnyFactory, name: string, call: 'has' | 'for'): RuntimeRelation {
  const model = modelOf(factory)
  const fits = (relation: RuntimeRelation): boolean => isForRelation(relation) === (call === 'for')
  const relation = model.relations.get(name)
  if (relation === undefined) {
    const known = [...model.relations.values()].filter(fits).map((each) => each.name)
    throw FactoryError.unknownRelation({ factory: model.name, relation: name, known, call })
  }
  if (!fits(relation)) throw FactoryError.wrongRelationCall({ factory: model.name, relation: name, kind: relation.kind, call })
  return relation
}
