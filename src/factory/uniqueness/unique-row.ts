import type { Draft } from '../draft.js'
import type { Attempts } from './attempt-tally.js'
import type { Fingerprint } from './fingerprint.js'
import type { UniqueKey } from './unique-key.js'

/** A row's fingerprints, one for each key of the table; undefined where it cannot collide, or has taken nothing. */
export type Prints = readonly (Fingerprint | undefined)[]

const NOTHING: Prints = Object.freeze([])

/** A row on its way into a table: which attempt at it stands, what it has taken by that, and what the table has said of its attempts. */
export class UniqueRow {
  readonly draft: Draft
  /** Its place in its piece. */
  readonly place: number
  /** How many rows its call has brought to the table, up to this one. */
  readonly number: number
  /** How often it was drawn anew. */
  attempt = 0
  taken = NOTHING
  /** It had to make way for a row behind it. */
  isEvicted = false
  readonly #window: Attempts
  #made = 0
  #fresh = 0
  /** Keys that are taken because of it, beside its own: those of its attempts that the table has, and one that another row had to give up for it. */
  #more: { readonly key: UniqueKey; readonly print: Fingerprint }[] | undefined
  /** For each attempt that the table was asked about, the keys that it has. */
  #answers: (readonly UniqueKey[] | undefined)[] | undefined
  /** How often it was drawn anew for each key that was taken. */
  #clashes: Map<UniqueKey, number> | undefined
  /** The rows that had to make way for it. */
  #victims: UniqueRow[] | undefined
  /** Given keys that the table does not have, by its own equality. */
  #cleared: Set<UniqueKey> | undefined

  constructor(draft: Draft, place: number, { window, number }: { readonly window: Attempts; readonly number: number }) {
    this.draft = draft
    this.place = place
    this.number = number
    this.#window = window
  }

  /** It has been counted already, as one that got its keys by the first attempt. */
  gotAtOnce(prints: Prints): void {
    this.taken = prints
    this.#made = 1
    this.#fresh = 1
  }

  countMade(): void {
    this.#made++
    this.#window.made++
  }

  /** @param by -1: what seemed new is not. */
  countFresh(by: 1 | -1 = 1): void {
    this.#fresh += by
    this.#window.fresh += by
  }

  /** Whether so few attempts at the rows that it is counted with brought something new. */
  hasFewer(share: number): boolean {
    return this.#window.fresh < share * this.#window.made
  }

  /** The next attempt at it, because these keys are taken. */
  drawAgain(taken: readonly UniqueKey[]): void {
    this.attempt++
    const clashes = (this.#clashes ??= new Map<UniqueKey, number>())
    for (const key of taken) clashes.set(key, (clashes.get(key) ?? 0) + 1)
  }

  /** The key that it was drawn anew for most often. */
  get worstClash(): UniqueKey | undefined {
    return [...(this.#clashes ?? [])].toSorted(([, a], [, b]) => b - a)[0]?.[0]
  }

  takeMore(key: UniqueKey, print: Fingerprint): void {
    ;(this.#more ??= []).push({ key, print })
  }

  hasTaken(key: UniqueKey, at: number, print: Fingerprint): boolean {
    return this.taken[at]?.equals(print) === true || (this.#more !== undefined && this.#more.some((more) => more.key === key && more.print.equals(print)))
  }

  evict(row: UniqueRow): void {
    row.isEvicted = true
    ;(this.#victims ??= []).push(row)
  }

  /** The first of the rows that had to make way for it. */
  get firstVictim(): number {
    return Math.min(this.place, ...(this.#victims ?? []).map(({ place }) => place))
  }

  clear(key: UniqueKey): void {
    this.#cleared = (this.#cleared ?? new Set()).add(key)
  }

  isCleared(key: UniqueKey): boolean {
    return this.#cleared?.has(key) === true
  }

  /** What the table has of the keys of its attempt; undefined where it has not been asked. */
  get answer(): readonly UniqueKey[] | undefined {
    return this.#answers?.[this.attempt]
  }

  tell(attempt: number, held: readonly UniqueKey[]): void {
    ;(this.#answers ??= [])[attempt] = held
  }

  /** It has taken something. */
  get hasKeys(): boolean {
    return this.taken.some((print) => print !== undefined)
  }

  /** Gives back the keys that its attempt has taken. */
  release(keys: readonly UniqueKey[], except?: UniqueKey): void {
    const { taken } = this
    for (let at = 0; at < taken.length; at++) {
      const print = taken[at]
      if (print !== undefined && keys[at] !== except) keys[at]?.release(print)
    }
    this.taken = NOTHING
  }

  /** As if it had never come to the table; what that has said stays known. */
  undo(keys: readonly UniqueKey[]): void {
    this.release(keys)
    for (const { key, print } of this.#more ?? []) key.release(print)
    this.#more = undefined
    this.#window.made -= this.#made
    this.#window.fresh -= this.#fresh
    this.#made = 0
    this.#fresh = 0
    this.#clashes = undefined
    this.#victims = undefined
    this.isEvicted = false
    this.attempt = 0
  }
}
