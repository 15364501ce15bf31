import type { FactoryPlan } from './factory-plan.js'
import type { ParentKey } from './parent-key.js'
import type { PlannedRelation } from './planned-relation.js'

/** One table's rows in the seeder. */
export interface SeederStep {
  readonly plan: FactoryPlan
  readonly count: number
  /** What its rows are called where others use them; undefined where none does. */
  readonly variable: string | undefined
  /** Rows that are used again, one entry a factory. */
  readonly recycled: readonly RecycledTable[]
  /** Rows that are attached to each. */
  readonly attached: readonly AttachedRows[]
  /** Foreign keys that do not refer to the key of their parent's factory: its rows go round. */
  readonly sequences: readonly { readonly key: ParentKey; readonly variable: string }[]
  /** A table that refers to itself: a few rows without parent first, then those of `count`. */
  readonly roots: { readonly keys: readonly ParentKey[]; readonly variable: string; readonly count: number } | undefined
  /** Two foreign keys to one table that must not be the same, or are in order: one picks from the first half of its rows, all else from the other. */
  readonly apart: { readonly column: string; readonly foreign: string; readonly parent: FactoryPlan; readonly variable: string; readonly half: number } | undefined
}

export interface RecycledTable {
  readonly plan: FactoryPlan
  /** undefined for all rows that are in the table. */
  readonly variable: string | undefined
  /** One after another: each is used once. */
  readonly inTurn: boolean
}

export interface AttachedRows {
  readonly relation: PlannedRelation
  readonly min: number
  readonly max: number
}
