import type { Knex } from 'knex'
import { DatabaseError } from '../../errors/database-error.js'
import type { Dialect } from './dialect.js'
import { registry } from './registry.js'

/** The dialect behind a Knex instance or transaction, by its client's class or one that this extends. */
export function resolveDialect(knex: Knex): Dialect {
  const names = clientNames(knex)
  for (const name of names) {
    const found = registry.find(({ clients }) => clients.includes(name))
    if (found !== undefined) return found.dialect
    if (unsupported.has(name)) break
  }
  throw DatabaseError.unsupportedClient({
    client: names[0] ?? 'unknown',
    supported: registry.flatMap(({ clients }) => clients),
  })
}

/** Clients of Knex that extend a supported one but speak to a different database or driver. */
const unsupported: ReadonlySet<string> = new Set(['cockroachdb', 'pg-redshift', 'mariadb'])

function clientNames(knex: Knex): readonly string[] {
  const names: string[] = []
  const client: unknown = knex.client
  const push = (value: unknown): void => {
    if (typeof value === 'string' && !names.includes(value)) names.push(value)
  }
  // The nearest name first: a custom client that extends pg may carry one of its own.
  for (let level: unknown = client; typeof level === 'object' && level !== null; level = Object.getPrototypeOf(level)) {
    if (Object.hasOwn(level, 'driverName')) push(Reflect.get(level, 'driverName'))
  }
  return names
}
