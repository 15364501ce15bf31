import { resolve } from 'node:path'
import type { ConnectionSettings } from '../config/connection-settings.js'
import { pickConnection } from '../config/pick-connection.js'
import type { ResolvedConfig } from '../config/resolved-config.js'
import { discoverSeeders } from '../discovery/discover-project.js'
import { resolveSeeder } from '../discovery/resolve-seeder.js'
import type { SeederClass } from '../seeder/seeder-class.js'
import { guardProduction } from './guard-production.js'
import { loadProjectConfig } from './load-project-config.js'
import type { SeedDatabaseOptions } from './seed-database.js'

export interface PlannedSeeder {
  readonly name: string
  readonly class: SeederClass<[]>
}

export interface RunPlan {
  readonly config: ResolvedConfig
  readonly settings: ConnectionSettings
  readonly seeders: readonly PlannedSeeder[]
}

/** Everything that can be refused without a connection is refused here. */
export async function planRun(options: SeedDatabaseOptions): Promise<RunPlan> {
  const config = await loadProjectConfig(options)
  const settings = pickConnection(config, options.connection)
  await guardProduction(config, settings, options)
  const { root, seeders: patterns } = config
  const found = await discoverSeeders({ root, cwd: resolve(options.cwd ?? '.'), seeders: patterns })
  const names = options.classes === undefined || options.classes.length === 0 ? ['DatabaseSeeder'] : options.classes
  const seeders = names.map((name) => {
    const seeder = resolveSeeder(name, found)
    // Discovery lists only classes that carry the seeder brand.
    return { name: seeder.name, class: seeder.class as SeederClass<[]> }
  })
  return { config, settings, seeders }
}
