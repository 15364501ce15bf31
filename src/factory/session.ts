import type { Faker } from '@faker-js/faker'
import type { Knex } from 'knex'
import type { FactoryClass, FactoryShape } from './factory-types.js'
import type { WithRelations } from './relation-types.js'

/**
 * What factories and seeders need: connection, random streams and the state of the run. Made by `createSession()`, or by a run for its seeders.
 * Two sessions never see each other.
 *
 * @example
 * const session = createSession(trx, { seed: 1 })
 * const user = await session.factory(UserFactory).hasPosts(3).create()
 */
export interface Session {
  /** The connection: the run's transaction in a seeder, else what `createSession()` was given. */
  readonly db: Knex
  /** A faker on this session's own stream (in a seeder: the seeder's). Rows have streams of their own. */
  readonly faker: Faker
  /** The seed of the run: 0 to 2^53 - 1. The same seed gives the same values. */
  readonly seed: number
  /** What dates are relative to. */
  readonly refDate: Date
  /** A new factory of a class, with the `has…` and `for…` methods of its relations. Throws FactoryError where the class cannot be used. */
  factory<F extends FactoryShape>(factory: FactoryClass<F>): WithRelations<F>
}
