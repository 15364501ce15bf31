import { resolve } from 'node:path'
import { discoverSeeders } from '../discovery/discover-project.js'
import { resolveSeeder } from '../discovery/resolve-seeder.js'
import type { SeederClass } from '../seeder/seeder-class.js'
import type { RunTask } from './perform-run.js'
import { planTarget } from './plan-target.js'
import type { SeedDatabaseOptions } from './seed-database.js'

/** Everything that can be refused without a connection is refused here. */
export async function planRun(options: SeedDatabaseOptions): Promise<RunTask> {
  const target = await planTarget(options)
  const { root, seeders: patterns } = target.config
  const found = await discoverSeeders({ root, cwd: resolve(options.cwd ?? '.'), seeders: patterns })
  const names = options.classes === undefined || options.classes.length === 0 ? ['DatabaseSeeder'] : options.classes
  const seeders = names.map((name) => resolveSeeder(name, found))
  // Discovery lists only classes that carry the seeder brand.
  const classes = seeders.map((seeder) => seeder.class as SeederClass<[]>)
  return { ...target, seeders: seeders.map(({ name }) => name), factory: undefined, work: (run) => run.runSeeders(classes) }
}
