import type { AttributeBag } from './blueprint.js'
import { checkAttributes } from './check-attributes.js'
import { checkCount, drawCount } from './count.js'
import { createRows, type CreateCall } from './create-rows.js'
import { blueprintOf, FACTORY_BRAND, type AnyFactory } from './factory-internals.js'
import { FactoryError } from '../errors/factory-error.js'
import { modelOf } from './factory-model.js'
import type { Count, Insertable, State } from './factory-types.js'
import { FactoryWrites } from './factory-writes.js'
import { makeRows } from './make-rows.js'
import { checkInsertOptions, type InsertOptions } from './insert-options.js'
import { nextCallState, type Scope } from './scope.js'
import { ScopedSession } from './scoped-session.js'
import { streamRows } from './stream-rows.js'

/**
 * How rows of one table look, and how to make them. Extend it, name the table, and write `definition()`. `Row` is a row as the database gives it back,
 * `Insert` what has to be given for a new one.
 *
 * @example
 * interface User { id: number; name: string; role: 'admin' | 'member' }
 * type NewUser = Insertable<User, 'role'>
 *
 * class UserFactory extends Factory<User, NewUser> {
 *   readonly table = 'users'
 *   definition(): Attributes<NewUser> {
 *     return { name: this.faker.person.fullName() }
 *   }
 *   admin() { return this.state({ role: 'admin' }) }
 * }
 *
 * const admins = await session.factory(UserFactory).admin().createBatch(3)
 */
export abstract class Factory<Row extends object, Insert extends object = Insertable<Row>> extends FactoryWrites<Row, Insert> {
  /**
   * The attributes of one row. Synchronous, and never sends a query: a column whose value is a factory is left out (the type has it still: which
   * columns these are depends on the chain), a `for…` row gives its key, `has…` is ignored. Throws FactoryError for an attribute that is a promise.
   */
  make(overrides?: State<Insert>): Insert {
    const [row] = madeRows(engineView(this), () => 1, overrides, 'make')
    return row as Insert // one row was asked for; what it holds was checked where it was written
  }

  /** The attributes of `count` rows, as `make()` gives them. Without a count it takes that of `forEachSequence()`. */
  makeBatch(count?: Count, overrides?: State<Insert>): Insert[] {
    const rows: unknown = madeRows(engineView(this), batchCount(count, 'makeBatch'), overrides, 'makeBatch')
    return rows as Insert[] // as above
  }

  /**
   * Creates a row, with the parents and children that the chain asks for, and gives it back as the database holds it. On a transaction it is part of
   * that, on a Knex instance a transaction of its own. Throws DatabaseError or FactoryError; both name the row.
   *
   * @example
   * const user = await users.admin().hasPosts(3).create({ name: 'Ada' })
   */
  async create(overrides?: State<Insert>): Promise<Row> {
    const factory = engineView(this)
    const [row]: readonly unknown[] = await createRows(ScopedSession.scopeOf(factory.session), placedCall(factory, () => 1, overrides, 'create'))
    return row as Row // one row was asked for, and fewer rows back are an error
  }

  /**
   * Creates `count` rows and gives them back in order; rows of one table and level take one insert. Without a count it takes that of
   * `forEachSequence()`.
   *
   * @example
   * const users = await session.factory(UserFactory).hasPosts(between(0, 5)).createBatch(10)
   */
  async createBatch(count?: Count, overrides?: State<Insert>): Promise<Row[]> {
    const factory = engineView(this)
    const rows: unknown = await createRows(ScopedSession.scopeOf(factory.session), placedCall(factory, batchCount(count, 'createBatch'), overrides, 'createBatch'))
    return rows as Row[] // rows of this factory's table
  }

  /**
   * Streams `count` rows, with the parents and children that the chain asks for, into the database in constant memory: the next rows are built while the
   * last are written, by the database's fastest way. Gives how many rows went into each table, never rows. The rows are those of `createBatch()`. Hooks run
   * as ever, chunk by chunk; `afterCreate` costs reading its rows back. Throws DatabaseError or FactoryError; both name the row.
   *
   * @example
   * const counts = await session.factory(UserFactory).hasPosts(between(0, 10)).insert(1_000_000)
   * console.log(counts['posts'])
   */
  async insert(count?: Count, overrides?: State<Insert>, options: InsertOptions = {}): Promise<Readonly<Record<string, number>>> {
    const factory = engineView(this)
    checkInsertOptions(options, modelOf(factory).name)
    const { chunkSize, foreignKeys } = options
    return streamRows(ScopedSession.scopeOf(factory.session), { ...placedCall(factory, batchCount(count, 'insert'), overrides, 'insert'), chunkSize, foreignKeys })
  }
}

Object.defineProperty(Factory.prototype, FACTORY_BRAND, { value: true })

type CountOf = (factory: AnyFactory, state: Scope['state'], run: Scope['run']) => number

/** The count of a call for several rows: as it was given, drawn, or that of `forEachSequence()`. */
function batchCount(count: Count | undefined, end: 'createBatch' | 'insert' | 'makeBatch'): CountOf {
  return (factory, state, run) => {
    const asked = count ?? blueprintOf(factory).count
    if (asked === undefined) throw FactoryError.countMissing({ factory: modelOf(factory).name, call: end })
    checkCount(asked, { factory: modelOf(factory).name, call: `${end}()` })
    return drawCount(run, asked, { state, batch: state, index: 0, of: 1 }, 'createBatch')
  }
}

function madeRows(factory: AnyFactory, countOf: CountOf, overrides: object | undefined, end: 'make' | 'makeBatch'): readonly unknown[] {
  checkAttributes(overrides, { factory: modelOf(factory).name, call: `${end}()` })
  const scope = ScopedSession.scopeOf(factory.session)
  return makeRows(scope, factory, (state) => countOf(factory, state, scope.run), overrides as AttributeBag | undefined) // checked by the caller's types
}

/** Takes the call's place in the run while still synchronous; then it may wait for its turn. */
function placedCall(factory: AnyFactory, countOf: CountOf, overrides: object | undefined, end: 'create' | 'createBatch' | 'insert'): CreateCall {
  const scope = ScopedSession.scopeOf(factory.session)
  const model = modelOf(factory)
  const state = nextCallState(scope, model.name, 'create', blueprintOf(factory).stream)
  const count = countOf(factory, state, scope.run)
  checkAttributes(overrides, { factory: model.name, call: `${end}()` })
  const name = { factory: model.name, method: end, count }
  return { factory, state, count, overrides: overrides as AttributeBag | undefined, name } // checked by the caller's types
}

/** Every subclass is a factory to the engine; the public type does not show what it needs. */
function engineView(factory: object): AnyFactory {
  return factory as AnyFactory
}
