import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { sessionOn } from '../../src/factory/create-session.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { recordStatements } from '../support/record-statements.js'

interface Account { id: number; email: string }
class AccountFactory extends Factory<Account> {
  readonly table = 'accounts'
  readonly relations = {
    profile: this.hasOne(() => ProfileFactory, 'account_id'),
    written: this.hasMany(() => ArticleFactory, 'author_id'),
    edited: this.hasMany(() => ArticleFactory, 'editor_id'),
  }
  definition(): Attributes<Insertable<Account>> {
    return { email: this.faker.internet.email() }
  }
}
/** One to one: its primary key is its foreign key. */
interface Profile { account_id: number; bio: string }
class ProfileFactory extends Factory<Profile> {
  readonly table = 'profiles'
  override readonly primaryKey = 'account_id'
  readonly relations = {
    account: this.belongsTo(() => AccountFactory, 'account_id'),
    links: this.hasMany(() => LinkFactory, 'profile_id'),
  }
  definition(): Attributes<Insertable<Profile>> {
    return { account_id: this.factory(AccountFactory), bio: this.faker.lorem.sentence() }
  }
}
/** Without a primary key. */
interface Link { profile_id: number; url: string }
class LinkFactory extends Factory<Link> {
  readonly table = 'links'
  override readonly primaryKey = []
  readonly relations = { profile: this.belongsTo(() => ProfileFactory, 'profile_id') }
  definition(): Attributes<Insertable<Link>> {
    return { profile_id: this.factory(ProfileFactory), url: this.faker.internet.url() }
  }
}
/** Two relations to one table. */
interface Article { id: number; title: string; author_id: number; editor_id: number | null }
class ArticleFactory extends Factory<Article> {
  readonly table = 'articles'
  readonly relations = {
    author: this.belongsTo(() => AccountFactory, 'author_id'),
    editor: this.belongsTo(() => AccountFactory, 'editor_id'),
  }
  definition(): Attributes<Insertable<Article>> {
    return { title: this.faker.lorem.words(3), author_id: this.factory(AccountFactory), editor_id: this.factory(AccountFactory) }
  }
}

/** Composite keys, each level's containing the one above it. */
interface Tenant { id: number; name: string }
class TenantFactory extends Factory<Tenant> {
  readonly table = 'tenants'
  readonly relations = { orders: this.hasMany(() => OrderFactory, 'tenant_id') }
  definition(): Attributes<Insertable<Tenant>> {
    return { name: this.faker.company.name() }
  }
}
interface Order { tenant_id: number; number: number; customer: string }
class OrderFactory extends Factory<Order> {
  readonly table = 'tenant_orders'
  override readonly primaryKey = ['tenant_id', 'number'] as const
  readonly relations = {
    tenant: this.belongsTo(() => TenantFactory, 'tenant_id'),
    lines: this.hasMany(() => LineFactory, ['tenant_id', 'order_number']),
  }
  definition(): Attributes<Insertable<Order>> {
    return { tenant_id: this.factory(TenantFactory), number: ({ index }) => index + 1, customer: this.faker.person.fullName() }
  }
}
interface Line { tenant_id: number; order_number: number; position: number; product: string }
class LineFactory extends Factory<Line> {
  readonly table = 'tenant_lines'
  override readonly primaryKey = ['tenant_id', 'order_number', 'position'] as const
  readonly relations = { order: this.belongsTo(() => OrderFactory, ['tenant_id', 'order_number']) }
  definition(): Attributes<Insertable<Line>> {
    return { tenant_id: 0, order_number: 0, position: ({ index }) => index + 1, product: this.faker.commerce.product() }
  }
}

