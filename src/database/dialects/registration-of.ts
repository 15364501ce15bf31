import { DatabaseError } from '../../errors/database-error.js'
import { registry, type Registration } from './registry.js'

/** What is known of the database behind a Knex client, by the client's name: no driver is loaded and nothing is connected to. */
export function registrationOf(client: string): Registration {
  const found = registry.find(({ clients }) => clients.includes(client))
  if (found !== undefined) return found
  throw DatabaseError.unsupportedClient({ client, supported: registry.flatMap(({ clients }) => clients) })
}
