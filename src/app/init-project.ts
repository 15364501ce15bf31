import { dirname, posix, relative, resolve, sep } from 'node:path'
import { packageManagerCommands } from '../database/package-manager.js'
import { ConfigError } from '../errors/config-error.js'
import { asExample } from '../scaffold/as-example.js'
import { detectLanguage, type Language } from '../scaffold/detect-language.js'
import { findClassFile } from '../scaffold/find-class-file.js'
import { folderOf } from '../scaffold/folder-of.js'
import { guessConnection } from '../scaffold/guess-connection.js'
import { renderTemplate, type TemplateName } from '../scaffold/render-template.js'
import { writeNewFile } from '../scaffold/write-new-file.js'
import { loadProjectConfig } from './load-project-config.js'

export interface InitProjectOptions {
  /** The project's folder; the process's own by default. */
  readonly cwd?: string | undefined
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
}

/** Writes what a project needs to begin: a configuration, a first factory and the DatabaseSeeder. Keeps what is there. */
export async function initProject(options: InitProjectOptions): Promise<InitializedProject> {
  const root = resolve(options.cwd ?? '.')
  const project = { root, language: detectLanguage(root) }
  const existing = await existingConfig(root)
  const config = existing ?? (await writeConfig(project))
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
  return { files: [config.file, factory, seeder], install: config.install }
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

/** How a file of one folder imports another one: relative, with `/`, and with the extension that the compiler will give it. */
function importPath(folder: string, file: string): string {
  const way = relative(folder, file).split(sep).join(posix.sep).replace(/\.([cm]?)ts$/, '.$1js')
  return way.startsWith('.') ? way : `./${way}`
}
