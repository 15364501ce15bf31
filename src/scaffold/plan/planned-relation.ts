import type { DatabaseTable } from '../../database/schema/database-schema.js'
import type { PivotTable } from './pivot-table.js'

/** A relation that a factory is to declare. */
export interface PlannedRelation {
  readonly name: string
  readonly kind: 'belongsTo' | 'hasOne' | 'hasMany' | 'manyToMany'
  /** The table at the other end. */
  readonly related: DatabaseTable
  /** The foreign key's columns, in the order of the key; of a pivot those that hold this side's key. */
  readonly foreignKey: readonly string[]
  readonly pivot: { readonly table: PivotTable; readonly relatedKey: readonly string[] } | undefined
}
