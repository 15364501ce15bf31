import { dirname, join } from 'node:path'
import type { DatabaseSchema, DatabaseTable } from '../database/schema/database-schema.js'
import type { Language } from './detect-language.js'
import type { GeneratorOptions } from './generators/column-generator.js'
import { importPath } from './import-path.js'
import type { FactoryFile } from './merge/factory-file.js'
import { writtenRelation } from './merge/written-relation.js'
import { nameTables, namesOf, type TableNames } from './naming/table-names.js'
import type { FactoryPlan } from './plan/factory-plan.js'
import { pivotOf, type PivotTable } from './plan/pivot-table.js'
import { planFactories } from './plan/plan-factories.js'
import type { PlainTables } from './plan/plain-tables.js'
import { rowColumns } from './plan/row-columns.js'
import { keyOfTable, SchemaMap } from './plan/schema-map.js'
import type { PlannedRelation } from './plan/planned-relation.js'
import type { FactorySource } from './print/factory-source.js'

export interface ProjectPlanOptions {
  readonly schema: DatabaseSchema
  readonly plain: PlainTables
  readonly language: Language
  /** Where new files go, absolute. */
  readonly folder: string
  readonly existing: readonly FactoryFile[]
  /** Tables that are to have factories; of these, tables of pairs become relations, unless `pairs` says otherwise. */
  readonly tables: readonly DatabaseTable[]
  readonly pairs: 'relations' | 'factories'
  /** The class of a table as the user wants it. */
  readonly classNames?: ReadonlyMap<DatabaseTable, { readonly base: string; readonly folders: readonly string[] }>
  readonly generators: Pick<GeneratorOptions, 'locale' | 'generators'>
}

/** All factories that a project has and is to have, and how their files know each other. */
export class ProjectPlan {
  /** Those of `tables`, and those that are there. */
  readonly factories: readonly FactoryPlan[]
  readonly pivots: readonly PivotTable[]
  readonly existing: ReadonlyMap<DatabaseTable, FactoryFile>
  readonly #options: ProjectPlanOptions
  readonly #map: SchemaMap
  readonly #names: ReadonlyMap<string, TableNames>

