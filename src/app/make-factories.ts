import { readFile, rm } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import type { ResolvedConfig } from '../config/resolved-config.js'
import type { LeftOutTable } from '../database/schema/database-schema.js'
import { findFiles } from '../discovery/find-files.js'
import { checkGenerators, type UnusedGenerator } from '../scaffold/check-generators.js'
import { findClassFile } from '../scaffold/find-class-file.js'
import { folderOf } from '../scaffold/folder-of.js'
import { importPath } from '../scaffold/import-path.js'
import type { FactoryPlan } from '../scaffold/plan/factory-plan.js'
import { planSeeder } from '../scaffold/plan/plan-seeder.js'
import { printSeeder } from '../scaffold/print/print-seeder.js'
import { ProjectPlan } from '../scaffold/project-plan.js'
import { renderTemplate } from '../scaffold/render-template.js'
import { selectTables } from '../scaffold/select-tables.js'
import { FactoryFiles, type ExistingFiles } from './factory-files.js'
import { loadProjectConfig, type ProjectOptions } from './load-project-config.js'
import type { MadeFile } from './made-file.js'
import { readProjectSchema, type SchemaOptions } from './read-project-schema.js'

export interface MakeFactoriesOptions extends ProjectOptions, SchemaOptions {
  /** Tables, with `*` for any part of a name; all by default. */
  readonly only?: readonly string[] | undefined
  readonly except?: readonly string[] | undefined
  /** What to do with files that are there; `keep` by default. */
  readonly existing?: ExistingFiles | undefined
  /** Only tells what would be written. */
  readonly dryRun?: boolean | undefined
}

export interface MadeFactories {
  /** Factories by table, the DatabaseSeeder last. */
  readonly files: readonly MadeFile[]
  /** Tables of pairs, which are relations of others. */
  readonly pivots: readonly string[]
  /** What is in the database beside the tables, and why it has no factory. */
  readonly leftOut: readonly { readonly name: string; readonly reason: LeftOutTable['reason'] | 'without columns' }[]
  /** Keys of the configuration's `generators` that stand for no column. */
  readonly unusedGenerators: readonly UnusedGenerator[]
}

const SEEDER = 'DatabaseSeeder'

/** Writes factories for the tables of the project's database, and a DatabaseSeeder that fills them. */
export async function makeFactories(options: MakeFactoriesOptions): Promise<MadeFactories> {
  const config = await loadProjectConfig(options)
  const { schema, plain } = await readProjectSchema(config, options)
  // PostgreSQL takes tables without columns, which have nothing to be filled.
  const tables = selectTables(schema, { only: options.only ?? [], except: options.except ?? [] }).filter(({ columns }) => columns.length > 0)
  const hollow = schema.tables.filter(({ columns }) => columns.length === 0).map(({ name }) => ({ name, reason: 'without columns' as const }))
  const factories = await FactoryFiles.read(config)
  const { language, folder, existing } = factories
  const { locale, generators } = config
  const unusedGenerators = await checkGenerators(generators, schema)
  const project = new ProjectPlan({ schema, plain, language, folder, existing, tables, pairs: 'relations', generators: { locale, generators } })
  const way = { existing: options.existing ?? 'keep', dryRun: options.dryRun === true }
  const made = await factories.write(project, tables, way)
  const seeder = await makeSeeder(factories, project, made, way)
  const removed = seeder.status === 'kept' ? [] : await removeExample(factories, made, way.dryRun)
  return { files: [...made, ...removed, seeder], pivots: project.pivots.map(({ table }) => table.name), leftOut: [...schema.leftOut, ...hollow], unusedGenerators }
}

/** The seeder of all tables that were asked for; relations that files lack cannot be called. */
async function makeSeeder(factories: FactoryFiles, project: ProjectPlan, made: readonly MadeFile[], { existing, dryRun }: { readonly existing: ExistingFiles; readonly dryRun: boolean }): Promise<MadeFile> {
  const { config, language } = factories
  const folder = resolve(config.root, folderOf(config.seeders))
  const file = (await findClassFile(folder, SEEDER)) ?? join(folder, SEEDER + language.extension)
  const plans = project.factories.filter(({ table }) => made.some((one) => one.table === table.name && one.file === project.fileOf(table))).map((plan) => {
    const isKept = made.some(({ file: path, content }) => path === project.fileOf(plan.table) && content === undefined)
    return isKept ? { ...plan, relations: plan.relations.filter((relation) => project.hasRelation(plan.table, relation)) } : plan
  })
  const content = printSeeder({
    className: SEEDER,
    steps: planSeeder(plans, project.pivots),
    language,
    factoryOf: (table) => ({ name: project.namesOf(table).factory, from: importPath(folder, project.fileOf(table)) }),
  })
  const found = await findClassFile(folder, SEEDER)
  const isExample = found !== undefined && (await factories.holds(found, await exampleSeeder(factories, folder)))
  if (found !== undefined && !isExample && existing !== 'overwrite') return { file, status: 'kept', table: undefined, content: undefined, notes: await missingIn(found, plans) }
  if (!dryRun) await factories.put(file, content)
  return { file, status: found === undefined ? 'created' : 'rewritten', table: undefined, content, notes: [] }
}

/** What a seeder of the user's does not speak of. */
async function missingIn(file: string, plans: readonly FactoryPlan[]): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8')
  const missing = plans.filter(({ names }) => !new RegExp(`\\b${names.factory}\\b`).test(text)).map(({ names }) => names.factory)
  return missing.length === 0 ? [] : [`it does not use ${missing.join(', ')}`]
}

/** The DatabaseSeeder as init writes it. */
function exampleSeeder({ language, folder }: FactoryFiles, seeders: string): Promise<string> {
  const factoryFile = importPath(seeders, join(folder, `UserFactory${language.extension}`))
  return renderTemplate('database-seeder', language.variant, { Class: SEEDER, Factory: 'UserFactory', factoryFile })
}

/** The example of init that nobody has touched is of no use beside factories of real tables. */
async function removeExample({ example, config }: FactoryFiles, made: readonly MadeFile[], dryRun: boolean): Promise<readonly MadeFile[]> {
  if (example === undefined || made.some(({ file }) => file === example)) return []
  if (await isUsed(basename(example), config)) return []
  if (!dryRun) await rm(example, { force: true })
  return [{ file: example, status: 'removed', table: undefined, content: undefined, notes: [] }]
}

/** Whether some other factory or seeder names it. */
async function isUsed(file: string, { root, factories, seeders }: ResolvedConfig): Promise<boolean> {
  const name = file.replace(/\.\w+$/, '')
  for (const other of findFiles(root, [...factories, ...seeders]).files) {
    if (basename(other) !== file && basename(other) !== SEEDER + extname(other) && (await readFile(other, 'utf8')).includes(name)) return true
  }
  return false
}
