import type { StoredRow } from '../../database/database.js'
import { FactoryError } from '../../errors/factory-error.js'
import type { AttributeBag } from '../blueprint.js'
import { placeOf, type Draft } from '../draft.js'
import type { ChildRelation, FactoryModel, MorphChildRelation, MorphParentRelation } from '../runtime-relation.js'

/** The parent's key (and table) in the child's columns. It beats everything else the child has for them. */
export function foreignValues(
  parent: { readonly draft: Draft; readonly row: StoredRow; readonly seeder: string | undefined },
  relation: ChildRelation | MorphChildRelation,
  child: FactoryModel,
): AttributeBag {
  const key = keyOfParent(parent, relation.name)
  if ('foreignKey' in relation) {
    const values: Record<string, unknown> = {}
    for (let part = 0; part < relation.foreignKey.length; part++) values[relation.foreignKey[part] ?? ''] = key[part]
    return values
  }
  return { [relation.columns.type]: morphType(relation, parent.draft.plan.model, child), [relation.columns.id]: key[0] }
}

/** The key that a row came back with. */
export function keyOfParent(
  { draft, row, seeder }: { readonly draft: Draft; readonly row: StoredRow; readonly seeder: string | undefined },
  relation: string,
): readonly unknown[] {
  return draft.plan.model.primaryKey.map((column) => {
    const value = row[column]
    if (value === undefined || value === null) throw FactoryError.rowWithoutKey({ ...placeOf(draft, seeder), column, relation })
    return value
  })
}

/** What the type column says of a parent: given here, or by the child's morphTo on the same columns, or the table's name. */
function morphType(relation: MorphChildRelation, parent: FactoryModel, child: FactoryModel): string {
  if (relation.type !== undefined) return relation.type
  const back = [...child.relations.values()].find(
    (each): each is MorphParentRelation => each.kind === 'morphTo' && each.columns.id === relation.columns.id,
  )
  return targetType(back, parent)
}

/** The value of a morphTo's type column for a target. */
export function targetType(relation: MorphParentRelation | undefined, target: FactoryModel): string {
  const table = typeof target.table === 'string' ? target.table : target.table.name
  return relation?.types[table] ?? table
}
