import { inOwnTransaction } from '../database/in-own-transaction.js'
import { FactoryError } from '../errors/factory-error.js'
import { ScopedSession } from '../factory/scoped-session.js'
import type { Session } from '../factory/session.js'
import { SeederSession } from './seeder-session.js'

/** Seeders run inside a transaction: the session's, or one that is opened for them. */
export async function onTransaction<T>(session: Session, work: (session: Session) => Promise<T>): Promise<T> {
  const scope = ScopedSession.scopeOf(session)
  const { database } = scope
  if (database === undefined) throw FactoryError.noDatabase({ what: 'A seeder' })
  if (database.knex.isTransaction) return work(session)
  const { frame } = SeederSession.of(session)
  return inOwnTransaction(database, (inside, trx) => work(new SeederSession({ ...scope, database: inside, handle: trx }, frame)))
}
