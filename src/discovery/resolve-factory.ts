import { DiscoveryError } from '../errors/discovery-error.js'
import type { DiscoveredClass } from './discovered-class.js'
import { resolveClass } from './resolve-class.js'

/**
 * The factory of that name; the suffix `Factory` may be left out.
 *
 * @throws DiscoveryError if there is none, with the nearest name and all known ones.
 */
export function resolveFactory(name: string, factories: readonly DiscoveredClass[]): DiscoveredClass {
  const { found, suggestion } = resolveClass(name, factories, 'Factory')
  if (found !== undefined) return found
  throw DiscoveryError.unknownFactory({ name, suggestion, known: factories.map((one) => one.name) })
}
