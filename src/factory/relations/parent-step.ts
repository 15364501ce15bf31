import { ArgumentError } from '../../errors/argument-error.js'
import { FactoryError } from '../../errors/factory-error.js'
import type { ItemFunction, ParentStep } from '../blueprint.js'
import { isFactory, isFactoryClass, type AnyFactory } from '../factory-internals.js'
import { modelOf } from '../factory-model.js'
import { isPending } from '../is-pending.js'
import type { AnyFactoryClass, ForRelation } from '../runtime-relation.js'
import { relatedFactory } from './related-factory.js'

/** What `for()` was told of the parent. `given` keeps apart "nothing said" and "said, but undefined": the latter is a mistake. */
export function parentStep(factory: AnyFactory, relation: ForRelation, related: AnyFactoryClass, given: readonly unknown[]): ParentStep {
  const [parent] = given
  if (given.length > 0 && (parent === undefined || parent === null)) {
    throw FactoryError.undefinedParent({ factory: modelOf(factory).name, relation: relation.name, value: parent })
  }
  if (isPending(parent)) throw ArgumentError.promise({ factory: modelOf(factory).name, call: `for("${relation.name}")` })
  if (isFactory(parent) || isFactoryClass(parent)) throw ArgumentError.factoryAsParent({ factory: modelOf(factory).name, relation: relation.name, value: parent })
  if (parent === undefined || typeof parent === 'function') {
    return { relation, related, parent: { configure: parent as ItemFunction | undefined } } // a function of the factory: checked by its type
  }
  return { relation, related, parent: { key: keyOf(factory, relation, related, parent) } }
}

/** The key of a row, or a bare key as a list of its parts. */
function keyOf(factory: AnyFactory, relation: ForRelation, related: AnyFactoryClass, parent: unknown): readonly unknown[] {
  const { primaryKey, name } = modelOf(relatedFactory(factory, relation, related))
  const columns = relation.kind === 'morphTo' ? [relation.columns.id] : relation.foreignKey
  const subject = { factory: modelOf(factory).name, relation: relation.name, parent: name }
  if (Array.isArray(parent)) {
    if (parent.length !== columns.length) throw FactoryError.badParentKey({ ...subject, given: parent.length, key: primaryKey })
    return parent
  }
  if (!isRow(parent)) {
    if (columns.length !== 1) throw FactoryError.badParentKey({ ...subject, given: 1, key: primaryKey })
    return [parent]
  }
  return primaryKey.map((column) => {
    const value = parent[column]
    if (value === undefined || value === null) throw FactoryError.parentWithoutKey({ ...subject, column })
    return value
  })
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(value instanceof Date) && !ArrayBuffer.isView(value)
}
