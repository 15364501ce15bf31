import { Turns } from '../turns.js'
import type { SequenceSchema } from '../schema/table-schema.js'
import { sequenceKey } from './sequence-key.js'

export type ReservedKey = number | bigint

/** Values taken from a sequence; those from `at` on are still to be given. */
interface Reserve {
  readonly keys: readonly ReservedKey[]
  at: number
}

/**
 * Keys that were taken from sequences before the rows that get them are written. They are for the next rows, whoever writes these: none is wasted, and rows
 * get the keys that the database would count up.
 */
export class KeyReserve {
  readonly #reserves = new Map<string, Reserve>()
  readonly #claims = new Set<object>()
  readonly #lines = new Map<string, Turns>()

  /** Somebody is going to take keys, of which no one knows yet from where; until the function is called that comes back. */
  claim(): () => void {
    const claim = {}
    this.#claims.add(claim)
    return () => this.#claims.delete(claim)
  }

  /** Whoever takes keys now might get some that are for rows ahead of his. */
  get isClaimed(): boolean {
    return this.#claims.size > 0
  }

  /** Lets rows that need more keys than there are take them one after the other. */
  inLine<T>(sequence: SequenceSchema, take: () => Promise<T>): Promise<T> {
    const key = sequenceKey(sequence)
    const line = this.#lines.get(key) ?? new Turns()
    this.#lines.set(key, line)
    return line.take(take)
  }

  /** Rows wait for keys. */
  isAwaited(sequence: SequenceSchema): boolean {
    return this.#lines.get(sequenceKey(sequence))?.areTaken ?? false
  }

  /** How many are still to be given. */
  size(sequence: SequenceSchema): number {
    const reserve = this.#of(sequence)
    return reserve === undefined ? 0 : reserve.keys.length - reserve.at
  }

  /** Gives so many, or all that there are. */
  take(sequence: SequenceSchema, count: number): readonly ReservedKey[] {
    const reserve = this.#of(sequence)
    if (reserve === undefined) return []
    const keys = reserve.keys.slice(reserve.at, reserve.at + count)
    reserve.at += keys.length
    return keys
  }

  /** Adds keys behind those that there are. */
  keep(sequence: SequenceSchema, keys: readonly ReservedKey[]): void {
    const before = this.#of(sequence)
    const left = before?.keys.slice(before.at) ?? []
    this.#reserves.set(sequenceKey(sequence), { keys: left.length === 0 ? keys : [...left, ...keys], at: 0 })
  }

  /** The last that was ever kept. */
  last(sequence: SequenceSchema): ReservedKey | undefined {
    return this.#of(sequence)?.keys.at(-1)
  }

  /** A value was given by somebody: keys up to it are as good as used, as if the sequence had been moved past it. */
  pass(sequence: SequenceSchema, value: bigint): void {
    const reserve = this.#of(sequence)
    if (reserve === undefined) return
    const isPassed = (key: ReservedKey): boolean => (sequence.step < 0n ? key >= value : key <= value)
    const left = reserve.keys.slice(reserve.at).filter((key) => !isPassed(key))
    if (left.length < reserve.keys.length - reserve.at) this.#reserves.set(sequenceKey(sequence), { keys: left, at: 0 })
  }

  #of(sequence: SequenceSchema): Reserve | undefined {
    return this.#reserves.get(sequenceKey(sequence))
  }
}
