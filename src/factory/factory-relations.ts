import type { TableName } from '../database/table-name.js'
import { FACTORY_BRAND } from './factory-internals.js'
import type {
  Column,
  FactoryClass,
  FactoryShape,
  ForeignKey,
  Insertable,
  KeyOf,
  KeyValue,
  PrimaryKey,
  FactoryTypes,
  RowOf,
} from './factory-types.js'
import type { MorphColumns, Pivot, Relation } from './relation-types.js'
import type { Session } from './session.js'

/** What a factory class declares of its table: key and relations. The declarations are data; nothing is looked up before a relation is used. */
export abstract class FactoryRelations<Row extends object, Insert extends object = Insertable<Row>> {
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
   * Text columns whose unique index compares bytes, as with a C or binary collation: 'a' and 'A' are two values there. Elsewhere texts that differ only in
   * letter case, marks or spaces at the end count as one, so that the same rows are drawn anew on every database.
   *
   * @example
   * override readonly exactColumns = ['name'] as const
   */
  readonly exactColumns: readonly Column<Row>[] = []

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
    return Object.freeze({ kind: 'hasMany', related, foreignKey: columnList(foreignKey) })
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
    return Object.freeze({ kind: 'hasOne', related, foreignKey: columnList(foreignKey) })
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
    return Object.freeze({ kind: 'belongsTo', related, foreignKey: columnList(foreignKey) })
  }

  /**
   * Rows of another table, attached through a table of pairs.
   *
   * @example
   * readonly relations = { roles: this.manyToMany(() => RoleFactory, pivot<RoleUser>('role_user', 'user_id', 'role_id')) }
   */
  protected manyToMany<R extends FactoryShape, PivotRow>(
    related: () => FactoryClass<R>,
    pivot: Pivot<PivotRow>,
  ): Relation<'manyToMany', R, PivotRow, Row> {
    return Object.freeze({ kind: 'manyToMany', related, pivot })
  }

  /**
   * Rows of another table that point at this one with its key and its table's name. The value of the type column is `type`, else what the child's
   * `morphTo` says of this table, else the table's name.
   *
   * @example
   * readonly relations = { comments: this.morphMany(() => CommentFactory, 'commentable') }
   */
  protected morphMany<C extends FactoryShape, Key>(
    this: { readonly primaryKey: Key },
    related: () => FactoryClass<C>,
    columns: MorphColumns<RowOf<C>, KeyValue<Row, Key>>,
    options: { readonly type?: string } = {},
  ): Relation<'morphMany', C> {
    return Object.freeze({ kind: 'morphMany', related, columns: morphColumns(columns), type: options.type })
  }

  /**
   * One row of another table that points at this one with its key and its table's name.
   *
   * @example
   * readonly relations = { image: this.morphOne(() => ImageFactory, { type: 'owner_type', id: 'owner_id' }, { type: 'user' }) }
   */
  protected morphOne<C extends FactoryShape, Key>(
    this: { readonly primaryKey: Key },
    related: () => FactoryClass<C>,
    columns: MorphColumns<RowOf<C>, KeyValue<Row, Key>>,
    options: { readonly type?: string } = {},
  ): Relation<'morphOne', C> {
    return Object.freeze({ kind: 'morphOne', related, columns: morphColumns(columns), type: options.type })
  }

  /**
   * The row that this one points at, in one of several tables. `types` gives the type column's value for a table, where it is not the table's name.
   *
   * @example
   * readonly relations = { commentable: this.morphTo([() => PostFactory, () => VideoFactory], 'commentable', { types: { posts: 'post' } }) }
   */
  protected morphTo<const T extends readonly (() => FactoryClass<FactoryShape>)[]>(
    related: T,
    columns: MorphColumns<Row, KeyOf<InstanceType<ReturnType<T[number]>>>>,
    options: { readonly types?: Readonly<Record<string, string>> } = {},
  ): Relation<'morphTo', InstanceType<ReturnType<T[number]>>> {
    const relation = { kind: 'morphTo', targets: related, columns: morphColumns(columns), types: options.types ?? {} }
    // `related` is for the types alone: which of the targets is meant is said where a row is made.
    return Object.freeze(relation) as unknown as Relation<'morphTo', InstanceType<ReturnType<T[number]>>>
  }
}

// On the prototype, not a field: it serves classes and instances alike and stays out of the types.
Object.defineProperty(FactoryRelations.prototype, FACTORY_BRAND, { value: true })

/** One column, or the columns of a composite key in its order; none where something else was given, which is told with the relation's name. */
function columnList(columns: unknown): readonly string[] {
  if (typeof columns === 'string') return Object.freeze([columns])
  return Object.freeze(Array.isArray(columns) ? columns.map(String) : [])
}

function morphColumns(columns: unknown): { readonly type: string; readonly id: string } {
  if (typeof columns === 'string') return { type: `${columns}_type`, id: `${columns}_id` }
  return columns as { readonly type: string; readonly id: string } // the only other form, checked with the relation's name
}
