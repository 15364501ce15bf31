import { UniqueError } from '../../errors/unique-error.js'
import type { Fingerprint } from './fingerprint.js'
import type { RowClaims } from './row-claims.js'
import type { UniqueKey } from './unique-key.js'
import type { UniqueRow } from './unique-row.js'

/**
 * Pieces of one table that have claimed keys which the table may still turn out to have, oldest first. What comes of them is what would have come of their
 * rows one by one: where the table has a key, what depends on that row's having had it is undone and done again.
 */
export class UniqueLine {
  readonly #pieces: RowClaims[] = []

  add(claims: RowClaims): void {
    this.#pieces.push(claims)
  }

  leave(claims: RowClaims): void {
    const at = this.#pieces.indexOf(claims)
    if (at >= 0) this.#pieces.splice(at, 1)
  }

  /** Rows of the pieces so far were left without their keys. */
  get isLeft(): boolean {
    return this.#pieces.some(({ isDone }) => !isDone)
  }

  /** Draws rows anew of which the table has keys, in the order in which they stand. */
  async moveOn(claims: RowClaims, rows: readonly UniqueRow[]): Promise<void> {
    for (const row of rows) {
      if (await this.#moveOnAlone(claims, row)) continue
      for (const each of this.#behind(claims)) each.backTo(0)
      claims.backTo(row.place)
      return
    }
  }

  /** Claims on where rows were left without their keys. */
  async goOn(): Promise<void> {
    for (const claims of this.#pieces) {
      if (claims.isDone) continue
      try {
        await claims.claimRest(claims.claimOn())
      } catch (error) {
        this.putOff(claims, error)
        return
      }
    }
  }

  /** That a row finds no key counts once the table has nothing more to say of those before it: until then the row is left. Else throws. */
  putOff(claims: RowClaims, error: unknown): void {
    if (!(error instanceof UniqueError)) throw error
    claims.backTo()
    const upTo = this.#pieces.slice(0, this.#pieces.indexOf(claims) + 1)
    if (upTo.every(({ isOpen }) => !isOpen)) throw error
  }

  async #moveOnAlone(claims: RowClaims, row: UniqueRow): Promise<boolean> {
    const behind = this.#behind(claims)
    const all = [claims, ...behind]
    if (all.some(({ hasCounted }) => hasCounted)) return false
    return await claims.moveOn(row, {
      refused: (key: UniqueKey, print: Fingerprint) => all.some((each) => each.hasRefused(key, print)),
      taken: (key: UniqueKey, print: Fingerprint) => claims.hasTaken(row.place + 1, key, print) || behind.some((each) => each.hasTaken(0, key, print)),
    })
  }

  #behind(claims: RowClaims): readonly RowClaims[] {
    return this.#pieces.slice(this.#pieces.indexOf(claims) + 1).filter(({ table }) => table === claims.table)
  }
}
