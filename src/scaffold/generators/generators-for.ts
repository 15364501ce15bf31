import type { DatabaseTable } from '../../database/schema/database-schema.js'
import type { ColumnGenerator, GeneratorOptions } from './column-generator.js'
import { planColumn } from './column-plan.js'
import { isMysqlTable } from './is-mysql-table.js'
import { ownExpression } from './own-expression.js'
import { PlannedTable } from './planned-table.js'
import { renderColumn } from './render-column.js'
import { surroundingsOf } from './subject.js'
import { agreeOnAges } from './together/agree-on-ages.js'
import { agreeOnAlternatives } from './together/agree-on-alternatives.js'
import { agreeOnCatalogues } from './together/agree-on-catalogues.js'
import { agreeOnComparisons } from './together/agree-on-comparisons.js'
import { agreeOnFiles } from './together/agree-on-files.js'
import { agreeOnFlags } from './together/agree-on-flags.js'
import { agreeOnMoments } from './together/agree-on-moments.js'
import { agreeOnNames } from './together/agree-on-names.js'
import { agreeOnPairs } from './together/agree-on-pairs.js'
import { agreeOnPlaces } from './together/agree-on-places.js'
import { agreeOnProgress } from './together/agree-on-progress.js'
import { agreeOnRatings } from './together/agree-on-ratings.js'
import { agreeOnSlugs } from './together/agree-on-slugs.js'
import { agreeOnSums } from './together/agree-on-sums.js'
import { agreeOnTotals } from './together/agree-on-totals.js'
import { agreeOnWebsites } from './together/agree-on-websites.js'

/** Brings columns that belong together to agree; what a CHECK asks for first. */
const AGREEMENTS = [
  agreeOnAlternatives, agreeOnProgress, agreeOnSums, agreeOnComparisons, agreeOnMoments, agreeOnPairs, agreeOnTotals, agreeOnNames, agreeOnCatalogues, agreeOnPlaces, agreeOnSlugs, agreeOnFlags, agreeOnAges, agreeOnFiles, agreeOnRatings, agreeOnWebsites,
]

/**
 * What stands for each column of a table in the `definition()` of its factory, in the table's order. An expression keeps to the column's type, its limits, CHECKs
 * and keys; rows whose unique values collide all the same are drawn anew by seedkit.
 *
 * @example
 * const lines = generatorsFor(users).flatMap((one) => (one.kind === 'left out' ? [] : [`${one.column}: ${one.expression},`]))
 */
export function generatorsFor(table: DatabaseTable, options: GeneratorOptions = {}): readonly ColumnGenerator[] {
  const { schema, locale, generators, given = [] } = options
  const own = new Map(table.columns.flatMap(({ name }) => {
    const expression = ownExpression(table, name, generators)
    return expression === undefined ? [] : [[name, expression]]
  }))
  const context = { surroundings: surroundingsOf(table, schema), spatial: isMysqlTable(table), locale }
  const planned = new PlannedTable(table, table.columns.map((column) => planColumn(column, table, context)), new Set([...own.keys(), ...given]))
  for (const agree of AGREEMENTS) agree(planned)
  return planned.plans.map((plan) => renderColumn(plan, { planned, own: own.get(plan.column.name), isGiven: given.includes(plan.column.name) }))
}
