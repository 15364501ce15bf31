import { resolve } from 'node:path'
import type { ConnectionSettings } from '../../config/connection-settings.js'
import { pickConnection } from '../../config/pick-connection.js'
import type { ResolvedConfig } from '../../config/resolved-config.js'
import { discoverFactories } from '../../discovery/discover-project.js'
import type { DiscoveredClass } from '../../discovery/discovered-class.js'
import { resolveFactory } from '../../discovery/resolve-factory.js'
import { loadProjectConfig } from '../load-project-config.js'
import type { LintOptions } from './lint-project.js'

export interface LintPlan {
  readonly config: ResolvedConfig
  readonly settings: ConnectionSettings
  /** All factories of the project. */
  readonly found: readonly DiscoveredClass[]
  /** Names of those that are linted. */
  readonly names: readonly string[]
}

/** Everything that can be refused without a connection is refused here. */
export async function planLint(options: LintOptions): Promise<LintPlan> {
  const config = await loadProjectConfig(options)
  const settings = pickConnection(config, options.connection)
  const found = await discoverFactories({ root: config.root, cwd: resolve(options.cwd ?? '.'), factories: config.factories })
  const { only = [] } = options
  const names = only.length === 0 ? found.map(({ name }) => name) : [...new Set(only.map((name) => resolveFactory(name, found).name))]
  return { config, settings, found, names }
}
