import { relative, resolve } from 'node:path'
import { ConfigError } from '../errors/config-error.js'
import { ConnectionError } from '../errors/connection-error.js'
import { ScaffoldError } from '../errors/scaffold-error.js'
import type { DatabaseTable } from '../database/schema/database-schema.js'
import type { ResolvedConfig } from '../config/resolved-config.js'
import { checkGenerators, type UnusedGenerator } from '../scaffold/check-generators.js'
import { findClassFile } from '../scaffold/find-class-file.js'
import { findTable, tableNamed } from '../scaffold/find-table.js'
import { parseClassName, type ParsedClassName } from '../scaffold/parse-class-name.js'
import { ProjectPlan } from '../scaffold/project-plan.js'
import { FactoryFiles, type ExistingFiles } from './factory-files.js'
import { loadProjectConfig, type ProjectOptions } from './load-project-config.js'
import type { MadeFile } from './made-file.js'
import { makeClass } from './make-class.js'
import { missingFactories } from './missing-factories.js'
import { readProjectSchema, type ProjectSchema, type SchemaOptions } from './read-project-schema.js'

export interface MakeFactoryOptions extends ProjectOptions, SchemaOptions {
  /** As typed: `User`, `blog/Post`, `UserFactory`. */
  readonly name: string
  /** Its table, `users` or `sales.users`; found by the name otherwise. */
  readonly table?: string | undefined
  /** What to do if the file exists; it is an error by default. */
  readonly existing?: Exclude<ExistingFiles, 'keep'> | undefined
  /** The plain template, without asking a database. */
  readonly plain?: boolean | undefined
  readonly dryRun?: boolean | undefined
}

export interface MadeFactory {
  readonly file: MadeFile
  /** Why the plain template was written; undefined where the table was read. */
  readonly template: string | undefined
  /** Keys of the configuration's `generators` that stand for no column. */
  readonly unusedGenerators: readonly UnusedGenerator[]
}

/** Writes the factory of one table as the project's database has it; the plain template where no database can be asked. */
export async function makeFactory(options: MakeFactoryOptions): Promise<MadeFactory> {
  const name = parseClassName(options.name, 'Factory')
  const config = await loadProjectConfig(options)
  if (options.plain === true) return fromTemplate(options, 'as you wished')
  const read = await readIfReachable(config, options)
  if (typeof read === 'string') return fromTemplate(options, read)
  const { schema, plain } = read
  if (schema.tables.length === 0 && options.table === undefined) return fromTemplate(options, 'the database has no tables yet')
  const table = options.table === undefined ? findTable(name.base, schema, plain) : tableNamed(options.table, schema, plain)
  const unusedGenerators = await checkGenerators(config.generators, schema)
  return { file: await fromTable(table, name, { config, read, options }), template: undefined, unusedGenerators }
}

/** The schema, or why there is none. What was asked for by an option is not passed over. */
async function readIfReachable(config: ResolvedConfig, options: MakeFactoryOptions): Promise<ProjectSchema | string> {
  try {
    return await readProjectSchema(config, options)
  } catch (error) {
    const isAskedFor = options.connection !== undefined || options.table !== undefined || options.schemas !== undefined || options.existing === 'merge'
    if (isAskedFor || !(error instanceof ConnectionError || error instanceof ConfigError)) throw error
    return error.message
  }
}

async function fromTemplate(options: MakeFactoryOptions, template: string): Promise<MadeFactory> {
  const { name, cwd, config, env, dryRun } = options
  const existing = options.existing === 'overwrite' ? 'overwrite' : 'refuse'
  const { file, table, content, overwritten } = await makeClass({ kind: 'factory', name, cwd, config, env, existing, dryRun })
  return { file: { file, table, content, status: overwritten ? 'rewritten' : 'created', notes: [] }, template, unusedGenerators: [] }
}

interface Surroundings {
  readonly config: ResolvedConfig
  readonly read: ProjectSchema
  readonly options: MakeFactoryOptions
}

async function fromTable(table: DatabaseTable, name: ParsedClassName, { config, read, options }: Surroundings): Promise<MadeFile> {
  const files = await FactoryFiles.read(config)
  const { language, folder, existing } = files
  const { locale, generators } = config
  const classNames = new Map([[table, name]])
  const project = new ProjectPlan({ ...read, language, folder, existing, tables: [table], pairs: 'factories', classNames, generators: { locale, generators } })
  await checkFree(table, name, { files, project, existing: options.existing })
  const [made] = await files.write(project, [table], { existing: options.existing ?? 'overwrite', dryRun: options.dryRun === true })
  if (made === undefined) throw new RangeError(`No factory of "${table.name}" was planned.`)
  return { ...made, notes: [...made.notes, ...missingFactories(table, project)] }
}

/** Two classes of one name stop every later run, and a table with two factories is a mistake: refused while it is still a name. */
async function checkFree(table: DatabaseTable, { className }: ParsedClassName, { files, project, existing }: { readonly files: FactoryFiles; readonly project: ProjectPlan; readonly existing: MakeFactoryOptions['existing'] }): Promise<void> {
  const { root } = files.config
  const own = project.existing.get(table)
  const wanted = resolve(project.fileOf(table))
  if (own !== undefined && own.className !== className && existing !== 'merge') {
    throw ScaffoldError.tableHasFactory({ table: table.name, className: own.className, file: relative(root, own.file) })
  }
  const taken = await findClassFile(files.folder, className)
  if (taken === undefined || taken === files.example) return
  if (taken !== wanted) throw ScaffoldError.nameTaken({ className, file: relative(root, taken) })
  if (existing === undefined) throw ScaffoldError.fileExists({ file: relative(root, taken) })
  if (existing === 'merge' && own === undefined) throw ScaffoldError.cannotMerge({ file: relative(root, taken), table: table.name })
}
