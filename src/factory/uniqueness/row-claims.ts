import type { Draft } from '../draft.js'
import type { DatabaseScope } from '../database-scope.js'
import type { AttemptTally } from './attempt-tally.js'
import type { Fingerprint } from './fingerprint.js'
import { giveUpIfHopeless } from './give-up-if-hopeless.js'
import type { HeldKeys } from './held-keys.js'
import { insistOnKey } from './insist-on-key.js'
import { KeptRows } from './kept-rows.js'
import { replaceValues } from './replace-values.js'
import { RowKeys } from './row-keys.js'
import type { RowRedraw } from './row-redraw.js'
import type { UniqueKey } from './unique-key.js'
import { UniqueRow } from './unique-row.js'
import type { UniqueTable } from './unique-table.js'

/** A key that comes out the same so often does not depend on chance: not even a coin does that. */
const MOST_REPEATS = 20
/** Attempts at one row, after which it is cheaper to let those behind it claim once more. */
const FEW_ATTEMPTS = 8

const NONE: readonly never[] = Object.freeze([])

/** A row that cannot have a key of its own. */
export interface Clash {
  readonly row: UniqueRow
  readonly key: UniqueKey
}

/** What `RowClaims` works with. */
export interface ClaimTools {
  readonly scope: DatabaseScope
  readonly table: UniqueTable
  readonly redraw: RowRedraw
  readonly held: HeldKeys
}

/** What rows behind a row have to do with a key. */
export interface RowsBehind {
  /** They did not get it. */
  refused(key: UniqueKey, print: Fingerprint): boolean
  /** They have it. */
  taken(key: UniqueKey, print: Fingerprint): boolean
}

/**
 * Takes keys for the rows of a piece, one row after the other, by what is known to be taken. That the table has none of them is taken for granted until it
 * says otherwise: then all from that row on can be undone, and done again with what is known by now.
 */
export class RowClaims {
  readonly table: UniqueTable
  /** Where the table may have held rows. */
  kept: KeptRows | undefined
  /** A row came so close to being given up that it may depend on what is counted of the rows before it. */
  hasCounted = false
  readonly #tools: ClaimTools
  readonly #drafts: readonly Draft[]
  readonly #tally: AttemptTally
  readonly #keys: RowKeys
  /** Where no rows are kept: those that others were in the way of. */
  readonly #others = new Map<number, UniqueRow>()
  /** How many of the rows have their keys. */
  #reached = 0

  constructor(tools: ClaimTools, drafts: readonly Draft[]) {
    this.#tools = tools
    this.table = tools.table
    this.#drafts = drafts
    this.#tally = tools.table.tallyOf(tools.scope.call)
    this.#keys = new RowKeys(tools.table.keys)
  }

