import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'

interface Faculty { tenant: number; no: number; head: number | null }
interface Teacher { tenant: number; no: number; faculty: number | null }
interface Node { tenant: number; no: number; up: number | null }
interface Office { code: string; chief: number }
interface Clerk { id: number; office: string; name: string }

function faculties(prefix: string, tenant: number) {
  class FacultyFactory extends Factory<Faculty> {
    readonly table = `${prefix}faculties`
    override readonly primaryKey = ['tenant', 'no'] as const
    readonly relations = { chief: this.belongsTo(() => TeacherFactory, ['tenant', 'head']) }
    definition(): Attributes<Insertable<Faculty>> { return { tenant, no: ({ index }) => index + 1, head: this.factory(TeacherFactory) } }
  }
  class TeacherFactory extends Factory<Teacher> {
    readonly table = `${prefix}teachers`
    override readonly primaryKey = ['tenant', 'no'] as const
    readonly relations = { home: this.belongsTo(() => FacultyFactory, ['tenant', 'faculty']) }
    definition(): Attributes<Insertable<Teacher>> { return { tenant, no: ({ index }) => index + 101, faculty: this.factory(FacultyFactory) } }
  }
  return { FacultyFactory, TeacherFactory }
}
class NodeFactory extends Factory<Node> {
  readonly table: string = 'free_nodes'
  override readonly primaryKey = ['tenant', 'no'] as const
  readonly relations = { parent: this.belongsTo(() => NodeFactory, ['tenant', 'up']) }
  definition(): Attributes<Insertable<Node>> { return { tenant: 1, no: () => this.faker.number.int(1_000_000_000), up: this.factory(NodeFactory) } }
}
class StrictNodeFactory extends NodeFactory {
  override readonly table: string = 'strict_nodes'
  override definition(): Attributes<Insertable<Node>> { return { ...super.definition(), up: this.factory(StrictNodeFactory) } }
}
/** Few codes: rows collide and are drawn anew, keys and all. */
class OfficeFactory extends Factory<Office> {
  readonly table = 'offices'
  override readonly primaryKey = 'code'
  definition(): Attributes<Insertable<Office>> { return { code: this.faker.string.alpha({ length: 1, casing: 'upper' }), chief: this.factory(ClerkFactory) } }
}
class ClerkFactory extends Factory<Clerk> {
  readonly table = 'clerks'
  definition(): Attributes<Insertable<Clerk>> { return { office: this.factory(OfficeFactory), name: this.faker.person.fullName() } }
}

const variants = [
  { prefix: 'open_', head: '', faculty: '' },
  { prefix: 'head_', head: ' not null', faculty: '' },
  { prefix: 'faculty_', head: '', faculty: ' not null' },
  { prefix: 'strict_', head: ' not null', faculty: ' not null' },
] as const

