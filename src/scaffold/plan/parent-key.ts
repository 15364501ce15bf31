import type { DatabaseTable } from '../../database/schema/database-schema.js'

/** A foreign key to a table that was read. */
export interface ParentKey {
  readonly child: DatabaseTable
  readonly parent: DatabaseTable
  /** In the order of the key that the parent's factory has, where it refers to that. */
  readonly columns: readonly string[]
  /** As many, in the same order. */
  readonly foreignColumns: readonly string[]
  /** It refers to the key that the parent's factory has: a relation can stand on it. */
  readonly refersToKey: boolean
  /** A row can be without parent. */
  readonly nullable: boolean
  /** A parent has at most one such child. */
  readonly unique: boolean
}
