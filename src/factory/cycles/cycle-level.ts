import type { StoredRow } from '../../database/database.js'
import type { Draft } from '../draft.js'
import type { WantedParent } from '../relations/wanted-parent.js'

/** One column of a key, and the column of the row referred to that it holds. */
export interface KeyPart {
  readonly column: string
  readonly key: string
}

/** A column that refers back to a row which led to its own (or to its own row). */
export interface Closing {
  readonly draft: Draft
  readonly column: string
  /** The column, or of a composite key all that are to be filled. */
  readonly parts: readonly KeyPart[]
  readonly ancestor: Draft
  /** The batches of the two rows. */
  readonly level: CycleLevel
  readonly until: CycleLevel
}

/** Rows that are inserted together with those that they refer back to. */
export interface HeldRows {
  readonly drafts: readonly Draft[]
  /** The keys alone, until they are inserted. */
  readonly rows: readonly StoredRow[]
  readonly after: () => Promise<void>
}

/**
 * One batch on the way down from rows to the parents that are made for them, and what has to be done, because of circles, when its rows are there.
 * Nearly always nothing.
 */
export class CycleLevel {
  readonly drafts: readonly Draft[]
  /** Batches of rows that these are the parents of, and so on. */
  readonly depth: number
  /** Once they are inserted. */
  rows: readonly StoredRow[] | undefined
  /** Columns of parents' that were left NULL until these rows are there. */
  readonly closings: Closing[] = []
  /** Columns of parents' that hold keys which these rows were to get. */
  readonly foretold: Closing[] = []
  /** Parents that could not be made before these rows are there; the columns for their keys were left NULL. */
  readonly postponed: { readonly parent: WantedParent; readonly level: CycleLevel }[] = []
  /** What is left to be done for batches that were waiting for this one. */
  readonly finishers: (() => Promise<void>)[] = []
  readonly held: HeldRows[] = []
  /** Statements that put constraints in force again. */
  readonly resume = new Set<string>()
  /** The keys that rows will get, or are expected to. */
  readonly keys = new Map<Draft, unknown>()
  /** They are reserved for these rows, and are given. */
  keysAreGiven = false
  /** Foreign keys are set aside while these rows are inserted. */
  setsAside = false
  /** Batches that have to be complete before all foreign keys of these rows are proved. */
  readonly provedAfter = new Set<CycleLevel>()
  /** Nothing has proved the foreign keys of these rows. */
  isUnproven = false
  /** These rows are inserted with their keys, in one statement with those held for them. */
  givesKeys = false
  /** The batch with which these rows are complete, if that is a later one. */
  waitsFor: CycleLevel | undefined
  /** The batch in whose INSERT these rows go. */
  heldUntil: CycleLevel | undefined
  #places: Map<Draft, number> | undefined

  constructor(drafts: readonly Draft[]) {
    this.drafts = drafts
    const above = drafts[0]?.lineage?.level
    this.depth = above === undefined ? 0 : above.depth + 1
  }

  /** Its rows are no part of a circle: they can be inserted as they are, at any time. */
  get isPlain(): boolean {
    const nothing = this.closings.length + this.foretold.length + this.postponed.length + this.finishers.length + this.held.length + this.resume.size + this.keys.size === 0
    return nothing && !this.setsAside && !this.givesKeys && this.waitsFor === undefined && this.heldUntil === undefined
  }

  /** All foreign keys of these rows have to be proved, once that batch is complete too. */
  proveAfter(level: CycleLevel): void {
    this.isUnproven = true
    this.provedAfter.add(level)
  }

  /** These rows are not complete before that batch is. */
  waitFor(level: CycleLevel): void {
    if (level === this) return
    if (this.waitsFor === undefined || level.depth < this.waitsFor.depth) this.waitsFor = level
  }

  rowOf(draft: Draft): StoredRow {
    this.#places ??= new Map(this.drafts.map((each, place) => [each, place]))
    return this.rows?.[this.#places.get(draft) ?? -1] ?? {}
  }

  /** What columns get that refer back to a row of this batch. */
  keysFor({ ancestor, parts }: Closing): readonly unknown[] {
    const row = this.rowOf(ancestor)
    return parts.map(({ key }) => row[key])
  }
}

/** The one key column of a row that is referred back to. */
export function keyColumn(draft: Draft): string {
  return draft.plan.model.primaryKey[0] ?? ''
}