  /** The table is to be asked, and what it says of the rows can change what they are. */
  keepRows(): void {
    this.kept = new KeptRows(this.#drafts)
    this.#tools.redraw.keepAttempts(true)
  }

  /** The table has nothing to say. */
  keepNoRows(): void {
    this.kept = undefined
    this.#keys.forgetRefused()
    this.#tools.redraw.keepAttempts(false)
  }

  get isDone(): boolean {
    return this.#reached === this.#drafts.length
  }

  /** The table is being asked about rows, or has to be. */
  get isOpen(): boolean {
    return this.kept !== undefined && (this.kept.asked !== undefined || this.kept.unasked.size > 0)
  }

  /** Takes the keys of one row after the other, up to one that cannot have its own. */
  claimOn(): Clash | undefined {
    const { kept } = this
    for (; this.#reached < this.#drafts.length; this.#reached++) {
      const known = kept !== undefined && this.#reached < kept.size ? kept.rowAt(this.#reached) : undefined
      const clash = known === undefined ? this.#claimFirst(this.#reached) : this.#claimAgain(known)
      if (clash !== undefined) return clash
    }
    return undefined
  }

  /** The same up to the end. Throws UniqueError where a given key is taken, or no new one can be found. */
  async claimRest(first: Clash | undefined): Promise<void> {
    for (let clash = first; clash !== undefined; clash = this.claimOn()) {
      await this.#redraw(clash.row, clash.key, clash.row)
      this.#reached++
    }
  }

  #claimFirst(place: number): Clash | undefined {
    const draft = this.#drafts[place]
    if (draft === undefined) return undefined
    const window = this.#tally.next()
    const prints = this.#keys.printsOf(draft)
    const key = this.#keys.claim(prints)
    if (key === undefined) {
      window.made++
      window.fresh++
      this.kept?.add(prints, window, this.#tally.rows)
      return undefined
    }
    const row = new UniqueRow(draft, place, { window, number: this.#tally.rows })
    row.countMade()
    if (this.kept === undefined) this.#others.set(place, row)
    else this.kept.put(row, window)
    return { row, key }
  }

  #claimAgain(row: UniqueRow): Clash | undefined {
    row.countMade()
    const clash = this.#keys.take(row, this.#keys.printsOf(row.draft))
    if (clash !== undefined) return { row, key: clash }
    row.countFresh()
    const key = this.#learn(row, row)
    return key && { row, key }
  }

  /** Whether a row has its keys by this attempt. */
  stands(place: number, attempt: number): boolean {
    return place < this.#reached && this.kept?.attemptAt(place) === attempt
  }

  hasRefused(key: UniqueKey, print: Fingerprint): boolean {
    return this.#keys.hasRefused(key, print)
  }

  /** Whether a row from that place on has a key. */
  hasTaken(from: number, key: UniqueKey, print: Fingerprint): boolean {
    return this.kept?.hasTaken(from, key, { at: this.table.keys.indexOf(key), print }) === true
  }

  /**
   * Draws a row anew of which the table has a key, as if the rows behind it were not there yet. Gives false where these make a difference, or it would take
   * longer to find that out than to go back to this row.
   */
  async moveOn(row: UniqueRow, behind: RowsBehind): Promise<boolean> {
    const { keys } = this.table
    const { draft, answer: held = NONE } = row
    if (row.isEvicted || row.attempt > FEW_ATTEMPTS || held.some((key) => this.#keys.isFixed(draft, key))) return false
    for (const [at, print] of row.taken.entries()) {
      const key = keys[at]
      if (key !== undefined && print !== undefined && !held.includes(key) && behind.refused(key, print)) return false
    }
    if (this.#learn(row, row) === undefined) return true
    let taken = this.#keys.takenOf(draft, draft)
    for (let tries = 0; tries < FEW_ATTEMPTS; tries++) {
      row.drawAgain(taken)
      const current = await this.#tools.redraw.attempt(draft, row.attempt)
      row.countMade()
      const prints = this.#keys.printsOf(current)
      if (this.#keys.take(row, prints) === undefined) {
        row.countFresh()
        replaceValues(draft, current)
        return this.#learn(row, row) === undefined
      }
      taken = this.#keys.takenOf(draft, current)
      this.#keys.refuse(taken, current)
      for (const [at, print] of prints.entries()) {
        const key = keys[at]
        if (key !== undefined && print !== undefined && taken.includes(key) && (this.#keys.isFixed(draft, key) || behind.taken(key, print))) return false
      }
    }
    return false
  }

  /** Undoes what was done for the rows from that place on, or for one that failed, and for those before that had to make way for one of them. */
  backTo(place = this.#reached): void {
    const { kept } = this
    if (kept === undefined) return
    let first = place
    for (let at = Math.min(this.#reached, kept.size - 1); at >= first; at--) {
      const row = kept.rowAt(at)
      if (row === undefined) continue
      first = Math.min(first, row.firstVictim)
      const isSure = at < this.#reached && row.hasKeys && kept.asked?.has(at) !== true && !kept.unasked.has(at)
      if (isSure && row.answer === undefined) row.tell(row.attempt, NONE)
      kept.unasked.delete(at)
      this.#keys.forget(row.draft)
      row.undo(this.table.keys)
      this.#tools.redraw.backToFirst(row.draft)
    }
    this.#reached = Math.min(this.#reached, first)
    if (first > 0) return
    this.#keys.forgetRefused()
    this.hasCounted = false
  }

  /** Draws a row anew until it has keys of its own that the table is not known to have. @param turn the row that it is done for. */
  async #redraw(row: UniqueRow, clash: UniqueKey, turn: UniqueRow): Promise<void> {
    for (let key: UniqueKey | undefined = clash; key !== undefined; key = this.#learn(row, turn)) await this.#drawAgain(row, key, turn)
  }

  async #drawAgain(row: UniqueRow, clash: UniqueKey, turn: UniqueRow): Promise<void> {
    const { draft } = row
    const keys = this.#keys
    let key = clash
    let current: Pick<Draft, 'values'> = draft
    const repeats = new Map<UniqueKey, number>()
    for (;;) {
      let taken = keys.takenOf(draft, current)
      if (this.kept !== undefined) keys.refuse(taken, current)
      for (const [each, times] of repeats) if (times >= MOST_REPEATS) keys.fix(draft, each)
      // However many others collide: this one will do so again.
      key = taken.find((each) => keys.isFixed(draft, each)) ?? key
      if (keys.isFixed(draft, key)) {
        const evicted = await this.#insist(row, current, key)
        if (evicted !== undefined) this.kept?.unasked.delete(evicted.place)
        keys.waive(draft, key)
        if (current !== draft) replaceValues(draft, current)
        const next = keys.take(row, keys.printsOf(draft))
        if (next === undefined) turn.countFresh()
        if (evicted !== undefined) await this.#redraw(evicted, key, turn)
        if (next === undefined) return
        key = next
        repeats.clear()
        taken = keys.takenOf(draft, current)
      }
      if (giveUpIfHopeless(row, key, { turn, seeder: this.#tools.scope.seeder })) this.hasCounted = true
      const before = current.values
      row.drawAgain(taken)
      current = await this.#tools.redraw.attempt(draft, row.attempt)
      turn.countMade()
      const next = keys.take(row, keys.printsOf(current))
      if (next === undefined) {
        turn.countFresh()
        return replaceValues(draft, current)
      }
      for (const each of taken) repeats.set(each, each.isIn(before, each.fingerprintOf(current.values)) ? (repeats.get(each) ?? 0) + 1 : 0)
      key = next
    }
  }

  /** Goes by what the table has said of a row that just got its keys: gives one that the table has. What it has not said, it is to be asked. */
  #learn(row: UniqueRow, turn: UniqueRow): UniqueKey | undefined {
    if (this.kept === undefined) return undefined
    const { answer, taken } = row
    if (answer === undefined) {
      if (row.hasKeys) this.kept.unasked.add(row.place)
      return undefined
    }
    const held = answer.filter((key) => !this.#keys.isWaived(row.draft, key))
    if (held.length === 0) return undefined
    turn.countFresh(-1)
    row.release(this.table.keys)
    for (const key of held) {
      const print = taken[this.table.keys.indexOf(key)]
      if (print !== undefined && key.take(print)) row.takeMore(key, print)
    }
    return held[0]
  }

  #insist(row: UniqueRow, { values }: Pick<Draft, 'values'>, key: UniqueKey): Promise<UniqueRow | undefined> {
    const { scope, held } = this.#tools
    const holder = this.#holderOf(row.draft, key, key.fingerprintOf(values))
    return insistOnKey(row, { scope, held, keys: this.#keys, all: this.table.keys, key, values, holder, isOpen: this.kept !== undefined })
  }

  /** The row of this piece that has a key already. */
  #holderOf(draft: Draft, key: UniqueKey, print: Fingerprint | undefined): UniqueRow | undefined {
    // The next row included: it may just have taken the key of an earlier one.
    for (let at = 0; at <= this.#reached; at++) {
      const other = this.#drafts[at]
      if (other !== undefined && other !== draft && key.isIn(other.values, print)) return this.kept?.rowAt(at) ?? this.#others.get(at) ?? this.#untouched(other, at)
    }
    return undefined
  }

  /** A row that got its keys at once, where no rows are kept. */
  #untouched(draft: Draft, place: number): UniqueRow {
    const row = new UniqueRow(draft, place, { window: { made: 0, fresh: 0 }, number: place + 1 })
    row.gotAtOnce(this.#keys.printsOf(draft))
    this.#others.set(place, row)
    return row
  }
}
