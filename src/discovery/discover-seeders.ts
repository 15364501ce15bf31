import { seederKind } from './class-kind.js'
import { discoverClasses, type SearchPlaces } from './discover-classes.js'
import type { DiscoveredClass } from './discovered-class.js'
import { refuseNothing } from './refuse-nothing.js'

/**
 * The project's seeders, in the order of their files. Loads nothing but the files of these places.
 *
 * @throws DiscoveryError if there is none, a file cannot be loaded, or two have one name
 */
export async function discoverSeeders(places: SearchPlaces): Promise<readonly DiscoveredClass[]> {
  const discovery = await discoverClasses(seederKind, places)
  refuseNothing([{ kind: seederKind, places, discovery }])
  return discovery.classes
}
