import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { pivot } from '../../src/factory/pivot.js'
import { weighted } from '../../src/factory/weighted.js'
import { DeviceFactory, LineFactory, OrderFactory } from '../support/blog-factories.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { openBlog } from '../support/open-blog.js'
import { recordStatements } from '../support/record-statements.js'

interface Person { id: number; name: string; rank: number }
interface Letter { id: number; text: string; from_id: number; to_id: number | null }
interface Club { id: number; name: string }

class PersonFactory extends Factory<Person> {
  readonly table = 'persons'
  readonly relations = {
    letters: this.hasMany(() => LetterFactory, 'from_id'),
    clubs: this.manyToMany(() => ClubFactory, pivot<{ person_id: number; club_id: number; note: string | null }>('club_person', 'person_id', 'club_id')),
  }
  definition(): Attributes<Insertable<Person>> { return { name: this.faker.person.fullName(), rank: ({ index }) => index } }
}
class LetterFactory extends Factory<Letter> {
  readonly table = 'letters'
  readonly relations = { from: this.belongsTo(() => PersonFactory, 'from_id'), to: this.belongsTo(() => PersonFactory, 'to_id') }
  definition(): Attributes<Insertable<Letter>> { return { text: this.faker.lorem.words(2), from_id: this.factory(PersonFactory) } }
}
class ClubFactory extends Factory<Club> {
  readonly table = 'clubs'
  definition(): Attributes<Insertable<Club>> { return { name: this.faker.company.name() } }
}

