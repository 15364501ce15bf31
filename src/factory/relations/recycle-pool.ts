import { keyText } from '../../database/write/key-text.js'
import { RecycleError } from '../../errors/recycle-error.js'
import { CumulatedShares } from '../../random/cumulated-shares.js'
import type { Generator } from '../../random/generator.js'
import { permutedIndex } from '../../random/permuted-index.js'
import type { StreamState } from '../../random/stream-state.js'
import type { AttributeBag, RecycleStep } from '../blueprint.js'
import { keysAlone } from './keys-alone.js'

/** Where a row is picked: for which row of which batch. */
export interface PickPlace {
  /** The picking row's own state for this column or relation. */
  readonly state: StreamState
  readonly generator: Generator
  /** Where the batch of the picking rows starts in a round; 0 for the rows of a call. */
  readonly start: number
  readonly index: number
}

/** Rows to use again, and how one of them is chosen. */
export class RecyclePool {
  /** All that were given. */
  readonly given: readonly AttributeBag[]
  /** Those that can be picked: a row of no weight never is. */
  readonly rows: readonly AttributeBag[]
  readonly #strategy: RecycleStep['strategy']
  readonly #shares: CumulatedShares | undefined
  readonly #primaryKey: readonly string[]
  readonly #step: RecycleStep
  readonly #matching = new Map<string, RecyclePool | undefined>()
  readonly #inCommon = new WeakMap<RecyclePool, number>()
  #keys: readonly string[] | undefined
  #distinct: ReadonlySet<string> | undefined

  constructor(rows: readonly AttributeBag[], primaryKey: readonly string[], step: RecycleStep) {
    const { strategy } = step
    const weights = weightsOf(rows, step)
    this.given = rows
    this.rows = weights === undefined ? rows : rows.filter((_, index) => weights[index] !== 0)
    this.#primaryKey = primaryKey
    this.#step = step
    this.#strategy = strategy
    this.#shares = weights === undefined ? sharesOf(rows.length, strategy) : CumulatedShares.of(weights.filter((weight) => weight !== 0))
  }

  /** A row of the pool as the user's functions see it: of one that a query found, the key alone is known. */
  shown(row: AttributeBag): AttributeBag {
    return typeof this.#step.rows === 'function' ? keysAlone(row, this.#step.factory.name) : row
  }

  /** One row. */
  pick(place: PickPlace): AttributeBag {
    return this.rows[this.#index(place)] ?? {}
  }

  /** The pool of those rows that have these values; undefined where there are none. */
  matching(values: AttributeBag): RecyclePool | undefined {
    const columns = Object.keys(values)
    if (columns.length === 0) return this
    const textOf = (row: AttributeBag): string => JSON.stringify(columns.map((column) => [column, keyText(row[column])]))
    const wanted = textOf(values)
    if (!this.#matching.has(wanted)) {
      const rows = this.rows.filter((row) => textOf(row) === wanted)
      this.#matching.set(wanted, rows.length === 0 ? undefined : new RecyclePool(rows, this.#primaryKey, this.#step))
    }
    return this.#matching.get(wanted)
  }

  /** The key of a row, to tell the same row by. */
  keyOf(row: AttributeBag): string {
    return JSON.stringify(this.#primaryKey.map((column) => keyText(row[column])))
  }

  /** The keys of the pool: a row that was given twice counts once. */
  get distinct(): ReadonlySet<string> {
    return (this.#distinct ??= new Set(this.#rowKeys()))
  }

  /** How many rows it has in common with another pool of the table. */
  inCommon(other: RecyclePool): number {
    if (other === this) return this.distinct.size
    const known = this.#inCommon.get(other)
    if (known !== undefined) return known
    const size = [...this.distinct].filter((key) => other.distinct.has(key)).length
    this.#inCommon.set(other, size)
    return size
  }

  /** Several rows, no two the same and none whose key is taken already; fewer, where there are not as many. */
  pickDistinct(count: number, place: PickPlace, taken: ReadonlySet<string>): readonly AttributeBag[] {
    const { length } = this.rows
    const keys = this.#rowKeys()
    const chosen = new Map<string, AttributeBag>()
    const choose = (index: number): void => {
      const key = keys[index] ?? ''
      if (!taken.has(key)) chosen.set(key, this.rows[index] ?? {})
    }
    if (this.#strategy === 'roundRobin') {
      for (let index = 0; index < count; index++) choose((place.start + place.index * count + index) % length)
    } else if (this.#shares !== undefined) {
      place.generator.reseed(place.state)
      // Rows of great weight are soon taken: what many draws do not bring is filled up below.
      for (let draw = 0; chosen.size < count && draw < 20 * count; draw++) choose(this.#shares.pick(place.generator.next()))
    }
    for (let index = 0; chosen.size < count && index < length; index++) choose(permutedIndex(index, length, place.state))
    return [...chosen.values()]
  }

  #rowKeys(): readonly string[] {
    return (this.#keys ??= this.rows.map((row) => this.keyOf(row)))
  }

  #index({ state, generator, start, index }: PickPlace): number {
    if (this.#strategy === 'roundRobin') return (start + index) % this.rows.length
    generator.reseed(state)
    const at = generator.next()
    return this.#shares === undefined ? Math.floor(at * this.rows.length) : this.#shares.pick(at)
  }
}

function sharesOf(size: number, strategy: RecycleStep['strategy']): CumulatedShares | undefined {
  return strategy === 'zipf' ? CumulatedShares.zipf(size, 1) : undefined
}

function weightsOf(rows: readonly AttributeBag[], { factory, strategy, weight, rows: given }: RecycleStep): readonly number[] | undefined {
  if (strategy !== 'weighted' || weight === undefined || rows.length === 0) return undefined
  const seen = typeof given === 'function' ? rows.map((row) => keysAlone(row, factory.name)) : rows
  const weights = seen.map((row) => weight(row))
  const usable = weights.every((each) => typeof each === 'number' && each >= 0 && Number.isFinite(each)) && weights.some((each) => each > 0)
  if (!usable) throw RecycleError.badWeights({ factory: factory.name })
  return weights
}
