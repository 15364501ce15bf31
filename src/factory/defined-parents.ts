import { BuildContext } from './draft-row.js'
import { isFactory, type AnyFactory } from './factory-internals.js'
import { ScopedSession } from './scoped-session.js'

/** A factory that a definition() uses as a value. */
export interface DefinedParent {
  readonly column: string
  readonly factory: AnyFactory
}

/** The parents that definition() makes, found by calling it once. Throws what it throws. */
export function definedParents(factory: AnyFactory): readonly DefinedParent[] {
  const scope = ScopedSession.scopeOf(factory.session)
  const context = new BuildContext(scope, { state: scope.state, index: 0, parent: undefined })
  const defined = scope.run.building(() => scope.run.defining(factory, context))
  if (typeof defined !== 'object' || defined === null) return []
  if (defined instanceof Promise) defined.catch(() => undefined)
  return Object.entries(defined).flatMap(([column, value]: readonly [string, unknown]) => {
    // Nobody is going to wait for it.
    if (value instanceof Promise) value.catch(() => undefined)
    return isFactory(value) ? [{ column, factory: value }] : []
  })
}
