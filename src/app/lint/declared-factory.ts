import type { DiscoveredClass } from '../../discovery/discovered-class.js'
import type { AnyFactory } from '../../factory/factory-internals.js'
import { modelOf } from '../../factory/factory-model.js'
import type { FactoryClass, FactoryShape } from '../../factory/factory-types.js'
import type { AnyFactoryClass, FactoryModel } from '../../factory/runtime-relation.js'
import type { Session } from '../../factory/session.js'

/** A factory class of the project, and what it declares. */
export interface DeclaredFactory {
  readonly name: string
  readonly class: AnyFactoryClass
  /** Without a database. */
  readonly factory: AnyFactory
  readonly model: FactoryModel
}

/** Throws where the class cannot be used. */
export function declareFactory(session: Session, { name, class: found }: DiscoveredClass): DeclaredFactory {
  const Class = found as AnyFactoryClass // discovery lists only classes that carry the factory brand
  const factory = factoryOf(session, Class)
  return { name, class: Class, factory, model: modelOf(factory) }
}

/** A factory of a class whose rows only its project knows. */
export function factoryOf(session: Session, Class: AnyFactoryClass): AnyFactory {
  // The engine's view of a factory shows what the chain needs.
  return session.factory(Class as unknown as FactoryClass<FactoryShape>) as unknown as AnyFactory
}
