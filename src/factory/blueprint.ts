import type { Faker } from '@faker-js/faker'
import type { Count, HookContext } from './factory-types.js'
import type { AnyFactoryClass, ForRelation, HasRelation } from './runtime-relation.js'

/** Attributes as they are gathered: values, promises, lazy functions, factories. */
export type AttributeBag = Readonly<Record<string, unknown>>
/** A state function. */
export type StateFunction = (attributes: AttributeBag, row: unknown) => AttributeBag
/** A sequence item that is no attributes: it changes the factory of its row. */
export type ItemFunction = (factory: object) => object

/** A state: changes the attributes of every row. */
export interface StateStep {
  readonly kind: 'state'
  readonly state: AttributeBag | StateFunction
}
/** A sequence: item `index % length` for each row. The step itself, or its home, is the identity by which `scope: 'run'` goes on. */
export interface SequenceStep {
  readonly kind: 'sequence'
  readonly items: readonly (AttributeBag | ItemFunction)[]
  readonly scope: 'batch' | 'run'
  /** Of a sequence of `configure()`: its class makes it anew for every instance. */
  readonly home?: { readonly owner: object; readonly number: number }
}
/** A parent asked for with `for…`, shared by the rows of the call. */
export interface ParentStep {
  readonly relation: ForRelation
  /** The parent's factory class; of a morphTo relation the one that was named. */
  readonly related: AnyFactoryClass
  /** A key (one value a part), or a function of the parent's factory, or undefined for the parent's factory as it is. */
  readonly parent: { readonly key: readonly unknown[] } | { readonly configure: ItemFunction | undefined }
}
/** Children asked for with `has…`. */
export interface ChildrenStep {
  readonly relation: HasRelation
  /** How many are made, or the rows that are attached as they are; left out, as many as their `forEachSequence()` has items, or one. */
  readonly count: Count | readonly AttributeBag[] | undefined
  readonly configure: ItemFunction | AttributeBag | undefined
  /** Attributes of the pivot rows. */
  readonly pivot: AttributeBag | readonly AttributeBag[] | PivotFunction | undefined
}
/** Gives the attributes of one pivot row. */
export type PivotFunction = (parent: AttributeBag, related: AttributeBag, index: number, context: { readonly faker: Faker }) => AttributeBag
/** Rows to use wherever a row of a factory is needed. The step itself is the identity by which a query is run once a run. */
export interface RecycleStep {
  readonly factory: AnyFactoryClass
  readonly rows: readonly AttributeBag[] | RecycleQuery
  readonly strategy: 'random' | 'roundRobin' | 'weighted' | 'zipf'
  readonly weight: ((row: AttributeBag) => number) | undefined
}
/** Narrows a query for rows to recycle. */
export type RecycleQuery = (query: unknown) => unknown
export type AnyHook = (row: object, context: HookContext) => unknown
export interface Hooks {
  readonly afterMake: readonly AnyHook[]
  readonly beforeCreate: readonly AnyHook[]
  readonly afterCreate: readonly AnyHook[]
}
export type HookName = keyof Hooks

/** All that a chain of calls on a factory has gathered. Frozen: every call makes a new one. */
export interface Blueprint extends Hooks {
  /** In call order, except for prepended states. */
  readonly steps: readonly (StateStep | SequenceStep)[]
  readonly parents: readonly ParentStep[]
  readonly children: readonly ChildrenStep[]
  readonly recycled: readonly RecycleStep[]
  /** Factories as values give NULL instead of a parent. */
  readonly withoutParents: boolean
  /** Hooks that were taken away, those of the chain that a sequence item belongs to included. */
  readonly silenced: readonly HookName[]
  /** The name given by `stream()`. */
  readonly stream: string | undefined
  /** The number of items given to `forEachSequence()`. */
  readonly count: number | undefined
}

export const EMPTY_BLUEPRINT: Blueprint = Object.freeze({
  steps: [],
  parents: [],
  children: [],
  recycled: [],
  withoutParents: false,
  afterMake: [],
  beforeCreate: [],
  afterCreate: [],
  silenced: [],
  stream: undefined,
  count: undefined,
})
