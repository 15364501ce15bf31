import type { Faker } from '@faker-js/faker'
import type { Knex } from 'knex'
import { FactoryError } from '../errors/factory-error.js'
import type { FakerBinding } from '../random/faker-binding.js'
import { namedState } from '../random/stream-state.js'
import { isFactory, type AnyFactory } from './factory-internals.js'
import { modelOf } from './factory-model.js'
import type { FactoryClass, FactoryShape } from './factory-types.js'
import { defineRelationMethods } from './relation-methods.js'
import type { WithRelations } from './relation-types.js'
import type { Scope } from './scope.js'
import type { Session } from './session.js'

/** Tells sessions from other objects, whichever copy of seedkit made them. */
const BRAND: unique symbol = Symbol.for('seedkit.Session')

/** A session at one place of a run. */
export class ScopedSession implements Session {
  readonly #scope: Scope
  #own: FakerBinding | undefined
  #chains: Map<string, FakerBinding> | undefined
  /** Factories as definitions ask for them, by class: one would be made for each row, and most are overridden. */
  #bare: Map<unknown, object> | undefined

  static {
    Object.defineProperty(this.prototype, BRAND, { value: true })
  }

  constructor(scope: Scope) {
    this.#scope = scope
  }

  /** The scope of a session, for the engine. Throws FactoryError for anything that is no session, such as a bare transaction. */
  static scopeOf(session: Session): Scope {
    return ScopedSession.#from(session).#scope
  }

  /** The faker for `this.faker` in a factory: the row's while one is being built, else one on a stream of the factory's own in this session. */
  static factoryFaker(session: Session, factory: string): Faker {
    const own = ScopedSession.#from(session)
    const { run } = own.#scope
    return run.isBuilding() ? run.rows.faker : own.#chainFaker(factory)
  }

  /** Gives back what the session has borrowed. */
  static release(session: ScopedSession): void {
    const { run } = session.#scope
    if (session.#own !== undefined) run.release(session.#own)
    for (const binding of session.#chains?.values() ?? []) run.release(binding)
    session.#own = undefined
    session.#chains = undefined
  }

  get db(): Knex {
    const { handle } = this.#scope
    if (handle === undefined) throw FactoryError.noDatabase({ what: 'session.db' })
    return handle
  }

  get faker(): Faker {
    const { faker, run, state } = this.#scope
    if (faker !== undefined) return faker
    if (this.#own === undefined) {
      this.#own = run.lease()
      this.#own.generator.reseed(state)
    }
    return this.#own.faker
  }

  get seed(): number {
    return this.#scope.run.seed
  }

  get refDate(): Date {
    return this.#scope.run.refDate
  }

  factory<F extends FactoryShape>(factory: FactoryClass<F>): WithRelations<F> {
    if (!this.#scope.run.isDefining) return this.#made(factory)
    const known = this.#bare?.get(factory)
    if (known !== undefined) return known as WithRelations<F> // kept by its class
    const made = this.#made(factory)
    this.#bare ??= new Map()
    this.#bare.set(factory, made)
    return made
  }

  #made<F extends FactoryShape>(factory: FactoryClass<F>): WithRelations<F> {
    if (typeof factory !== 'function') throw FactoryError.notAFactory({ value: factory })
    const instance: unknown = new factory(this)
    if (!isFactory(instance)) throw FactoryError.notAFactory({ value: factory })
    defineRelationMethods(instance, modelOf(instance))
    return instance as unknown as WithRelations<F> // the methods were defined on the prototype just now
  }

  static #from(session: Session): ScopedSession {
    if (typeof session === 'object' && session !== null && #scope in session) return session
    if (typeof session === 'object' && session !== null && BRAND in session) throw FactoryError.sessionOfAnotherCopy()
    throw FactoryError.notASession({ value: session })
  }

  #chainFaker(factory: string): Faker {
    const { run, state } = this.#scope
    this.#chains ??= new Map()
    let binding = this.#chains.get(factory)
    if (binding === undefined) {
      binding = run.lease()
      binding.generator.reseed(namedState(state, factory, 'chain'))
      this.#chains.set(factory, binding)
    }
    return binding.faker
  }
}

/** The faker that `this.faker` means in a factory. */
export function rowFakerOf(factory: AnyFactory): Faker {
  return ScopedSession.factoryFaker(factory.session, factory.constructor.name)
}

/** What `this.unique()` gives in a factory. */
export function uniqueValueOf<T>(factory: AnyFactory, key: string, value: () => T): T {
  return ScopedSession.scopeOf(factory.session).run.uniqueness.values.draw(factory.constructor, key, value)
}
