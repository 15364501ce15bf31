import type { FactoryClass, FactoryShape } from '../factory/factory-types.js'
import type { WithRelations } from '../factory/relation-types.js'
import type { Session } from '../factory/session.js'

/** A session for looking at factories: it makes them, but has neither a database nor values to give. */
export const idleSession: Session = {
  get db(): never {
    throw new Error('There is no connection here.')
  },
  get faker(): never {
    throw new Error('There are no values here.')
  },
  seed: 0,
  refDate: new Date(0),
  factory<F extends FactoryShape>(factory: FactoryClass<F>): WithRelations<F> {
    // A bare instance will do: nothing here goes on to call the methods of its relations.
    return new factory(idleSession) as WithRelations<F>
  },
}
