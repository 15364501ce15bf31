import { UsageError } from '../errors/usage-error.js'
import { isFactory, type AnyFactory } from '../factory/factory-internals.js'
import { applyTraits } from '../factory/traits.js'
import { publicMethods } from './public-methods.js'
import { statesOf } from './states-of.js'

/** The factory in a state (a method without required parameters) or with a trait, by its name. Throws UsageError where there is none. */
export function applyState(factory: AnyFactory, state: string): AnyFactory {
  if (publicMethods(factory).includes(state)) return calledState(factory, state)
  const traits = 'traits' in factory && typeof factory.traits === 'object' && factory.traits !== null ? factory.traits : {}
  if (Object.hasOwn(traits, state)) return applyTraits(Object.assign(factory, { traits }), [state]) as AnyFactory // the same class
  throw UsageError.unknownState({ factory: factory.constructor.name, state, known: [...statesOf(factory), ...Object.keys(traits)] })
}

function calledState(factory: AnyFactory, state: string): AnyFactory {
  const subject = { factory: factory.constructor.name, state }
  const method: unknown = Reflect.get(factory, state)
  if (typeof method !== 'function' || method.length > 0) throw UsageError.stateWithParameters(subject)
  const result: unknown = Reflect.apply(method, factory, [])
  if (isFactory(result) && result.constructor === factory.constructor) return result
  // A method that creates rows has no database here.
  if (result instanceof Promise) result.catch(() => undefined)
  throw UsageError.noState(subject)
}
