import { shownValue } from '../../database/failures/shown-value.js'
import { UniqueError } from '../../errors/unique-error.js'
import { placeOf, type Draft } from '../draft.js'
import type { DatabaseScope } from '../database-scope.js'
import type { Attempts, AttemptTally } from './attempt-tally.js'
import type { Fingerprint } from './fingerprint.js'
import { FingerprintSet } from './fingerprint-set.js'
import { HeldKeys } from './held-keys.js'
import { isGiven } from './is-given.js'
import { replaceValues } from './replace-values.js'
import type { RowRedraw } from './row-redraw.js'
import type { UniqueKey } from './unique-key.js'
import type { UniqueTable } from './unique-table.js'

/** A row is given up when so many attempts brought nothing new … */
const MOST_ATTEMPTS = 100
/** … and so few of those at the rows that it is counted with did. */
const LEAST_SHARE = 0.05
/** A key that comes out the same so often does not depend on chance: not even a coin does that. */
const MOST_REPEATS = 20

/** A row's fingerprints, one for each key of the table; undefined where it cannot collide. */
type Prints = readonly (Fingerprint | undefined)[]

/** A row that the table has yet to say something about. */
interface Asked {
  readonly prints: Prints
  readonly attempts: Attempts
}

/** A row that cannot have a key of its own. */
interface Clash {
  readonly draft: Draft
  readonly key: UniqueKey
  readonly attempts: Attempts
}

/** Sees to it that rows on their way into a table collide with no other row: those that do are drawn anew, unless what collides was given. */
export class UniqueRows {
  readonly #scope: DatabaseScope
  readonly #table: UniqueTable
  readonly #drafts: readonly Draft[]
  readonly #redraw: RowRedraw
  readonly #held: HeldKeys
  /** How many of the rows have their keys. */
  #reached = 0
  /** Rows that the table has yet to be asked about. */
  #unasked = new Map<Draft, Asked>()
  /** Rows that it is being asked about, and the keys that it has of theirs. */
  #asked: { readonly drafts: ReadonlyMap<Draft, Asked>; readonly held: Promise<readonly (readonly Fingerprint[])[]> } | undefined
  readonly #tally: AttemptTally
  /** Rows whose colliding key does not change by drawing them anew. */
  readonly #constant = new Set<Draft>()
  /** Keys of given values that the database has to judge: they are equal to others by our reading, and not by its own. */
  readonly #waived = new Map<Draft, Set<UniqueKey>>()

  constructor(scope: DatabaseScope, table: UniqueTable, drafts: readonly Draft[], redraw: RowRedraw) {
    this.#scope = scope
    this.#table = table
    this.#drafts = drafts
    this.#redraw = redraw
    this.#tally = table.tallyOf(scope.call)
    this.#held = new HeldKeys(scope, table, drafts)
  }

  /**
   * Takes the rows' keys as far as the run knows which are taken; what it does not know, the table has to be asked. Throws UniqueError where a given key is
   * taken, or no new one can be found. Undefined: nothing has to be waited for.
   */
  claim(): Promise<void> | undefined {
    const clash = this.#claimOn()
    return clash !== undefined || this.#unasked.size > 0 ? this.#claimRest(clash) : undefined
  }

  async #claimRest(first: Clash | undefined): Promise<void> {
    for (let clash = first; clash !== undefined; clash = this.#claimOn()) {
      await this.#drawAgain(clash.draft, clash.key, clash.attempts)
      this.#claimed(clash.draft, this.#fingerprints(clash.draft), clash.attempts)
    }
    if (this.#unasked.size > 0 && !(await this.#held.holdsRows())) this.#unasked.clear()
  }

