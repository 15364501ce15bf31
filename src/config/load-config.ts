import { stat } from 'node:fs/promises'
import path from 'node:path'
import { ConfigError } from '../errors/config-error.js'
import { displayPath } from '../support/display-path.js'
import { CONFIG_KEYS, isPlainObject } from './check-keys.js'
import type { ConnectionSettings } from './connection-settings.js'
import {
  CONFIG_FILES,
  findConfigFile,
  KNEX_FILES,
  openConfigFile,
  projectRoot,
  type FoundFile,
} from './find-config-file.js'
import { knexfileConfig } from './knexfile-config.js'
import { readConfigFile, type LoadModule } from './read-config-file.js'
import { resolveConfig } from './resolve-config.js'
import { DATABASE_URL, resolveConnection } from './resolve-connection.js'
import type { ResolvedConfig } from './resolved-config.js'

export interface LoadConfigOptions {
  /** Where the search begins. */
  readonly cwd: string
  /** Config file to take instead of searching; relative to `cwd`. */
  readonly file?: string | undefined
  /** Environment; default SEEDKIT_ENV, else NODE_ENV, else `development`. */
  readonly env?: string | undefined
  /** Gives the default export of a module. */
  readonly loadModule: LoadModule
}

/**
 * Finds, loads, checks and completes the project's config: the file given, else a config file, else a knexfile, else
 * DATABASE_URL. Every fault is a ConfigError; nothing is connected to.
 */
export async function loadConfig(options: LoadConfigOptions): Promise<ResolvedConfig> {
  const cwd = path.resolve(options.cwd)
  const env = environment(options.env)
  await checkFolder(cwd)
  const explicit = options.file === undefined ? undefined : await openConfigFile(path.resolve(cwd, options.file))
  const found = explicit ?? (await findConfigFile(cwd, CONFIG_FILES))
  if (found !== undefined && !isKnexfile(found)) {
    const config = await readConfigFile(found, env, options.loadModule)
    if (isNamedExports(config)) throw ConfigError.noDefaultExport({ file: found.file })
    const origin = { file: found.file, root: path.dirname(found.file), env }
    return {
      file: found.file,
      ...(await resolveConfig(config, origin, () => otherConnection({ cwd, env, loadModule: options.loadModule }))),
    }
  }
  const knexfile = found ?? (await findConfigFile(cwd, KNEX_FILES))
  if (knexfile !== undefined) return await fromKnexfile(knexfile, env, options.loadModule)
  return await fromVariable(cwd, env)
}

/** The loader gives exports by name without a prototype. Those of a knexfile are its environments; here they may be a config's keys. */
function isNamedExports(config: unknown): boolean {
  return isPlainObject(config) && Object.getPrototypeOf(config) === null && !Object.keys(config).some((key) => Object.hasOwn(CONFIG_KEYS, key))
}

function environment(given: string | undefined): string {
  // An empty variable means the same as none.
  return given || process.env['SEEDKIT_ENV'] || process.env['NODE_ENV'] || 'development'
}

async function checkFolder(cwd: string): Promise<void> {
  const stats = await stat(cwd).catch(() => undefined)
  if (stats === undefined) throw ConfigError.folderMissing({ folder: displayPath(cwd, process.cwd()), fact: 'does not exist' })
  if (!stats.isDirectory()) throw ConfigError.folderMissing({ folder: displayPath(cwd, process.cwd()), fact: 'is not a folder' })
}

function isKnexfile(found: FoundFile): boolean {
  return KNEX_FILES.includes(path.basename(found.file))
}

async function fromKnexfile(found: FoundFile, env: string, loadModule: LoadModule): Promise<ResolvedConfig> {
  const content = await readConfigFile(found, env, loadModule)
  const config = knexfileConfig(content, env, found.file)
  const origin = { file: found.file, root: path.dirname(found.file), env }
  return { file: found.file, ...(await resolveConfig(config, origin, () => Promise.resolve(undefined))) }
}

async function fromVariable(cwd: string, env: string): Promise<ResolvedConfig> {
  const root = await projectRoot(cwd)
  if (process.env[DATABASE_URL] === undefined) {
    throw ConfigError.notFound({
      cwd,
      searched: ['seed.config.*', '.seedkitrc*', 'the "seedkit" key of package.json', 'knexfile.*'],
    })
  }
  const config = await resolveConfig({}, { file: DATABASE_URL, root, env }, () => connectionFromVariable(root))
  return { file: undefined, ...config }
}

/** For a config that names no connection: the project may have it in a knexfile, or in the variable. */
async function otherConnection(options: {
  readonly cwd: string
  readonly env: string
  readonly loadModule: LoadModule
}): Promise<ConnectionSettings | undefined> {
  const { cwd, env, loadModule } = options
  const knexfile = await findConfigFile(cwd, KNEX_FILES)
  if (knexfile === undefined) return await connectionFromVariable(await projectRoot(cwd))
  const config = knexfileConfig(await readConfigFile(knexfile, env, loadModule), env, knexfile.file)
  if (!isPlainObject(config)) return undefined
  return await resolveConnection(config, {
    name: 'default',
    path: '',
    file: knexfile.file,
    root: path.dirname(knexfile.file),
  })
}

async function connectionFromVariable(root: string): Promise<ConnectionSettings | undefined> {
  const url = process.env[DATABASE_URL]
  if (url === undefined) return undefined
  return await resolveConnection({ connection: url }, { name: 'default', path: '', file: DATABASE_URL, root })
}
