import type { DiscoveredClass } from '../discovery/discovered-class.js'
import { detachedSession } from '../factory/create-session.js'
import type { AnyFactory } from '../factory/factory-internals.js'
import { modelOf } from '../factory/factory-model.js'
import type { AnyFactoryClass, RuntimeRelation } from '../factory/runtime-relation.js'
import { publicMethods } from './public-methods.js'
import { statesOf } from './states-of.js'

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
    const states = statesOf(factory)
    const methods = methodsOf(factory)
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

/** Methods that take parameters: they may be states. */
function methodsOf(factory: AnyFactory): readonly string[] {
  return publicMethods(factory).filter((name) => {
    const method: unknown = Reflect.get(factory, name)
    return typeof method === 'function' && method.length > 0
  })
}