describe.each(targets)('recycle() on $name', (target) => {
  let db: TestDatabase
  const recorder = recordStatements()
  const open = (seed = 3) => sessionOn(db.attach({ observer: recorder.observer }), { seed })
  const clear = async () => {
    for (const table of ['club_person', 'letters', 'clubs', 'persons']) await db.knex(table).del()
  }

  beforeAll(async () => {
    db = await openTestDatabase(target)
    const { id } = db.types
    await db.run(
      `create table persons (id ${id}, name varchar(100) not null, rank int not null)`.replace('rank', '"rank"').replaceAll('"', target.engine === 'mysql' ? '`' : '"'),
      `create table clubs (id ${id}, name varchar(100) not null)`,
      `create table letters (id ${id}, text varchar(100) not null, from_id int not null, to_id int null, foreign key (from_id) references persons (id), foreign key (to_id) references persons (id))`,
      'create table club_person (person_id int not null, club_id int not null, note varchar(200) null)',
    )
  })
  beforeEach(async () => {
    await clear()
    recorder.clear()
  })
  afterAll(() => db?.drop())

  it('by query sees what stood there before the call, on every level and whatever the chunk size', async () => {
    const picks: unknown[] = []
    for (const chunkSize of [undefined, 1, 7, 'createBatch'] as const) {
      await clear()
      const session = open()
      const before = await session.factory(PersonFactory).createBatch(3)
      const chain = session.factory(PersonFactory).hasLetters(2, (letter) => letter.recycle(PersonFactory, (query) => query).state({ to_id: session.factory(PersonFactory) }))
      if (chunkSize === 'createBatch') await chain.createBatch(20)
      else await chain.insert(20, {}, { chunkSize })
      const ids = before.map(({ id }) => id)
      picks.push((await db.knex('letters').orderBy('id')).map((row) => ids.indexOf(row.to_id)))
    }
    expect(picks[0]).not.toContain(-1)
    expect(new Set(picks[0] as number[]).size).toBe(3)
    for (const other of picks) expect(other).toEqual(picks[0])
  })

  it('by query keeps the order that decides which rows a limit leaves, and takes joins', async () => {
    const session = open()
    const persons = await session.factory(PersonFactory).createBatch(10)
    await session.factory(LetterFactory).recycle(PersonFactory, (query) => query.orderBy('rank', 'desc').limit(2)).createBatch(20)
    expect(await db.knex('letters').distinct('from_id').orderBy('from_id').pluck('from_id')).toEqual(persons.slice(8).map(({ id }) => id))
    await db.knex('letters').del()
    await session.factory(LetterFactory).forFrom(persons[4]).createBatch(3)
    const joined = await session.factory(LetterFactory).recycle(PersonFactory, (query) => query.join('letters', 'letters.from_id', 'persons.id')).createBatch(5)
    expect(new Set(joined.map((letter) => letter.from_id))).toEqual(new Set([persons[4]?.id]))
  })

  it('by query is asked anew by a chain that is kept, once the table has more rows, and says nothing of rows that are not needed', async () => {
    const session = open()
    const chain = session.factory(LetterFactory).recycle(PersonFactory, (query) => query, { strategy: 'roundRobin' })
    await expect(chain.create()).rejects.toThrow('recycle(PersonFactory) was given no rows')
    expect(await chain.createBatch(0)).toEqual([])
    expect(await session.factory(PersonFactory).hasLetters(0, (letter) => letter.recycle(PersonFactory, (query) => query)).create()).toBeDefined()
    await session.factory(PersonFactory).createBatch(4)
    const used = async () => new Set((await chain.createBatch(10)).map((letter) => letter.from_id)).size
    expect(await used()).toBe(5)
    await session.factory(PersonFactory).createBatch(2)
    recorder.clear()
    expect(await used()).toBe(7)
    await used()
    expect(recorder.events.filter(({ statement }) => statement.sql.includes('recycled'))).toHaveLength(1)
  })

  it('by query shows functions the key of a row, and refuses them the rest', async () => {
    const session = open()
    await session.factory(ClubFactory).createBatch(2)
    const persons = session.factory(PersonFactory).recycle(ClubFactory, (query) => query)
    await persons.hasClubs(1, undefined, (_, club) => ({ note: `club ${club.id}` })).create()
    expect((await db.knex('club_person')).map((row) => row.note)).toEqual([expect.stringMatching(/^club \d+$/)])
    await expect(persons.hasClubs(1, undefined, (_, club) => ({ note: club.name })).create()).rejects.toThrow('"name" of a row that recycle(ClubFactory) found by query was not read')
    const byRank = session.factory(LetterFactory).recycle(PersonFactory, (query) => query, { strategy: 'weighted', weight: (person) => person.rank })
    await expect(byRank.create()).rejects.toMatchObject({ code: 'SEEDKIT_COLUMN_NOT_READ', hint: expect.stringContaining('give the rows themselves') as unknown })
  })

  it('never picks a row of no weight, and does not count it', async () => {
    const session = open()
    const clubs = await session.factory(ClubFactory).createBatch(6)
    const chain = session.factory(PersonFactory).recycle(ClubFactory, clubs, { strategy: 'weighted', weight: (club) => clubs.findIndex(({ id }) => id === club.id) })
    await chain.hasClubs(5).createBatch(4)
    const attached = await db.knex('club_person').pluck('club_id')
    expect(attached).toHaveLength(20)
    expect(attached).not.toContain(clubs[0]?.id)
    await expect(chain.hasClubs(6).create()).rejects.toThrow('PersonFactory wants 6 different rows for relation "clubs", and recycle(ClubFactory) has 5.')
    await chain.hasClubs(clubs.slice(0, 1)).hasClubs(5).create()
    expect(await db.knex('club_person')).toHaveLength(26)
  })

  it('by weight refuses weights that are none, with a hint', async () => {
    const session = open()
    const persons = await session.factory(PersonFactory).createBatch(2)
    for (const weight of [() => -1, () => Number.NaN, () => 0, () => '1' as never]) {
      await expect(session.factory(LetterFactory).recycle(PersonFactory, persons, { strategy: 'weighted', weight }).create())
        .rejects.toMatchObject({ code: 'SEEDKIT_BAD_WEIGHTS', hint: 'Let `weight` give a number for each row; 0 leaves a row out.' })
    }
  })

  it('and withoutParents() hold in a sequence item for its row, and for what it asks for', async () => {
    const session = open()
    const persons = await session.factory(PersonFactory).createBatch(2)
    const letters = await session.factory(LetterFactory).state({ to_id: session.factory(PersonFactory) })
      .sequence((letter) => letter.recycle(PersonFactory, persons), (letter) => letter.withoutParents().state({ from_id: persons[0]?.id ?? 0 })).createBatch(4)
    expect(letters.map((letter) => letter.to_id === null)).toEqual([false, true, false, true])
    expect(await db.knex('persons')).toHaveLength(2)
    const clubs = await session.factory(ClubFactory).createBatch(3)
    await session.factory(PersonFactory).sequence((person) => person.recycle(ClubFactory, clubs).hasClubs(3), {}).createBatch(2)
    expect(await db.knex('clubs')).toHaveLength(3)
    expect(await db.knex('club_person')).toHaveLength(3)
    const made = session.factory(LetterFactory).sequence((letter) => letter.withoutParents(), {}).makeBatch(2)
    expect(made.map((letter) => letter.from_id)).toEqual([null, undefined])
  })

  describe('in turn (roundRobin) below has…', () => {
    const places = (persons: readonly Person[], ids: readonly unknown[]) => ids.map((id) => persons.findIndex((person) => person.id === id))

    it.each([undefined, 1, 5, 'createBatch'] as const)('goes round exactly where the counts above are numbers: chunks of %s', async (chunkSize) => {
      const session = open()
      const some = await session.factory(PersonFactory).createBatch(4)
      const chain = (count: number) => session.factory(PersonFactory).recycle(PersonFactory, some, { strategy: 'roundRobin' })
        .hasLetters(count, (letter) => letter.state({ to_id: session.factory(PersonFactory) }))
      for (const count of [1, 3]) {
        await db.knex('letters').del()
        if (chunkSize === 'createBatch') await chain(count).createBatch(12)
        else await chain(count).insert(12, {}, { chunkSize })
        const picked = places(some, await db.knex('letters').orderBy('id').pluck('to_id'))
        expect(picked).toEqual(Array.from({ length: 12 * count }, (_, at) => at % 4))
      }
    })

    it('goes round for parents of children, and for rows that are attached', async () => {
      const session = open()
      const some = await session.factory(PersonFactory).createBatch(4)
      class Writing extends PersonFactory {
        override definition() { return { ...super.definition(), name: 'writing' } }
      }
      class Answer extends LetterFactory {
        override definition() { return { text: 'answer', from_id: this.factory(PersonFactory), to_id: this.factory(Writing) } }
      }
      class Asked extends PersonFactory {
        override readonly relations = { ...new PersonFactory(this.session).relations, answers: this.hasMany(() => Answer, 'from_id') }
      }
      const clubs = await session.factory(ClubFactory).createBatch(6)
      await session.factory(Asked).recycle(ClubFactory, clubs, { strategy: 'roundRobin' })
        .has('answers', 1, (answer) => answer.state({ to_id: session.factory(Writing).has('clubs', 2) })).createBatch(12)
      const perClub = await db.knex('club_person').groupBy('club_id').count({ n: '*' })
      expect(perClub.map((row) => Number(row['n']))).toEqual([4, 4, 4, 4, 4, 4])
      await db.knex('club_person').del()
      await session.factory(LetterFactory).forFrom((person) => person.hasLetters(8, (letter) => letter.state({ to_id: session.factory(PersonFactory) })).recycle(PersonFactory, some, { strategy: 'roundRobin' })).createBatch(2)
      expect(places(some, await db.knex('letters').whereIn('to_id', some.map(({ id }) => id)).orderBy('id').pluck('to_id'))).toEqual([0, 1, 2, 3, 0, 1, 2, 3])
    })

    it('goes round among the children of each row where a count above is drawn', async () => {
      const session = open()
      const some = await session.factory(PersonFactory).createBatch(4)
      await session.factory(PersonFactory).recycle(PersonFactory, some, { strategy: 'roundRobin' })
        .hasLetters([3, 9], (letter) => letter.state({ to_id: session.factory(PersonFactory) })).createBatch(10)
      const letters = await db.knex('letters').orderBy('id')
      for (const writer of new Set(letters.map((letter) => letter.from_id))) {
        const [first = 0, ...others] = places(some, letters.filter((letter) => letter.from_id === writer).map((letter) => letter.to_id))
        expect(others).toEqual(others.map((_, at) => (first + at + 1) % 4))
      }
      // Parents of such children start where theirs do, not all with the first row.
      const clubs = await session.factory(ClubFactory).createBatch(6)
      await session.factory(PersonFactory).recycle(ClubFactory, clubs, { strategy: 'roundRobin' })
        .hasLetters([1, 1], (letter) => letter.state({ to_id: session.factory(PersonFactory).has('clubs', 1) })).createBatch(20)
      expect(new Set(await db.knex('club_person').pluck('club_id')).size).toBeGreaterThan(3)
    })

    it('goes round for children of rows that are found or made', async () => {
      const session = open()
      const some = await session.factory(PersonFactory).createBatch(4)
      await session.factory(PersonFactory).recycle(PersonFactory, some, { strategy: 'roundRobin' })
        .hasLetters(1, (letter) => letter.state({ to_id: session.factory(PersonFactory) })).upsert(Array.from({ length: 8 }, (_, at) => ({ name: `new ${at}` })), 'name')
      expect(places(some, await db.knex('letters').orderBy('id').pluck('to_id'))).toEqual([0, 1, 2, 3, 0, 1, 2, 3])
    })
  })

  describe('and has…', () => {
    it('keep shares of weighted() after another has… of the relation whose count is drawn', async () => {
      for (const seed of [1, 2, 3]) {
        await clear()
        await open(seed).factory(PersonFactory).hasLetters([0, 3], { text: 'a' }).hasLetters(weighted([[0.5, 0], [0.5, 10]]), { text: 'b' }).createBatch(60)
        expect(await db.knex('letters').where({ text: 'b' })).toHaveLength(300)
      }
    })

    it.each([undefined, 1, 7])('keep them over a level below, where the counts above are numbers: chunks of %s', async (chunkSize) => {
      class ClubWithPersons extends ClubFactory {
        readonly relations = { persons: this.manyToMany(() => PersonFactory, pivot<{ person_id: number; club_id: number }>('club_person', 'club_id', 'person_id')) }
      }
      await open(6).factory(ClubWithPersons).hasPersons(3, (person) => person.hasLetters(weighted([[0.9, 0], [0.1, 10]]))).insert(40, {}, { chunkSize })
      expect(await db.knex('letters')).toHaveLength(120)
    })

    it('give shared parents paths that do not depend on has… of other relations, and one of each sequence item its own', async () => {
      const editor = async (change: (person: PersonFactory) => PersonFactory) => {
        await clear()
        const person = await change(open(5).factory(PersonFactory) as never).has('letters', 1, (letter) => letter.forTo()).create()
        return (await db.knex('persons').whereNot({ id: person.id }))[0]?.name
      }
      expect(await editor((person) => person.has('clubs', 0))).toBe(await editor((person) => person))
      await clear()
      await open(5).factory(LetterFactory).sequence((letter) => letter.forFrom(), (letter) => letter.forFrom()).createBatch(4)
      const names = await db.knex('persons').pluck('name')
      expect(names).toHaveLength(2)
      expect(new Set(names).size).toBe(2)
    })
  })
})

