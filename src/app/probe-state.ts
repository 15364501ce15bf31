import { isFactory, type AnyFactory } from '../factory/factory-internals.js'

/** What a call of a method shows: that it gives a factory of the same class, that it gives something else, or what it throws at once. */
export type StateProbe = { readonly is: 'state'; readonly factory: AnyFactory } | { readonly is: 'no state' } | { readonly is: 'failure'; readonly error: unknown }

/** Only a call can tell whether a method is a state. */
export function probeState(factory: AnyFactory, name: string, args: readonly unknown[] = []): StateProbe {
  const method: unknown = Reflect.get(factory, name)
  if (typeof method !== 'function') return { is: 'no state' }
  try {
    const result: unknown = Reflect.apply(method, factory, [...args])
    // A method that creates rows fails later where the factory has no database.
    if (result instanceof Promise) result.catch(() => undefined)
    return isFactory(result) && result.constructor === factory.constructor ? { is: 'state', factory: result } : { is: 'no state' }
  } catch (error) {
    return { is: 'failure', error }
  }
}
