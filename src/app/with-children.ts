import { UsageError } from '../errors/usage-error.js'
import { derive, type AnyFactory } from '../factory/factory-internals.js'
import { addChildren } from '../factory/relation-methods.js'
import { childrenStep } from '../factory/relations/children-step.js'
import { relatedFactory } from '../factory/relations/related-factory.js'
import { relationOf } from '../factory/relations/relation-of.js'

/** Children to make, e.g. `posts.comments:2`. */
export interface ChildrenRequest {
  /** Relations to follow from the factory. */
  readonly path: readonly string[]
  /** A number or a range for each row; left out, what `has…()` makes without a count. */
  readonly count: number | readonly [min: number, max: number] | undefined
}

/** The factory with children. Requests that begin with the same relation are about the same children. */
export function withChildren(factory: AnyFactory, requests: readonly ChildrenRequest[]): AnyFactory {
  const names = [...new Set(requests.flatMap(({ path }) => path.slice(0, 1)))]
  return names.reduce((parent, name) => {
    const own = requests.filter(({ path }) => path[0] === name)
    const counts = own.filter(({ path }) => path.length === 1)
    if (counts.length > 1) throw UsageError.countGivenTwice({ relation: name })
    const below = own.filter(({ path }) => path.length > 1).map(({ path, count }) => ({ path: path.slice(1), count }))
    return withRelation(parent, name, { count: counts[0]?.count, below })
  }, factory)
}

function withRelation(factory: AnyFactory, name: string, { count, below }: Pick<ChildrenRequest, 'count'> & { readonly below: readonly ChildrenRequest[] }): AnyFactory {
  const relation = relationOf(factory, name, 'has')
  // What is wrong further down is found now, not when the first row is there.
  if (below.length > 0) withChildren(relatedFactory(factory, relation, relation.related()), below)
  const configure = below.length === 0 ? undefined : (child: object): object => withChildren(child as AnyFactory, below) // the relation's own factory
  return derive(factory, addChildren(childrenStep(factory, relation, [count, configure])))
}
