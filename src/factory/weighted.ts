import { FactoryError } from '../errors/factory-error.js'
import { permutedIndex } from '../random/permuted-index.js'
import { ordinalState } from '../random/stream-state.js'
import { DrawnCount, type CountPlace } from './drawn-count.js'
import type { Distribution } from './factory-types.js'

type Share = readonly [share: number, count: number | readonly [min: number, max: number]]

/**
 * Counts by shares that are kept exactly, to the row, over the rows of a batch: of 1,000 users 600 get one post and 400 two to five. Which ones is a seeded
 * shuffle, computed for each row alone. Throws FactoryError unless the shares are positive and add up to 1.
 *
 * @example
 * await this.factory(UserFactory).hasPosts(weighted([[0.6, 1], [0.4, [2, 5]]])).createBatch(1000)
 */
export function weighted(shares: readonly Share[]): Distribution {
  const call = `weighted(${JSON.stringify(shares)})`
  const usable = Array.isArray(shares) && shares.every(isShare) && Math.abs(shares.reduce((sum, [share]) => sum + share, 0) - 1) < 1e-9
  if (!usable) throw FactoryError.badDistribution({ call, rule: 'pairs of a share and a count (or a range), with shares that add up to 1' })
  return new Weighted(shares) as unknown as Distribution // opaque: only seedkit looks inside
}

class Weighted extends DrawnCount {
  readonly most: number
  readonly #shares: readonly Share[]

  constructor(shares: readonly Share[]) {
    super()
    this.#shares = shares
    this.most = Math.max(...shares.map(([, count]) => (typeof count === 'number' ? count : count[1])))
  }

  draw({ generator, batch, index, of }: CountPlace): number {
    // Places 0 … n-1 stand evenly on the line of shares, with one offset for the batch: every share gets its rows exactly, in small batches on average.
    const offset = (ordinalState(batch, 0).low >>> 0) / 4294967296
    const place = (permutedIndex(index, of, batch) + offset) / of
    const count = this.#at(place)
    if (typeof count === 'number') return count
    const [min, max] = count
    return min + Math.floor(generator.next() * (max - min + 1))
  }

  #at(place: number): Share[1] {
    let end = 0
    for (const [share, count] of this.#shares) {
      end += share
      if (place < end) return count
    }
    return this.#shares.at(-1)?.[1] ?? 0
  }
}

function isShare(pair: unknown): pair is Share {
  return Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'number' && pair[0] > 0 && isCount(pair[1])
}

function isCount(count: unknown): boolean {
  const whole = (value: unknown): boolean => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
  if (!Array.isArray(count)) return whole(count)
  return count.length === 2 && count.every(whole) && Number(count[0]) <= Number(count[1])
}
