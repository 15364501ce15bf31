import { ArgumentError } from '../../errors/argument-error.js'
import { FactoryError } from '../../errors/factory-error.js'
import { classOf, isFactory, type AnyFactory } from '../factory-internals.js'
import { modelOf } from '../factory-model.js'
import { isForRelation, type ForRelation, type HasRelation, type RuntimeRelation } from '../runtime-relation.js'

/** The relation of that name, if `has()` (children) or `for()` (a parent) can take it. Throws FactoryError otherwise. */
export function relationOf(factory: AnyFactory, name: unknown, call: 'has'): HasRelation
export function relationOf(factory: AnyFactory, name: unknown, call: 'for'): ForRelation
export function relationOf(factory: AnyFactory, name: unknown, call: 'has' | 'for'): RuntimeRelation {
  const model = modelOf(factory)
  const fits = (relation: RuntimeRelation): boolean => isForRelation(relation) === (call === 'for')
  const fitting = (): readonly RuntimeRelation[] => [...model.relations.values()].filter(fits)
  if (typeof name !== 'string') {
    const meant = fitting().filter((relation) => leadsTo(relation, name)).map((each) => each.name)
    throw ArgumentError.noRelation({ factory: model.name, call, value: name, meant, known: fitting().map((each) => each.name) })
  }
  const relation = model.relations.get(name)
  if (relation === undefined) throw FactoryError.unknownRelation({ factory: model.name, relation: name, known: fitting().map((each) => each.name), call })
  if (!fits(relation)) throw FactoryError.wrongRelationCall({ factory: model.name, relation: name, kind: relation.kind, call })
  return relation
}

/** Whether a relation is to the factory, or class of factories, that was given in place of its name. */
function leadsTo(relation: RuntimeRelation, given: unknown): boolean {
  const wanted = isFactory(given) ? classOf(given) : given
  return 'related' in relation && wanted !== undefined && relation.related() === wanted
}
