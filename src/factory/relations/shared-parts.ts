import { keyText } from '../../database/write/key-text.js'
import type { AttributeBag } from '../blueprint.js'
import { modelOf } from '../factory-model.js'
import type { RowPlan } from '../row-plan.js'
import type { AttachedRelation } from '../runtime-relation.js'
import { isValue } from './is-value.js'
import { relatedFactory } from './related-factory.js'

/** A column of a pivot table that is part of both keys (a tenant's, say): whatever is attached has the same value there as its parent. */
interface SharedPart {
  /** The column of the parent's key. */
  readonly own: string
  /** The column of the related row's key. */
  readonly related: string
}

// A pure function's memory: what classes declare does not change.
const known = new WeakMap<AttachedRelation, readonly SharedPart[]>()
const NONE: readonly never[] = []

function partsOf({ model, factory }: RowPlan, relation: AttachedRelation): readonly SharedPart[] {
  let parts = known.get(relation)
  if (parts === undefined) known.set(relation, (parts = findParts()))
  return parts

  function findParts(): readonly SharedPart[] {
    const { foreignKey, relatedKey } = relation.pivot
    if (!foreignKey.some((column) => relatedKey.includes(column))) return NONE
    const { primaryKey } = modelOf(relatedFactory(factory, relation, relation.related()))
    return [...foreignKey.entries()].flatMap(([part, column]): readonly SharedPart[] => {
      const at = relatedKey.indexOf(column)
      return at < 0 ? NONE : [{ own: model.primaryKey[part] ?? '', related: primaryKey[at] ?? '' }]
    })
  }
}

/** What the rows that a row attaches must have in the columns that both their keys share; undefined where they share none, or the row's are not known yet. */
export function sharedParts(plan: RowPlan, relation: AttachedRelation, row: AttributeBag): AttributeBag | undefined {
  const parts = partsOf(plan, relation)
  if (parts.length === 0 || !parts.every(({ own }) => isValue(row[own]))) return undefined
  return Object.fromEntries(parts.map(({ own, related }) => [related, row[own]]))
}

/** A column in which a row has another value than it must. */
export function otherPart(row: AttributeBag, parts: AttributeBag): string | undefined {
  return Object.keys(parts).find((column) => keyText(row[column]) !== keyText(parts[column]))
}