  constructor(options: ProjectPlanOptions) {
    const { schema, plain, tables, existing } = options
    this.#options = options
    this.#map = new SchemaMap(schema)
    this.existing = new Map(existing.flatMap((file) => {
      const table = schema.tables.find((one) => isTable(one, file, plain))
      return table === undefined ? [] : [[table, file] as const]
    }))
    this.#names = this.#nameAll()
    const candidates = schema.tables.filter((table) => tables.includes(table) || this.existing.has(table))
    const isPair = (table: DatabaseTable): boolean => !this.existing.has(table) && (options.pairs === 'relations' || !tables.includes(table))
    this.pivots = schema.tables.filter((table) => isPair(table) && (options.pairs === 'factories' || tables.includes(table))).flatMap((table) => {
      const pivot = pivotOf(table, this.#map, { ...options.generators, schema })
      return pivot !== undefined && candidates.includes(pivot.left.parent) && candidates.includes(pivot.right.parent) ? [pivot] : []
    })
    const own = candidates.filter((table) => !this.pivots.some((pivot) => pivot.table === table))
    const planned = planFactories({
      schema,
      map: this.#map,
      tableName: (table) => plain.nameOf(table),
      names: this.#names,
      tables: own,
      pivots: this.pivots,
      takenNames: (table) => this.existing.get(table)?.relations?.map(({ name }) => name) ?? [],
      generators: options.generators,
    })
    this.factories = planned.map((plan) => ({ ...plan, relations: plan.relations.map((relation) => this.#asWritten(plan.table, relation)) }))
  }

  hasFactory({ schema, name }: { readonly schema: string; readonly name: string }): boolean {
    return this.factories.some(({ table }) => table.schema === schema && table.name === name)
  }

  /** Names of the tables without factory that refer to a table. */
  childrenWithout(table: DatabaseTable): readonly string[] {
    const isPivot = (child: DatabaseTable): boolean => this.pivots.some((pivot) => pivot.table === child)
    return this.#map.childrenOf(table).filter(({ child }) => !this.hasFactory(child) && !isPivot(child)).map(({ child }) => child.name)
  }

  /** Whether a factory's file has a relation already. */
  hasRelation(table: DatabaseTable, relation: PlannedRelation): boolean {
    const file = this.existing.get(table)
    return file !== undefined && writtenRelation(relation, this.namesOf(relation.related).factory, file) !== undefined
  }

  /** Where a table's factory is, or goes; absolute. */
  fileOf(table: DatabaseTable): string {
    const { folder, language, classNames } = this.#options
    const wanted = classNames?.get(table)
    return this.existing.get(table)?.file ?? join(folder, ...(wanted?.folders ?? []), this.namesOf(table).factory + language.extension)
  }

  namesOf(table: DatabaseTable): TableNames {
    return this.#names.get(keyOfTable(table)) ?? namesOf(table, 'Row')
  }

  /** @param written tables whose files are written: the types of pairs' rows stand in them. */
  sourceOf(plan: FactoryPlan, written: ReadonlySet<DatabaseTable>): FactorySource {
    const folder = dirname(this.fileOf(plan.table))
    const homeOf = ({ left, right }: PivotTable): DatabaseTable => {
      const sides = [left.parent, right.parent].filter((table) => written.has(table))
      return sides.toSorted((a, b) => (this.namesOf(a).factory < this.namesOf(b).factory ? -1 : 1))[0] ?? plan.table
    }
    return {
      plan,
      language: this.#languageOf(plan.table),
      factoryOf: (table) => ({ name: this.namesOf(table).factory, from: importPath(folder, this.fileOf(table)) }),
      pivotRowOf: (pivot) => {
        const home = homeOf(pivot)
        return {
          name: this.namesOf(pivot.table).row,
          from: home === plan.table ? undefined : importPath(folder, this.fileOf(home)),
          tableName: this.#options.plain.nameOf(pivot.table),
          columns: rowColumns(pivot.table, this.#map),
        }
      },
      declares: this.pivots.filter((pivot) => plan.relations.some((relation) => relation.pivot?.table === pivot) && homeOf(pivot) === plan.table),
    }
  }

  /** That of a file that is there, whatever the project's is. */
  #languageOf(table: DatabaseTable): Language {
    const { language } = this.#options
    const found = this.existing.get(table)
    if (found === undefined) return language
    if (/\.[cm]?ts$/.test(found.file)) return { extension: '.ts', variant: 'ts' }
    return { extension: '.js', variant: /^\s*module\.exports\b/m.test(found.text) ? 'cjs' : 'mjs' }
  }

  /** A relation under the name that it has in the factory's file. */
  #asWritten(table: DatabaseTable, relation: PlannedRelation): PlannedRelation {
    const file = this.existing.get(table)
    const written = file === undefined ? undefined : writtenRelation(relation, this.namesOf(relation.related).factory, file)
    return written === undefined ? relation : { ...relation, name: written.name }
  }

  #nameAll(): ReadonlyMap<string, TableNames> {
    const { schema, plain, existing, classNames } = this.#options
    const fixed = new Map<string, TableNames>()
    for (const [table, { base }] of classNames ?? []) fixed.set(keyOfTable(table), namesOf(table, base))
    for (const [table, file] of this.existing) {
      const names = namesOf(table, file.className.replace(/Factory$/, ''))
      fixed.set(keyOfTable(table), { ...names, factory: file.className, row: file.rowName ?? names.row, insert: file.insertName ?? names.insert })
    }
    const others = schema.tables.filter((table) => !fixed.has(keyOfTable(table)))
    const reserved = [...existing.map(({ className }) => className), ...[...fixed.values()].map(({ factory }) => factory)]
    return new Map([...fixed, ...nameTables(others, { isPlain: (table) => plain.isPlain(table), reserved })])
  }
}

function isTable(table: DatabaseTable, { table: written }: FactoryFile, plain: PlainTables): boolean {
  return typeof written === 'string' ? plain.isPlain(table) && table.name === written : table.schema === written.schema && table.name === written.name
}
