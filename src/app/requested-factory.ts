import { FactoryError } from '../errors/factory-error.js'
import { UsageError } from '../errors/usage-error.js'
import type { AnyFactory } from '../factory/factory-internals.js'
import type { FactoryClass, FactoryShape } from '../factory/factory-types.js'
import type { Session } from '../factory/session.js'
import { applyState } from './apply-state.js'
import { withChildren, type ChildrenRequest } from './with-children.js'
import { withParent, type ParentRequest } from './with-parent.js'

/** A chain of calls on a factory, as it is typed in a shell. */
export interface FactoryRequest {
  /** States and traits, in call order. */
  readonly states?: readonly string[] | undefined
  readonly has?: readonly ChildrenRequest[] | undefined
  readonly for?: readonly ParentRequest[] | undefined
}

/** The factory with everything that was asked for. Throws UsageError for what it does not have. */
export function requestedFactory(session: Session, Class: unknown, request: FactoryRequest): AnyFactory {
  try {
    // Discovery lists only classes that carry the factory brand; the engine's view of a factory shows what the chain needs.
    let factory = session.factory(Class as FactoryClass<FactoryShape>) as unknown as AnyFactory
    for (const state of request.states ?? []) factory = applyState(factory, state)
    for (const parent of request.for ?? []) factory = withParent(factory, parent)
    return withChildren(factory, request.has ?? [])
  } catch (error) {
    throw error instanceof FactoryError ? UsageError.of(error) : error
  }
}
