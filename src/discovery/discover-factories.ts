import { factoryKind } from './class-kind.js'
import { discoverClasses, type SearchPlaces } from './discover-classes.js'
import type { DiscoveredClass } from './discovered-class.js'
import { refuseNothing } from './refuse-nothing.js'

/**
 * The project's factories, in the order of their files. Loads nothing but the files of these places.
 *
 * @throws DiscoveryError if there is none, a file cannot be loaded, or two have one name
 */
export async function discoverFactories(places: SearchPlaces): Promise<readonly DiscoveredClass[]> {
  const discovery = await discoverClasses(factoryKind, places)
  refuseNothing([{ kind: factoryKind, places, discovery }])
  return discovery.classes
}
