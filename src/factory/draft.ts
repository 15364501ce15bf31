import type { StreamState } from '../random/stream-state.js'
import type { AttributeBag, Blueprint, RecycleStep } from './blueprint.js'
import type { Lineage } from './cycles/lineage.js'
import type { RowPlan } from './row-plan.js'

/** Where a row stands. */
export interface RowPlace {
  readonly state: StreamState
  readonly branch: StreamState
  readonly index: number
  readonly of: number
  /** The row's place among all rows of its plan in the call, and how many they are; left out where that depends on counts that are drawn. */
  readonly rank?: number
  readonly ranks?: number
  readonly parent: Readonly<Record<string, unknown>> | undefined
  /** Where the run-wide sequences stand for the batch of this row. */
  readonly offsets: ReadonlyMap<object, number> | undefined
  /** Beats everything else: overrides of the call, then the parent's key. */
  readonly overrides: readonly (AttributeBag | undefined)[]
  /** Which row this one is made for. */
  readonly lineage?: Lineage | undefined
}

const NOTHING = Object.freeze({})
const NO_ITEMS: readonly Blueprint[] = Object.freeze([])

/** A row on its way: where it stands, and what its attributes are so far. A class: there is one for each row (see StreamState). */
export class Draft implements RowPlace {
  readonly plan: RowPlan
  /** The row's path as a random state. */
  readonly state: StreamState
  /** What the rows of its batch (its call, or its parent's children) have in common. */
  readonly branch: StreamState
  readonly index: number
  /** Rows in its call, or children of its parent. */
  readonly of: number
  /** Its place among all rows of its plan in the call. */
  readonly rank: number
  /** How many rows its plan has in the call; 0 where that depends on counts that are drawn. */
  readonly ranks: number
  readonly parent: Readonly<Record<string, unknown>> | undefined
  /** Where the run-wide sequences stand for its batch. */
  readonly offsets: ReadonlyMap<object, number> | undefined
  /** What beats everything else: overrides of the call, then the parent's key. */
  readonly overrides: readonly (AttributeBag | undefined)[]
  /** What sequence items that are functions gave this row; nearly always empty. */
  items: readonly Blueprint[] = NO_ITEMS
  /** Attributes: values, lazy functions, promises, factories and shared keys; in the end values alone. */
  values: Record<string, unknown> = NOTHING
  /** What was to be done when it was drafted, before they are all values: the bits of `scanAttributes()`. */
  open = 0
  /** What definition() gave, before anything else had its say; empty where it gave no factory. */
  defined: AttributeBag = NOTHING
  /** Which row this one is made for; undefined for the rows of a call. */
  readonly lineage: Lineage | undefined

  constructor(plan: RowPlan, { state, branch, index, of, rank = 0, ranks = 0, parent, offsets, overrides, lineage }: RowPlace) {
    this.plan = plan
    this.state = state
    this.branch = branch
    this.index = index
    this.of = of
    this.rank = rank
    this.ranks = ranks
    this.parent = parent
    this.offsets = offsets
    this.overrides = overrides
    this.lineage = lineage
  }
}

/** What a row recycles: what its plan does, and its sequence items. */
export function recycledOf({ plan, items }: Draft): readonly RecycleStep[] {
  return items.length === 0 ? plan.recycled : plan.recycledWith(items)
}

/** Factories as values give the row NULL instead of a parent. */
export function goesWithoutParents({ plan, items }: Draft): boolean {
  return plan.blueprint.withoutParents || items.some((item) => item.withoutParents)
}

/** Where a row comes from, for errors. */
export interface DraftPlace {
  readonly seeder: string | undefined
  readonly factory: string
  readonly relation: string | undefined
  readonly table: string
  readonly index: number
  readonly of: number
}

export function placeOf(draft: Draft, seeder: string | undefined): DraftPlace {
  const { plan, index, of } = draft
  return { seeder, factory: plan.model.name, relation: plan.path, table: plan.model.tableLabel, index, of }
}
