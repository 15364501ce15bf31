import { factoryKind, seederKind } from './class-kind.js'
import { discoverClasses } from './discover-classes.js'
import type { DiscoveredClass } from './discovered-class.js'
import { refuseNothing } from './refuse-nothing.js'

interface ProjectFolder {
  /** The project's folder. */
  readonly root: string
  /** Where the user stands; messages name files relative to it. */
  readonly cwd: string
}

interface FactoryPlaces extends ProjectFolder {
  /** Folders or globs, relative to `root`. */
  readonly factories: readonly string[]
}

interface SeederPlaces extends ProjectFolder {
  /** Folders or globs, relative to `root`. */
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
export async function discoverProject(places: FactoryPlaces & SeederPlaces): Promise<Discovered> {
  const factories = await discoverClasses(factoryKind, { ...places, patterns: places.factories })
  const seeders = await discoverClasses(seederKind, { ...places, patterns: places.seeders })
  refuseNothing([factories, seeders], places.cwd)
  return { factories: factories.classes, seeders: seeders.classes }
}

/**
 * The project's factories. Loads nothing but the files of their folders.
 *
 * @throws DiscoveryError if there is none, a file cannot be loaded, or two have one name
 */
export async function discoverFactories(places: FactoryPlaces): Promise<readonly DiscoveredClass[]> {
  const discovery = await discoverClasses(factoryKind, { ...places, patterns: places.factories })
  refuseNothing([discovery], places.cwd)
  return discovery.classes
}

/**
 * The project's seeders. Loads nothing but the files of their folders, and what those import.
 *
 * @throws DiscoveryError if there is none, a file cannot be loaded, or two have one name
 */
export async function discoverSeeders(places: SeederPlaces): Promise<readonly DiscoveredClass[]> {
  const discovery = await discoverClasses(seederKind, { ...places, patterns: places.seeders })
  refuseNothing([discovery], places.cwd)
  return discovery.classes
}
