// Every conditional and mapped type of rows, keys and attributes. They are checked by tests/types on TypeScript 5.9, 6.0 and 7.0.
import type { Faker } from '@faker-js/faker'
import type { Knex } from 'knex'
import type { Session } from './session.js'

/** Phantom types of a factory: its row, what is inserted, and its key. */
export interface FactoryTypes<Row, Insert, Key> {
  readonly row: Row
  readonly insert: Insert
  readonly key: Key
}
/** What a relation or a foreign key needs to know of a factory. Tiny on purpose: constrained to the whole class it becomes circular (TS7022). */
export interface FactoryShape {
  readonly $types: FactoryTypes<object, object, unknown>
}
/** A factory class that can be made from a session alone; abstract classes and further required arguments do not fit. */
export type FactoryClass<F> = new (session: Session) => F
/** The row type of a factory: `RowOf<UserFactory>` is `User`. */
export type RowOf<F extends FactoryShape> = F['$types']['row']
/** The insert type of a factory: `InsertOf<UserFactory>` is `NewUser`. */
export type InsertOf<F extends FactoryShape> = F['$types']['insert']
/** The key type of a factory: `KeyOf<UserFactory>` is `User['id']`. */
export type KeyOf<F extends FactoryShape> = F['$types']['key']

/** Column names of a row. */
export type Column<Row> = keyof Row & string
/** What `primaryKey` may be: a column, columns (`as const`), or `[]` for a table without a key. */
export type PrimaryKey<Row> = Column<Row> | readonly Column<Row>[]
declare const NO_KEY: unique symbol
/** The key type of a table without a primary key: no column can hold it. */
export interface NoKey {
  readonly [NO_KEY]: never
}
/** `primaryKey` as a literal; not redeclared by the subclass it still has the wide base type, which means 'id'. */
type KeyName<Row, Key> = [PrimaryKey<Row>] extends [Key] ? 'id' : Key
/** The type of a column, or no key where there is no such column. */
type ValueAt<Row, Name> = Name extends keyof Row ? Row[Name] : NoKey
/** The value of a primary key: a scalar, or a tuple for a composite key. */
export type KeyValue<Row, Key> =
  KeyName<Row, Key> extends infer Name
    ? Name extends readonly [] | readonly never[]
      ? NoKey
      : Name extends readonly unknown[]
        ? { readonly [I in keyof Name]: ValueAt<Row, Name[I]> }
        : ValueAt<Row, Name>
    : never
/** Columns of `Row` that can hold a `Value`. */
export type ColumnFor<Row, Value> = { [C in Column<Row>]-?: [Value] extends [Row[C]] ? C : never }[Column<Row>]
/** The foreign key columns for a key: one column, or one per part of a composite key. */
export type ForeignKey<Row, Key> = [Key] extends [NoKey]
  ? 'this table has no primary key: declare `readonly primaryKey`'
  : Key extends readonly unknown[]
    ? { readonly [I in keyof Key]: ColumnFor<Row, Key[I]> }
    : ColumnFor<Row, Key>

/** Columns that may be left out of an insert: nullable ones, optional ones and those with a default. */
type OptionalColumn<Row, Defaulted> = {
  [C in keyof Row]-?: C extends Defaulted ? C : null extends Row[C] ? C : undefined extends Row[C] ? C : never
}[keyof Row]
/** Shows a computed type as one object in editors. */
type Flatten<T> = { [K in keyof T]: T[K] } & {}
/**
 * A row as you insert it: `id`, nullable columns and the `Defaulted` ones may be left out.
 *
 * @example
 * interface User { id: number; name: string; role: 'admin' | 'member' }
 * type NewUser = Insertable<User, 'role'>
 * const user: NewUser = { name: 'Ada' }
 */
export type Insertable<Row, Defaulted extends keyof Row = never> = Flatten<
  Omit<Row, OptionalColumn<Row, Defaulted | 'id'>> & Partial<Pick<Row, OptionalColumn<Row, Defaulted | 'id'> & keyof Row>>
>

