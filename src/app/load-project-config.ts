import { resolve } from 'node:path'
import { loadConfig } from '../config/load-config.js'
import type { ResolvedConfig } from '../config/resolved-config.js'
import { loadDefault } from '../discovery/load-module.js'

/** What every use case needs to find its project. */
export interface ProjectOptions {
  /** Folder to work in; the process's own by default. Relative paths start here. */
  readonly cwd?: string | undefined
  /** Path of the configuration file; searched for by default. */
  readonly config?: string | undefined
  /** Environment, for a knexfile or a configuration that is a function; NODE_ENV by default. */
  readonly env?: string | undefined
}

/** Finds and loads the project's configuration. */
export function loadProjectConfig(options: ProjectOptions): Promise<ResolvedConfig> {
  return loadConfig({
    cwd: resolve(options.cwd ?? '.'),
    ...(options.config === undefined ? {} : { file: options.config }),
    ...(options.env === undefined ? {} : { env: options.env }),
    loadModule: loadDefault,
  })
}
