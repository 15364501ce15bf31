import type { Draft } from '../draft.js'

/** Columns that hold a parent's key. */
export interface KeyHolder {
  readonly draft: Draft
  readonly columns: readonly string[]
  /** Which parts of the key they hold; all, in order, if left out. */
  readonly parts?: readonly number[]
}

/** A parent to be made, and what is done with its key. */
export interface WantedParent {
  readonly draft: Draft
  /** The rows that need its key. */
  readonly holders: () => readonly KeyHolder[]
  readonly useKey: (key: readonly unknown[]) => void
}
