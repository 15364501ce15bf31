/** Ends of a range, both in it. */
export interface KeyRange {
  readonly from: number | bigint
  readonly to: number | bigint
}

/** Keys further apart begin a range of their own: between these, only other transactions can have written. */
const nearby = 1000
const mostRanges = 1000

/** Keys that a database counted up, as a few ranges: they need not be remembered one by one. */
export class KeyRanges {
  #ranges: { from: number; to: number }[] = []
  /** Of keys that no number holds exactly. */
  #large: { from: bigint; to: bigint } | undefined

  /** False for a key that is no whole number. */
  add(key: unknown): boolean {
    const number = typeof key === 'number' ? key : isDigits(key) ? Number(key) : Number.NaN
    if (!Number.isSafeInteger(number)) return this.#addLarge(key)
    const last = this.#ranges.at(-1)
    if (last === undefined || number > last.to + nearby || number < last.from - nearby) this.#begin(number)
    else if (number > last.to) last.to = number
    else if (number < last.from) last.from = number
    return true
  }

  list(): readonly KeyRange[] {
    return this.#large === undefined ? this.#ranges : [...this.#ranges, this.#large]
  }

  #begin(number: number): void {
    this.#ranges.push({ from: number, to: number })
    if (this.#ranges.length <= mostRanges) return
    const from = this.#ranges.reduce((least, range) => Math.min(least, range.from), number)
    const to = this.#ranges.reduce((most, range) => Math.max(most, range.to), number)
    this.#ranges = [{ from, to }]
  }

  #addLarge(key: unknown): boolean {
    if (!isDigits(key)) return false
    const value = BigInt(key)
    const { from, to } = this.#large ?? { from: value, to: value }
    this.#large = { from: value < from ? value : from, to: value > to ? value : to }
    return true
  }
}

function isDigits(key: unknown): key is string | bigint {
  return typeof key === 'bigint' || (typeof key === 'string' && /^-?\d+$/.test(key))
}
