import type { Fingerprint } from './fingerprint.js'

type Halves = Pick<Fingerprint, 'high' | 'low'>

const SMALLEST = 16
/** Full enough for at most 30 bytes a key while it grows: 8 bytes a place, the old places and twice as many new ones. */
const FULL = 0.8

/** Fingerprints in open addressing, of one reading each. Two zeros are a free place. */
export class FingerprintSet {
  #places = new Int32Array(2 * SMALLEST)
  #size = 0
  #peak = this.#places.byteLength

  get size(): number {
    return this.#size
  }

  /** Most bytes there ever were, while growing included. */
  get peakBytes(): number {
    return this.#peak
  }

  has({ high, low }: Halves): boolean {
    const at = 2 * this.#find(high, low)
    return this.#places[at] !== 0 || this.#places[at + 1] !== 0
  }

  /** Gives false where it is there already. */
  add({ high, low }: Halves): boolean {
    let at = 2 * this.#find(high, low)
    if (this.#places[at] !== 0 || this.#places[at + 1] !== 0) return false
    if (this.#size + 1 > FULL * (this.#places.length / 2)) {
      this.#grow()
      at = 2 * this.#find(high, low)
    }
    this.#places[at] = high
    this.#places[at + 1] = low
    this.#size++
    return true
  }

  /** Closes the gap, so that what was put behind it is still found. */
  delete({ high, low }: Halves): boolean {
    const places = this.#places
    const mask = places.length / 2 - 1
    let gap = this.#find(high, low)
    if (places[2 * gap] === 0 && places[2 * gap + 1] === 0) return false
    for (let at = (gap + 1) & mask; places[2 * at] !== 0 || places[2 * at + 1] !== 0; at = (at + 1) & mask) {
      const home = homeOf(places[2 * at] ?? 0, places[2 * at + 1] ?? 0, mask)
      if (((at - home) & mask) < ((at - gap) & mask)) continue
      places[2 * gap] = places[2 * at] ?? 0
      places[2 * gap + 1] = places[2 * at + 1] ?? 0
      gap = at
    }
    places[2 * gap] = 0
    places[2 * gap + 1] = 0
    this.#size--
    return true
  }

  /** The place of a fingerprint, or the free one where it belongs. */
  #find(high: number, low: number): number {
    const places = this.#places
    const mask = places.length / 2 - 1
    let at = homeOf(high, low, mask)
    for (;;) {
      const a = places[2 * at]
      const b = places[2 * at + 1]
      if ((a === high && b === low) || (a === 0 && b === 0)) return at
      at = (at + 1) & mask
    }
  }

  #grow(): void {
    const old = this.#places
    this.#places = new Int32Array(2 * old.length)
    this.#peak = old.byteLength + this.#places.byteLength
    for (let at = 0; at < old.length; at += 2) {
      const high = old[at] ?? 0
      const low = old[at + 1] ?? 0
      if (high === 0 && low === 0) continue
      const free = 2 * this.#find(high, low)
      this.#places[free] = high
      this.#places[free + 1] = low
    }
  }
}

function homeOf(high: number, low: number, mask: number): number {
  return (high ^ (low << 7)) & mask
}
