import type { TableName } from '../database/table-name.js'
import { DeclarationError } from '../errors/declaration-error.js'
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
  const columns: readonly unknown[] = [foreignKey, relatedKey]
  if (!isTable(table) || !columns.every(areColumns)) throw DeclarationError.badPivot({ table, columns })
  const list = (names: Column<PivotRow> | readonly Column<PivotRow>[]): readonly string[] =>
    Object.freeze(typeof names === 'string' ? [names] : [...names])
  return Object.freeze({ table, foreignKey: list(foreignKey), relatedKey: list(relatedKey) })
}

function isTable(table: unknown): boolean {
  if (typeof table === 'string') return table !== ''
  return typeof table === 'object' && table !== null && 'schema' in table && 'name' in table
}

function areColumns(columns: unknown): boolean {
  const isName = (name: unknown): boolean => typeof name === 'string' && name !== ''
  return isName(columns) || (Array.isArray(columns) && columns.length > 0 && columns.every(isName))
}
