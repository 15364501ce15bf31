import type { Draft } from '../draft.js'
import type { CycleLevel } from './cycle-level.js'

/** Thrown through batches of parents, of which none is inserted yet: these have to wait until rows that they refer to are there. */
export class PostponedParents {
  readonly parents: ReadonlyMap<Draft, CycleLevel>

  constructor(parents: ReadonlyMap<Draft, CycleLevel>) {
    this.parents = parents
  }
}
