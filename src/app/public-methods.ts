import { FACTORY_BRAND, type AnyFactory } from '../factory/factory-internals.js'
import { isInferredMethod } from '../factory/relation-methods.js'

/** Public methods that a factory's class and its parents up to seedkit's own declare, and functions kept in fields. */
export function publicMethods(factory: AnyFactory): readonly string[] {
  const names = new Set<string>()
  const ours = new Set<string>()
  for (let level: object | null = factory; level !== null; level = prototypeOf(level)) {
    // Seedkit's own prototypes carry the brand themselves; what lies below them is the language's.
    const into = Object.hasOwn(level, FACTORY_BRAND) || level === Object.prototype ? ours : names
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
      if (typeof value === 'function' && !isInferredMethod(value)) into.add(name)
    }
  }
  return [...names].filter((name) => !ours.has(name) && !name.startsWith('_'))
}

function prototypeOf(value: object): object | null {
  // Declared to give `any`.
  return Object.getPrototypeOf(value) as object | null
}
