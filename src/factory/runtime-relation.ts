import type { TableName } from '../database/table-name.js'
import type { ForKind, HasKind } from './relation-types.js'
import type { Session } from './session.js'

/** A factory class as the engine sees it. */
export type AnyFactoryClass = new (session: Session) => object

/** A relation together with its name, its types erased: the compiler has checked them where the user wrote them. */
export interface RuntimeRelation {
  readonly name: string
  readonly kind: HasKind | ForKind
  readonly related: () => AnyFactoryClass
  readonly foreignKey: readonly string[]
}

/** What the engine knows of a factory class, found once a class. */
export interface FactoryModel {
  /** Name of the class. */
  readonly name: string
  readonly table: TableName
  /** The table's name as messages show it. */
  readonly tableLabel: string
  readonly primaryKey: readonly string[]
  readonly relations: ReadonlyMap<string, RuntimeRelation>
}
