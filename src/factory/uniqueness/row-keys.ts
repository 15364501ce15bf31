import type { Draft } from '../draft.js'
import type { Fingerprint } from './fingerprint.js'
import { FingerprintSet } from './fingerprint-set.js'
import { isGiven } from './is-given.js'
import type { UniqueKey } from './unique-key.js'
import type { Prints, UniqueRow } from './unique-row.js'

/** What the rows of a piece take of a table's keys, what of these they keep whatever comes, and what they did not get. */
export class RowKeys {
  readonly #keys: readonly UniqueKey[]
  /** Colliding keys that do not change by drawing their row anew. */
  readonly #constant = new Map<Draft, Set<UniqueKey>>()
  /** Keys of given values that the database has to judge: they are equal to others by our reading, and not by its own. */
  readonly #waived = new Map<Draft, Set<UniqueKey>>()
  readonly #refused = new Map<UniqueKey, FingerprintSet>()

  constructor(keys: readonly UniqueKey[]) {
    this.#keys = keys
  }

  printsOf({ values }: Pick<Draft, 'values'>): Prints {
    const prints: (Fingerprint | undefined)[] = []
    for (const key of this.#keys) prints.push(key.fingerprintOf(values))
    return prints
  }

  /** Takes all keys of an attempt, or none: then the one that is taken is given back. */
  claim(prints: Prints, waived?: ReadonlySet<UniqueKey>): UniqueKey | undefined {
    const keys = this.#keys
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at]
      if (key !== undefined && isTaken(key, prints[at]) && waived?.has(key) !== true) return key
    }
    if (waived !== undefined) return undefined
    for (let at = 0; at < prints.length; at++) {
      const print = prints[at]
      if (print !== undefined) keys[at]?.take(print)
    }
    return undefined
  }

  /** The same for an attempt at a row that has none. */
  take(row: UniqueRow, prints: Prints): UniqueKey | undefined {
    const waived = this.#waived.get(row.draft)
    const clash = this.claim(prints, waived)
    if (clash !== undefined) return clash
    // What is waived may be another row's.
    row.taken = waived === undefined ? prints : prints.map((print, at) => (print !== undefined && this.#keys[at]?.take(print) === true ? print : undefined))
    return undefined
  }

  /** All keys of a row's attempt that are taken, where one of them is. */
  takenOf(draft: Draft, { values }: Pick<Draft, 'values'>): readonly UniqueKey[] {
    const waived = this.#waived.get(draft)
    return this.#keys.filter((key) => waived?.has(key) !== true && isTaken(key, key.fingerprintOf(values)))
  }

  /** Whether a row's key is not for us to change. */
  isFixed(draft: Draft, key: UniqueKey): boolean {
    return this.#constant.get(draft)?.has(key) === true || key.decisive.every((column) => isGiven(draft, column))
  }

  fix(draft: Draft, key: UniqueKey): void {
    const constant = this.#constant.get(draft) ?? new Set()
    this.#constant.set(draft, constant.add(key))
  }

  waive(draft: Draft, key: UniqueKey): void {
    const waived = this.#waived.get(draft) ?? new Set()
    this.#waived.set(draft, waived.add(key))
  }

  isWaived(draft: Draft, key: UniqueKey): boolean {
    return this.#waived.get(draft)?.has(key) === true
  }

  /** An attempt does not get these of its keys, because others have them. */
  refuse(taken: readonly UniqueKey[], { values }: Pick<Draft, 'values'>): void {
    for (const key of taken) {
      const print = key.fingerprintOf(values)
      if (print === undefined) continue
      const refused = this.#refused.get(key) ?? new FingerprintSet()
      this.#refused.set(key, refused)
      refused.add(print)
      if (print.other !== undefined) refused.add(print.other)
    }
  }

  /** Whether an attempt did not get a key because of one like this. */
  hasRefused(key: UniqueKey, print: Fingerprint): boolean {
    const refused = this.#refused.get(key)
    return refused !== undefined && (refused.has(print) || (print.other !== undefined && refused.has(print.other)))
  }

  /** A row is as it was at first. */
  forget(draft: Draft): void {
    this.#constant.delete(draft)
    this.#waived.delete(draft)
  }

  /** So are all rows. */
  forgetRefused(): void {
    this.#refused.clear()
  }
}

function isTaken(key: UniqueKey, print: Fingerprint | undefined): boolean {
  return print !== undefined && key.isTaken(print)
}
