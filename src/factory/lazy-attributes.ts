import { DeclarationError } from '../errors/declaration-error.js'
import { FactoryError } from '../errors/factory-error.js'
import type { SeedkitError } from '../errors/seedkit-error.js'
import { namedState } from '../random/stream-state.js'
import { BuildContext } from './draft-row.js'
import { placeOf, type Draft } from './draft.js'
import { isFactory, isFactoryClass } from './factory-internals.js'
import type { LazyContext } from './factory-types.js'
import { isPending } from './is-pending.js'
import { rowFailure } from './row-failure.js'
import type { Scope } from './scope.js'
import { SharedKeyPart } from './shared-parent.js'

type LazyFunction = (context: LazyContext<Record<string, unknown>>) => unknown

/** Thrown inside a lazy attribute that reads one whose promise is not there yet: it is computed again, from the same state, when it is. */
class Suspended {
  readonly column: string

  constructor(column: string) {
    this.column = column
  }
}

/** Computes the lazy attributes of one row on demand, from the final attributes, each on a stream of its own. */
export class LazyAttributes {
  readonly #scope: Scope
  readonly #draft: Draft
  readonly #context: LazyContext<Record<string, unknown>>
  /** Lazy attributes that are being computed, outermost first. */
  readonly #stack: string[] = []
  /** Promises of lazy attributes that somebody else asked for. */
  readonly #waiting = new Map<string, PromiseLike<unknown>>()
  /** The one that `settleAtOnce()` came to its end with, and what it waits for. */
  #suspended: { readonly column: string; readonly by: string } | undefined

  constructor(scope: Scope, draft: Draft) {
    this.#scope = scope
    this.#draft = draft
    const attributes = new Proxy(draft.values, {
      get: (values, column) => (typeof column === 'string' ? this.#read(column) : Reflect.get(values, column)),
      // A lazy attribute that spreads the attributes means the others.
      ownKeys: (values) => Reflect.ownKeys(values).filter((column) => typeof column !== 'string' || !this.#stack.includes(column)),
      set: (_, column) => {
        throw FactoryError.attributesAreReadonly({ column: String(column) })
      },
    })
    this.#context = Object.assign(new BuildContext(scope, draft), { attributes })
  }

  /** Computes what is still lazy, without waiting: a promise is an error. For `make()`. */
  compute(): void {
    for (const column of Object.keys(this.#draft.values)) {
      const value = this.#draft.values[column]
      if (isPending(value) || isPending(this.#attempt(column))) {
        throw FactoryError.promiseInMake({ ...placeOf(this.#draft, this.#scope.seeder), attribute: column })
      }
    }
  }

  /** Computes what is still lazy, one after another; a promise is awaited before the next value is drawn. */
  async settle(): Promise<void> {
    for (const column of Object.keys(this.#draft.values)) {
      const value = this.#draft.values[column]
      if (isPending(value)) this.#draft.values[column] = await this.#awaited(column, value)
    }
    for (const column of Object.keys(this.#draft.values)) {
      if (typeof this.#draft.values[column] === 'function') await this.#settleColumn(column, [])
    }
  }

  /**
   * Computes what is still lazy as long as nothing has to be waited for. Gives false where something has: what is left is for `settle()`, which goes on
   * where this stopped.
   */
  settleAtOnce(): boolean {
    const { values } = this.#draft
    for (const column in values) if (isPending(values[column])) return false
    for (const column of Object.keys(values)) {
      if (typeof values[column] !== 'function') continue
      try {
        const pending = this.#attempt(column)
        if (pending === undefined) continue
        this.#waiting.set(column, pending)
        return false
      } catch (reason) {
        if (!(reason instanceof Suspended)) throw reason
        this.#suspended = { column, by: reason.column }
        return false
      }
    }
    return true
  }

  /** Computes one attribute, and what it reads, ahead of the others. */
  async settleOnly(column: string): Promise<void> {
    const value = this.#draft.values[column]
    if (isPending(value)) this.#draft.values[column] = await this.#awaited(column, value)
    else await this.#settleColumn(column, [])
  }

  async #settleColumn(column: string, within: readonly string[]): Promise<void> {
    if (within.includes(column)) throw this.#cycle([...within, column])
    const { values } = this.#draft
    while (typeof values[column] === 'function') {
      const suspended = this.#suspended
      if (suspended?.column === column) {
        this.#suspended = undefined
        await this.#settleColumn(suspended.by, [...within, column])
        continue
      }
      try {
        const pending = this.#waiting.get(column) ?? this.#attempt(column)
        this.#waiting.delete(column)
        if (isPending(pending)) this.#store(column, await pending)
      } catch (reason) {
        this.#pop(column)
        if (!(reason instanceof Suspended)) throw this.#failure(column, reason)
        await this.#settleColumn(reason.column, [...within, column])
      }
    }
  }

  /** Computes a column if it is lazy; gives a promise if that is what came of it. */
  #attempt(column: string): PromiseLike<unknown> | undefined {
    const lazy = this.#draft.values[column]
    if (typeof lazy !== 'function') return undefined
    if (this.#stack.includes(column)) throw this.#cycle([...this.#stack.slice(this.#stack.indexOf(column)), column])
    const { run } = this.#scope
    const { generator } = run.rows
    const before = generator.snapshot()
    this.#stack.push(column)
    let result: unknown
    try {
      generator.reseed(namedState(this.#draft.state, column, 'lazy'))
      result = run.building(() => (lazy as LazyFunction)(this.#context)) // a function in a row is a lazy attribute
    } catch (reason) {
      this.#stack.pop()
      // A suspended attribute is computed anew; until then the generator belongs to the one that is waited for.
      if (reason instanceof Suspended) throw reason
      generator.restore(before)
      if (isFactoryClass(lazy)) throw DeclarationError.classAsValue({ ...placeOf(this.#draft, this.#scope.seeder), attribute: column, value: lazy })
      throw this.#failure(column, reason)
    }
    if (isPending(result)) return result
    this.#stack.pop()
    generator.restore(before)
    this.#store(column, result)
    return undefined
  }

  /** What `attributes.column` gives inside a lazy attribute. */
  #read(column: string): unknown {
    const value = this.#draft.values[column]
    if (typeof value === 'function') {
      if (this.#waiting.has(column)) throw new Suspended(column)
      const pending = this.#attempt(column)
      if (pending === undefined) return this.#draft.values[column]
      this.#pop(column)
      void Promise.resolve(pending).catch(() => undefined) // settleColumn waits for it and reports what happens
      this.#waiting.set(column, pending)
      throw new Suspended(column)
    }
    return isFactory(value) || value instanceof SharedKeyPart ? undefined : value
  }

  #store(column: string, value: unknown): void {
    this.#pop(column)
    if (typeof value === 'function' || isFactory(value)) {
      throw FactoryError.lazyGivesFactory({ ...placeOf(this.#draft, this.#scope.seeder), attribute: column })
    }
    this.#draft.values[column] = value
  }

  #pop(column: string): void {
    const at = this.#stack.indexOf(column)
    if (at >= 0) this.#stack.length = at
  }

  async #awaited(column: string, value: PromiseLike<unknown>): Promise<unknown> {
    try {
      return await value
    } catch (reason) {
      throw this.#failure(column, reason)
    }
  }

  #cycle(path: readonly string[]): FactoryError {
    return FactoryError.attributeCycle({ ...placeOf(this.#draft, this.#scope.seeder), path })
  }

  #failure(column: string, cause: unknown): SeedkitError {
    return rowFailure(placeOf(this.#draft, this.#scope.seeder), `attribute "${column}"`, cause)
  }
}
