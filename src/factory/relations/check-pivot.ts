import { PivotError } from '../../errors/pivot-error.js'
import { isThenable } from '../../support/is-thenable.js'
import type { ChildrenStep } from '../blueprint.js'
import { isFactory, isFactoryClass } from '../factory-internals.js'
import type { AttachedRelation, HasRelation } from '../runtime-relation.js'
import { isRowList } from './is-row-list.js'

interface Asked {
  readonly count: unknown
  readonly configure: unknown
  readonly pivot: unknown
}

/** Refuses, when the chain is written, what a `has…` would not heed: values for pairs that are none, or that it has no pairs for, and attributes of rows that are there. */
export function checkPivot(factory: string, relation: HasRelation, { count, configure, pivot }: Asked): void {
  const place = { factory, relation: relation.name }
  if (relation.kind !== 'manyToMany') {
    if (pivot !== undefined) throw PivotError.withoutPairs({ ...place, kind: relation.kind })
    return
  }
  const isList = isRowList(count as ChildrenStep['count'])
  if (isList && configure !== undefined) throw PivotError.configuredRows(place)
  if (pivot === undefined) return
  if (isFactoryClass(pivot) || isFactory(pivot) || isThenable(pivot)) throw PivotError.badValues({ ...place, value: pivot })
  if (typeof pivot === 'function') return
  const isNone = count === 0 || (isList && (count as readonly unknown[]).length === 0)
  if (typeof pivot !== 'object' || pivot === null || (Array.isArray(pivot) && pivot.length === 0 && !isNone)) throw PivotError.badValues({ ...place, value: pivot })
  for (const values of Array.isArray(pivot) ? pivot : [pivot]) {
    const column = keyColumn(relation, values)
    if (column !== undefined) throw PivotError.keyGiven({ ...place, column })
  }
}

/** A column of either key that pivot values have a value for. */
export function keyColumn({ pivot: { foreignKey, relatedKey } }: AttachedRelation, values: unknown): string | undefined {
  if (typeof values !== 'object' || values === null) return undefined
  const given = values as Readonly<Record<string, unknown>> // whatever it is, it has columns or none
  const isGiven = (column: string): boolean => given[column] !== undefined
  return foreignKey.find(isGiven) ?? relatedKey.find(isGiven)
}