  /** Takes the keys of one row after the other, up to one that cannot have its own. */
  #claimOn(): Clash | undefined {
    while (this.#reached < this.#drafts.length) {
      const draft = this.#drafts[this.#reached]
      if (draft === undefined) break
      const attempts = this.#tally.next()
      attempts.made++
      const prints = this.#fingerprints(draft)
      const key = this.#claim(prints)
      if (key !== undefined) return { draft, key, attempts }
      attempts.fresh++
      this.#claimed(draft, prints, attempts)
    }
    return undefined
  }

  #claimed(draft: Draft, prints: Prints, attempts: Attempts): void {
    this.#reached++
    if (this.#table.heldRows !== false && prints.some((print) => print !== undefined)) this.#unasked.set(draft, { prints, attempts })
  }

  /** Asks the table for the keys that were taken, if there are any, without waiting for the answer. */
  ask(): void {
    if (this.#unasked.size === 0) return
    const drafts = this.#unasked
    this.#unasked = new Map()
    const held = this.#held.lookUp(drafts.keys())
    // Whoever waits for it is told.
    held.catch(() => undefined)
    this.#asked = { drafts, held }
  }

  /** An answer is still to be used. */
  get isAsking(): boolean {
    return this.#asked !== undefined
  }

  /** Waits for the answer, if there is one to come: rows whose keys the table has are drawn anew, and asked for in their turn. Throws as `claim()` does. */
  async useAnswer(): Promise<void> {
    const asked = this.#asked
    if (asked === undefined) return
    const held = await asked.held
    this.#asked = undefined
    await this.#apply(asked.drafts, held)
    this.ask()
  }

  /** Settles when the answer is there, or there will be none. */
  async answered(): Promise<void> {
    await this.#asked?.held.catch(() => undefined)
  }

  async #drawAgain(draft: Draft, clash: UniqueKey, attempts: Attempts): Promise<void> {
    let key = clash
    let current = draft
    let repeats = 0
    for (;;) {
      if (repeats >= MOST_REPEATS) this.#constant.add(draft)
      if (this.#stands(draft, key)) {
        const evicted = await this.#insist(draft, current, key)
        this.#waive(draft, key)
        if (current !== draft) replaceValues(draft, current)
        const next = this.#claim(this.#fingerprints(draft), this.#waived.get(draft))
        if (next === undefined) attempts.fresh++
        if (evicted !== undefined) await this.#makeWay(evicted, key, attempts)
        if (next === undefined) return
        key = next
        repeats = 0
      }
      this.#giveUpIfHopeless(draft, key, attempts)
      const before = key.fingerprintOf(current.values)
      current = await this.#redraw.again(draft, this.#takenOf(draft, current))
      attempts.made++
      const next = this.#claim(this.#fingerprints(current), this.#waived.get(draft))
      if (next === undefined) {
        attempts.fresh++
        return replaceValues(draft, current)
      }
      repeats = next === key && isSame(before, key.fingerprintOf(current.values)) ? repeats + 1 : 0
      key = next
    }
  }

  /** A row keeps a key that was given. Gives the row that has to make way for it; throws where there is one that cannot. */
  async #insist(draft: Draft, { values }: Draft, key: UniqueKey): Promise<Draft | undefined> {
    const own = key.valuesOf(values) ?? []
    const holder = this.#holderOf(draft, key, key.fingerprintOf(values))
    if (holder === undefined) {
      if (key.searchable && (await this.#held.find(key, [own])).length > 0) throw this.#duplicate(draft, key, own)
      return undefined
    }
    if (this.#stands(holder, key)) {
      const theirs = key.valuesOf(holder.values) ?? []
      if (key.textOf(theirs, 'exact') === key.textOf(own, 'exact')) throw this.#duplicate(draft, key, own)
      return undefined
    }
    this.#release(holder, key)
    return holder
  }

  async #makeWay(draft: Draft, key: UniqueKey, attempts: Attempts): Promise<void> {
    await this.#drawAgain(draft, key, attempts)
    if (this.#table.heldRows !== false) this.#unasked.set(draft, { prints: this.#fingerprints(draft), attempts })
  }

  /** Whether a row's key is not for us to change. */
  #stands(draft: Draft, { decisive }: UniqueKey): boolean {
    return this.#constant.has(draft) || decisive.every((column) => isGiven(draft, column))
  }

  /** The row of this call that has a key already. */
  #holderOf(draft: Draft, key: UniqueKey, print: Fingerprint | undefined): Draft | undefined {
    // The next row included: it may just have taken the key of an earlier one.
    for (let at = 0; at <= this.#reached; at++) {
      const other = this.#drafts[at]
      if (other !== undefined && other !== draft && isSame(key.fingerprintOf(other.values), print)) return other
    }
    return undefined
  }

  async #apply(asked: ReadonlyMap<Draft, Asked>, held: readonly (readonly Fingerprint[])[]): Promise<void> {
    const hits = new Map<Draft, UniqueKey>()
    for (const [at, key] of this.#table.keys.entries()) {
      const found = held[at] ?? []
      if (found.length === 0) continue
      const set = new FingerprintSet()
      for (const print of found) {
        set.add(print)
        if (print.other !== undefined) set.add(print.other)
      }
      for (const [draft, { prints }] of asked) {
        const print = prints[at]
        if (print === undefined || !(set.has(print) || (print.other !== undefined && set.has(print.other))) || hits.has(draft) || this.#waived.get(draft)?.has(key) === true) continue
        hits.set(draft, key)
      }
    }
    for (const draft of hits.keys()) this.#release(draft, undefined)
    for (const [at, key] of this.#table.keys.entries()) for (const print of held[at] ?? []) key.take(print)
    for (const [draft, key] of hits) {
      const attempts = asked.get(draft)?.attempts
      if (attempts === undefined) continue
      attempts.fresh--
      await this.#drawAgain(draft, key, attempts)
      this.#unasked.set(draft, { prints: this.#fingerprints(draft), attempts })
    }
  }

  #fingerprints({ values }: Draft): Prints {
    const prints: (Fingerprint | undefined)[] = []
    for (const key of this.#table.keys) prints.push(key.fingerprintOf(values))
    return prints
  }

  /** Takes all keys of a row, or none: then the one that is taken is given back. */
  #claim(prints: Prints, waived?: ReadonlySet<UniqueKey>): UniqueKey | undefined {
    const { keys } = this.#table
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at]
      if (key !== undefined && isTaken(key, prints[at]) && waived?.has(key) !== true) return key
    }
    for (let at = 0; at < prints.length; at++) {
      const print = prints[at]
      if (print !== undefined) keys[at]?.take(print)
    }
    return undefined
  }

  /** All keys of a row's attempt that are taken, where one of them is. */
  #takenOf(draft: Draft, { values }: Draft): readonly UniqueKey[] {
    const waived = this.#waived.get(draft)
    return this.#table.keys.filter((key) => waived?.has(key) !== true && isTaken(key, key.fingerprintOf(values)))
  }

  #release({ values }: Draft, except: UniqueKey | undefined): void {
    for (const key of this.#table.keys) {
      const print = key === except ? undefined : key.fingerprintOf(values)
      if (print !== undefined) key.release(print)
    }
  }

  #waive(draft: Draft, key: UniqueKey): void {
    const waived = this.#waived.get(draft) ?? new Set()
    this.#waived.set(draft, waived.add(key))
  }

  #giveUpIfHopeless(draft: Draft, last: UniqueKey, { made, fresh }: Attempts): void {
    if (this.#redraw.attempts(draft) < MOST_ATTEMPTS || fresh >= LEAST_SHARE * made) return
    const key = this.#redraw.worstClash(draft) ?? last
    throw UniqueError.noNewKey({
      ...placeOf(draft, this.#scope.seeder),
      columns: key.columns,
      attempts: this.#redraw.attempts(draft),
      seen: key.seen,
      asked: draft.ranks > 0 ? draft.ranks : Math.max(draft.of, this.#tally.rows),
    })
  }

  #duplicate(draft: Draft, key: UniqueKey, values: readonly unknown[]): UniqueError {
    return UniqueError.duplicateKey({ ...placeOf(draft, this.#scope.seeder), key: key.columns.map((column, part) => [column, shownValue(column, values[part])]) })
  }
}

function isTaken(key: UniqueKey, print: Fingerprint | undefined): boolean {
  return print !== undefined && key.isTaken(print)
}

function isSame(a: Fingerprint | undefined, b: Fingerprint | undefined): boolean {
  return a !== undefined && b !== undefined && a.equals(b)
}
