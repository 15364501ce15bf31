import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { sessionOn } from '../../src/factory/create-session.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { recordStatements } from '../support/record-statements.js'

interface Tenant { id: number; name: string }
class TenantFactory extends Factory<Tenant> {
  readonly table = 'tenants'
  definition(): Attributes<Insertable<Tenant>> {
    return { name: this.faker.company.name() }
  }
}
interface Order { tenant_id: number; number: number; customer: string }
class OrderFactory extends Factory<Order> {
  readonly table = 'orders'
  override readonly primaryKey = ['tenant_id', 'number'] as const
  readonly relations = { tenant: this.belongsTo(() => TenantFactory, 'tenant_id'), lines: this.hasMany(() => LineFactory, ['tenant_id', 'order_number']) }
  definition(): Attributes<Insertable<Order>> {
    return { tenant_id: this.factory(TenantFactory), number: this.faker.number.int({ min: 1, max: 1_000_000 }), customer: this.faker.person.fullName() }
  }
}
interface Product { tenant_id: number; sku: string; label: string }
class ProductFactory extends Factory<Product> {
  readonly table = 'products'
  override readonly primaryKey = ['tenant_id', 'sku'] as const
  definition(): Attributes<Insertable<Product>> {
    return { tenant_id: this.factory(TenantFactory), sku: this.faker.string.alphanumeric(10), label: this.faker.commerce.product() }
  }
}
/** Two composite keys that share a column. */
interface Line { id: number; tenant_id: number; order_number: number; sku: string | null; note: string }
class LineFactory extends Factory<Line> {
  readonly table = 'order_lines'
  readonly relations = {
    order: this.belongsTo(() => OrderFactory, ['tenant_id', 'order_number']),
    product: this.belongsTo(() => ProductFactory, ['tenant_id', 'sku']),
  }
  definition(): Attributes<Insertable<Line>> {
    return { tenant_id: this.factory(OrderFactory), order_number: this.factory(OrderFactory), sku: this.factory(ProductFactory), note: this.faker.lorem.word() }
  }
}
/** One to one: the key is the foreign key. */
interface Receipt { tenant_id: number; order_number: number; printed: string }
class ReceiptFactory extends Factory<Receipt> {
  readonly table = 'receipts'
  override readonly primaryKey = ['tenant_id', 'order_number'] as const
  readonly relations = { order: this.belongsTo(() => OrderFactory, ['tenant_id', 'order_number']) }
  definition(): Attributes<Insertable<Receipt>> {
    return { tenant_id: this.factory(OrderFactory), order_number: this.factory(OrderFactory), printed: this.faker.helpers.arrayElement(['a', 'b', 'c']) }
  }
}
/** The tenant comes from a factory of its own, or from a lazy attribute. */
class TenantLineFactory extends LineFactory {
  override definition(): Attributes<Insertable<Line>> {
    return { ...super.definition(), tenant_id: this.factory(TenantFactory) }
  }
}
class LostLineFactory extends LineFactory {
  override readonly relations = { order: this.belongsTo(() => OrderFactory, ['tenant_id', 'order_number']), product: this.belongsTo(() => ProductFactory, ['tenant_id', 'note']) }
}

