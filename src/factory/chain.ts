import { ArgumentError } from '../errors/argument-error.js'
import { FactoryError } from '../errors/factory-error.js'
import {
  EMPTY_BLUEPRINT,
  type AnyHook,
  type Blueprint,
  type ItemFunction,
  type SequenceStep,
  type StateStep,
} from './blueprint.js'
import { FactoryDeclarations } from './declarations.js'
import { applyVariants } from './apply-variants.js'
import { derive, FACTORY_BRAND, type AnyFactory } from './factory-internals.js'
import { modelOf } from './factory-model.js'
import { holdPromises } from './hold-promises.js'
import type {
  Column,
  FactoryClass,
  FactoryShape,
  Hook,
  HookName,
  Insertable,
  RecycledRows,
  RecycleOptions,
  RowContext,
  RowOf,
  State,
  SynchronousHook,
  Variant,
} from './factory-types.js'
import { childrenStep } from './relations/children-step.js'
import { parentStep } from './relations/parent-step.js'
import { relationOf } from './relations/relation-of.js'
import { recycleStep } from './relations/recycle-step.js'
import { configuredFactory } from './relations/related-factory.js'
import { addChildren, addParent } from './relation-methods.js'
import type { Configure, CountFor, ForName, HasName, Parent, PivotFor, RelatedOf } from './relation-types.js'
import { applyTraits } from './traits.js'

/** The chaining calls of a factory. Each gives a new factory; the receiver never changes. */
export abstract class FactoryChain<Row extends object, Insert extends object = Insertable<Row>> extends FactoryDeclarations<Row, Insert> {
  /**
   * Changes attributes. States stack in call order, over `definition()` and `for…`, under the overrides of the call. In a function a column that is
   * still lazy, a promise or a factory reads as `undefined`.
   *
   * @example
   * admin() { return this.state({ role: 'admin' }) }
   * at(domain: string) { return this.state((_, { index }) => ({ email: `user${index}@${domain}` })) }
   */
  state(state: State<Insert> | ((attributes: Readonly<Partial<Insert>>, row: RowContext) => State<Insert>)): this {
    const step = stateStep(this, state)
    return derive(this, (blueprint) => ({ ...blueprint, steps: [...blueprint.steps, step] }))
  }

  /** Like `state()`, but under all states there are already: a default that they may change. */
  prependState(state: State<Insert> | ((attributes: Readonly<Partial<Insert>>, row: RowContext) => State<Insert>)): this {
    const step = stateStep(this, state)
    return derive(this, (blueprint) => ({ ...blueprint, steps: [step, ...blueprint.steps] }))
  }

  /**
   * Gives each row the next item, starting again after the last. An item is attributes or a function of the factory. A sequence starts anew in every
   * batch and for every parent; `{ scope: 'run' }` goes on.
   *
   * @example
   * users.sequence({ role: 'admin' }, { role: 'member' }, (user) => user.hasPosts(2))
   * users.sequence([{ role: 'admin' }, { role: 'member' }], { scope: 'run' })
   */
  sequence(...items: readonly Variant<Insert, this>[]): this
  sequence(items: readonly Variant<Insert, this>[], options: { readonly scope: 'batch' | 'run' }): this
  sequence(...args: readonly unknown[]): this {
    const [first, options] = args
    const step = Array.isArray(first)
      ? sequenceStep(this, first, scopeOption(this, options === undefined ? BATCH : options))
      : sequenceStep(this, args, 'batch')
    return derive(this, (blueprint) => ({ ...blueprint, steps: [...blueprint.steps, step] }))
  }

  /**
   * Like `sequence()`, and `createBatch()` without a number makes one row for each item.
   *
   * @example
   * await roles.forEachSequence({ name: 'admin' }, { name: 'member' }).createBatch()
   */
  forEachSequence(...items: readonly Variant<Insert, this>[]): this {
    const step = sequenceStep(this, items, 'batch')
    return derive(this, (blueprint) => ({ ...blueprint, steps: [...blueprint.steps, step], count: items.length }))
  }

  /**
   * Like `sequence()` over all combinations of the groups' items, the last group going round fastest; of two items that give a column the later one counts.
   *
   * @example
   * users.crossJoinSequence([{ role: 'admin' }, { role: 'member' }], [{ name: 'A' }, { name: 'B' }])
   */
  crossJoinSequence(...groups: readonly (readonly Variant<Insert, this>[])[]): this {
    const step = sequenceStep(this, combinations(this, groups), 'batch')
    return derive(this, (blueprint) => ({ ...blueprint, steps: [...blueprint.steps, step] }))
  }

