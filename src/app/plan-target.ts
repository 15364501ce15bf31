import type { ConnectionSettings } from '../config/connection-settings.js'
import { checkForeignKeyMode, type ForeignKeyMode } from '../config/foreign-key-mode.js'
import { pickConnection } from '../config/pick-connection.js'
import type { ResolvedConfig } from '../config/resolved-config.js'
import { guardProduction } from './guard-production.js'
import { loadProjectConfig } from './load-project-config.js'
import type { RunControls } from './run-controls.js'

/** Where a run goes. */
export interface RunTarget {
  readonly config: ResolvedConfig
  readonly settings: ConnectionSettings
  readonly foreignKeys: ForeignKeyMode
}

/** The project's configuration and the connection of it that a run goes to, unless it may be production. */
export async function planTarget(options: RunControls): Promise<RunTarget> {
  const config = await loadProjectConfig(options)
  const foreignKeys = checkForeignKeyMode(options.foreignKeys) ?? config.foreignKeys
  const settings = pickConnection(config, options.connection)
  await guardProduction(config, settings, options)
  return { config, settings, foreignKeys }
}
