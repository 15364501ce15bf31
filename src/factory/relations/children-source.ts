import type { StoredRow } from '../../database/database.js'
import { namedState, ordinalState } from '../../random/stream-state.js'
import type { AttributeBag } from '../blueprint.js'
import { childLineage } from '../cycles/lineage.js'
import { draftRow } from '../draft-row.js'
import type { DraftSource } from '../draft-source.js'
import type { Draft, RowPlace } from '../draft.js'
import type { RowPlan } from '../row-plan.js'
import type { Scope } from '../scope.js'

/** The children that one `has…` makes for one parent. */
export interface Family {
  readonly parent: Draft
  /** The parent as its children see it. */
  readonly row: StoredRow
  readonly relation: string
  readonly plan: RowPlan
  /** Children of this relation that earlier `has…` of the parent make: two of one relation number theirs through. */
  readonly from: number
  readonly of: number
  /** The same as `of`, where every parent of the call has as many; else 0. */
  readonly each: number
  readonly offsets: ReadonlyMap<object, number> | undefined
  /** The parent's key in the child's columns; where a pivot row holds it, what both their keys share, if they do. */
  readonly key: AttributeBag | undefined
  /** Told of each child once it is there. */
  readonly made: ((row: StoredRow, index: number) => void) | undefined
}

/** The children of many parents that go into one table, family after family. */
export class ChildrenSource implements DraftSource {
  readonly total: number
  readonly plans: ReadonlySet<RowPlan>
  readonly overrides = undefined
  readonly wantsKeys: boolean
  readonly #scope: Scope
  readonly #families: readonly Family[]
  #family = 0
  #index = 0
  /** Up to where the rows have been told of. */
  #toldFamily = 0
  #toldIndex = 0

  constructor(scope: Scope, families: readonly Family[]) {
    this.#scope = scope
    this.#families = families
    this.total = families.reduce((sum, { of }) => sum + of, 0)
    this.plans = new Set(families.map(({ plan }) => plan))
    this.wantsKeys = families.some(({ made }) => made !== undefined)
  }

  take(most: number, drafts: Draft[]): void {
    const end = drafts.length + most
    for (; this.#family < this.#families.length; this.#family++, this.#index = 0) {
      const family = this.#families[this.#family]
      if (family === undefined) continue
      const place = placeOfFamily(family)
      for (; this.#index < family.of; this.#index++) {
        if (drafts.length === end) return
        drafts.push(draftChild(this.#scope, family, this.#index, place))
      }
    }
  }

  /** Tells the families of the next rows that are there. */
  tell(rows: readonly StoredRow[]): void {
    for (const row of rows) {
      let family = this.#families[this.#toldFamily]
      while (family !== undefined && this.#toldIndex >= family.of) {
        family = this.#families[++this.#toldFamily]
        this.#toldIndex = 0
      }
      // Counted whether or not anybody is told: `?.()` leaves out its arguments as well.
      const index = this.#toldIndex++
      family?.made?.(row, index)
    }
  }
}

/** What the children of a family have in common. */
type FamilyPlace = Pick<RowPlace, 'branch' | 'lineage' | 'overrides'>

function placeOfFamily({ parent, relation, key }: Family): FamilyPlace {
  return { branch: namedState(parent.state, relation, 'relation'), lineage: childLineage(parent), overrides: key === undefined ? NONE : [key] }
}

const NONE: readonly never[] = []

function draftChild(scope: Scope, { parent, plan, row, from, of, each, offsets }: Family, index: number, { branch, lineage, overrides }: FamilyPlace): Draft {
  const rank = parent.rank * each + index
  return draftRow(scope, plan, { state: ordinalState(branch, from + index), branch, index, of, rank, ranks: parent.ranks * each, parent: row, offsets, overrides, lineage })
}
