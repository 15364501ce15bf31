import type { StoredRow } from '../../database/database.js'
import { FactoryError } from '../../errors/factory-error.js'
import { placeOf, type Draft } from '../draft.js'
import type { WantedParent } from '../relations/wanted-parent.js'
import { batchOf } from './batch-of.js'
import type { Countdown } from './countdown.js'
import { headOf } from './head-of.js'

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
  /** The batches of the two rows when it was found; `batchOf` tells which they are now. */
  readonly level: CycleLevel
  readonly until: CycleLevel
  /** Statements that put constraints in force again which were set aside for it. */
  resume?: readonly string[]
}

/** A parent that could not be made before a row further up is there, and the batch of the rows that it is for. */
export interface Postponed {
  readonly parent: WantedParent
  readonly ancestor: Draft
  readonly level: CycleLevel
}

/** Rows that are inserted together with those that they refer back to. */
export interface HeldRows {
  readonly drafts: readonly Draft[]
  /** The keys alone, until they are inserted. */
  readonly rows: readonly StoredRow[]
  readonly after: Countdown
}

/** What is to be done for batches that were waiting for these rows. */
interface Finisher {
  readonly drafts: readonly Draft[]
  readonly after: Countdown
}

/** The key that a row will get, or is expected to. */
export interface ForetoldKey {
  readonly value: unknown
  /** It is reserved for this row, and is given. */
  readonly given: boolean
  /** The table whose counter it was read off. */
  readonly counted: string | undefined
}

/**
 * One batch on the way down from rows to the parents that are made for them, and what has to be done, because of circles, when its rows are there.
 * Nearly always nothing.
 */
export class CycleLevel {
  readonly drafts: readonly Draft[]
  readonly standsFor: CycleLevel | undefined
  /** Batches of rows that these are the parents of, and so on. */
  readonly depth: number
  /** Once they are inserted, or held. */
  rows: readonly StoredRow[] | undefined
  /** These rows come once more, in other batches. */
  isGivenUp = false
  /** What was waiting for these rows is done. */
  isClosed = false
  /** Columns of parents' that were left NULL until these rows are there. */
  closings: Closing[] = []
  /** Columns of parents' that hold keys which these rows were to get. */
  foretold: Closing[] = []
  /** Parents that could not be made before these rows are there; the columns for their keys were left NULL. */
  postponed: Postponed[] = []
  finishers: Finisher[] = []
  held: HeldRows[] = []
  readonly keys = new Map<Draft, ForetoldKey>()
  /** Foreign keys are set aside while these rows are inserted. */
  setsAside = false
  /** Nothing has proved the foreign keys of these rows. */
  isUnproven = false
  /** Columns of these rows that hold keys which others were to get, and did not yet: before that, nothing is proved. */
  readonly owed = new Set<Closing>()
  /** These rows are inserted with their keys, in one statement with those held for them. */
  givesKeys = false
  /** The batch with which these rows are complete, if that is a later one. */
  waitsFor: CycleLevel | undefined
  /** The batch in whose INSERT these rows go. */
  heldUntil: CycleLevel | undefined
  #places: Map<Draft, number> | undefined

  /** @param standsFor the batch of the rows that these are attempts at. */
  constructor(drafts: readonly Draft[], standsFor?: CycleLevel) {
    this.drafts = drafts
    this.standsFor = standsFor
    const above = drafts[0]?.lineage?.level
    this.depth = above === undefined ? 0 : above.depth + 1
  }

  /** Its rows are no part of a circle: they can be inserted as they are, at any time. */
  get isPlain(): boolean {
    const nothing = this.closings.length + this.foretold.length + this.postponed.length + this.finishers.length + this.held.length + this.keys.size + this.owed.size === 0
    return nothing && !this.setsAside && !this.givesKeys && this.waitsFor === undefined && this.heldUntil === undefined
  }

