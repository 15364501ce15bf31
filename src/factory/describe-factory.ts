import { detachedSession } from './create-session.js'
import { FACTORY_BRAND, isFactory, type AnyFactory } from './factory-internals.js'
import { modelOf } from './factory-model.js'
import type { FactoryClass, FactoryShape } from './factory-types.js'

/** What can be said of a factory class without a database. */
export interface FactoryDescription {
  readonly name: string
  /** With its schema, where it has one. */
  readonly table: string
  readonly primaryKey: readonly string[]
  /** Public methods of the class without required parameters that give a factory of the same class. */
  readonly states: readonly string[]
  /** Further methods of the class, which take arguments, e.g. `at(1)`: their names. */
  readonly parameterStates: readonly string[]
  readonly traits: readonly string[]
  readonly relations: readonly { readonly name: string; readonly kind: string; readonly related: string; readonly foreignKey: readonly string[] }[]
}

/** Describes a factory class. Throws FactoryError where the class cannot be used. */
export function describeFactory(factory: unknown): FactoryDescription {
  const made = detachedSession({ seed: 0 }).factory(factory as FactoryClass<FactoryShape>) // refused there if it is none
  const instance = made as unknown as AnyFactory & { readonly traits?: object }
  const model = modelOf(instance)
  const methods = ownMethods(instance)
  return {
    name: model.name,
    table: model.tableLabel,
    primaryKey: model.primaryKey,
    states: methods.filter(({ parameters, method }) => parameters === 0 && givesSameClass(instance, method)).map(({ name }) => name),
    parameterStates: methods.filter(({ parameters }) => parameters > 0).map(({ name }) => name),
    traits: Object.keys(instance.traits ?? {}),
    relations: [...model.relations.values()].map(({ name, kind, related, foreignKey }) => ({
      name,
      kind,
      related: related()?.name ?? 'undefined',
      foreignKey,
    })),
  }
}

interface Method {
  readonly name: string
  readonly parameters: number
  readonly method: (this: unknown) => unknown
}

/** Methods that the user's classes declare: those above the prototypes that carry the brand themselves. */
function ownMethods(factory: object): readonly Method[] {
  const found = new Map<string, Method>()
  let level: object | null = Object.getPrototypeOf(factory) as object | null
  while (level !== null && !Object.hasOwn(level, FACTORY_BRAND)) {
    for (const [name, { value, enumerable }] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
      const declared = typeof value === 'function' && enumerable === false && !NOT_STATES.has(name) && !isInferred(value)
      if (declared && !found.has(name)) found.set(name, { name, parameters: value.length, method: value as Method['method'] })
    }
    level = Object.getPrototypeOf(level) as object | null
  }
  return [...found.values()].reverse()
}

const NOT_STATES = new Set(['constructor', 'definition', 'configure'])

function isInferred(method: object): boolean {
  return Object.getOwnPropertySymbols(method).length > 0
}

function givesSameClass(factory: object, method: Method['method']): boolean {
  try {
    const result: unknown = method.call(factory)
    return isFactory(result) && result.constructor === factory.constructor
  } catch {
    return false // a method that needs more than a bare factory is no state
  }
}
