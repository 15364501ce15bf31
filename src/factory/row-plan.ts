import type { RowRole } from '../database/database.js'
import { FactoryError } from '../errors/factory-error.js'
import type { StreamState } from '../random/stream-state.js'
import { EMPTY_BLUEPRINT, type AnyHook, type Blueprint, type ChildrenStep, type HookName, type ItemFunction, type ParentStep, type RecycleStep } from './blueprint.js'
import { blueprintOf, withBlueprint, type AnyFactory } from './factory-internals.js'
import { modelOf } from './factory-model.js'
import { configuredFactory } from './relations/related-factory.js'
import type { FactoryModel } from './runtime-relation.js'
import { SharedParent } from './shared-parent.js'

/** Where a plan stands. */
export interface PlanPlace {
  readonly state: StreamState
  readonly path: string | undefined
  readonly recycled: readonly RecycleStep[]
  /** Why its rows are made; `asked` if left out. */
  readonly role?: RowRole
}

function joined<T>(first: readonly T[], second: readonly T[]): readonly T[] {
  return second.length === 0 ? first : first.length === 0 ? second : [...first, ...second]
}

/** What one chain asks for in one call: made once a call, and once for each `has…` and shared parent below it. */
export class RowPlan {
  readonly factory: AnyFactory
  readonly model: FactoryModel
  readonly blueprint: Blueprint
  /** Where the plan stands in the tree of streams; its shared parents hang here. */
  readonly state: StreamState
  /** Relations followed from the factory that was called; undefined at the root. */
  readonly path: string | undefined
  /** Rows to use again: this chain's, after those of the chains that led to it. */
  readonly recycled: readonly RecycleStep[]
  readonly role: RowRole
  readonly #shared = new Map<ParentStep, SharedParent>()
  readonly #children = new Map<ChildrenStep, RowPlan>()
  readonly #items = new Map<ItemFunction, Blueprint>()

  constructor(factory: AnyFactory, place: PlanPlace) {
    this.factory = factory
    this.model = modelOf(factory)
    this.blueprint = blueprintOf(factory)
    this.state = place.state
    this.path = place.path
    this.recycled = joined(place.recycled, this.blueprint.recycled)
    this.role = place.role ?? 'asked'
  }

  /** The parent that the rows of this plan share for a `for…`. */
  shared(step: ParentStep): SharedParent {
    let parent = this.#shared.get(step)
    if (parent === undefined) this.#shared.set(step, (parent = new SharedParent(this, step)))
    return parent
  }

  /** How many plans for children there are so far. */
  get childPlans(): number {
    return this.#children.size
  }

  /** The plan for the children of a `has…`, one for all parents. */
  children(step: ChildrenStep, make: () => RowPlan): RowPlan {
    let plan = this.#children.get(step)
    if (plan === undefined) this.#children.set(step, (plan = make()))
    return plan
  }

  /** What a sequence item that is a function adds to its row. */
  item(item: ItemFunction): Blueprint {
    let blueprint = this.#items.get(item)
    if (blueprint === undefined) {
      const start = withBlueprint(this.factory, EMPTY_BLUEPRINT)
      blueprint = blueprintOf(configuredFactory(start, item, 'a sequence item'))
      this.#items.set(item, blueprint)
    }
    return blueprint
  }
}

/** What a row has of its own, because a sequence item that is a function gave it more than attributes. */
export interface RowExtras {
  readonly parents: readonly ParentStep[]
  readonly children: readonly ChildrenStep[]
  readonly hooks: readonly Blueprint[]
}

/** Parents, states and sequences of a row in call order, sequence items in place of their sequences. */
export function* stepsOf(plan: RowPlan, blueprint: Blueprint, index: number, offsets: ReadonlyMap<object, number> | undefined): Generator<RowStep> {
  for (const parent of blueprint.parents) yield { kind: 'parent', parent }
  for (const step of blueprint.steps) {
    if (step.kind === 'state') {
      yield step
      continue
    }
    const item = step.items[(index + (offsets?.get(step) ?? 0)) % step.items.length]
    if (typeof item !== 'function') {
      if (item === undefined) throw FactoryError.badSequence({ factory: plan.model.name })
      yield { kind: 'state', state: item }
      continue
    }
    const more = plan.item(item)
    yield { kind: 'item', blueprint: more }
    yield* stepsOf(plan, more, index, offsets)
  }
}

export type RowStep =
  | Extract<Blueprint['steps'][number], { readonly kind: 'state' }>
  | { readonly kind: 'parent'; readonly parent: ParentStep }
  | { readonly kind: 'item'; readonly blueprint: Blueprint }

/** The hooks of a row: the chain's, then those of its sequence items. */
export function hooksOf(plan: RowPlan, items: readonly Blueprint[], name: HookName): readonly AnyHook[] {
  const hooks = plan.blueprint[name]
  return items.length === 0 ? hooks : [...hooks, ...items.flatMap((item) => item[name])]
}