describe.each(targets)('composite keys in circles on $name', (target) => {
  let db: TestDatabase
  const session = (seed = 1) => sessionOn(db.attach(), { seed })
  const { engine } = target

  beforeAll(async () => {
    db = await openTestDatabase(target)
    const references = async (table: string, columns: string, to: string) => {
      if (engine !== 'sqlite') await db.run(`alter table ${table} add foreign key (${columns}) references ${to}`)
    }
    const inline = (columns: string, to: string) => (engine === 'sqlite' ? `, foreign key (${columns}) references ${to}` : '')
    for (const { prefix, head, faculty } of variants) {
      await db.run(
        `create table ${prefix}faculties (tenant int not null, no int not null, head int${head}, primary key (tenant, no)${inline('tenant, head', `${prefix}teachers (tenant, no)`)})`,
        `create table ${prefix}teachers (tenant int not null, no int not null, faculty int${faculty}, primary key (tenant, no)${inline('tenant, faculty', `${prefix}faculties (tenant, no)`)})`,
      )
      await references(`${prefix}faculties`, 'tenant, head', `${prefix}teachers (tenant, no)`)
      await references(`${prefix}teachers`, 'tenant, faculty', `${prefix}faculties (tenant, no)`)
    }
    await db.run(
      `create table free_nodes (tenant int not null, no int not null, up int, primary key (tenant, no)${inline('tenant, up', 'free_nodes (tenant, no)')})`,
      `create table strict_nodes (tenant int not null, no int not null, up int not null, primary key (tenant, no)${inline('tenant, up', 'strict_nodes (tenant, no)')})`,
      `create table clerks (id ${db.types.id}, office varchar(8) not null, name varchar(100) not null, unique (office, id)${inline('office', 'offices (code)')})`,
      `create table offices (code varchar(8) primary key not null, chief int not null${inline('code, chief', 'clerks (office, id)')})`,
    )
    await references('free_nodes', 'tenant, up', 'free_nodes (tenant, no)')
    await references('strict_nodes', 'tenant, up', 'strict_nodes (tenant, no)')
    await references('clerks', 'office', 'offices (code)')
    await references('offices', 'code, chief', 'clerks (office, id)')
  })
  beforeEach(async () => {
    const tables = [...variants.flatMap(({ prefix }) => [`${prefix}faculties`, `${prefix}teachers`]), 'free_nodes', 'strict_nodes', 'clerks', 'offices']
    if (engine === 'postgres') return db.run(`truncate ${tables.join(', ')} cascade`)
    await db.knex.transaction(async (trx) => {
      await trx.raw(engine === 'sqlite' ? 'pragma defer_foreign_keys = on' : 'set foreign_key_checks = 0')
      for (const table of tables) await trx(table).del()
      if (engine === 'mysql') await trx.raw('set foreign_key_checks = 1')
    })
  })
  afterAll(() => db?.drop())

  describe.each(variants)('$prefix', ({ prefix }) => {
    it.each(['createBatch', 'insert'] as const)('are closed by %s from both sides', async (method) => {
      const { FacultyFactory } = faculties(prefix, 7)
      await session().factory(FacultyFactory)[method](3)
      expect(await db.knex(`${prefix}faculties`).orderBy('no')).toEqual([1, 2, 3].map((no) => ({ tenant: 7, no, head: no + 100 })))
      expect(await db.knex(`${prefix}teachers`).orderBy('no')).toEqual([1, 2, 3].map((no) => ({ tenant: 7, no: no + 100, faculty: no })))
      const { TeacherFactory } = faculties(prefix, 8)
      await session().factory(TeacherFactory)[method](2)
      expect(await db.knex(`${prefix}teachers`).where({ tenant: 8 }).orderBy('no')).toEqual([101, 102].map((no) => ({ tenant: 8, no, faculty: no - 100 })))
    })
  })

  it.each(['createBatch', 'insert'] as const)('end within one table with NULL, or with the row itself: %s', async (method) => {
    await session().factory(NodeFactory)[method](3)
    expect(await db.knex('free_nodes').whereNull('up')).toHaveLength(3)
    expect(await db.knex('free_nodes')).toHaveLength(6)
    await session().factory(StrictNodeFactory)[method](3)
    const nodes: readonly Node[] = await db.knex('strict_nodes')
    expect(nodes).toHaveLength(6)
    expect(nodes.filter(({ no, up }) => no === up)).toHaveLength(3)
  })

  it('hold where rows of the circle are drawn anew, the same on every engine', async () => {
    const pairs = async () => (await db.knex('offices as o').join('clerks as c', 'c.id', 'o.chief').select('o.code', 'c.office', 'c.name').orderBy('o.code')).map((row) => ({ ...row }))
    await session(5).factory(OfficeFactory).createBatch(12)
    const batch = await pairs()
    expect(batch).toHaveLength(12)
    expect(batch.every((row) => row.code === row.office)).toBe(true)
    const clean = engine === 'postgres' ? 'truncate offices, clerks cascade' : undefined
    if (clean !== undefined) await db.run(clean)
    else await db.knex.transaction(async (trx) => {
      await trx.raw(engine === 'sqlite' ? 'pragma defer_foreign_keys = on' : 'set foreign_key_checks = 0')
      for (const table of ['offices', 'clerks']) await trx(table).del()
      if (engine === 'mysql') await trx.raw('set foreign_key_checks = 1')
    })
    await session(5).factory(OfficeFactory).insert(12)
    expect(await pairs()).toEqual(batch)
  })
})
