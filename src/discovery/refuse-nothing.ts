import { DiscoveryError } from '../errors/discovery-error.js'
import { displayPath } from '../support/display-path.js'
import type { ClassKind } from './class-kind.js'
import type { Discovery, SearchPlaces } from './discover-classes.js'

/** A search and what came of it. */
export interface Search {
  readonly kind: ClassKind
  readonly places: SearchPlaces
  readonly discovery: Discovery
}

/** Throws if none of the searches found a class: with the folders searched and each file passed over. */
export function refuseNothing(searches: readonly Search[]): void {
  if (searches.some(({ discovery }) => discovery.classes.length > 0)) return
  throw DiscoveryError.nothingFound({
    kinds: searches.map(({ kind }) => kind),
    searched: searches.flatMap(({ places, discovery }) =>
      places.patterns.map((pattern) => ({ pattern, missing: discovery.missing.includes(pattern) })),
    ),
    passedOver: searches.flatMap(({ places, discovery }) =>
      discovery.passedOver.map(({ file, reason }) => ({ file: displayPath(file, places.cwd), reason })),
    ),
  })
}
