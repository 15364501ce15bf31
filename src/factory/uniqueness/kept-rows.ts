import type { Draft } from '../draft.js'
import type { Attempts } from './attempt-tally.js'
import type { Fingerprint } from './fingerprint.js'
import type { UniqueKey } from './unique-key.js'
import { UniqueRow, type Prints } from './unique-row.js'

/** The rows of a piece that can be gone back to. Of one that got its keys at once, there is no more than these and how it was counted: nearly all are so. */
export class KeptRows {
  /** Places of rows that the table has yet to be asked about. */
  unasked = new Set<number>()
  /** Places of those that it is being asked about, as they are or as they were. */
  asked: ReadonlySet<number> | undefined
  readonly #drafts: readonly Draft[]
  readonly #prints: Prints[] = []
  readonly #windows: Attempts[] = []
  readonly #numbers: number[] = []
  readonly #rows: (UniqueRow | undefined)[] = []

  constructor(drafts: readonly Draft[]) {
    this.#drafts = drafts
  }

  /** The next row, which got its keys at once. */
  add(prints: Prints, window: Attempts, number: number): void {
    const place = this.#prints.length
    this.#prints.push(prints)
    this.#windows.push(window)
    this.#numbers.push(number)
    this.#rows.push(undefined)
    for (const print of prints) {
      if (print === undefined) continue
      this.unasked.add(place)
      return
    }
  }

  /** The next row, which did not. */
  put(row: UniqueRow, window: Attempts): void {
    this.#rows[row.place] = row
    this.#prints[row.place] = NOTHING
    this.#windows[row.place] = window
    this.#numbers[row.place] = row.number
  }

  /** Undefined for a row that has not come yet. */
  rowAt(place: number): UniqueRow | undefined {
    const known = this.#rows[place]
    const draft = this.#drafts[place]
    const window = this.#windows[place]
    if (known !== undefined || draft === undefined || window === undefined) return known
    const row = new UniqueRow(draft, place, { window, number: this.#numbers[place] ?? 0 })
    row.gotAtOnce(this.#prints[place] ?? NOTHING)
    this.#rows[place] = row
    return row
  }

  attemptAt(place: number): number {
    return this.#rows[place]?.attempt ?? 0
  }

  takenAt(place: number): Prints {
    return this.#rows[place]?.taken ?? this.#prints[place] ?? NOTHING
  }

  /** How many rows have come. */
  get size(): number {
    return this.#prints.length
  }

  /** Whether a row from that place on has a key. */
  hasTaken(from: number, key: UniqueKey, { at, print }: { readonly at: number; readonly print: Fingerprint }): boolean {
    for (let place = from; place < this.size; place++) {
      const row = this.#rows[place]
      if (row === undefined ? this.#prints[place]?.[at]?.equals(print) === true : row.hasTaken(key, at, print)) return true
    }
    return false
  }
}

const NOTHING: Prints = Object.freeze([])
