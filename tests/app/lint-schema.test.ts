import { afterEach, describe, expect, it } from 'vitest'
import { CommentFactory } from '../../examples/blog/database/factories/CommentFactory.js'
import { CourseFactory } from '../../examples/university/database/factories/CourseFactory.js'
import { DepartmentFactory } from '../../examples/university/database/factories/DepartmentFactory.js'
import { StudentFactory } from '../../examples/university/database/factories/StudentFactory.js'
import { TeacherFactory } from '../../examples/university/database/factories/TeacherFactory.js'
import { createSchema } from '../../examples/university/schema.js'
import { Factory } from '../../src/factory/factory.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { lintClasses } from './support/lint-classes.js'

type Row = Record<string, unknown>

const key = (column: string): never => column as never

/** What the row type would say is not what is looked at here. */
abstract class Any extends Factory<any, any> {
  abstract override readonly table: any
  override readonly primaryKey: any = 'id'
}

let db: TestDatabase
const tests = (name: string, engines: readonly string[], body: (target: (typeof targets)[number]) => Promise<void>) =>
  it.each(targets.filter(({ engine }) => engines.includes(engine)))(`${name}, on $name`, async (target) => {
    db = await openTestDatabase(target)
    await body(target)
  })
const ALL = ['sqlite', 'postgres', 'mysql']

afterEach(() => db?.drop())

