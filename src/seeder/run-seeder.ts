import type { Session } from '../factory/session.js'
import { onTransaction } from './on-transaction.js'
import { callSeeders } from './call-seeders.js'
import type { ArgsOf, SeederClass } from './seeder-class.js'

/**
 * Runs one seeder with its arguments on a session: for tests and scripts. On a Knex instance it is a transaction of its own.
 *
 * @example
 * await runSeeder(UserSeeder, createSession(trx, { seed: 1 }), { size: 50 })
 */
export function runSeeder<S extends SeederClass>(seeder: S, session: Session, ...args: ArgsOf<S>): Promise<void> {
  return onTransaction(session, (inside) => callSeeders(inside, seeder, { args, repeat: 'always' }))
}
