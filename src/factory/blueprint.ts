import type { Count, HookContext } from './factory-types.js'
import type { RuntimeRelation } from './runtime-relation.js'

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
/** A sequence: item `index % length` for each row. The step itself is the identity by which `scope: 'run'` goes on. */
export interface SequenceStep {
  readonly kind: 'sequence'
  readonly items: readonly (AttributeBag | ItemFunction)[]
  readonly scope: 'batch' | 'run'
}
/** A parent asked for with `for…`, shared by the rows of the call. */
export interface ParentStep {
  readonly relation: RuntimeRelation
  /** A key (one value a part), or a function of the parent's factory, or undefined for the parent's factory as it is. */
  readonly parent: { readonly key: readonly unknown[] } | { readonly configure: ItemFunction | undefined }
}
/** Children asked for with `has…`. */
export interface ChildrenStep {
  readonly relation: RuntimeRelation
  readonly count: Count
  readonly configure: ItemFunction | AttributeBag | undefined
}
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
  /** The name given by `stream()`. */
  readonly stream: string | undefined
  /** The number of items given to `forEachSequence()`. */
  readonly count: number | undefined
}

export const EMPTY_BLUEPRINT: Blueprint = Object.freeze({
  steps: [],
  parents: [],
  children: [],
  afterMake: [],
  beforeCreate: [],
  afterCreate: [],
  stream: undefined,
  count: undefined,
})
