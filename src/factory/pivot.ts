import type { TableName } from '../database/table-name.js'
import type { Column } from './factory-types.js'
import type { Pivot } from './relation-types.js'

/**
 * The table of pairs behind a `manyToMany` relation: its name, the columns that hold this factory's key and those that hold the related one's. The row's
 * type is given, so that the columns and the pivot attributes are checked.
 *
 * @example
 * interface RoleUser { user_id: number; role_id: number; assigned_at: Date }
 * readonly relations = { roles: this.manyToMany(() => RoleFactory, pivot<RoleUser>('role_user', 'user_id', 'role_id')) }
 */
export function pivot<PivotRow>(
  table: TableName,
  foreignKey: Column<PivotRow> | readonly Column<PivotRow>[],
  relatedKey: Column<PivotRow> | readonly Column<PivotRow>[],
): Pivot<PivotRow> {
  const list = (columns: Column<PivotRow> | readonly Column<PivotRow>[]): readonly string[] =>
    Object.freeze(typeof columns === 'string' ? [columns] : [...columns])
  return Object.freeze({ table, foreignKey: list(foreignKey), relatedKey: list(relatedKey) })
}
