import type { ForeignKeyMode } from '../config/foreign-key-mode.js'
import { DEFAULT_REF_DATE } from '../random/default-ref-date.js'
import { createFakerBinding, type FakerBinding } from '../random/faker-binding.js'
import { rootState, type StreamState } from '../random/stream-state.js'
import type { RecycleStep } from './blueprint.js'
import { Breath } from './breath.js'
import { CallQueue } from './call-queue.js'
import type { AnyFactory } from './factory-internals.js'
import type { RecyclePool } from './relations/recycle-pool.js'
import { RecycledQueries } from './relations/recycled-queries.js'
import { Uniqueness } from './uniqueness/uniqueness.js'

export interface RandomOptions {
  readonly seed: number
  readonly locale: string
  readonly refDate: Date
}

/** Everything that a run changes while it goes on, in one object; nothing of it survives the run. */
export class RunState {
  readonly seed: number
  readonly locale: string
  readonly refDate: Date
  readonly root: StreamState
  /** When the foreign keys of calls are checked that do not say so themselves. */
  readonly foreignKeys: ForeignKeyMode
  readonly calls = new CallQueue()
  /** Lets the event loop turn. */
  readonly breath = new Breath()
  /** How often each seeder has been started. */
  readonly seederRuns = new Map<string, number>()
  /** Seeders that ran or are running, for `callOnce`. */
  readonly seedersCalled = new Set<unknown>()
  /** Next index of the sequences that go on through the run: by whom they belong to, and there by their number and the path of the rows. */
  readonly sequences = new WeakMap<object, Map<string, number>>()
  /** Rows that are used again, by the step that asked for them. */
  readonly pools = new WeakMap<RecycleStep, RecyclePool>()
  /** What queries for rows to use again gave, by table and statement. */
  readonly recycled = new RecycledQueries()
  /** Keys that are taken. */
  readonly uniqueness = new Uniqueness()
  #rows: FakerBinding | undefined
  #idle: FakerBinding[] = []
  #buildDepth = 0
  #isDefining = false

  constructor(options: RandomOptions, foreignKeys: ForeignKeyMode = 'check') {
    this.seed = options.seed
    this.locale = options.locale
    this.refDate = options.refDate
    this.root = rootState(options.seed)
    this.foreignKeys = foreignKeys
  }

  /** The faker that rows are built with. One is enough: rows are built one at a time, each from a state of its own. */
  get rows(): FakerBinding {
    return (this.#rows ??= createFakerBinding(this.locale, this.refDate))
  }

  /** A faker for code that runs beside the building of rows: a seeder, a hook. Give it back with `release`. */
  lease(): FakerBinding {
    return this.#idle.pop() ?? createFakerBinding(this.locale, this.refDate)
  }

  release(binding: FakerBinding): void {
    this.#idle.push(binding)
  }

  /** Runs code of the user's that builds a row: whatever asks for a faker meanwhile gets the row's. */
  building<T>(work: () => T): T {
    this.startBuilding()
    try {
      return work()
    } finally {
      this.endBuilding()
    }
  }

  /** The same for code that cannot be a function of its own, because it runs once a row. Must be followed by `endBuilding()`. */
  startBuilding(): void {
    this.#buildDepth++
  }

  endBuilding(): void {
    this.#buildDepth--
  }

  /** The attributes that a factory defines for a row. */
  defining(factory: AnyFactory, row: unknown): unknown {
    const before = this.#isDefining
    this.#isDefining = true
    try {
      return factory.definition(row)
    } finally {
      this.#isDefining = before
    }
  }

  /** A definition() is running: a bare factory that it asks for is a value, and may be the same for all rows. */
  get isDefining(): boolean {
    return this.#isDefining
  }

  isBuilding(): boolean {
    return this.#buildDepth > 0 || this.calls.isBuilding()
  }

  /** Runs a call; one within a call leaves the outer row's generator as it found it. */
  call<T>(work: () => Promise<T>): Promise<T> {
    return this.calls.run(work, async (nested) => {
      const { generator } = this.rows
      const before = generator.snapshot()
      try {
        return await nested()
      } finally {
        generator.restore(before)
      }
    })
  }
}

/** Fills in what the caller left open: a random seed, English, a fixed date. */
export function resolveRandom(options: {
  readonly seed?: number | undefined
  readonly locale?: string | undefined
  readonly refDate?: Date | 'now' | undefined
}): RandomOptions {
  return {
    seed: options.seed ?? Math.floor(Math.random() * 4294967296),
    locale: options.locale ?? 'en',
    refDate: options.refDate === 'now' ? new Date() : (options.refDate ?? new Date(DEFAULT_REF_DATE)),
  }
}
