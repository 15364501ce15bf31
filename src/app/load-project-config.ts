import { resolve } from 'node:path'
import type { Config } from '../config/config.js'
import { loadConfig } from '../config/load-config.js'
import { resolveConfig } from '../config/resolve-config.js'
import type { ResolvedConfig } from '../config/resolved-config.js'
import { loadDefault } from '../discovery/load-module.js'

/** What every use case needs to find its project. */
export interface ProjectOptions {
  /** Folder to work in; the process's own by default. Relative paths start here. */
  readonly cwd?: string | undefined
  /** Path of the configuration file, or a configuration itself; searched for by default. */
  readonly config?: string | Config | undefined
  /** Environment, for a knexfile or a configuration that is a function; NODE_ENV by default. */
  readonly env?: string | undefined
}

/** Finds and loads the project's configuration. */
export async function loadProjectConfig(options: ProjectOptions): Promise<ResolvedConfig> {
  const { config, env } = options
  const cwd = resolve(options.cwd ?? '.')
  if (config === undefined || typeof config === 'string') return loadConfig({ cwd, file: config, env, loadModule: loadDefault })
  const origin = { file: 'the config given', root: cwd, env: env ?? process.env['SEEDKIT_ENV'] ?? process.env['NODE_ENV'] ?? 'development' }
  return { file: undefined, ...(await resolveConfig(config, origin, () => Promise.resolve(undefined))) }
}
