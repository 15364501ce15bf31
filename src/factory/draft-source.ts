import type { StoredRow } from '../database/database.js'
import type { AttributeBag } from './blueprint.js'
import type { Draft } from './draft.js'
import type { RowPlan } from './row-plan.js'

/** Rows of one table that are still to be drafted. They are drafted in order, some at a time: a million need no list. */
export interface DraftSource {
  /** How many rows there are in all. */
  readonly total: number
  /** The plans that its rows are of. */
  readonly plans: ReadonlySet<RowPlan>
  /** What the call gives for every row; undefined where it gives nothing. */
  readonly overrides: AttributeBag | undefined
  /** Somebody needs the keys of its rows: those that are going to be attached. */
  readonly wantsKeys: boolean
  /** Drafts the next rows, at most so many, behind those that are in `drafts`; none at the end. */
  take(most: number, drafts: Draft[]): void
}

/** What becomes of the rows of a source, some at a time and in order: `rows` are as the database holds them, or what is known of them. */
export type RowSink = (drafts: readonly Draft[], rows: readonly StoredRow[]) => void
