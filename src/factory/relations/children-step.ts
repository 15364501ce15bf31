import { ArgumentError } from '../../errors/argument-error.js'
import { FactoryError } from '../../errors/factory-error.js'
import { isThenable } from '../../support/is-thenable.js'
import type { AttributeBag, ChildrenStep, ItemFunction } from '../blueprint.js'
import { checkAttributes } from '../check-attributes.js'
import { checkCount, isCount, mostOf } from '../count.js'
import { blueprintOf, isFactoryClass, type AnyFactory } from '../factory-internals.js'
import { modelOf } from '../factory-model.js'
import type { Count } from '../factory-types.js'
import { holdPromises } from '../hold-promises.js'
import type { HasRelation } from '../runtime-relation.js'
import { checkPivot } from './check-pivot.js'
import { isRowList } from './is-row-list.js'
import { isSingle } from './is-single.js'

/** What `has()` was told of the children: a count or rows, attributes or a function of their factory, pivot attributes. */
export function childrenStep(factory: AnyFactory, relation: HasRelation, args: readonly unknown[]): ChildrenStep {
  const [given, configure, pivot] = args
  const single = isSingle(relation)
  const standard = single ? 1 : Array.isArray(pivot) ? pivot.length : undefined
  const count = given === undefined ? standard : given
  const place = { factory: modelOf(factory).name, call: `has("${relation.name}")` }
  if (relation.kind === 'manyToMany' && isRowList(count as ChildrenStep['count'])) {
    checkRows(count as readonly unknown[], place)
  } else if (count !== undefined) {
    checkCount(count, place)
  }
  if (single && mostOf(count as Count) > 1) throw FactoryError.hasOneCount({ ...place, count }) // checked above
  const others = single && count === 1 ? blueprintOf(factory).children.filter((step) => step.relation.name === relation.name && step.count === 1) : []
  if (others.length > 0) throw FactoryError.hasOneTwice({ factory: place.factory, relation: relation.name })
  checkConfigure(factory, relation, configure)
  checkPivot(place.factory, relation, { count, configure, pivot })
  if (typeof configure === 'object' && configure !== null) holdPromises(configure)
  // Checked here or, what they hold, where the user wrote them.
  return {
    relation,
    count: count as ChildrenStep['count'],
    configure: configure as ItemFunction | AttributeBag | undefined,
    pivot: pivot as ChildrenStep['pivot'],
  }
}

/** Attributes of the children, or a function of their factory. */
function checkConfigure(factory: AnyFactory, relation: HasRelation, configure: unknown): void {
  if (typeof configure === 'function' && !isFactoryClass(configure)) return
  const place = { factory: modelOf(factory).name, call: `has("${relation.name}")` }
  if (isSingle(relation) && isCount(configure)) throw ArgumentError.countOfOne({ ...place, relation: relation.name, value: configure })
  checkAttributes(configure, { ...place, takes: 'a function' })
}

function checkRows(rows: readonly unknown[], place: { readonly factory: string; readonly call: string }): void {
  if (rows.some(isThenable)) throw ArgumentError.promise(place)
  if (rows.every((row) => typeof row === 'object' && row !== null)) return
  throw FactoryError.badCount({ ...place, count: rows })
}
