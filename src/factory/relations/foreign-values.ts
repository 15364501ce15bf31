import type { StoredRow } from '../../database/database.js'
import { FactoryError } from '../../errors/factory-error.js'
import type { AttributeBag } from '../blueprint.js'
import { placeOf, type Draft } from '../draft.js'
import type { ChildRelation, FactoryModel, MorphChildRelation, MorphParentRelation } from '../runtime-relation.js'

/** The parent's key (and table) in the child's columns. It beats everything else the child has for them. */
export function foreignValues(
  parent: ParentRow,
  relation: ChildRelation | MorphChildRelation,
  child: FactoryModel,
): AttributeBag {
  const { primaryKey } = parent.draft.plan.model
  const values: Record<string, unknown> = {}
  if ('columns' in relation) {
    values[relation.columns.type] = morphType(relation, parent.draft.plan.model, child)
    values[relation.columns.id] = keyPart(parent, primaryKey[0] ?? '', relation.name)
    return values
  }
  const { foreignKey } = relation
  for (let part = 0; part < foreignKey.length; part++) values[foreignKey[part] ?? ''] = keyPart(parent, primaryKey[part] ?? '', relation.name)
  return values
}

interface ParentRow {
  readonly draft: Draft
  readonly row: StoredRow
  readonly seeder: string | undefined
}

/** The key that a row came back with. */
export function keyOfParent(parent: ParentRow, relation: string): readonly unknown[] {
  return parent.draft.plan.model.primaryKey.map((column) => keyPart(parent, column, relation))
}

function keyPart({ draft, row, seeder }: ParentRow, column: string, relation: string): unknown {
  const value = row[column]
  if (value === undefined || value === null) throw FactoryError.rowWithoutKey({ ...placeOf(draft, seeder), column, relation })
  return value
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
