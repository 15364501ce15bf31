import { DiscoveryError } from '../errors/discovery-error.js'
import { displayPath } from '../support/display-path.js'
import type { Discovery } from './discover-classes.js'

/** Throws if none of the searches found a class: with the folders searched and each file passed over. */
export function refuseNothing(searches: readonly Discovery[], cwd: string): void {
  if (searches.some(({ classes }) => classes.length > 0)) return
  throw DiscoveryError.nothingFound({
    kinds: searches.map(({ kind }) => kind),
    searched: searches.flatMap(({ searched }) => searched),
    passedOver: searches
      .flatMap(({ passedOver }) => passedOver)
      .map(({ file, reason }) => ({ file: displayPath(file, cwd), reason })),
  })
}
