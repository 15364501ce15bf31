import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'

const first = 2n ** 53n + 1n

interface Parent { id: bigint; name: string; role: string }
interface Child { id: number; parent_id: bigint; note: string }
class ParentFactory extends Factory<Parent> {
  readonly table = 'wide_parents'
  readonly relations = { children: this.hasMany(() => ChildFactory, 'parent_id') }
  definition({ index }: { readonly index: number }) {
    return { id: first + BigInt(index), name: `p${index}`, role: 'member' }
  }
}
class ChildFactory extends Factory<Child> {
  readonly table = 'wide_children'
  readonly relations = { parent: this.belongsTo(() => ParentFactory, 'parent_id') }
  definition() {
    return { parent_id: this.factory(ParentFactory), note: 'n' }
  }
}

/** SQLite holds 64 bits in any column of integers. */
const cases = targets.flatMap((target) => (target.engine === 'sqlite' ? ['integer', 'int', 'bigint', 'numeric(20)'] : ['bigint']).map((type) => ({ target, name: target.name, type })))

describe.each(cases)('keys beyond 2^53, $type, on $name', ({ target, type }) => {
  let db: TestDatabase
  const session = () => sessionOn(db.attach(), { seed: 1 })
  const parents = () => session().factory(ParentFactory)
  const children = () => session().factory(ChildFactory)
  const text = (column: string) => db.knex.raw(target.engine === 'mysql' ? `cast(${column} as char) as v` : `cast(${column} as text) as v`)
  const stored = async (column: string, table: string) => (await db.knex(table).select(text(column)).orderBy('id')).map((row: { v: unknown }) => String(row.v))
  const parentsOf = async () => (await db.knex('wide_children').join('wide_parents', 'wide_parents.id', 'parent_id').select('name').orderBy('wide_children.id')).map((row: { name: string }) => row.name)
  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(
      `create table wide_parents (id ${type} not null primary key, name varchar(20) unique, role varchar(20))`,
      `create table wide_children (id ${target.types.id}, parent_id ${type} not null, note varchar(20), foreign key (parent_id) references wide_parents (id))`,
    )
  })
  beforeEach(async () => {
    await db.knex('wide_children').del()
    await db.knex('wide_parents').del()
  })
  afterAll(() => db?.drop())
  const value = (id: bigint) => (type === 'numeric(20)' ? String(id) : id)

  it('come back whole, and children point at the right parent', async () => {
    const made = await parents().hasChildren(1).createBatch(4)
    expect(made.map(({ id }) => id)).toEqual([0n, 1n, 2n, 3n].map((at) => first + at))
    expect(await stored('id', 'wide_parents')).toEqual(made.map(({ id }) => String(id)))
    expect(await stored('parent_id', 'wide_children')).toEqual(made.map(({ id }) => String(id)))
  })

  it('find, update and recycle the right row', async () => {
    await parents().createBatch(4)
    const found = await parents().firstOrCreate({ name: 'p1' })
    expect(found.id).toEqual(value(first + 1n))
    await children().forParent(found).create()
    await children().recycle(ParentFactory, (query) => query.where({ name: 'p3' })).createBatch(2)
    await children().recycle(ParentFactory, (query) => query.where({ name: 'p3' })).insert(2)
    expect(await parentsOf()).toEqual(['p1', 'p3', 'p3', 'p3', 'p3'])
    await parents().updateOrCreate({ name: 'p1' }, { role: 'admin' })
    await parents().upsert([{ id: first + 2n, role: 'guest' }, { id: first + 3n, role: 'guest' }], 'id')
    expect(await db.knex('wide_parents').orderBy('name').pluck('role')).toEqual(['member', 'admin', 'guest', 'guest'])
  })

  it('are seen whole by hooks', async () => {
    const seen: unknown[] = []
    await parents().afterCreate((row) => void seen.push(row.id)).insert(2)
    expect(seen).toEqual([first, first + 1n])
  })
})

describe.each(targets.filter(({ engine }) => engine === 'sqlite'))('row numbers beyond 2^53 on $name', (target) => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(
      'create table wide_parents (id integer primary key, name varchar(20), role varchar(20))',
      'create table wide_children (id integer primary key, parent_id integer not null references wide_parents (id), note varchar(20))',
      `insert into wide_parents values (${first}, 'old', 'old')`,
    )
  })
  afterAll(() => db?.drop())

  it('that SQLite counts up are exact', async () => {
    class CountedFactory extends ParentFactory {
      override definition({ index }: { readonly index: number }) {
        return { id: undefined as unknown as bigint, name: `p${index}`, role: 'member' }
      }
    }
    const counted = () => sessionOn(db.attach(), { seed: 1 }).factory(CountedFactory)
    const made = await counted().hasChildren(1).createBatch(3)
    expect(made.map(({ id }) => id)).toEqual([1n, 2n, 3n].map((at) => first + at))
    await counted().hasChildren(1).insert(50)
    const counts = await db.knex('wide_parents').leftJoin('wide_children', 'wide_parents.id', 'parent_id').groupBy('wide_parents.id').count('wide_children.id as n').orderBy('wide_parents.id')
    expect(counts.map(({ n }) => n)).toEqual([0, ...Array.from({ length: 53 }, () => 1)])
  })
})
