import type { AnyFactory } from '../factory/factory-internals.js'
import { probeState } from './probe-state.js'
import { publicMethods } from './public-methods.js'

/** Names of the methods without required parameters that give a factory of the same class. */
export function statesOf(factory: AnyFactory): readonly string[] {
  return publicMethods(factory).filter((name) => isState(factory, name))
}

/** The session has no database: a method that wants to create rows fails at once, and is no state. */
function isState(factory: AnyFactory, name: string): boolean {
  const method: unknown = Reflect.get(factory, name)
  return typeof method === 'function' && method.length === 0 && probeState(factory, name).is === 'state'
}
