import { FactoryError } from '../../errors/factory-error.js'
import type { AnyFactory } from '../factory-internals.js'
import { modelOf } from '../factory-model.js'
import type { AnyFactoryClass, MorphParentRelation } from '../runtime-relation.js'

/** The factory class that `for…` of a morphTo was given, if it is one of the relation's targets. */
export function morphTarget(factory: AnyFactory, relation: MorphParentRelation, target: unknown): AnyFactoryClass {
  const known = relation.targets.map((each) => each())
  const found = known.find((each) => each === target)
  if (found !== undefined) return found
  const names = known.map((each) => each?.name ?? 'undefined')
  throw FactoryError.unknownTarget({ factory: modelOf(factory).name, relation: relation.name, target, known: names })
}
