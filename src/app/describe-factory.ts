import type { DiscoveredClass } from '../discovery/discovered-class.js'
import { detachedSession } from '../factory/create-session.js'
import { FACTORY_BRAND, isFactory, type AnyFactory } from '../factory/factory-internals.js'
import { modelOf } from '../factory/factory-model.js'
import { isInferredMethod } from '../factory/relation-methods.js'
import type { AnyFactoryClass, RuntimeRelation } from '../factory/runtime-relation.js'

export interface RelationListing {
  readonly name: string
  readonly kind: string
  /** Name of the factory on the other side. */
  readonly factory: string
  readonly foreignKey: readonly string[]
}

export interface FactoryListing {
  readonly name: string
  /** Absolute path of the file that defines it. */
  readonly file: string
  /** Undefined for a factory that cannot be used. */
  readonly table: string | undefined
  /** Methods without required parameters that give a factory of the same class. */
  readonly states: readonly string[]
  /** Methods with parameters: they may be states, which only a call could tell. */
  readonly methods: readonly string[]
  readonly traits: readonly string[]
  readonly relations: readonly RelationListing[]
  /** Why it cannot be used, if it cannot. */
  readonly problem: string | undefined
}

/** Looks into a factory class without a database: what it declares, and which of its methods are states. */
export function describeFactory({ name, file, class: found }: DiscoveredClass): FactoryListing {
  try {
    // Discovery lists only classes that carry the factory brand.
    const factory = new (found as AnyFactoryClass)(detachedSession({ seed: 0 })) as AnyFactory
    const model = modelOf(factory)
    const relations = [...model.relations.values()].map(describeRelation)
    const { states, methods } = methodsOf(factory)
    return { name, file, table: model.tableLabel, states, methods, traits: traitsOf(factory), relations, problem: undefined }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    return { name, file, table: undefined, states: [], methods: [], traits: [], relations: [], problem }
  }
}

function describeRelation(relation: RuntimeRelation): RelationListing {
  const { name, kind } = relation
  switch (relation.kind) {
    case 'morphTo':
      return { name, kind, factory: relation.targets.map((target) => target().name).join(' | '), foreignKey: [relation.columns.type, relation.columns.id] }
    case 'morphOne':
    case 'morphMany':
      return { name, kind, factory: relation.related().name, foreignKey: [relation.columns.type, relation.columns.id] }
    case 'manyToMany':
      return { name, kind, factory: relation.related().name, foreignKey: [...relation.pivot.foreignKey, ...relation.pivot.relatedKey] }
    default:
      return { name, kind, factory: relation.related().name, foreignKey: relation.foreignKey }
  }
}

function traitsOf(factory: object): readonly string[] {
  const traits: unknown = Reflect.get(factory, 'traits')
  return typeof traits === 'object' && traits !== null ? Object.keys(traits) : []
}

function methodsOf(factory: AnyFactory): { readonly states: readonly string[]; readonly methods: readonly string[] } {
  const names = publicMethods(factory)
  const states = names.filter((name) => isState(factory, name))
  const methods = names.filter((name) => arityOf(factory, name) > 0)
  return { states, methods }
}

/** Methods of the class and its parents up to seedkit's own, and functions kept in fields. */
function publicMethods(factory: AnyFactory): readonly string[] {
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

function arityOf(factory: AnyFactory, name: string): number {
  const method: unknown = Reflect.get(factory, name)
  return typeof method === 'function' ? method.length : 0
}

/** Only a call can tell. The session has no database: a method that wants to create rows fails at once, and is no state. */
function isState(factory: AnyFactory, name: string): boolean {
  const method: unknown = Reflect.get(factory, name)
  if (typeof method !== 'function' || method.length > 0) return false
  try {
    const result: unknown = Reflect.apply(method, factory, [])
    if (result instanceof Promise) result.catch(() => undefined)
    return isFactory(result) && result.constructor === factory.constructor
  } catch {
    return false
  }
}