  /**
   * Applies traits by name, in the order given. Throws FactoryError for a trait that is not there, or one that leads back to itself.
   *
   * @example
   * await users.withTraits('founder', 'blogger').create()
   */
  withTraits<T extends object>(this: { readonly traits: T }, ...names: readonly Column<T>[]): this {
    return applyTraits(this, names) as this // the same class, which `this` cannot say beside an explicit receiver
  }

  /**
   * Rows to make after each row: children of a `hasMany`, `hasOne` or morph relation, or rows to attach of a `manyToMany`. The parent's key beats whatever
   * else the child has for it, and the parent that the child's definition would have made is not made.
   *
   * @param count a number, `[min, max]`, `between()`, `weighted()` or `zipf()`; for `manyToMany` also existing rows. Left out it is what `forEachSequence()` of
   *   the child's factory says, or 1; and 0 is 0.
   * @param configure attributes, or a function of the child's factory.
   * @param pivot attributes of the pivot rows: for all, in turn from a list, or by a function of (parent, related, index, { faker }).
   * @example
   * await users.has('posts', 3, (post) => post.published()).create()
   * await users.has('roles', roles, undefined, { assigned_at: new Date() }).create()
   */
  has<R extends object, N extends HasName<R>>(
    this: { readonly relations: R },
    relation: N,
    count?: CountFor<R[N]>,
    configure?: Configure<RelatedOf<R[N]>>,
    pivot?: PivotFor<R[N]>,
  ): this {
    const factory = this as unknown as AnyFactory // the receiver is typed by its relations alone
    const step = childrenStep(factory, relationOf(factory, relation, 'has'), [count, configure, pivot])
    return derive(factory, addChildren(step)) as unknown as this
  }

  /**
   * The parent of a `belongsTo` relation, one for all rows of the call: a row, its bare key, or a function of the parent's factory; left out, a parent as
   * its factory makes it. States and overrides of the key column beat it. A parent that is given but `undefined` is an error.
   *
   * @example
   * await posts.for('author', user).createBatch(3)
   * await posts.for('author', (author) => author.admin()).create()
   */
  for<R extends object, N extends ForName<R>>(
    this: { readonly relations: R },
    relation: N,
    ...parent: readonly [parent?: Parent<RelatedOf<R[N]>> | undefined]
  ): this {
    const factory = this as unknown as AnyFactory // as above
    const known = relationOf(factory, relation, 'for')
    if (known.kind === 'morphTo') throw FactoryError.morphNeedsMethod({ factory: modelOf(factory).name, relation })
    return derive(factory, addParent(parentStep(factory, known, known.related(), parent))) as unknown as this
  }

  /**
   * Uses rows that are there already wherever a parent or an attached row of that factory is needed: for `for…`, for factories as values, for the rows of
   * `manyToMany`, and in all children and parents that the call makes. A query is sent at most once a run and reads keys alone, in their order.
   *
   * @param options `strategy`: `random` (default), `roundRobin`, `weighted` (with `weight`, a number from 0 on for each row) or `zipf` (the first rows the most).
   * @example
   * await posts.recycle(UserFactory, users).createBatch(100)
   * await posts.recycle(UserFactory, (query) => query.where('role', 'admin')).createBatch(100)
   */
  recycle<F extends FactoryShape>(
    factory: FactoryClass<F>,
    rows: RecycledRows<RowOf<F>>,
    options: RecycleOptions<RowOf<F>> = {},
  ): this {
    const step = recycleStep(this, factory, rows, options)
    return derive(this, (blueprint) => ({ ...blueprint, recycled: [...blueprint.recycled, step] }))
  }

  /**
   * Makes no parents for factories used as values: their columns get NULL. Parents of `for…` are made as asked for.
   *
   * @example
   * await posts.withoutParents().create({ user_id: 1 })
   */
  withoutParents(): this {
    return derive(this, (blueprint) => ({ ...blueprint, withoutParents: true }))
  }

  /**
   * Goes one way or the other, without breaking the chain.
   *
   * @example
   * users.when(process.env.DEMO, (user) => user.hasPosts(20), (user) => user.hasPosts(2))
   */
  when(condition: unknown, then: (factory: this) => this, otherwise?: (factory: this) => this): this {
    if (typeof then !== 'function' || (otherwise !== undefined && typeof otherwise !== 'function')) throw ArgumentError.noFunction({ factory: this.constructor.name, call: 'when()' })
    const change = condition ? then : otherwise
    if (change === undefined) return this
    return configuredFactory(this as unknown as AnyFactory, change as unknown as ItemFunction, 'when()') as unknown as this // the same class
  }

