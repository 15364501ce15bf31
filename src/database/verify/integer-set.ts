/** Both ends are in it, and all between. */
export interface IntegerRun {
  readonly from: number
  readonly to: number
}

const pageBits = 32_768
/** 16 MB of them at most. */
const mostPages = 4096

/** Whole numbers, as bits: a million keys that follow each other take 125 KB. */
export class IntegerSet {
  readonly #pages = new Map<number, Uint32Array>()
  #page: Uint32Array = new Uint32Array(0)
  #number = Number.NaN

  /** False where the numbers lie too far apart to be remembered. */
  add(value: number): boolean {
    const number = Math.floor(value / pageBits)
    if (number !== this.#number && !this.#turnTo(number)) return false
    const bit = value - number * pageBits
    const word = bit >>> 5
    this.#page[word] = (this.#page[word] ?? 0) | (1 << (bit & 31))
    return true
  }

  /** Ascending, each as long as it can be. */
  *runs(): Generator<IntegerRun> {
    let open: { from: number; to: number } | undefined
    for (const number of [...this.#pages.keys()].toSorted((a, b) => a - b)) {
      for (const value of valuesOf(this.#pages.get(number) ?? new Uint32Array(0), number * pageBits)) {
        if (open !== undefined && value === open.to + 1) open.to = value
        else {
          if (open !== undefined) yield open
          open = { from: value, to: value }
        }
      }
    }
    if (open !== undefined) yield open
  }

  #turnTo(number: number): boolean {
    const page = this.#pages.get(number) ?? new Uint32Array(pageBits / 32)
    if (!this.#pages.has(number) && this.#pages.size >= mostPages) return false
    this.#pages.set(number, page)
    this.#page = page
    this.#number = number
    return true
  }
}

function* valuesOf(page: Uint32Array, first: number): Generator<number> {
  for (const [at, word] of page.entries()) {
    for (let rest = word; rest !== 0; rest &= rest - 1) yield first + at * 32 + (31 - Math.clz32(rest & -rest))
  }
}
