import createKnex from 'knex'
import { attachDatabase } from '../../../src/database/attach-database.js'
import type { DatabaseSchema } from '../../../src/database/schema/database-schema.js'
import type { Language } from '../../../src/scaffold/detect-language.js'
import { readFactoryFile } from '../../../src/scaffold/merge/factory-file.js'
import { mergeFactory, type MergedFactory } from '../../../src/scaffold/merge/merge-factory.js'
import type { FactoryPlan } from '../../../src/scaffold/plan/factory-plan.js'
import { PlainTables } from '../../../src/scaffold/plan/plain-tables.js'
import { planSeeder } from '../../../src/scaffold/plan/plan-seeder.js'
import { printFactory } from '../../../src/scaffold/print/print-factory.js'
import { printSeeder } from '../../../src/scaffold/print/print-seeder.js'
import { ProjectPlan, type ProjectPlanOptions } from '../../../src/scaffold/project-plan.js'

/** The schema that SQLite makes of statements. */
export async function schemaOf(ddl: string): Promise<DatabaseSchema> {
  const knex = createKnex({ client: 'better-sqlite3', connection: { filename: ':memory:' }, useNullAsDefault: true, pool: { min: 1, max: 1 } })
  try {
    for (const statement of ddl.split(';')) if (statement.trim() !== '') await knex.raw(statement)
    return await attachDatabase(knex).readSchema({ label: { seeder: undefined, factory: undefined, relation: undefined, rows: undefined } })
  } finally {
    await knex.destroy()
  }
}

interface PlanWishes extends Partial<Omit<ProjectPlanOptions, 'existing' | 'tables'>> {
  /** Factories that are there, by path below the folder. */
  readonly existing?: Readonly<Record<string, string>>
  /** All of them, if left out. */
  readonly tables?: readonly string[]
}

export const FOLDER = '/shop/database/factories'
const TYPESCRIPT: Language = { extension: '.ts', variant: 'ts' }

/** The factories for the tables that statements of SQLite make. */
export async function planned(ddl: string, { existing = {}, tables, ...wishes }: PlanWishes = {}): Promise<ProjectPlan> {
  const schema = wishes.schema ?? (await schemaOf(ddl))
  const files = await Promise.all(Object.entries(existing).map(([path, text]) => readFactoryFile(`${FOLDER}/${path}`, text)))
  return new ProjectPlan({
    schema,
    plain: new PlainTables(schema, schema.schemas),
    language: TYPESCRIPT,
    folder: FOLDER,
    existing: files.filter((file) => file !== undefined),
    tables: schema.tables.filter(({ name }) => tables === undefined || tables.includes(name)),
    pairs: 'relations',
    generators: {},
    ...wishes,
  })
}

export function factoryOf(project: ProjectPlan, table: string): FactoryPlan {
  const found = project.factories.find((plan) => plan.table.name === table)
  if (found === undefined) throw new Error(`no factory of ${table}`)
  return found
}

/** The relations of a table's factory: `author: belongsTo users (author_id)`. */
export function relationsOf(project: ProjectPlan, table: string): readonly string[] {
  return factoryOf(project, table).relations.map(({ name, kind, related, foreignKey, pivot }) => {
    const columns = [...foreignKey, ...(pivot === undefined ? [] : ['|', ...pivot.relatedKey])].join(' ')
    return `${name}: ${kind} ${related.name} (${columns})`
  })
}

/** What stands in the definition for columns. */
export function definitionOf(project: ProjectPlan, table: string): Readonly<Record<string, string>> {
  return Object.fromEntries(factoryOf(project, table).attributes.map(({ column, expression }) => [column, expression]))
}

/** The text of a table's factory. */
export function textOf(project: ProjectPlan, table: string): string {
  return printFactory(project.sourceOf(factoryOf(project, table), new Set(project.factories.map((plan) => plan.table))))
}

/** The lines of the seeder's run(). */
export function seederOf(project: ProjectPlan): string {
  const text = printSeeder({
    className: 'DatabaseSeeder',
    steps: planSeeder(project.factories, project.pivots),
    language: TYPESCRIPT,
    factoryOf: (table) => ({ name: project.namesOf(table).factory, from: `../factories/${project.namesOf(table).factory}.js` }),
  })
  return text.slice(text.indexOf('Promise<void> {\n') + 'Promise<void> {\n'.length, text.lastIndexOf('  }\n}')).replaceAll(/^ {4}/gm, '')
}

/** Merges what is new of a table into a file. */
export async function merged(ddl: string, table: string, path: string, text: string, others: Readonly<Record<string, string>> = {}): Promise<MergedFactory> {
  const project = await planned(ddl, { existing: { [path]: text, ...others } })
  const plan = factoryOf(project, table)
  const file = project.existing.get(plan.table)
  if (file === undefined) throw new Error(`${path} is no factory of ${table}`)
  return mergeFactory(project.sourceOf(plan, new Set(project.factories.map((one) => one.table))), file, (relation) => project.hasRelation(plan.table, relation))
}
