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
  /** Levels of `has…` above it; 0 if left out. */
  readonly depth?: number
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
  /** Levels of `has…` above it. */
  readonly depth: number
  readonly #shared = new Map<ParentStep, SharedParent>()
  readonly #children = new Map<readonly RecycleStep[], Map<ChildrenStep, RowPlan>>()
  readonly #items = new Map<ItemFunction, Blueprint>()
  readonly #recycledWith = new Map<readonly RecycleStep[], Map<Blueprint, readonly RecycleStep[]>>()
  #places: ReadonlyMap<ChildrenStep | ParentStep, number> | undefined

  constructor(factory: AnyFactory, place: PlanPlace) {
    this.factory = factory
    this.model = modelOf(factory)
    this.blueprint = blueprintOf(factory)
    this.state = place.state
    this.path = place.path
    this.recycled = joined(place.recycled, this.blueprint.recycled)
    this.role = place.role ?? 'asked'
    this.depth = place.depth ?? 0
  }

  /** The parent that the rows of this plan share for a `for…`. */
  shared(step: ParentStep): SharedParent {
    let parent = this.#shared.get(step)
    if (parent === undefined) this.#shared.set(step, (parent = new SharedParent(this, step)))
    return parent
  }

  /** The plan for the children of a `has…`, one for all parents that recycle the same. */
  children(step: ChildrenStep, recycled: readonly RecycleStep[], make: () => RowPlan): RowPlan {
    let plans = this.#children.get(recycled)
    if (plans === undefined) this.#children.set(recycled, (plans = new Map<ChildrenStep, RowPlan>()))
    let plan = plans.get(step)
    if (plan === undefined) plans.set(step, (plan = make()))
    return plan
  }

  /** What a row with these sequence items recycles; the same list for all such rows. */
  recycledWith(items: readonly Blueprint[]): readonly RecycleStep[] {
    let { recycled } = this
    for (const item of items) if (item.recycled.length > 0) recycled = this.#recycledAfter(recycled, item)
    return recycled
  }

  #recycledAfter(before: readonly RecycleStep[], item: Blueprint): readonly RecycleStep[] {
    let after = this.#recycledWith.get(before)
    if (after === undefined) this.#recycledWith.set(before, (after = new Map<Blueprint, readonly RecycleStep[]>()))
    let recycled = after.get(item)
    if (recycled === undefined) after.set(item, (recycled = joined(before, item.recycled)))
    return recycled
  }

  /** Which `has…` or `for…` of its relation a step is, those of sequence items behind the chain's. It stands in the paths of what the step makes. */
  place(step: ChildrenStep | ParentStep): number {
    return (this.#places ??= placesOf(this)).get(step) ?? 0
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

/** The chain's blueprint, and those of all its sequence items, whichever rows get them. */
export function blueprintsOf(plan: RowPlan): readonly Blueprint[] {
  const found = new Set([plan.blueprint])
  for (const { steps } of found) {
    for (const step of steps) {
      if (step.kind === 'state') continue
      for (const item of step.items) if (typeof item === 'function') addItem(found, plan, item)
    }
  }
  return [...found]
}

function addItem(found: Set<Blueprint>, plan: RowPlan, item: ItemFunction): void {
  try {
    found.add(plan.item(item))
  } catch {
    // Whether a row comes to it or not, nobody knows yet: then it fails as that row's.
  }
}

function placesOf(plan: RowPlan): ReadonlyMap<ChildrenStep | ParentStep, number> {
  const places = new Map<ChildrenStep | ParentStep, number>()
  const counts = new Map<string, number>()
  const count = (step: ChildrenStep | ParentStep): void => {
    const { name } = step.relation
    const place = counts.get(name) ?? 0
    counts.set(name, place + 1)
    places.set(step, place)
  }
  for (const { parents, children } of blueprintsOf(plan)) {
    for (const step of children) count(step)
    // Of several `for…` of one chain the last counts: they stand in one place.
    const last = new Map(parents.map((step) => [step.relation.name, step]))
    for (const step of last.values()) count(step)
  }
  return places
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

/** The hooks of a row: the chain's, then those of its sequence items, each of which may take away those before it. */
export function hooksOf(plan: RowPlan, items: readonly Blueprint[], name: HookName): readonly AnyHook[] {
  let hooks = plan.blueprint[name]
  for (const item of items) hooks = item.silenced.includes(name) ? item[name] : joined(hooks, item[name])
  return hooks
}