/** Keys that the factory gives (uuid, ulid), or a default of the database. */
interface Node { id: string; label: string }
interface Leaf { id: string; node_id: string; label: string }
function nodes(table: string, id: ((factory: Factory<Node>) => string) | undefined) {
  class NodeFactory extends Factory<Node> {
    readonly table = table
    readonly relations = { leaves: this.hasMany(() => LeafFactory, 'node_id') }
    definition(): Attributes<Insertable<Node>> {
      return { ...(id === undefined ? {} : { id: id(this) }), label: this.faker.lorem.word() }
    }
  }
  class LeafFactory extends Factory<Leaf> {
    readonly table = `${table}_leaves`
    readonly relations = { node: this.belongsTo(() => NodeFactory, 'node_id') }
    definition(): Attributes<Insertable<Leaf>> {
      return { ...(id === undefined ? {} : { id: id(this as unknown as Factory<Node>) }), node_id: this.factory(NodeFactory), label: this.faker.lorem.word() }
    }
  }
  return { NodeFactory, LeafFactory }
}

/** A tree in one table. */
interface Category { id: number; name: string; parent_id: number | null }
class CategoryFactory extends Factory<Category> {
  readonly table = 'categories'
  readonly relations = {
    parent: this.belongsTo(() => CategoryFactory, 'parent_id'),
    children: this.hasMany(() => CategoryFactory, 'parent_id'),
  }
  definition(): Attributes<Insertable<Category>> {
    return { name: this.faker.commerce.department() }
  }
  /** A tree of that depth below each row. */
  tree(depth: number, width: number): this {
    return depth === 0 ? this : this.has('children', width, (child) => child.tree(depth - 1, width))
  }
}

/** Circles in which a primary key is a foreign key as well. */
interface Wallet { owner_id: number; coin: string }
interface Owner { id: number; name: string; wallet_id: number | null }
function wallets(prefix: string) {
  class OwnerFactory extends Factory<Owner> {
    readonly table = `${prefix}owners`
    definition(): Attributes<Insertable<Owner>> {
      return { name: this.faker.person.firstName(), wallet_id: this.factory(WalletFactory) }
    }
  }
  class WalletFactory extends Factory<Wallet> {
    readonly table = `${prefix}wallets`
    override readonly primaryKey = 'owner_id'
    definition(): Attributes<Insertable<Wallet>> {
      return { owner_id: this.factory(OwnerFactory), coin: this.faker.finance.currencyCode() }
    }
  }
  return { OwnerFactory, WalletFactory }
}

