// Every conditional and mapped type of relations. They are checked by tests/types on TypeScript 5.9, 6.0 and 7.0.
import type { Faker } from '@faker-js/faker'
import type { TableName } from '../database/table-name.js'
import type { Column, ColumnFor, Count, FactoryClass, FactoryShape, InsertOf, KeyOf, RowOf, State } from './factory-types.js'

/** Kinds whose rows are made after the row: its children, or rows attached to it. */
export type HasKind = 'hasOne' | 'hasMany' | 'morphOne' | 'morphMany' | 'manyToMany'
/** Kinds whose row is made before the row, as its parent. */
export type ForKind = 'belongsTo' | 'morphTo'
/** One type for every kind, told apart by `kind`: declaration files of users need to name only this one. */
export interface Relation<Kind extends HasKind | ForKind, Related, PivotRow = never, Parent = never> {
  readonly kind: Kind
  /** The related factory's class; a function, because factories may refer to each other. */
  readonly related: () => FactoryClass<Related>
  /** Types only: the pivot's row, and the parent that a function of pivot attributes sees. */
  readonly $pivot?: (parent: Parent) => PivotRow
}
/** A pivot table, made by `pivot()`. */
export interface Pivot<PivotRow> {
  readonly table: TableName
  readonly foreignKey: readonly string[]
  readonly relatedKey: readonly string[]
  /** Types only. */
  readonly $row?: PivotRow
}
/** Names of pairs of columns `name_type` and `name_id` that can hold the key. */
type MorphName<Row, Key> = {
  [C in ColumnFor<Row, Key>]: C extends `${infer Name}_id` ? (`${Name}_type` extends keyof Row ? Name : never) : never
}[ColumnFor<Row, Key>]
/** 'commentable' (for commentable_type and commentable_id), or both columns by name. */
export type MorphColumns<Row, Key> = MorphName<Row, Key> | { readonly type: ColumnFor<Row, string>; readonly id: ColumnFor<Row, Key> }

/** A function that changes the related factory. */
type Configured<F> = (factory: WithRelations<F>) => F
/** Attributes or a function of the factory. Never a row: a row of any table is assignable to all-optional attributes. */
export type Configure<F> = Configured<F> | (F extends FactoryShape ? State<InsertOf<F>> : never)
/** An existing row, its bare key, or a function of the factory. */
export type Parent<F> = Configured<F> | (F extends FactoryShape ? RowOf<F> | NonNullable<KeyOf<F>> : never)
/** Attributes of the pivot row: for all, one after another from a list, or by a function, whose faker is on a stream of the pair's own. */
export type PivotValues<PivotRow, ParentRow, RelatedRow> =
  | Partial<PivotRow>
  | readonly Partial<PivotRow>[]
  | ((parent: Readonly<ParentRow>, related: Readonly<RelatedRow>, index: number, context: { readonly faker: Faker }) => Partial<PivotRow>)

/** `hasPosts(5, (post) => post.published())` */
type HasMethod<C> = <Self>(this: Self, count?: Count, configure?: Configure<C>) => Self
/** `hasProfile({ bio: '…' })` */
type HasOneMethod<C> = <Self>(this: Self, configure?: Configure<C>) => Self
/** `hasRoles(3, undefined, { assigned_at })`, `hasRoles(roles)` */
type AttachMethod<R extends FactoryShape, P, Row> = <Self>(
  this: Self,
  related?: Count | readonly RowOf<R>[],
  configure?: Configure<R>,
  pivot?: PivotValues<P, Row, RowOf<R>>,
) => Self
/** `forAuthor(user)` */
type ForMethod<P> = <Self>(this: Self, parent?: Parent<P>) => Self
/** `forCommentable(PostFactory, post)` */
type ForTargetMethod<P> = <Self>(this: Self, factory: FactoryClass<P>, parent?: Parent<P>) => Self
/** One overload per target. A generic `<F extends P>` is "excessively deep" (TS2589) on 5.9 and 6.0. */
type ForMorphMethod<P> = (P extends unknown ? (overload: ForTargetMethod<P>) => void : never) extends (overload: infer Overloads) => void
  ? Overloads
  : never

/** The name of a relation's method: `posts` -> `hasPosts`, `author` -> `forAuthor`. */
type MethodName<Name extends string, R> = R extends { readonly kind: ForKind } ? `for${Capitalize<Name>}` : `has${Capitalize<Name>}`
/** The type of a relation's method. */
type MethodOf<R> =
  R extends Relation<'hasMany' | 'morphMany', infer C>
    ? HasMethod<C>
    : R extends Relation<'hasOne' | 'morphOne', infer C>
      ? HasOneMethod<C>
      : R extends Relation<'manyToMany', infer C extends FactoryShape, infer P, infer Row>
        ? AttachMethod<C, P, Row>
        : R extends Relation<'belongsTo', infer P>
          ? ForMethod<P>
          : R extends Relation<'morphTo', infer P>
            ? ForMorphMethod<P>
            : never
/** Names whose method the base class has already (`hasMany`, `hasOne`, `forEachSequence`); refused at run time as well. */
type Reserved = 'many' | 'one' | 'eachSequence'
/** The `has…` and `for…` methods that a factory's `relations` give it. */
export type RelationMethods<Relations> = {
  [K in Exclude<Column<Relations>, Reserved> as MethodName<K, Relations[K]>]: MethodOf<Relations[K]>
}
/** The relations of a factory. */
export type RelationsOf<F> = F extends { readonly relations: infer R } ? R : {}
/** A factory with the methods of its relations, as `session.factory()` gives it. */
export type WithRelations<F> = F & RelationMethods<RelationsOf<F>>

/** Names of the relations of some kinds. */
type NameOfKind<Relations, Kind> = {
  [N in Column<Relations>]: Relations[N] extends { readonly kind: Kind } ? N : never
}[Column<Relations>]
/** Relations that `has()` takes. */
export type HasName<Relations> = NameOfKind<Relations, HasKind>
/** Relations that `for()` takes. A `morphTo` has only its method: `for()` could not tell which table a row is of. */
export type ForName<Relations> = NameOfKind<Relations, 'belongsTo'>
/** The factory at the other end of a relation. */
export type RelatedOf<R> = R extends { readonly related: () => FactoryClass<infer F> } ? F : never
/** What `has()` takes as its second argument for a relation: a count, for manyToMany also existing rows. */
export type CountFor<R> =
  | Count
  | (R extends Relation<'manyToMany', infer C extends FactoryShape, infer _P, infer _Row> ? readonly RowOf<C>[] : never)
/** What `has()` takes as its fourth argument: pivot attributes, for manyToMany alone. */
export type PivotFor<R> =
  R extends Relation<'manyToMany', infer C extends FactoryShape, infer P, infer Row> ? PivotValues<P, Row, RowOf<C>> : undefined
