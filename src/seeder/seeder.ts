import type { Faker } from '@faker-js/faker'
import type { Knex } from 'knex'
import type { FactoryClass, FactoryShape } from '../factory/factory-types.js'
import type { WithRelations } from '../factory/relation-types.js'
import type { Session } from '../factory/session.js'
import { SEEDER_BRAND } from './seeder-brand.js'
import type { ArgsOf, SeederClass } from './seeder-class.js'
import { callSeeders } from './call-seeders.js'

/**
 * Which rows a dataset has. Extend it, write `run()`, and put the class into the seeders folder; `DatabaseSeeder` is the one that `seedkit db:seed`
 * starts with.
 *
 * @example
 * export class DatabaseSeeder extends Seeder {
 *   async run() {
 *     await this.call(TeamSeeder)
 *     await this.factory(UserFactory).hasPosts(5).createBatch(10)
 *   }
 * }
 */
export abstract class Seeder {
  /** What `this.factory`, `this.db` and `this.faker` stand on; pass it to helpers of your own. */
  readonly session: Session

  constructor(session: Session) {
    this.session = session
  }

  /** The run's transaction, for what factories are not made for. A query that nobody waits for fails the run. */
  protected get db(): Knex.Transaction {
    return this.session.db as Knex.Transaction // seeders run inside a transaction
  }

  /** A faker on a stream of this seeder's own. */
  protected get faker(): Faker {
    return this.session.faker
  }

  /** A new factory, with the `has…` and `for…` methods of its relations. */
  protected factory<F extends FactoryShape>(factory: FactoryClass<F>): WithRelations<F> {
    return this.session.factory(factory)
  }

  /** Makes the rows. A subclass declares the arguments it needs as parameters; `call()` asks for them. */
  abstract run(...args: never): void | Promise<void>

  /**
   * Runs another seeder with its arguments, or several one after another, in the same transaction.
   *
   * @example
   * await this.call(UserSeeder, { size: 50 })
   * await this.call([TeamSeeder, RoleSeeder])
   */
  protected call<S extends SeederClass>(seeder: S, ...args: ArgsOf<S>): Promise<void>
  protected call(seeders: readonly SeederClass<[]>[]): Promise<void>
  protected call(seeders: unknown, ...args: readonly unknown[]): Promise<void> {
    return callSeeders(this.session, seeders, { args, repeat: 'always' })
  }

  /** Like `call()`, but leaves out what has been called in this run already. */
  protected callOnce<S extends SeederClass>(seeder: S, ...args: ArgsOf<S>): Promise<void>
  protected callOnce(seeders: readonly SeederClass<[]>[]): Promise<void>
  protected callOnce(seeders: unknown, ...args: readonly unknown[]): Promise<void> {
    return callSeeders(this.session, seeders, { args, repeat: 'once' })
  }
}

Object.defineProperty(Seeder.prototype, SEEDER_BRAND, { value: true })