describe('lint of', () => {
  tests('the examples finds nothing, circles of keys included', ALL, async () => {
    await createSchema(db.knex)
    expect((await lintClasses(db, [DepartmentFactory, TeacherFactory, CourseFactory, StudentFactory])).findings).toEqual([])
    expect((await lintClasses(db, [DepartmentFactory, TeacherFactory, CourseFactory, StudentFactory, CommentFactory])).short).toEqual(['error missing-table CommentFactory'])
  })

  tests('keys that COMMIT would check, names the state and lets the next one be', ['sqlite', 'postgres'], async () => {
    await db.run(
      `create table boxes (id ${db.types.id}, name varchar(20))`,
      `create table things (id ${db.types.id}, box_id int, constraint things_box foreign key (box_id) references boxes (id) deferrable initially deferred)`,
    )
    class Boxes extends Any {
      override readonly table: any = 'boxes'
      readonly relations = { things: this.hasMany(() => Things, key('box_id')) }
      definition(): Row { return { name: 'b' } }
    }
    class Things extends Any {
      override readonly table: any = 'things'
      definition(): Row { return { box_id: this.factory(Boxes) } }
      lost() { return this.state({ box_id: 4711 }) }
      late() {
        // Its box comes after it.
        return this.state({ box_id: 99 }).afterCreate(async (_: unknown, { session }: any) => void (await session.factory(Boxes).create({ id: 99 })))
      }
    }
    const { findings, short } = await lintClasses(db, [Things, Boxes])
    expect(short).toEqual(['error creation Things.lost'])
    expect(findings[0]?.message).toMatch(/^Things\.lost\(\) cannot be created: .* of table "things" points at no row of table "boxes" at the end of the transaction\.$/)
    if (db.target.engine === 'postgres') expect(findings[0]).toMatchObject({ table: 'things', constraint: 'things_box' })
    expect(await db.knex('things').select()).toEqual([])
  })

  tests('keys of rows that pointed at nothing before is none of it', ['sqlite'], async () => {
    await db.run(
      'create table boxes (id integer primary key)', 'create table things (id integer primary key, box_id int references boxes deferrable initially deferred)',
      'pragma foreign_keys = off', 'insert into things values (1, 77)', 'pragma foreign_keys = on',
    )
    class Things extends Any {
      override readonly table: any = 'things'
      definition(): Row { return { box_id: null } }
    }
    expect((await lintClasses(db, [Things])).findings).toEqual([])
  })

  tests('deferred unique keys too', ['postgres'], async () => {
    await db.run('create table seats (id serial primary key, place int not null, unique (place) deferrable initially deferred)', 'insert into seats (place) values (1)')
    class Seats extends Any {
      override readonly table: any = 'seats'
      definition(): Row { return { place: 2 } }
      first() { return this.afterCreate(async (_: unknown, { session }: any) => void (await session.db('seats').insert({ place: 1 }))) }
    }
    const { short, findings } = await lintClasses(db, [Seats])
    expect(short).toEqual(['error creation Seats.first'])
    expect(findings[0]?.message).toContain('duplicate key value violates unique constraint')
  })

  tests('enums, sets of words, arrays, domains', ['postgres'], async () => {
    await db.run(
      `create type mood as enum ('sad', 'ok')`, `create domain grade as int check (value in (1, 2, 3))`, `create domain code as varchar(3)`,
      'create table moods (id serial primary key, mood mood not null, past mood[], grade grade, codes code[], price numeric(4, 1))',
    )
    class Moods extends Any {
      override readonly table: any = 'moods'
      definition(): Row { return { mood: 'ok', past: ['sad'], grade: 2, codes: ['abc'], price: 99.9 } }
      happy() { return this.state({ mood: 'happy' }) }
      wasHappy() { return this.state({ past: ({ index }: any) => (index < 2 ? ['ok'] : ['ok', 'happy']) }) }
      failed() { return this.state({ grade: 5 }) }
      long() { return this.state({ codes: ({ index }: any) => (index < 2 ? [] : ['ab', 'abcd']) }) }
      dear() { return this.state({ price: ({ index }: any) => (index < 2 ? '1.25' : 1000) }) }
    }
    const { short, findings } = await lintClasses(db, [Moods])
    expect(short).toEqual(['error word Moods.happy mood', 'error word Moods.wasHappy past', 'error word Moods.failed grade', 'error length Moods.long codes', 'error type Moods.dear price'])
    expect(findings[0]?.message).toBe('Moods.happy() gives "happy" for "mood", which takes sad, ok.')
    expect(findings[3]?.message).toMatch(/gives 4 characters for "codes" .*, which takes 3 at most \(row 3\)\.$/)
  })

  tests('enums by letters as the database compares them', ['mysql'], async () => {
    await db.run(`create table moods (id int auto_increment primary key, mood enum('sad', 'ok') not null, n enum('1', '2'))`)
    class Moods extends Any {
      override readonly table: any = 'moods'
      definition(): Row { return { mood: 'OK', n: 2 } }
      happy() { return this.state({ mood: 'happy' }) }
    }
    expect((await lintClasses(db, [Moods])).short).toEqual(['error word Moods.happy mood'])
  })

  tests('a table whose trigger gives what the factory leaves out', ALL, async ({ engine }) => {
    await db.run(`create table notes (id ${db.types.id}, body varchar(20) not null, slug varchar(20) not null ${engine === 'sqlite' ? `default ''` : ''})`)
    if (engine === 'postgres') {
      await db.run(
        `create function slugify() returns trigger language plpgsql as 'begin new.slug := lower(new.body); return new; end'`,
        'create trigger slugs before insert on notes for each row execute function slugify()',
      )
    }
    if (engine === 'mysql') await db.run('create trigger slugs before insert on notes for each row set new.slug = lower(new.body)')
    class Notes extends Any {
      override readonly table: any = 'notes'
      definition(): Row { return { body: 'Ada' } }
    }
    expect((await lintClasses(db, [Notes])).findings).toEqual([])
  })

  tests('a view, and tables in schemas of their own', ['postgres', 'mysql'], async ({ engine }) => {
    const other = await openTestDatabase(db.target)
    try {
      await other.run(`create table people (id ${other.types.id}, name varchar(20) not null)`)
      await db.run(
        `create table people (id ${db.types.id}, nick varchar(20) not null, friend_id int, constraint friends foreign key (friend_id) references ${other.quote(other.schema)}.people (id))`,
        'create view names as select id, nick from people',
      )
      class There extends Any {
        override readonly table: any = { schema: other.schema, name: 'people' }
        definition(): Row { return { name: 'Ada' } }
      }
      class Here extends Any {
        override readonly table: any = 'people'
        readonly relations: any = { friend: this.belongsTo(() => There, key('friend_id')) }
        definition(): Row { return { nick: 'A', friend_id: this.factory(There) } }
      }
      class Lonely extends Any {
        override readonly table: any = { schema: db.schema, name: 'people' }
        definition(): Row { return { nick: 'A' } }
      }
      class Names extends Any {
        override readonly table: any = 'names'
        definition(): Row { return { id: 77, nick: 'A' } }
        bad() { return this.state({ name: 'A' }) }
      }
      class Nowhere extends Any {
        override readonly table: any = { schema: 'no_such_schema', name: 'people' }
        definition(): Row { return {} }
      }
      expect((await lintClasses(db, [There, Here])).findings).toEqual([])
      const { short, findings } = await lintClasses(db, [Lonely, There, Names, Nowhere])
      expect(short).toEqual(['warning foreign-key Lonely friend_id', 'error unknown-column Names.bad name', 'error missing-table Nowhere'])
      expect(findings[0]).toMatchObject({ constraint: 'friends', message: `Foreign key "friends" of table "${db.schema}.people" (friend_id) to "${other.schema}.people" has no relation in Lonely.` })
      if (engine === 'mysql') expect(await other.knex('people').select()).toEqual([])
    } finally {
      await db.run('drop view names', 'drop table people')
      await other.drop()
    }
  })

  tests('composite keys, whole or in part', ALL, async () => {
    await db.run(
      `create table tenants (id int not null primary key)`,
      `create table orders (tenant_id int not null, number int not null, primary key (tenant_id, number), constraint orders_tenant foreign key (tenant_id) references tenants (id))`,
      `create table order_rows (id ${db.types.id}, tenant_id int not null, number int not null, constraint rows_order foreign key (tenant_id, number) references orders (tenant_id, number),
        constraint rows_tenant foreign key (tenant_id) references tenants (id))`,
    )
    class Tenants extends Any {
      override readonly table: any = 'tenants'
      definition(): Row { return { id: this.faker.number.int(1e9) } }
    }
    class Orders extends Any {
      override readonly table: any = 'orders'
      override readonly primaryKey: any = ['number', 'tenant_id']
      readonly relations: any = { tenant: this.belongsTo(() => Tenants, key('tenant_id')) }
      definition(): Row { return { tenant_id: this.factory(Tenants), number: this.faker.number.int(1e6) } }
    }
    class Lines extends Any {
      override readonly table: any = 'order_rows'
      readonly relations: any = { order: this.belongsTo(() => Orders, ['number', 'tenant_id'] as any), tenant: this.belongsTo(() => Tenants, key('tenant_id')) }
      definition(): Row { return {} }
      override configure() { return (this as any).for('order') }
    }
    class OneKey extends Lines {
      override readonly relations: any = { order: this.belongsTo(() => Orders, ['number', 'tenant_id'] as any) }
    }
    class Wrong extends Lines {
      override readonly relations: any = { order: this.belongsTo(() => Orders, key('number')), tenant: this.belongsTo(() => Tenants, key('tenant_id')) }
      override configure() { return this }
    }
    expect((await lintClasses(db, [Tenants, Orders, Lines])).findings).toEqual([])
    expect((await lintClasses(db, [Tenants, Orders, OneKey])).short).toEqual(['warning foreign-key OneKey tenant_id'])
    const { short, findings } = await lintClasses(db, [Tenants, Orders, Wrong])
    expect(short).toEqual(['error relation Wrong', 'error missing-value Wrong tenant_id', 'error missing-value Wrong number', 'warning foreign-key Wrong tenant_id+number'])
    expect(findings[3]?.fix).toBe(`Add it to relations: orders: this.belongsTo(() => Orders, ['tenant_id', 'number']).`)
  })

  tests('a key that is not that of the parent’s factory, filled by rows that an attribute makes', ALL, async () => {
    await db.run(
      `create table lands (id ${db.types.id}, code varchar(9) not null unique)`,
      `create table towns (id ${db.types.id}, land varchar(9) not null, constraint towns_land foreign key (land) references lands (code))`,
    )
    class Lands extends Any {
      override readonly table: any = 'lands'
      definition(): Row { return { code: this.faker.string.alpha(8) } }
    }
    class Towns extends Any {
      override readonly table: any = 'towns'
      definition(): Row { return { land: async ({ session }: any) => (await session.factory(Lands).create()).code } }
    }
    class Related extends Towns {
      override definition(): Row { return {} }
    }
    expect((await lintClasses(db, [Lands, Towns])).findings).toEqual([])
    expect((await lintClasses(db, [Lands, Related])).short).toEqual(['error missing-value Related land', 'warning foreign-key Related land'])
  })

  tests('a connection that breaks ends, and nothing is left', ['postgres', 'mysql'], async ({ engine }) => {
    await db.run(`create table teams (id ${db.types.id}, name varchar(20) not null)`)
    class Teams extends Any {
      override readonly table: any = 'teams'
      definition(): Row { return { name: 't' } }
      broken() {
        return this.afterCreate(async (_: unknown, { session }: any) => void (await session.db.raw(engine === 'postgres' ? 'select pg_terminate_backend(pg_backend_pid())' : 'kill connection_id()')))
      }
    }
    await expect(lintClasses(db, [Teams])).rejects.toMatchObject({ message: expect.any(String) })
    expect(await db.knex('teams').select()).toEqual([])
  })
})
