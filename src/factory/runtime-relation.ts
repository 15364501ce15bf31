import type { TableName } from '../database/table-name.js'
import type { Session } from './session.js'

/** A factory class as the engine sees it. */
export type AnyFactoryClass = new (session: Session) => object

interface Named {
  readonly name: string
}
/** Two columns that say, together, which row of which table is meant. */
export interface MorphColumnNames {
  readonly type: string
  readonly id: string
}
/** Children that hold this row's key. */
export interface ChildRelation extends Named {
  readonly kind: 'hasOne' | 'hasMany'
  readonly related: () => AnyFactoryClass
  readonly foreignKey: readonly string[]
}
/** Children that hold this row's key and the name of its table. */
export interface MorphChildRelation extends Named {
  readonly kind: 'morphOne' | 'morphMany'
  readonly related: () => AnyFactoryClass
  readonly columns: MorphColumnNames
  /** The value of the type column, if it was given here. */
  readonly type: string | undefined
}
/** Rows that are attached through a table of pairs. */
export interface AttachedRelation extends Named {
  readonly kind: 'manyToMany'
  readonly related: () => AnyFactoryClass
  readonly pivot: { readonly table: TableName; readonly foreignKey: readonly string[]; readonly relatedKey: readonly string[] }
}
/** The row that this one points at. */
export interface ParentRelation extends Named {
  readonly kind: 'belongsTo'
  readonly related: () => AnyFactoryClass
  readonly foreignKey: readonly string[]
}
/** The row that this one points at, in one of several tables. */
export interface MorphParentRelation extends Named {
  readonly kind: 'morphTo'
  readonly targets: readonly (() => AnyFactoryClass)[]
  readonly columns: MorphColumnNames
  /** Values of the type column by table; a table that is not named stands for itself. */
  readonly types: Readonly<Record<string, string>>
}
export type HasRelation = ChildRelation | MorphChildRelation | AttachedRelation
export type ForRelation = ParentRelation | MorphParentRelation

/** A relation together with its name, its types erased: the compiler has checked them where the user wrote them. */
export type RuntimeRelation = HasRelation | ForRelation

/** What the engine knows of a factory class, found once a class. */
export interface FactoryModel {
  /** Name of the class. */
  readonly name: string
  readonly table: TableName
  /** The table's name as messages show it. */
  readonly tableLabel: string
  readonly primaryKey: readonly string[]
  /** Columns whose texts are unique by their bytes. */
  readonly exactColumns: readonly string[]
  readonly relations: ReadonlyMap<string, RuntimeRelation>
}

export function isForRelation(relation: RuntimeRelation): relation is ForRelation {
  return relation.kind === 'belongsTo' || relation.kind === 'morphTo'
}