describe.each(targets)('keys on $name', (target) => {
  let db: TestDatabase
  const recorder = recordStatements()
  const { engine } = target
  const session = () => sessionOn(db.attach({ observer: recorder.observer }), { seed: 1 })
  const uuid = { sqlite: '(lower(hex(randomblob(16))))', postgres: 'gen_random_uuid()', mysql: '(uuid())' }[engine]

  beforeAll(async () => {
    db = await openTestDatabase(target)
    const { types } = db
    const ulid = engine === 'mysql' ? 'varchar(26)' : 'text'
    await db.run(
      `create table accounts (id ${types.id}, email varchar(200) not null)`,
      `create table profiles (account_id integer not null primary key, bio varchar(500), foreign key (account_id) references accounts (id))`,
      `create table links (profile_id integer not null, url varchar(200), foreign key (profile_id) references profiles (account_id))`,
      `create table articles (id ${types.id}, title varchar(200), author_id integer not null, editor_id integer,
        foreign key (author_id) references accounts (id), foreign key (editor_id) references accounts (id))`,
      `create table tenants (id ${types.id}, name varchar(200))`,
      `create table tenant_orders (tenant_id integer not null, number integer not null, customer varchar(200), primary key (tenant_id, number),
        foreign key (tenant_id) references tenants (id))`,
      `create table tenant_lines (tenant_id integer not null, order_number integer not null, position integer not null, product varchar(200),
        primary key (tenant_id, order_number, position), foreign key (tenant_id, order_number) references tenant_orders (tenant_id, number))`,
      `create table categories (id ${types.id}, name varchar(200), parent_id integer, foreign key (parent_id) references categories (id))`,
    )
    for (const [table, key] of [['uuids', `${types.uuid} not null`], ['ulids', `${ulid} not null`], ['made', `${types.uuid} default ${uuid}`]] as const) {
      const type = table === 'ulids' ? ulid : types.uuid
      await db.run(
        `create table ${table} (id ${key} primary key, label varchar(100))`,
        `create table ${table}_leaves (id ${key} primary key, node_id ${type} not null, label varchar(100), foreign key (node_id) references ${table} (id))`,
      )
    }
    for (const prefix of ['loose_', 'firm_']) {
      const wallet = prefix === 'firm_' ? 'integer not null' : 'integer'
      const later = engine === 'sqlite' ? `, foreign key (wallet_id) references ${prefix}wallets (owner_id)` : ''
      await db.run(
        `create table ${prefix}owners (id ${types.id}, name varchar(100), wallet_id ${wallet}${later})`,
        `create table ${prefix}wallets (owner_id integer not null primary key, coin varchar(10), foreign key (owner_id) references ${prefix}owners (id))`,
      )
      if (engine !== 'sqlite') await db.run(`alter table ${prefix}owners add foreign key (wallet_id) references ${prefix}wallets (owner_id)`)
    }
  })
  beforeEach(() => recorder.clear())
  afterAll(() => db?.drop())

  it('serves a primary key that is a foreign key: has…, for… and a factory as a value', async () => {
    const accounts = await session().factory(AccountFactory).hasProfile((profile) => profile.state({ bio: 'mine' }).hasLinks(2)).createBatch(3)
    expect(recorder.byTable('insert')).toEqual({ accounts: 1, profiles: 1, links: 1 })
    expect(await db.knex('profiles').orderBy('account_id')).toEqual(accounts.map(({ id }) => ({ account_id: id, bio: 'mine' })))
    const links = await db.knex('links')
    expect(links.map(({ profile_id }) => profile_id)).toEqual(accounts.flatMap(({ id }) => [id, id]))
    const profile = await session().factory(ProfileFactory).create()
    expect(await db.knex('accounts').where({ id: profile.account_id })).toHaveLength(1)
    const account = await session().factory(AccountFactory).create()
    expect(await session().factory(ProfileFactory).forAccount(account).create()).toMatchObject({ account_id: account.id })
  })

  it('makes the profile of a link, and the account of that profile', async () => {
    const made = await session().factory(LinkFactory).createBatch(2)
    const profiles = await db.knex('profiles').whereIn('account_id', made.map((each) => each.profile_id))
    expect(profiles).toHaveLength(2)
    expect(await db.knex('accounts').whereIn('id', profiles.map((each) => each.account_id))).toHaveLength(2)
  })

  it('serves composite keys on both sides, each within the next', async () => {
    const tenants = await session().factory(TenantFactory).hasOrders(2, (order) => order.hasLines(3)).createBatch(2)
    expect(recorder.byTable('insert')).toEqual({ tenants: 1, tenant_orders: 1, tenant_lines: 1 })
    const lines = await db.knex('tenant_lines').orderBy(['tenant_id', 'order_number', 'position'])
    expect(lines.map((each) => [each.tenant_id, each.order_number, each.position])).toEqual(
      tenants.flatMap(({ id }) => [1, 2].flatMap((order) => [1, 2, 3].map((position) => [id, order, position]))),
    )
    const [order] = await session().factory(OrderFactory).createBatch(2)
    if (order === undefined) throw new Error('no order')
    const own = await session().factory(LineFactory).forOrder(order).createBatch(2)
    expect(own.map((each) => [each.tenant_id, each.order_number, each.position])).toEqual([1, 2].map((position) => [order.tenant_id, order.number, position]))
    const shared = await session().factory(LineFactory).forOrder((each) => each.state({ customer: 'Shared' })).createBatch(2)
    expect(await db.knex('tenant_orders').where({ customer: 'Shared' })).toMatchObject([{ tenant_id: shared[0]?.tenant_id, number: shared[1]?.order_number }])
  })

  it.each([
    ['uuids', (factory: Factory<Node>) => factory['faker'].string.uuid()],
    ['ulids', (factory: Factory<Node>) => factory['faker'].string.ulid()],
    ['made', undefined],
  ] as const)('serves text keys: %s', async (table, id) => {
    const { NodeFactory, LeafFactory } = nodes(table, id)
    const parents = await session().factory(NodeFactory).has('leaves', 2).createBatch(3)
    expect(new Set(parents.map((each) => each.id)).size).toBe(3)
    expect(recorder.byTable('insert')).toEqual({ [table]: 1, [`${table}_leaves`]: 1 })
    const leaves = await db.knex(`${table}_leaves`)
    for (const parent of parents) expect(leaves.filter((each) => each.node_id === parent.id)).toHaveLength(2)
    const leaf = await session().factory(LeafFactory).create()
    expect(await db.knex(table).where({ id: leaf.node_id })).toHaveLength(1)
    expect(await session().factory(LeafFactory).for('node', parents[0]?.id ?? '').create()).toMatchObject({ node_id: parents[0]?.id })
  })

  it('keeps two relations to one table apart', async () => {
    const article = await session().factory(ArticleFactory).create()
    expect(article.author_id).not.toBe(article.editor_id)
    const [account] = await session().factory(AccountFactory).hasWritten(2).hasEdited(1, { title: 'Edited' }).createBatch(1)
    const written = await db.knex('articles').where({ author_id: account?.id ?? 0 })
    expect(written).toHaveLength(2)
    expect(written.every(({ editor_id }) => editor_id !== account?.id)).toBe(true)
    const [edited] = await db.knex('articles').where({ title: 'Edited' })
    expect(edited.editor_id).toBe(account?.id)
    expect(edited.author_id).not.toBe(account?.id)
  })

  it('makes a tree of a given depth, one insert a level, parents before children', async () => {
    const root = await session().factory(CategoryFactory).tree(5, 2).create()
    expect(recorder.byTable('insert')).toEqual({ categories: 6 })
    const all = await db.knex('categories').orderBy('id')
    expect(all).toHaveLength(63)
    const depths = new Map<number, number>([[root.id, 0]])
    for (const { id, parent_id } of all) if (id !== root.id) depths.set(id, (depths.get(parent_id) ?? Number.NaN) + 1)
    expect(Math.max(...depths.values())).toBe(5)
    const chain = await session().factory(CategoryFactory).forParent((parent) => parent.forParent((grand) => grand.state({ name: 'Top' }))).create()
    const [parent] = await db.knex('categories').where({ id: chain.parent_id ?? 0 })
    expect(await db.knex('categories').where({ id: parent.parent_id })).toMatchObject([{ name: 'Top', parent_id: null }])
  })

  describe.each(['loose_', 'firm_'])('in a circle through a primary key, %s', (prefix) => {
    const { OwnerFactory, WalletFactory } = wallets(prefix)

    it('starts from the row with a key of its own', async () => {
      const owners = await session().factory(OwnerFactory).createBatch(3)
      expect(owners.every(({ id, wallet_id }) => id === wallet_id)).toBe(true)
      const stored = await db.knex(`${prefix}wallets`).whereIn('owner_id', owners.map(({ id }) => id))
      expect(stored).toHaveLength(3)
      expect(await db.knex(`${prefix}owners`).whereIn('id', owners.map(({ id }) => id)).orderBy('id')).toEqual(owners)
    })

    it('starts from the row whose key is a foreign key', async () => {
      const made = await session().factory(WalletFactory).createBatch(3)
      const owners = await db.knex(`${prefix}owners`).whereIn('id', made.map(({ owner_id }) => owner_id)).orderBy('id')
      expect(owners.map(({ id, wallet_id }) => [id, wallet_id])).toEqual(made.map(({ owner_id }) => [owner_id, owner_id]))
    })
  })
})
