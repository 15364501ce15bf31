import { FactoryError } from '../errors/factory-error.js'
import type { Blueprint } from './blueprint.js'
import { derive, FACTORY_BRAND, type AnyFactory } from './factory-internals.js'
import { childrenStep } from './relations/children-step.js'
import { morphTarget } from './relations/morph-target.js'
import { parentStep } from './relations/parent-step.js'
import type { FactoryModel, RuntimeRelation } from './runtime-relation.js'

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
  return kind === 'belongsTo' || kind === 'morphTo' ? `for${capitalised}` : `has${capitalised}`
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
  return isInferredMethod(Reflect.get(prototype, name))
}

/** Whether a method was made from a relation, and not written by the user. */
export function isInferredMethod(method: unknown): boolean {
  return typeof method === 'function' && INFERRED in method
}

function methodOf(relation: RuntimeRelation): (...args: readonly unknown[]) => unknown {
  const change = changeOf(relation)
  // A function of its own kind, not an arrow: its receiver is the factory it is called on.
  const method = function (this: AnyFactory, ...args: readonly unknown[]): unknown {
    return derive(this, change(this, args))
  }
  return Object.assign(method, { [INFERRED]: true })
}

type Change = (factory: AnyFactory, args: readonly unknown[]) => (blueprint: Blueprint) => Blueprint

function changeOf(relation: RuntimeRelation): Change {
  switch (relation.kind) {
    case 'belongsTo':
      return (factory, args) => addParent(parentStep(factory, relation, relation.related(), args))
    case 'morphTo':
      return (factory, [target, ...args]) => addParent(parentStep(factory, relation, morphTarget(factory, relation, target), args))
    case 'hasOne':
    case 'morphOne':
      return (factory, args) => addChildren(childrenStep(factory, relation, [1, ...args]))
    default:
      return (factory, args) => addChildren(childrenStep(factory, relation, args))
  }
}

/** A change of a blueprint that adds a parent. */
export function addParent(step: Blueprint['parents'][number]): (blueprint: Blueprint) => Blueprint {
  return (blueprint) => ({ ...blueprint, parents: [...blueprint.parents, step] })
}

/** A change of a blueprint that adds children. */
export function addChildren(step: Blueprint['children'][number]): (blueprint: Blueprint) => Blueprint {
  return (blueprint) => ({ ...blueprint, children: [...blueprint.children, step] })
}
