import type { Session } from '../factory/session.js'
import { callSeeders } from './call-seeders.js'
import { onTransaction } from './on-transaction.js'
import type { SeederClass } from './seeder-class.js'

/**
 * Runs seeders on a session, one after another in the order given. On a Knex instance they share one transaction.
 *
 * @example
 * await runSeeders([TeamSeeder, UserSeeder], createSession(trx))
 */
export function runSeeders(seeders: readonly SeederClass<[]>[], session: Session): Promise<void> {
  return onTransaction(session, (inside) => callSeeders(inside, seeders, { args: [], repeat: 'always' }))
}
