import { FactoryError } from '../errors/factory-error.js'
import { EMPTY_BLUEPRINT, type Blueprint } from './blueprint.js'
import type { AnyFactoryClass } from './runtime-relation.js'
import type { Session } from './session.js'

/** Marks factories and their classes, so that they are known whichever copy of a module made them. */
export const FACTORY_BRAND: unique symbol = Symbol.for('seedkit.Factory')
/** Where an instance keeps its blueprint. A symbol keeps it out of the user's sight. */
const BLUEPRINT: unique symbol = Symbol('blueprint')

/** A factory as the engine sees it. */
export interface AnyFactory {
  readonly session: Session
  definition(row: unknown): unknown
  configure(): object
  [BLUEPRINT]?: Blueprint
}

export function isFactory(value: unknown): value is AnyFactory {
  return typeof value === 'object' && value !== null && (value as { [FACTORY_BRAND]?: unknown })[FACTORY_BRAND] === true
}

/** Whether a value is a class of factories, for what takes a function instead. */
export function isFactoryClass(value: unknown): value is AnyFactoryClass {
  return typeof value === 'function' && (value.prototype as { [FACTORY_BRAND]?: unknown } | undefined)?.[FACTORY_BRAND] === true
}

/** The class that a factory was made from. */
export function classOf(factory: AnyFactory): AnyFactoryClass {
  return factory.constructor as AnyFactoryClass // a constructor's own type is plain Function
}

/**
 * The blueprint of a factory. The first time a bare instance is asked, its `configure()` is applied: the constructor cannot, the subclass's
 * fields are not there yet.
 */
export function blueprintOf(factory: AnyFactory): Blueprint {
  const known = factory[BLUEPRINT]
  if (known !== undefined) return known
  factory[BLUEPRINT] = EMPTY_BLUEPRINT
  const configured = factory.configure()
  if (!isFactory(configured) || configured.constructor !== factory.constructor) {
    throw FactoryError.badConfigure({ factory: factory.constructor.name })
  }
  return (factory[BLUEPRINT] = atHome(configured[BLUEPRINT] ?? EMPTY_BLUEPRINT, classOf(factory)))
}

/** Sequences of `configure()` go on from one instance to the next. */
function atHome(blueprint: Blueprint, owner: object): Blueprint {
  if (!blueprint.steps.some((step) => step.kind === 'sequence' && step.scope === 'run')) return blueprint
  return Object.freeze({ ...blueprint, steps: blueprint.steps.map((step, number) => (step.kind === 'sequence' ? { ...step, home: { owner, number } } : step)) })
}

/** A new factory of the same class with another blueprint. The receiver stays as it is. */
export function derive<F extends object>(factory: F, change: (blueprint: Blueprint) => Blueprint): F {
  const from = factory as unknown as AnyFactory // every subclass of Factory is one; the public type does not show it
  const next = withBlueprint(from, change(blueprintOf(from)))
  return next as unknown as F
}

/** A new factory of the same class that has gathered just this. */
export function withBlueprint(factory: AnyFactory, blueprint: Blueprint): AnyFactory {
  const next = new (classOf(factory))(factory.session) as AnyFactory
  next[BLUEPRINT] = Object.freeze(blueprint)
  return next
}
