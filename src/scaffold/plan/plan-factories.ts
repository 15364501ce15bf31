import type { DatabaseSchema, DatabaseTable } from '../../database/schema/database-schema.js'
import type { TableName } from '../../database/table-name.js'
import type { ColumnGenerator, GeneratorOptions } from '../generators/column-generator.js'
import { codeText } from '../generators/code-text.js'
import { generatorsFor } from '../generators/generators-for.js'
import type { TableNames } from '../naming/table-names.js'
import { cutCircles } from './cut-circles.js'
import type { FactoryPlan } from './factory-plan.js'
import { filledKeys, type FillRequest } from './filled-keys.js'
import type { ParentKey } from './parent-key.js'
import type { PivotTable } from './pivot-table.js'
import { planAttributes } from './plan-attributes.js'
import { planRelations } from './plan-relations.js'
import { planTraits } from './plan-traits.js'
import { rowColumns } from './row-columns.js'
import { isNullable, keyOfTable, SchemaMap } from './schema-map.js'

export interface PlanRequest {
  readonly schema: DatabaseSchema
  readonly map: SchemaMap
  /** How a factory declares a table: with its schema, where it would not be found without. */
  readonly tableName: (table: { readonly schema: string; readonly name: string }) => TableName
  /** Names of all tables, by `keyOfTable()`. */
  readonly names: ReadonlyMap<string, TableNames>
  /** Tables that have a factory, or are going to have one. */
  readonly tables: readonly DatabaseTable[]
  /** Tables of pairs between them. */
  readonly pivots: readonly PivotTable[]
  /** Names of relations that a table's factory has already. */
  readonly takenNames?: (table: DatabaseTable) => Iterable<string>
  readonly generators: Pick<GeneratorOptions, 'locale' | 'generators'>
}

/** Plans the factories of tables, all of them together: parents that lead round in a circle are seen only so. */
export function planFactories(request: PlanRequest): readonly FactoryPlan[] {
  const { tables, map, schema } = request
  const generators = new Map(tables.map((table) => [table, generatorsFor(table, { ...request.generators, schema })]))
  const generatorsOf = (table: DatabaseTable): readonly ColumnGenerator[] => generators.get(table) ?? []
  const fill = (table: DatabaseTable, cut: FillRequest['cut']) =>
    filledKeys({ table, map, generators: generatorsOf(table), hasFactory: (parent) => generators.has(parent), cut })
  const made = tables.flatMap((table) => fill(table, new Set()).filter(({ how, own }) => (how === 'parent' || how === 'row') && own.length > 0))
  const cut = cutCircles(tables, made.map(({ key }) => key), (key) => mayBeNull(key, made.find((one) => one.key === key)?.own ?? [], generatorsOf(key.child)))
  return tables.map((table) => planFactory(table, { request, generators: generatorsOf(table), keys: fill(table, cut), hasFactory: (other) => generators.has(other) }))
}

/** Its own columns can all be NULL, and no CHECK wants one of them. */
function mayBeNull({ child, nullable }: ParentKey, own: readonly string[], generators: readonly ColumnGenerator[]): boolean {
  const isWanted = (column: string): boolean => generators.some((one) => one.column === column && one.kind === 'left out' && one.wanted === 'given')
  return nullable && own.some((column) => isNullable(child, column)) && !own.some(isWanted)
}

interface Surroundings {
  readonly request: PlanRequest
  readonly generators: readonly ColumnGenerator[]
  readonly keys: FactoryPlan['keys']
  readonly hasFactory: (table: DatabaseTable) => boolean
}

function planFactory(table: DatabaseTable, { request, generators, keys, hasFactory }: Surroundings): FactoryPlan {
  const { map, tableName, pivots, takenNames } = request
  const namesOf = (one: DatabaseTable): TableNames => nameOf(request, one)
  return {
    table,
    names: namesOf(table),
    tableName: tableName(table),
    primaryKey: map.keyOf(table),
    columns: rowColumns(table, map),
    relations: planRelations({
      table,
      parents: keys.map(({ key }) => key).filter((key) => key.refersToKey && hasFactory(key.parent)),
      children: map.childrenOf(table).filter((key) => key.refersToKey && hasFactory(key.child)),
      pivots: pivots.filter(({ left, right }) => (left.parent === table || right.parent === table) && hasFactory(left.parent) && hasFactory(right.parent)),
      entity: (one) => namesOf(one).entity,
      taken: takenNames?.(table) ?? [],
    }),
    traits: planTraits(table, generators),
    attributes: planAttributes({
      table,
      generators,
      keys,
      strangers: map.strangersOf(table),
      factoryName: (one) => namesOf(one).factory,
      tableCall: (one) => tableCall(tableName(one)),
    }),
    constants: Object.assign({}, ...generators.map((one) => (one.kind === 'left out' ? {} : one.constants))),
    keys,
    given: new Map(generators.map((one) => [one.column, givenOf(one)])),
  }
}

function nameOf({ names }: PlanRequest, table: DatabaseTable): TableNames {
  const found = names.get(keyOfTable(table))
  if (found === undefined) throw new RangeError(`The table "${table.name}" has no names.`)
  return found
}

function tableCall(table: TableName): string {
  return typeof table === 'string' ? `(${codeText(table)})` : `.withSchema(${codeText(table.schema)}).table(${codeText(table.name)})`
}

function givenOf(one: ColumnGenerator): 'given' | 'default' | 'null' | 'other' {
  if (one.kind !== 'left out') return 'given'
  return one.why === 'default' || one.why === 'null' ? one.why : 'other'
}
