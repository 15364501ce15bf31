import type { Generator } from '../random/generator.js'
import type { StreamState } from '../random/stream-state.js'

/** Where a count is drawn: for which of how many rows. */
export interface CountPlace {
  /** On a stream of this row's and this count's own. */
  readonly generator: Generator
  /** The same for all rows of the batch. */
  readonly batch: StreamState
  readonly index: number
  readonly of: number
}

/** A count that is drawn for each row. */
export abstract class DrawnCount {
  /** The greatest number that can be drawn. */
  abstract readonly most: number
  abstract draw(place: CountPlace): number
}