  /**
   * Gives this chain's calls a name of their own in the row path: further calls of this factory, before or after, no longer move its values.
   *
   * @example
   * await users.stream('admins').admin().createBatch(3)
   */
  stream(name: string): this {
    if (typeof name !== 'string' || name === '') throw FactoryError.badStream({ factory: this.constructor.name })
    return derive(this, (blueprint) => ({ ...blueprint, stream: name }))
  }

  /** Runs after the attributes of a row are there and before anything is sent, under `make()` as well. Synchronous; it may change the row. */
  afterMake(hook: SynchronousHook<Insert>): this {
    return withHook(this, 'afterMake', hook)
  }

  /** Runs for each row of the batch before they are inserted. May be async and may change the row. */
  beforeCreate(hook: Hook<Insert>): this {
    return withHook(this, 'beforeCreate', hook)
  }

  /**
   * Runs for each row of the batch, in order, after all of them and their children are in the database. May be async.
   *
   * @example
   * users.afterCreate(async (user, { session }) => { await session.factory(PostFactory).forAuthor(user).create() })
   */
  afterCreate(hook: Hook<Row>): this {
    return withHook(this, 'afterCreate', hook)
  }

  /**
   * Takes hooks away that the chain (or `configure()`) has set so far: those of the names given, or all.
   *
   * @example
   * await users.withoutHooks('afterCreate').createBatch(100)
   */
  withoutHooks(...names: readonly HookName[]): this {
    for (const name of names) if (!HOOK_NAMES.includes(name)) throw FactoryError.unknownHook({ factory: this.constructor.name, hook: name, known: HOOK_NAMES })
    const gone = names.length === 0 ? HOOK_NAMES : names
    return derive(this, (blueprint) => ({ ...blueprint, ...Object.fromEntries(gone.map((name) => [name, []])), silenced: [...blueprint.silenced, ...gone] }))
  }

  /** A factory of the same class without states, sequences, relations and hooks, those of `configure()` included. */
  reset(): this {
    return derive(this, () => EMPTY_BLUEPRINT)
  }
}

Object.defineProperty(FactoryChain.prototype, FACTORY_BRAND, { value: true })

function stateStep(factory: object, state: unknown): StateStep {
  const usable = typeof state === 'function' || (typeof state === 'object' && state !== null && !Array.isArray(state))
  if (!usable) throw FactoryError.badState({ factory: factory.constructor.name })
  holdPromises(state)
  return { kind: 'state', state: state as StateStep['state'] } // its attributes were checked where the user wrote them
}

function sequenceStep(factory: object, items: readonly unknown[], scope: 'batch' | 'run'): SequenceStep {
  const usable = items.length > 0 && items.every((item) => typeof item === 'function' || (typeof item === 'object' && item !== null))
  if (!usable) throw FactoryError.badSequence({ factory: factory.constructor.name })
  for (const item of items as readonly object[]) holdPromises(item) // just checked
  return { kind: 'sequence', items: [...items] as SequenceStep['items'], scope } // as above
}

/** One item for each choice of one item a group. */
function combinations(factory: object, groups: readonly (readonly unknown[])[]): readonly unknown[] {
  if (groups.length === 0) return []
  for (const group of groups) if (group.length > 0) sequenceStep(factory, group, 'batch')
  const choices = groups.reduce<readonly (readonly unknown[])[]>((joined, group) => joined.flatMap((left) => group.map((right) => [...left, right])), [[]])
  return choices.map((parts) => (parts.some((part) => typeof part === 'function') ? (start: object) => applyVariants(start, parts, 'a sequence item') : Object.assign({}, ...parts)))
}

const BATCH = { scope: 'batch' } as const

function scopeOption(factory: object, options: unknown): 'batch' | 'run' {
  const scope: unknown = typeof options === 'object' && options !== null && 'scope' in options ? options.scope : undefined
  if (scope !== 'batch' && scope !== 'run') throw ArgumentError.badSequenceOptions({ factory: factory.constructor.name, options })
  return scope
}

const HOOK_NAMES: readonly HookName[] = ['afterMake', 'beforeCreate', 'afterCreate']

function withHook<F extends object>(factory: F, name: HookName, hook: unknown): F {
  if (typeof hook !== 'function') throw FactoryError.badHook({ factory: factory.constructor.name, hook: name })
  const added = hook as AnyHook // its row type was checked where the user wrote it
  return derive(factory, (blueprint: Blueprint) => ({ ...blueprint, [name]: [...blueprint[name], added] }))
}