describe.each(targets)('factories with composite keys as values on $name', (target) => {
  let db: TestDatabase
  const recorder = recordStatements()
  const session = (seed = 1) => sessionOn(db.attach({ observer: recorder.observer }), { seed })

  beforeAll(async () => {
    db = await openTestDatabase(target)
    const { types } = db
    await db.run(
      `create table tenants (id ${types.id}, name varchar(200))`,
      `create table orders (tenant_id integer not null, number integer not null, customer varchar(200), primary key (tenant_id, number), foreign key (tenant_id) references tenants (id))`,
      `create table products (tenant_id integer not null, sku varchar(20) not null, label varchar(200), primary key (tenant_id, sku), foreign key (tenant_id) references tenants (id))`,
      `create table order_lines (id ${types.id}, tenant_id integer not null, order_number integer not null, sku varchar(20), note varchar(200),
        foreign key (tenant_id, order_number) references orders (tenant_id, number), foreign key (tenant_id, sku) references products (tenant_id, sku))`,
      `create table receipts (tenant_id integer not null, order_number integer not null, printed varchar(20) unique, primary key (tenant_id, order_number),
        foreign key (tenant_id, order_number) references orders (tenant_id, number))`,
    )
  })
  beforeEach(async () => {
    for (const table of ['receipts', 'order_lines', 'products', 'orders', 'tenants']) await db.knex(table).delete()
    recorder.clear()
  })
  afterAll(() => db?.drop())

  it('makes one parent for all columns of a relation, one insert a table', async () => {
    const lines = await session().factory(LineFactory).createBatch(5)
    expect(recorder.byTable('insert')).toEqual({ tenants: 1, orders: 1, products: 1, order_lines: 1 })
    expect(await db.knex('orders')).toHaveLength(5)
    expect(await db.knex('tenants')).toHaveLength(5)
    for (const { tenant_id, sku } of lines) expect(await db.knex('products').where({ tenant_id, sku })).toHaveLength(1)
  })

  it('gives the parent what another column of its key holds', async () => {
    const lines = await session().factory(TenantLineFactory).createBatch(3)
    expect(recorder.byTable('insert')).toEqual({ tenants: 1, orders: 1, products: 1, order_lines: 1 })
    expect(await db.knex('tenants')).toHaveLength(3)
    expect(await db.knex('orders').orderBy('tenant_id').pluck('tenant_id')).toEqual(lines.map(({ tenant_id }) => tenant_id).toSorted((a, b) => a - b))
    const tenant = await session(2).factory(TenantFactory).create()
    const own = await session(2).factory(LineFactory).create({ tenant_id: () => tenant.id })
    expect(await db.knex('orders').where({ tenant_id: tenant.id })).toMatchObject([{ number: own.order_number }])
    expect(await db.knex('products').where({ tenant_id: tenant.id })).toMatchObject([{ sku: own.sku }])
  })

  it('takes recycled rows that agree, and makes those that are missing', async () => {
    const tenants = await session().factory(TenantFactory).createBatch(2)
    const orders = await session().factory(OrderFactory).recycle(TenantFactory, tenants).createBatch(8)
    const [first] = tenants
    const products = await session().factory(ProductFactory).createBatch(4, { tenant_id: first?.id ?? 0 })
    const lines = await session().factory(LineFactory).recycle(OrderFactory, orders).recycle(ProductFactory, products).createBatch(30)
    expect(await db.knex('orders')).toHaveLength(8)
    expect(new Set(lines.map(({ order_number }) => order_number)).size).toBeGreaterThan(3)
    const other = lines.filter(({ tenant_id }) => tenant_id !== first?.id)
    expect(other.length).toBeGreaterThan(0)
    expect(await db.knex('products')).toHaveLength(4 + other.length)
    expect(recorder.byTable('insert')).toEqual({ tenants: 1, orders: 1, products: 2, order_lines: 1 })
  })

  it('recycles by query', async () => {
    await session().factory(OrderFactory).createBatch(5)
    const lines = await session(3).factory(LineFactory).recycle(OrderFactory, (query) => query).createBatch(10)
    expect(await db.knex('orders')).toHaveLength(5)
    expect(new Set(lines.map(({ tenant_id }) => tenant_id)).size).toBeGreaterThan(1)
  })

  it('gives the same rows for the same seed', async () => {
    const values = async () => (await session(9).factory(LineFactory).createBatch(4)).map(({ order_number, sku, note }) => [order_number, sku, note])
    expect(await values()).toEqual(await values())
  })

  it('keeps the parents of a row that is drawn anew', async () => {
    const receipts = await session().factory(ReceiptFactory).createBatch(3)
    expect(receipts.map(({ printed }) => printed).toSorted()).toEqual(['a', 'b', 'c'])
    expect(await db.knex('orders')).toHaveLength(3)
  })

  it('makes none for what has… and for… give, for NULL, and without parents', async () => {
    const [order] = await session().factory(OrderFactory).has('lines', 2).createBatch(1)
    expect(await db.knex('orders')).toHaveLength(1)
    const given = await session(2).factory(LineFactory).forOrder(order ?? [0, 0]).create({ sku: null })
    expect(given).toMatchObject({ tenant_id: order?.tenant_id, order_number: order?.number, sku: null })
    expect(await db.knex('orders')).toHaveLength(1)
    expect(session().factory(LineFactory).make()).toEqual({ note: expect.any(String) })
    expect(session().factory(LineFactory).withoutParents().make()).toMatchObject({ tenant_id: null, order_number: null, sku: null })
  })

  it('refuses a column that no relation has', async () => {
    await expect(session().factory(LostLineFactory).create()).rejects.toThrow('Attribute "sku" of LostLineFactory is a ProductFactory, whose key is not one column.')
    expect(await db.knex('order_lines')).toEqual([])
  })
})
