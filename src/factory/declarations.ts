import type { Faker } from '@faker-js/faker'
import { FACTORY_BRAND, type AnyFactory } from './factory-internals.js'
import { FactoryRelations } from './factory-relations.js'
import type { Attributes, Column, FactoryClass, FactoryShape, Insertable, RowContext, State, Trait } from './factory-types.js'
import type { WithRelations } from './relation-types.js'
import { rowFakerOf, uniqueValueOf } from './scoped-session.js'

/** What a factory class declares of its rows: definition, configuration and traits. `Factory` adds the calls. */
export abstract class FactoryDeclarations<Row extends object, Insert extends object = Insertable<Row>> extends FactoryRelations<Row, Insert> {
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
   * A value that no other row of this factory has under the same `key` in this run: `value` is called again until it gives a new one. Unique indexes need
   * no `unique()`: they are read from the database. Texts that differ only in letter case, marks or spaces at the end count as the same. Throws
   * FactoryError when 1,000 tries bring nothing new.
   *
   * @example
   * nicknamed() { return this.state({ name: this.unique('nickname', () => this.faker.internet.username()) }) }
   */
  protected unique<T>(key: string, value: () => T): T {
    return uniqueValueOf(this as unknown as AnyFactory, key, value) // the engine's view of a factory shows protected members
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

Object.defineProperty(FactoryDeclarations.prototype, FACTORY_BRAND, { value: true })
