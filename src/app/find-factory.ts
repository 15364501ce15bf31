import { resolve } from 'node:path'
import type { ResolvedConfig } from '../config/resolved-config.js'
import { discoverFactories } from '../discovery/discover-project.js'
import type { DiscoveredClass } from '../discovery/discovered-class.js'
import { resolveFactory } from '../discovery/resolve-factory.js'

/** A factory of the project by its name; the suffix may be left out. */
export async function findFactory(name: string, { root, factories }: ResolvedConfig, cwd: string | undefined): Promise<DiscoveredClass> {
  return resolveFactory(name, await discoverFactories({ root, cwd: resolve(cwd ?? '.'), factories }))
}
