import { columnsAsked } from '../../database/schema/row-condition.js'
import type { TableSchema } from '../../database/schema/table-schema.js'
import type { AttachedRelation } from '../runtime-relation.js'

/**
 * The columns by which a pivot table tells its pairs apart: its narrowest primary or unique key that holds both keys, with the columns that say which rows it
 * is for. Undefined where it has none.
 */
export function pairKey({ primaryKey, uniques, narrowKeys = [] }: TableSchema, { foreignKey, relatedKey }: AttachedRelation['pivot']): readonly string[] | undefined {
  const narrow = narrowKeys.map(({ columns, condition }) => [...new Set([...columns, ...(condition === undefined ? [] : columnsAsked(condition))])])
  const keys = [primaryKey, ...uniques.map(({ columns }) => columns), ...narrow]
  let found: readonly string[] | undefined
  for (const key of keys) {
    const holdsPair = [...foreignKey, ...relatedKey].every((column) => key.includes(column))
    if (holdsPair && (found === undefined || key.length < found.length)) found = key
  }
  return found
}
