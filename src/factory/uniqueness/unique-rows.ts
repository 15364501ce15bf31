import { UniqueError } from '../../errors/unique-error.js'
import type { Draft } from '../draft.js'
import type { DatabaseScope } from '../database-scope.js'
import type { Fingerprint } from './fingerprint.js'
import { FingerprintSet } from './fingerprint-set.js'
import { HeldKeys } from './held-keys.js'
import type { KeptRows } from './kept-rows.js'
import { RowClaims } from './row-claims.js'
import type { RowRedraw } from './row-redraw.js'
import type { UniqueKey } from './unique-key.js'
import type { UniqueLine } from './unique-line.js'
import type { Prints, UniqueRow } from './unique-row.js'
import type { UniqueTable } from './unique-table.js'

/** Rows that the table is being asked about, as they were then, and the keys that it has of theirs. */
interface Asked {
  readonly places: readonly number[]
  readonly attempts: readonly number[]
  readonly prints: readonly Prints[]
  readonly held: Promise<readonly (readonly Fingerprint[])[]>
}

/** Sees to it that rows on their way into a table collide with no other row: those that do are drawn anew, unless what collides was given. */
export class UniqueRows {
  readonly #table: UniqueTable
  readonly #held: HeldKeys
  readonly #claims: RowClaims
  readonly #line: UniqueLine
  #asked: Asked | undefined

  /** @param line the pieces before this one that the table is still asked about. */
  constructor(scope: DatabaseScope, table: UniqueTable, { drafts, redraw, line }: { readonly drafts: readonly Draft[]; readonly redraw: RowRedraw; readonly line: UniqueLine }) {
    this.#table = table
    this.#line = line
    this.#held = new HeldKeys(scope, table, drafts)
    this.#claims = new RowClaims({ scope, table, redraw, held: this.#held }, drafts)
  }

  /**
   * Takes the rows' keys as far as the run knows which are taken; what it does not know, the table has to be asked. Throws UniqueError where a given key is
   * taken, or no new one can be found. Undefined: nothing has to be waited for.
   */
  claim(): Promise<void> | undefined {
    const claims = this.#claims
    if (this.#table.heldRows !== false) {
      const isLeft = this.#line.isLeft
      claims.keepRows()
      this.#line.add(claims)
      if (isLeft) return undefined
    }
    const clash = claims.claimOn()
    return clash !== undefined || claims.isOpen ? this.#claimRest(clash) : undefined
  }

  async #claimRest(first: Parameters<RowClaims['claimRest']>[0]): Promise<void> {
    const claims = this.#claims
    let failed: { readonly error: unknown } | undefined
    try {
      await claims.claimRest(first)
    } catch (error) {
      if (!(error instanceof UniqueError)) throw error
      failed = { error }
    }
    if (claims.isOpen && !(await this.#held.holdsRows())) {
      claims.keepNoRows()
      this.leave()
    }
    if (failed !== undefined) this.#line.putOff(claims, failed.error)
  }

  /** Asks the table for the keys that were taken, if there are any, without waiting for the answer. */
  ask(): void {
    const { kept } = this.#claims
    if (kept === undefined || kept.asked !== undefined || kept.unasked.size === 0) return
    const places = [...kept.unasked]
    kept.asked = kept.unasked
    kept.unasked = new Set()
    const held = this.#held.lookUp(places)
    // Whoever waits for it is told.
    held.catch(() => undefined)
    this.#asked = { places, attempts: places.map((place) => kept.attemptAt(place)), prints: places.map((place) => kept.takenAt(place)), held }
  }

  /** An answer is still to be used, or waited for by rows that were left without their keys. */
  get isAsking(): boolean {
    return this.#claims.isOpen || !this.#claims.isDone
  }

  /**
   * Waits for the answer, if there is one to come: rows whose keys the table has are drawn anew, and asked for in their turn. Nothing must be asked of rows
   * before these any more. Throws as `claim()` does.
   */
  async useAnswer(): Promise<void> {
    const asked = this.#asked
    const { kept } = this.#claims
    if (asked !== undefined && kept !== undefined) {
      const held = await asked.held
      this.#asked = undefined
      kept.asked = undefined
      await this.#line.moveOn(this.#claims, this.#hits(asked, kept, held))
    }
    await this.#line.goOn()
    this.ask()
  }

  /** Settles when the answer is there, or there will be none. */
  async answered(): Promise<void> {
    await this.#asked?.held.catch(() => undefined)
  }

  /** The rows stay what they are: nobody has to mind them any more. */
  leave(): void {
    this.#line.leave(this.#claims)
  }

  /** Tells rows what the table has of the keys of their attempts. Gives those of which it has some and which are still at that attempt, in order. */
  #hits({ places, attempts, prints }: Asked, kept: KeptRows, held: readonly (readonly Fingerprint[])[]): readonly UniqueRow[] {
    const found = this.#table.keys.flatMap((key, at) => (isFilled(held[at]) ? [{ key, at, set: setOf(held[at]) }] : []))
    const hits: UniqueRow[] = []
    for (const [index, place] of places.entries()) {
      let keys: UniqueKey[] | undefined
      for (const { key, at, set } of found) {
        const print = prints[index]?.[at]
        if (print !== undefined && (set.has(print) || (print.other !== undefined && set.has(print.other)))) (keys ??= []).push(key)
      }
      const attempt = attempts[index] ?? 0
      const stands = this.#claims.stands(place, attempt)
      if (stands && kept.unasked.size > 0) kept.unasked.delete(place)
      // Of those that stand, silence says that they may.
      if (keys === undefined && stands) continue
      const row = kept.rowAt(place)
      row?.tell(attempt, keys ?? [])
      if (row !== undefined && stands) hits.push(row)
    }
    return hits.toSorted((a, b) => a.place - b.place)
  }
}

function isFilled(prints: readonly Fingerprint[] | undefined): prints is readonly Fingerprint[] {
  return prints !== undefined && prints.length > 0
}

function setOf(prints: readonly Fingerprint[]): FingerprintSet {
  const set = new FingerprintSet()
  for (const print of prints) {
    set.add(print)
    if (print.other !== undefined) set.add(print.other)
  }
  return set
}
