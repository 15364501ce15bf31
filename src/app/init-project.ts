import { dirname, relative, resolve } from 'node:path'
import { packageManagerCommands } from '../database/package-manager.js'
import { ConfigError } from '../errors/config-error.js'
import { SeedkitError } from '../errors/seedkit-error.js'
import { asExample } from '../scaffold/as-example.js'
import { detectLanguage, type Language } from '../scaffold/detect-language.js'
import { findClassFile } from '../scaffold/find-class-file.js'
import { folderOf } from '../scaffold/folder-of.js'
import { guessConnection } from '../scaffold/guess-connection.js'
import { importPath } from '../scaffold/import-path.js'
import { renderTemplate, type TemplateName } from '../scaffold/render-template.js'
import { writeNewFile } from '../scaffold/write-new-file.js'
import { loadProjectConfig } from './load-project-config.js'
import { makeFactories, type MadeFactories } from './make-factories.js'
import { readProjectSchema } from './read-project-schema.js'

export interface InitProjectOptions {
  /** The project's folder; the process's own by default. */
  readonly cwd?: string | undefined
  /** Whether factories are to be written for the tables that the database has, told their number; never asked where it has none. */
  readonly wantsFactories?: ((tables: number) => Promise<boolean>) | undefined
}

export interface InitializedFile {
  /** Relative to the project's folder. */
  readonly path: string
  readonly status: 'created' | 'kept'
}

export interface InitializedProject {
  readonly files: readonly InitializedFile[]
  /** The command that installs the driver a new configuration needs; undefined if nothing is missing. */
  readonly install: string | undefined
  /** How many tables the database has; 0 where it cannot be asked. */
  readonly tables: number
  /** The factories of its tables, if they were wanted; then there is no example. */
  readonly made: MadeFactories | undefined
}

/** Writes what a project needs to begin: a configuration, a first factory or those of the database's tables, and the DatabaseSeeder. Keeps what is there. */
export async function initProject(options: InitProjectOptions): Promise<InitializedProject> {
  const root = resolve(options.cwd ?? '.')
  const project = { root, language: detectLanguage(root) }
  const existing = await existingConfig(root)
  const config = existing ?? (await writeConfig(project))
  const tables = await countTables(root)
  if (tables > 0 && (await options.wantsFactories?.(tables)) === true) {
    return { files: [config.file], install: config.install, tables, made: await makeFactories({ cwd: root }) }
  }
  const factory = await writeClass(project, {
    className: 'UserFactory',
    template: 'factory',
    folder: config.factories,
    values: { Row: 'User', table: 'users' },
  })
  const seeder = await writeClass(project, {
    className: 'DatabaseSeeder',
    template: 'database-seeder',
    folder: config.seeders,
    values: { Factory: 'UserFactory', factoryFile: importPath(config.seeders, factory.path) },
  })
  return { files: [config.file, factory, seeder], install: config.install, tables, made: undefined }
}

/** What cannot be asked yet is asked later: the configuration may be a guess, its driver missing. */
async function countTables(root: string): Promise<number> {
  try {
    const { schema } = await readProjectSchema(await loadProjectConfig({ cwd: root }), {})
    return schema.tables.length
  } catch (error) {
    if (error instanceof SeedkitError) return 0
    throw error
  }
}

interface Project {
  readonly root: string
  readonly language: Language
}

interface ProjectConfig {
  readonly file: InitializedFile
  readonly factories: string
  readonly seeders: string
  readonly install: string | undefined
}

/** The configuration that this folder has already (a knexfile counts); one of a folder further up is not this project's. */
async function existingConfig(root: string): Promise<ProjectConfig | undefined> {
  try {
    const config = await loadProjectConfig({ cwd: root })
    if (config.file === undefined || dirname(config.file) !== root) return undefined
    return {
      file: { path: relative(root, config.file), status: 'kept' },
      factories: folderOf(config.factories),
      seeders: folderOf(config.seeders),
      install: undefined,
    }
  } catch (error) {
    if (error instanceof ConfigError && error.code === 'SEEDKIT_CONFIG_NOT_FOUND') return undefined
    throw error
  }
}

async function writeConfig({ root, language }: Project): Promise<ProjectConfig> {
  const guess = guessConnection(root, process.env['DATABASE_URL'])
  const path = `seed.config${language.extension}`
  const content = await renderTemplate('config', language.variant, { client: guess.client, connection: guess.source })
  await writeNewFile({ root, folder: '.', path, content, existing: 'refuse' })
  return {
    file: { path, status: 'created' },
    factories: 'database/factories',
    seeders: 'database/seeders',
    install: guess.isInstalled ? undefined : packageManagerCommands(root).install(guess.client),
  }
}

interface ClassFile {
  readonly className: string
  readonly template: TemplateName
  readonly folder: string
  readonly values: Readonly<Record<string, string>>
}

async function writeClass({ root, language }: Project, file: ClassFile): Promise<InitializedFile> {
  const found = await findClassFile(resolve(root, file.folder), file.className)
  if (found !== undefined) return { path: relative(root, found), status: 'kept' }
  const path = file.className + language.extension
  const rendered = await renderTemplate(file.template, language.variant, { Class: file.className, ...file.values })
  const content = file.template === 'factory' ? asExample(rendered) : rendered
  const written = await writeNewFile({ root, folder: file.folder, path, content, existing: 'refuse' })
  return { path: relative(root, written), status: 'created' }
}
