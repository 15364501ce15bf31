import type { DatabaseTable } from '../../database/schema/database-schema.js'
import type { GeneratorOptions } from '../generators/column-generator.js'
import { generatorsFor } from '../generators/generators-for.js'
import type { PlannedAttribute } from './plan-attributes.js'

/** What the rows of a table of pairs are given beside their keys. */
export interface PivotValues {
  /** Expressions that read `faker`. */
  readonly plain: readonly PlannedAttribute[]
  /** Expressions that also read the plain ones, as `attributes`. */
  readonly following: readonly PlannedAttribute[]
}

/**
 * Columns whose default nobody means, such as the time of the insert, which differs from run to run, and those that the user has an expression for. All else is
 * left to the database.
 */
export function pivotValues(table: DatabaseTable, options: GeneratorOptions): PivotValues {
  const hasDefault = (column: string): boolean => table.columns.some(({ name, defaultExpression }) => name === column && defaultExpression !== undefined)
  const given = generatorsFor(table, options).flatMap((one) => {
    const isWanted = one.kind !== 'left out' && Object.keys(one.constants).length === 0 && (one.rule === 'config' || hasDefault(one.column))
    return isWanted ? [one] : []
  })
  const plain = given.filter(({ kind }) => kind === 'plain')
  const isPlain = (column: string): boolean => plain.some((one) => one.column === column)
  // An expression of the user's does not say what it reads.
  const following = given.filter(({ kind, rule, reads }) => kind === 'lazy' && rule !== 'config' && reads.every(isPlain))
  return {
    plain: plain.map(({ column, expression }) => ({ column, expression: expression.replaceAll('this.faker', 'faker') })),
    following: following.map(({ column, expression }) => ({ column, expression: expression.replace(/^\(\{[^}]*\}\) => /, '') })),
  }
}
