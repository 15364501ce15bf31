import { FactoryError } from '../errors/factory-error.js'
import { FACTORY_BRAND, type AnyFactory } from './factory-internals.js'
import type { FactoryModel, RuntimeRelation } from './runtime-relation.js'

/** `has()` and `for()` of a factory, by which the inferred methods do their work. */
interface RelationCalls {
  has(...args: readonly unknown[]): unknown
  for(...args: readonly unknown[]): unknown
}

const done = new WeakSet<object>()

/**
 * Gives a class the `has…` and `for…` methods of its relations, on its prototype and once a class. No Proxy: that would answer to any name, and a
 * typo would become a call. A method that the class wrote itself wins.
 */
export function defineRelationMethods(factory: AnyFactory, model: FactoryModel): void {
  const prototype: object = Object.getPrototypeOf(factory)
  if (done.has(prototype)) return
  for (const relation of model.relations.values()) {
    const name = methodName(relation)
    if (hidesBaseMethod(prototype, name)) throw FactoryError.reservedRelation({ factory: model.name, relation: relation.name, method: name })
    if (name in prototype && !isInferred(prototype, name)) continue
    Object.defineProperty(prototype, name, { value: methodOf(relation), configurable: true, writable: true })
  }
  done.add(prototype)
}

function methodName({ kind, name }: RuntimeRelation): string {
  const capitalised = name.charAt(0).toUpperCase() + name.slice(1)
  return kind === 'belongsTo' ? `for${capitalised}` : `has${capitalised}`
}

/** Whether the name is one of seedkit's own methods: its prototypes carry the brand themselves. */
function hidesBaseMethod(prototype: object, name: string): boolean {
  for (let level: object | null = prototype; level !== null; level = Object.getPrototypeOf(level) as object | null) {
    if (Object.hasOwn(level, FACTORY_BRAND) && Object.hasOwn(level, name)) return true
  }
  return false
}

const INFERRED: unique symbol = Symbol('inferred')

/** A parent class's inferred method may be for another relation of that name: it is defined again. */
function isInferred(prototype: object, name: string): boolean {
  const method: unknown = Reflect.get(prototype, name)
  return typeof method === 'function' && INFERRED in method
}

function methodOf({ kind, name }: RuntimeRelation): (...args: readonly unknown[]) => unknown {
  const method = {
    belongsTo(this: RelationCalls, ...args: readonly unknown[]) {
      return this.for(name, ...args)
    },
    hasMany(this: RelationCalls, ...args: readonly unknown[]) {
      return this.has(name, ...args)
    },
    hasOne(this: RelationCalls, ...args: readonly unknown[]) {
      return this.has(name, 1, ...args)
    },
  }[kind]
  return Object.assign(method, { [INFERRED]: true })
}