/** What `definition(row)`, state functions and hooks see of the row's place. */
export interface RowContext {
  /** The row's place in its call, or among its parent's children, counted from 0. */
  readonly index: number
  /** The session's faker, on the row's own stream. */
  readonly faker: Faker
  /** The row that this one is a child of through `has…`; undefined for any other row. */
  readonly parent: Readonly<Record<string, unknown>> | undefined
  /** A session whose calls have paths of their own under this row. */
  readonly session: Session
}
/** What a lazy attribute sees: the row context and the final attributes (keys in place of factories, awaited promises). */
export interface LazyContext<Insert> extends RowContext {
  readonly attributes: Readonly<Insert>
}
/** A lazy attribute: computed from the final attributes, when it is needed. */
export type Lazy<Value, Insert> = (row: LazyContext<Insert>) => Value | Promise<Value>
/** A key that a column can hold, or a composite one of which it can hold a part (one of the first four). */
type KeyWith<Value> =
  | Value
  | readonly [Value, ...unknown[]]
  | readonly [unknown, Value, ...unknown[]]
  | readonly [unknown, unknown, Value, ...unknown[]]
  | readonly [unknown, unknown, unknown, Value, ...unknown[]]
/** A value, a promise of one, a function of the row, or a factory whose key fits. */
export type Attribute<Value, Insert> =
  | Value
  | Promise<Value>
  | Lazy<Value, Insert>
  | { readonly $types: { readonly key: KeyWith<NonNullable<Value>> } }
/** `undefined` where the database can fill the column: "leave it to the database". */
type LeftToDatabase<Insert, C extends keyof Insert> = {} extends Pick<Insert, C> ? undefined : never
/** What `definition()` gives: a value or a way to get one for every column that has to be given. */
export type Attributes<Insert> = { [C in keyof Insert]: Attribute<Insert[C], Insert> | LeftToDatabase<Insert, C> }
/** Some attributes: a state, a sequence item, the overrides of a call. */
export type State<Insert> = { [C in keyof Insert]?: Attribute<Insert[C], Insert> | LeftToDatabase<Insert, C> }

declare const DISTRIBUTION: unique symbol
/** A count that is drawn: made by `between()`, `weighted()` or `zipf()`. */
export interface Distribution {
  readonly [DISTRIBUTION]: true
}
/** How many rows: a number, a range (both ends included), or a distribution. */
export type Count = number | readonly [min: number, max: number] | Distribution
/** A sequence item or a trait: attributes, or a function of the factory. The return type must stay `FactoryShape`: `Self` makes `traits` circular (TS7022). */
export type Variant<Insert, Self> = State<Insert> | ((factory: Self) => FactoryShape)
/** A trait may also be a list of variants and of other traits' names. */
export type Trait<Insert, Self, Name extends string> = Variant<Insert, Self> | readonly (Name | Variant<Insert, Self>)[]
/** What a hook sees beside the row. */
export interface HookContext {
  /** On the same transaction as the row; its calls have paths of their own under the row and this hook. */
  readonly session: Session
  /** The row that this one is a child of through `has…`. */
  readonly parent: Readonly<Record<string, unknown>> | undefined
  /** The row's place in its call, or among its parent's children, counted from 0. */
  readonly index: number
}
/** The hooks that `withoutHooks()` can take away. */
export type HookName = 'beforeCreate' | 'afterMake' | 'afterCreate'
/** How rows are chosen from those that `recycle()` was given. */
export type RecycleOptions<Row> =
  | { readonly strategy?: 'random' | 'roundRobin' | 'zipf' }
  | { readonly strategy: 'weighted'; readonly weight: (row: Row) => number }
/** What `recycle()` takes: a row, rows, or a query for them. */
export type RecycledRows<Row extends object> =
  | Row
  | readonly Row[]
  | ((query: Knex.QueryBuilder<Row, Row[]>) => PromiseLike<readonly Row[]>)
/** What a hook gives that nobody waits for: anything but a promise. */
type NoPromise = void | string | number | bigint | boolean | symbol | null | undefined | (object & { readonly then?: never })
/** A hook that may not be async. */
export type SynchronousHook<Row> = (row: Row, context: HookContext) => NoPromise
/** A hook that may be async. */
export type Hook<Row> = (row: Row, context: HookContext) => void | Promise<void>