  /** These rows are not complete before that batch is. */
  waitFor(level: CycleLevel): void {
    if (level === this) return
    if (this.standsFor !== undefined) return this.standsFor.waitFor(level)
    if (this.waitsFor === undefined || level.depth < this.waitsFor.depth) this.waitsFor = level
  }

  /** These rows are inserted with those of that batch. */
  holdUntil(level: CycleLevel): void {
    if (this.heldUntil === undefined || level.depth < this.heldUntil.depth) this.heldUntil = level
  }

  /** A batch further up, as it is now. */
  above(level: CycleLevel): CycleLevel {
    const [first] = this.drafts
    if (this.depth <= level.depth || first?.lineage?.level === undefined) return this
    const { from, level: next } = first.lineage
    return batchOf(from, next).above(level)
  }

  rowOf(draft: Draft): StoredRow {
    this.#places ??= new Map(this.drafts.map((each, place) => [each, place]))
    const row = this.rows?.[this.#places.get(draft) ?? -1]
    if (row === undefined) throw FactoryError.cycleLeftOpen(placeOf(draft, undefined))
    return row
  }

  /** What columns get that refer back to a row of this batch. */
  keysFor({ ancestor, parts }: Pick<Closing, 'ancestor' | 'parts'>): readonly unknown[] {
    const row = this.rowOf(ancestor)
    return parts.map(({ key }) => row[key])
  }

  /** Some rows of a batch that was not inserted are in this one: what is due for them is due here. */
  takeOver(before: CycleLevel, drafts: ReadonlySet<Draft>): void {
    for (const { lineage } of this.drafts) if (lineage?.tried === before) lineage.tried = this
    const isOurs = ({ ancestor }: Pick<Closing, 'ancestor'>): boolean => drafts.has(ancestor)
    ;[before.closings, this.closings] = moved(before.closings, this.closings, isOurs)
    ;[before.foretold, this.foretold] = moved(before.foretold, this.foretold, isOurs)
    ;[before.postponed, this.postponed] = moved(before.postponed, this.postponed, isOurs)
    ;[before.finishers, this.finishers] = parted(before.finishers, this.finishers, ({ drafts: all }) => all.map((draft) => drafts.has(draft)))
    ;[before.held, this.held] = parted(before.held, this.held, ({ drafts: all }) => all.map((draft) => headOf(draft, drafts) !== undefined))
    for (const draft of drafts) {
      const key = before.keys.get(draft)
      if (key === undefined) continue
      this.keys.set(draft, key)
      before.keys.delete(draft)
    }
    for (const closing of before.owed) if (drafts.has(closing.draft) && before.owed.delete(closing)) this.owed.add(closing)
    this.setsAside ||= before.setsAside
    this.isUnproven ||= before.isUnproven
    this.givesKeys ||= before.givesKeys
    if (before.waitsFor !== undefined) this.waitFor(before.waitsFor)
    if (before.heldUntil !== undefined) this.holdUntil(before.heldUntil)
  }
}

function moved<T>(from: readonly T[], to: readonly T[], goes: (each: T) => boolean): [T[], T[]] {
  return [from.filter((each) => !goes(each)), [...to, ...from.filter(goes)]]
}

/** Lists of rows of which some go and some stay. */
function parted<T extends { readonly drafts: readonly Draft[]; readonly rows?: readonly StoredRow[] }>(from: readonly T[], to: readonly T[], goes: (each: T) => readonly boolean[]): [T[], T[]] {
  const stay: T[] = []
  const go = [...to]
  for (const each of from) {
    const going = goes(each)
    for (const [list, side] of [[stay, false], [go, true]] as const) {
      const drafts = each.drafts.filter((_, at) => going[at] === side)
      if (drafts.length > 0) list.push({ ...each, drafts, ...(each.rows === undefined ? {} : { rows: each.rows.filter((_, at) => going[at] === side) }) })
    }
  }
  return [stay, go]
}

/** The one key column of a row that is referred back to. */
export function keyColumn(draft: Draft): string {
  return draft.plan.model.primaryKey[0] ?? ''
}