describe.each(targets)('recycle() in turn on $name', (target) => {
  const blog = openBlog(target)

  it('goes round for parents with composite keys that children have', async () => {
    class OwnOrder extends OrderFactory {
      override definition() { return { tenant_id: 7, number: this.faker.number.int(1_000_000), customer: this.factory(DeviceFactory) } }
    }
    class OwnLine extends LineFactory {
      override readonly relations = { order: this.belongsTo(() => OwnOrder, ['tenant_id', 'order_number']) } as never
      override definition() { return { tenant_id: this.factory(OwnOrder), order_number: this.factory(OwnOrder), product: 'p' } as never }
    }
    class Seller extends DeviceFactory {
      override readonly relations = { ...new DeviceFactory(this.session).relations, lines: this.hasMany(() => OwnLine, 'product') }
    }
    const devices = await blog.session().factory(DeviceFactory).createBatch(3)
    await blog.session().factory(Seller).recycle(DeviceFactory, devices, { strategy: 'roundRobin' }).has('lines', 1).createBatch(9)
    const lines = await blog.rows('order_lines')
    const orders = await blog.rows('orders', 'number')
    const customers = lines.map((line) => orders.find((order) => order['number'] === line['order_number'])?.['customer'])
    expect(customers.map((id) => devices.findIndex((device) => device.id === id))).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2])
  })
})
