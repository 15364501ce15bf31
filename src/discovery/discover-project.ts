import { factoryKind, seederKind } from './class-kind.js'
import { discoverClasses } from './discover-classes.js'
import type { DiscoveredClass } from './discovered-class.js'
import { refuseNothing } from './refuse-nothing.js'

/** Where a project keeps its classes: folders or globs, relative to `root`. */
export interface ProjectPlaces {
  readonly root: string
  readonly cwd: string
  readonly factories: readonly string[]
  readonly seeders: readonly string[]
}

/** All classes of a project, in the order of their files. */
export interface Discovered {
  readonly factories: readonly DiscoveredClass[]
  readonly seeders: readonly DiscoveredClass[]
}

/**
 * The project's factories and seeders; one of the two may be empty.
 *
 * @throws DiscoveryError if there is neither, a file cannot be loaded, or two classes of a kind have one name
 */
export async function discoverProject({ root, cwd, factories, seeders }: ProjectPlaces): Promise<Discovered> {
  const factoryPlaces = { root, cwd, patterns: factories }
  const seederPlaces = { root, cwd, patterns: seeders }
  const foundFactories = await discoverClasses(factoryKind, factoryPlaces)
  const foundSeeders = await discoverClasses(seederKind, seederPlaces)
  refuseNothing([
    { kind: factoryKind, places: factoryPlaces, discovery: foundFactories },
    { kind: seederKind, places: seederPlaces, discovery: foundSeeders },
  ])
  return { factories: foundFactories.classes, seeders: foundSeeders.classes }
}
