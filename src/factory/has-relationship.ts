import { FactoryError } from '../errors/factory-error.js'
import type { Column, Count, FactoryClass, FactoryShape, Hook, InsertOf, RowOf, State } from './factory-types.js'
import { RowHookContext } from './row-hook-context.js'

/**
 * A hook that makes `count` rows of another factory for each row, with the row's key in `foreignKey`: for `afterCreate`, where no relation is declared.
 * A declared relation (`has…`) makes the same rows with fewer statements.
 *
 * @param foreignKey the column that gets the row's key.
 * @param extra attributes of the rows made.
 * @example
 * withPosts(count: number) { return this.afterCreate(hasRelationship(PostFactory, count, 'user_id', { published: true })) }
 */
export function hasRelationship<F extends FactoryShape>(
  factory: FactoryClass<F>,
  count: Count,
  foreignKey: Column<RowOf<F>>,
  extra?: State<InsertOf<F>>,
): Hook<object> {
  return async (row, context) => {
    const [column, ...others] = RowHookContext.primaryKeyOf(context)
    const key: unknown = column === undefined || others.length > 0 ? undefined : Reflect.get(row, column)
    if (key === undefined || key === null) throw FactoryError.badHasRelationship({ column: foreignKey })
    const children = context.session.factory(factory) as unknown as { createBatch(count: Count, overrides: object): Promise<unknown> } // F is a factory
    await children.createBatch(count, { ...extra, [foreignKey]: key })
  }
}
