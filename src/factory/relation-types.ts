// Every conditional and mapped type of relations. They are checked by tests/types on TypeScript 5.9, 6.0 and 7.0.
import type { Column, Count, FactoryClass, FactoryShape, InsertOf, KeyOf, RowOf, State } from './factory-types.js'

/** Kinds whose rows are made after the row, as its children. */
export type HasKind = 'hasOne' | 'hasMany'
/** Kinds whose row is made before the row, as its parent. */
export type ForKind = 'belongsTo'
/** One type for every kind, told apart by `kind`: declaration files of users need to name only this one. */
export interface Relation<Kind extends HasKind | ForKind, Related> {
  readonly kind: Kind
  /** The related factory's class; a function, because factories may refer to each other. */
  readonly related: () => FactoryClass<Related>
  /** Columns that hold the key: the child's for `has…`, this table's for `belongsTo`. */
  readonly foreignKey: readonly string[]
}

/** A function that changes the related factory. */
type Configured<F> = (factory: WithRelations<F>) => F
/** Attributes or a function of the factory. Never a row: a row of any table is assignable to all-optional attributes. */
export type Configure<F> = Configured<F> | (F extends FactoryShape ? State<InsertOf<F>> : never)
/** An existing row, its bare key, or a function of the factory. */
export type Parent<F> = Configured<F> | (F extends FactoryShape ? RowOf<F> | NonNullable<KeyOf<F>> : never)

/** `hasPosts(5, (post) => post.published())` */
type HasMethod<C> = <Self>(this: Self, count?: Count, configure?: Configure<C>) => Self
/** `hasProfile({ bio: '…' })` */
type HasOneMethod<C> = <Self>(this: Self, configure?: Configure<C>) => Self
/** `forAuthor(user)` */
type ForMethod<P> = <Self>(this: Self, parent?: Parent<P>) => Self

/** The name of a relation's method: `posts` -> `hasPosts`, `author` -> `forAuthor`. */
type MethodName<Name extends string, R> = R extends { readonly kind: ForKind } ? `for${Capitalize<Name>}` : `has${Capitalize<Name>}`
/** The type of a relation's method. */
type MethodOf<R> =
  R extends Relation<'hasMany', infer C>
    ? HasMethod<C>
    : R extends Relation<'hasOne', infer C>
      ? HasOneMethod<C>
      : R extends Relation<'belongsTo', infer P>
        ? ForMethod<P>
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
/** Relations that `for()` takes. */
export type ForName<Relations> = NameOfKind<Relations, ForKind>
/** The factory at the other end of a relation. */
export type RelatedOf<R> = R extends { readonly related: () => FactoryClass<infer F> } ? F : never
