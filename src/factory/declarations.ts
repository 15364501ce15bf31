import type { Faker } from '@faker-js/faker'
import type { TableName } from '../database/table-name.js'
import { FACTORY_BRAND, type AnyFactory } from './factory-internals.js'
import type {
  Attributes,
  Column,
  FactoryClass,
  FactoryShape,
  FactoryTypes,
  ForeignKey,
  Insertable,
  KeyOf,
  KeyValue,
  PrimaryKey,
  RowContext,
  RowOf,
  State,
  Trait,
} from './factory-types.js'
import type { Relation, WithRelations } from './relation-types.js'
import { rowFakerOf } from './scoped-session.js'
import type { Session } from './session.js'

/** What a factory class declares: table, key, relations, traits and the definition of a row. `Factory` adds the calls. */
export abstract class FactoryDeclarations<Row extends object, Insert extends object = Insertable<Row>> {
  /** Types only: row, insert type and key. `this['primaryKey']` is what lets others learn the key type of a subclass. */
  declare readonly $types: FactoryTypes<Row, Insert, KeyValue<Row, this['primaryKey']>>
  /** The session the factory was made with. */
  protected readonly session: Session

  /** @param session from `createSession()`, or a seeder's `this.session`. `session.factory(UserFactory)` also gives the methods of the relations. */
  constructor(session: Session) {
    this.session = session
  }

  /** The table's name, or `{ schema, name }`; never a dotted string. */
  abstract readonly table: TableName

  /**
   * The primary key: a column (default `'id'`), columns `as const`, or `[]` for a table without a key.
   *
   * @example
   * override readonly primaryKey = 'film_id'
   * override readonly primaryKey = ['tenant_id', 'number'] as const
   */
  readonly primaryKey: PrimaryKey<Row> = 'id' as Column<Row> // a row without an `id` must declare its key, or it has none (NoKey)

  /**
   * How one row looks: a value for every column that the database cannot fill. Called once a row.
   *
   * @example
   * definition(): Attributes<NewUser> {
   *   return {
   *     name: this.faker.person.fullName(),
   *     email: ({ attributes, faker }) => faker.internet.email({ firstName: attributes.name }),
   *     team_id: this.factory(TeamFactory),
   *   }
   * }
   */
  abstract definition(row: RowContext): Attributes<Insert>

  /**
   * Applied to every new factory of the class: override it for hooks and states that always hold.
   *
   * @example
   * protected override configure() { return this.afterCreate((user) => { console.log(user.id) }) }
   */
  protected configure(): this {
    return this
  }

  /** The session's faker, on the stream of the row that is being built. */
  protected get faker(): Faker {
    return rowFakerOf(this as unknown as AnyFactory) // the engine's view of a factory shows protected members
  }

  /** A new factory of another class, as the value of a key column or for a state. One parent is made for each row, and only where the value is not overridden. */
  protected factory<F extends FactoryShape>(factory: FactoryClass<F>): WithRelations<F> {
    return this.session.factory(factory)
  }

  /**
   * Rows of another table that point at this one. The key's type is checked against the column's.
   *
   * @example
   * readonly relations = { posts: this.hasMany(() => PostFactory, 'user_id') }
   */
  protected hasMany<C extends FactoryShape, Key>(
    this: { readonly primaryKey: Key },
    related: () => FactoryClass<C>,
    foreignKey: ForeignKey<RowOf<C>, KeyValue<Row, Key>>,
  ): Relation<'hasMany', C> {
    return relation('hasMany', related, foreignKey)
  }

  /**
   * One row of another table that points at this one.
   *
   * @example
   * readonly relations = { profile: this.hasOne(() => ProfileFactory, 'user_id') }
   */
  protected hasOne<C extends FactoryShape, Key>(
    this: { readonly primaryKey: Key },
    related: () => FactoryClass<C>,
    foreignKey: ForeignKey<RowOf<C>, KeyValue<Row, Key>>,
  ): Relation<'hasOne', C> {
    return relation('hasOne', related, foreignKey)
  }

  /**
   * The row that this one points at. For a composite key the columns stand in the key's order.
   *
   * @example
   * readonly relations = { author: this.belongsTo(() => UserFactory, 'user_id') }
   */
  protected belongsTo<P extends FactoryShape>(
    related: () => FactoryClass<P>,
    foreignKey: ForeignKey<Row, KeyOf<P>>,
  ): Relation<'belongsTo', P> {
    return relation('belongsTo', related, foreignKey)
  }

  /**
   * Traits by name: attributes, a function of the factory, or a list of these and of other traits' names.
   *
   * @example
   * readonly traits = this.defineTraits({
   *   founder: { role: 'admin' },
   *   blogger: (factory) => factory.has('posts', 3),
   *   boss: ['founder', 'blogger', { name: 'Boss' }],
   * })
   */
  protected defineTraits<T extends { readonly [N in keyof T]: Trait<Insert, this, Column<T>> }>(
    traits: T,
  ): { readonly [N in keyof T]: unknown } {
    // The result must not mention `T` by an alias: declaration files would need `this` (TS2527).
    return Object.freeze({ ...traits })
  }

  /**
   * One trait for each value of a column.
   *
   * @example
   * readonly traits = this.defineTraits({ ...this.enumStates('role', ['admin', 'member']) })
   */
  protected enumStates<C extends Column<Insert>, const Values extends readonly (Insert[C] & string)[]>(
    column: C,
    values: Values,
  ): { readonly [V in Values[number]]: State<Insert> } {
    const states = Object.fromEntries(values.map((value) => [value, { [column]: value }]))
    return states as { readonly [V in Values[number]]: State<Insert> } // fromEntries forgets the keys
  }
}

// On the prototype, not a field: it serves classes and instances alike and stays out of the types.
Object.defineProperty(FactoryDeclarations.prototype, FACTORY_BRAND, { value: true })

function relation<Kind extends 'hasMany' | 'hasOne' | 'belongsTo', Related>(
  kind: Kind,
  related: () => FactoryClass<Related>,
  foreignKey: unknown,
): Relation<Kind, Related> {
  const columns: readonly string[] = Array.isArray(foreignKey) ? foreignKey : [String(foreignKey)]
  return Object.freeze({ kind, related, foreignKey: Object.freeze([...columns]) })
}
