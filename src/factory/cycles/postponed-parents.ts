import type { Draft } from '../draft.js'
import type { Closing } from './cycle-level.js'

/** Thrown through batches of parents, which are given up: these have to wait until rows that they refer to are there. */
export class PostponedParents {
  /** Each with what it has to wait for. */
  readonly parents: ReadonlyMap<Draft, Pick<Closing, 'ancestor' | 'until'>>

  constructor(parents: ReadonlyMap<Draft, Pick<Closing, 'ancestor' | 'until'>>) {
    this.parents = parents
  }
}
