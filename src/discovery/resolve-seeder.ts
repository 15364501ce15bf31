import { DiscoveryError } from '../errors/discovery-error.js'
import type { DiscoveredClass } from './discovered-class.js'
import { resolveClass } from './resolve-class.js'

/**
 * The seeder of that name; the suffix `Seeder` may be left out.
 *
 * @throws DiscoveryError if there is none, with the nearest name and all known ones.
 */
export function resolveSeeder(name: string, seeders: readonly DiscoveredClass[]): DiscoveredClass {
  const { found, suggestion } = resolveClass(name, seeders, 'Seeder')
  if (found !== undefined) return found
  throw DiscoveryError.unknownSeeder({ name, suggestion, known: seeders.map((one) => one.name) })
}
