import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { pivot } from '../../src/factory/pivot.js'
import type { Session } from '../../src/factory/session.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { recordStatements } from '../support/record-statements.js'

interface Tag { id: number; label: string; made_by: number | null }
interface Author { id: number; name: string }
interface AuthorTag { author_id: number | null; tag_id: number | null; note: string | null }
interface Badge { code: Buffer; label: string }
interface AuthorBadge { author_id: number; badge: Buffer }
interface Slot { room: number; starts: Date }
interface AuthorSlot { author_id: number; room: number; starts: Date }

class TagFactory extends Factory<Tag> {
  readonly table = 'tags'
  readonly relations = { authors: this.manyToMany(() => AuthorFactory, pivot<AuthorTag>('author_tag', 'tag_id', 'author_id')) }
  definition(): Attributes<Insertable<Tag>> { return { label: this.faker.lorem.word() } }
}
class BadgeFactory extends Factory<Badge> {
  readonly table = 'badges'
  override readonly primaryKey = 'code'
  definition(): Attributes<Insertable<Badge>> { return { code: ({ index }) => Buffer.from([0xff, 0x80 + index]), label: 'b' } }
}
class SlotFactory extends Factory<Slot> {
  readonly table = 'slots'
  override readonly primaryKey = ['room', 'starts'] as const
  definition(): Attributes<Insertable<Slot>> { return { room: 1, starts: ({ index }) => new Date(Date.UTC(2025, 0, 1) + index) } }
}
class DraftFactory extends Factory<{ id: number; author_id: number }> {
  readonly table = 'drafts'
  definition(): Attributes<{ author_id: number }> { return { author_id: this.factory(AuthorFactory) } }
}
class AuthorFactory extends Factory<Author> {
  readonly table = 'authors'
  readonly relations = {
    drafts: this.hasMany(() => DraftFactory, 'author_id'),
    profile: this.hasOne(() => DraftFactory, 'author_id'),
    tags: this.manyToMany(() => TagFactory, pivot<AuthorTag>('author_tag', 'author_id', 'tag_id')),
    badges: this.manyToMany(() => BadgeFactory, pivot<AuthorBadge>('author_badge', 'author_id', 'badge')),
    slots: this.manyToMany(() => SlotFactory, pivot<AuthorSlot>('author_slot', 'author_id', ['room', 'starts'])),
    ownTags: this.hasMany(() => TagFactory, 'made_by'),
  }
  definition(): Attributes<Insertable<Author>> { return { name: this.faker.person.fullName() } }
}

describe.each(targets)('pairs on $name', (target) => {
  let db: TestDatabase
  let session: Session
  const recorder = recordStatements()
  const authors = () => session.factory(AuthorFactory)
  const count = async (table: string) => (await db.knex(table)).length

  beforeAll(async () => {
    db = await openTestDatabase(target)
    const { id } = db.types
    const [bytes, moment] = { sqlite: ['blob', 'datetime'], postgres: ['bytea', 'timestamptz'], mysql: ['varbinary(8)', 'datetime(3)'] }[target.engine]
    await db.run(
      `create table authors (id ${id}, name varchar(100) not null)`,
      `create table tags (id ${id}, label varchar(100) not null, made_by int null)`,
      'create table author_tag (author_id int null, tag_id int null, note varchar(5) null)',
      `create table badges (code ${bytes} primary key not null, label varchar(10) not null)`,
      `create table author_badge (author_id int not null, badge ${bytes} not null)`,
      `create table slots (room int not null, starts ${moment} not null, primary key (room, starts))`,
      `create table author_slot (author_id int not null, room int not null, starts ${moment} not null)`,
    )
  })
  beforeEach(async () => {
    for (const table of ['authors', 'tags', 'author_tag', 'badges', 'author_badge', 'slots', 'author_slot']) await db.knex(table).del()
    session = sessionOn(db.attach({ observer: recorder.observer }), { seed: 3 })
    recorder.clear()
  })
  afterAll(() => db?.drop())

  it('are told apart by every byte of their keys', async () => {
    const badges = await session.factory(BadgeFactory).createBatch(5)
    await authors().hasBadges(badges).createBatch(3)
    expect(await count('author_badge')).toBe(15)
    await authors().recycle(BadgeFactory, badges).hasBadges(5).create()
    expect(await count('author_badge')).toBe(20)
  })

  it.each([undefined, 1, 7])('of made rows are written beside children in the same table, whichever comes first: chunks of %s', async (chunkSize) => {
    await authors().has('ownTags', 2).has('tags', 3).has('ownTags', 1).insert(4, undefined, { chunkSize })
    await authors().has('tags', 1).has('ownTags', 2).has('tags', 2).createBatch(4)
    const pairs = await db.knex('author_tag').join('tags', 'tags.id', 'author_tag.tag_id').whereNull('made_by').groupBy('author_id').orderBy('author_id').select('author_id').count({ n: '*' })
    const owned = await db.knex('tags').whereNotNull('made_by').groupBy('made_by').orderBy('made_by').select('made_by').count({ n: '*' })
    expect(pairs.map(({ n }) => Number(n))).toEqual(Array.from({ length: 8 }, () => 3))
    expect(owned.map(({ n }) => Number(n))).toEqual([3, 3, 3, 3, 2, 2, 2, 2])
    expect([await count('tags'), await count('author_tag')]).toEqual([44, 24])
  })
  it('are told apart by every millisecond of their keys', async () => {
    const slots = await session.factory(SlotFactory).createBatch(5)
    await authors().hasSlots(slots).createBatch(2)
    expect(await count('author_slot')).toBe(10)
  })

  it('draw from a stream of their own, whether rows are given, recycled or made', async () => {
    const tags = await session.factory(TagFactory).createBatch(4)
    const note = (_: unknown, __: unknown, ___: unknown, { faker }: { faker: { string: { alpha(length: number): string } } }) => ({ note: faker.string.alpha(5) })
    await authors().hasTags(tags.slice(0, 2), undefined, note).hasTags(tags.slice(2), undefined, note).hasTags(2, undefined, note).create()
    const notes = (await db.knex('author_tag')).map((row) => row.note)
    expect(new Set(notes).size).toBe(6)
  })

  it('need keys of the rows that are given, and say so before anything is inserted', async () => {
    await expect(authors().hasTags([{ label: 'a' }, { label: 'b' }] as never).create()).rejects.toMatchObject({
      code: 'SEEDKIT_ATTACHED_WITHOUT_KEY',
      message: 'A row given for relation "tags" of AuthorFactory has no "id".',
    })
    expect(recorder.count('insert')).toBe(0)
  })

  it('refuse promises, factories and functions as values, and what is no attributes', async () => {
    const promise = Promise.resolve('x')
    await expect(authors().hasTags(1, undefined, { note: promise } as never).create()).rejects.toThrow('Pivot attribute "note" of relation "tags" of AuthorFactory is a promise or a factory.')
    await expect(authors().hasTags(1, undefined, { note: session.factory(TagFactory) } as never).create()).rejects.toThrow('is a promise or a factory')
    await expect(authors().hasTags(1, undefined, { note: () => 'x' } as never).create()).rejects.toThrow('is a function')
    await expect(authors().hasTags(1, undefined, (async () => ({ note: 'x' })) as never).create()).rejects.toThrow('a promise instead of attributes')
    await expect(authors().hasTags(1, undefined, (() => undefined) as never).create()).rejects.toThrow('undefined instead of attributes')
    await expect(authors().hasTags(1, undefined, [() => ({ note: 'x' })] as never).create()).rejects.toThrow('a pivot row of relation "tags" gives a function')
    expect(await count('author_tag')).toBe(0)
    expect(await count('authors')).toBe(0)
  })

  it('start their list of values anew with every has… and for every row', async () => {
    const notes = async () => (await db.knex('author_tag').orderBy(['author_id', 'tag_id'])).map((row) => row.note)
    await authors().hasTags(3, undefined, [{ note: 'a' }, { note: 'b' }]).hasTags(3, undefined, [{ note: 'c' }, { note: 'd' }]).createBatch(2)
    expect(await notes()).toEqual(['a', 'b', 'a', 'c', 'd', 'c', 'a', 'b', 'a', 'c', 'd', 'c'])
    await db.knex('author_tag').del()
    const tags = await session.factory(TagFactory).createBatch(6)
    await authors().hasTags(tags.slice(0, 3), undefined, [{ note: 'a' }, { note: 'b' }]).hasTags(tags.slice(3), undefined, [{ note: 'c' }, { note: 'd' }]).insert(2, {}, { chunkSize: 1 })
    expect(await notes()).toEqual(['a', 'b', 'a', 'c', 'd', 'c', 'a', 'b', 'a', 'c', 'd', 'c'])
  })

  it('are refused where their values are none', async () => {
    for (const [pivotValues, what] of [[5, '5'], ['x', "'x'"], [null, 'null'], [[], 'an empty list'], [TagFactory, 'the class TagFactory'], [Promise.resolve({}), 'a promise']] as const) {
      expect(() => authors().hasTags(2, undefined, pivotValues as never)).toThrow(`The pivot values of relation "tags" of AuthorFactory are ${what}.`)
    }
    await authors().hasTags(undefined, undefined, []).hasTags(0, undefined, []).hasTags([], undefined, []).create()
    expect([await count('author_tag'), await count('authors')]).toEqual([0, 1])
  })

  it('are refused where a relation has none', () => {
    expect(() => authors().has('drafts', 2, undefined, { note: 'x' } as never)).toThrow('Relation "drafts" of AuthorFactory was given pivot values, but a hasMany has no pivot table.')
    const profiled = authors() as unknown as { hasProfile(configure: unknown, pivot: unknown): unknown }
    expect(() => profiled.hasProfile({}, { note: 'x' })).toThrow('a hasOne has no pivot table')
  })

  it('are refused for rows that are to be as they are and to be changed', async () => {
    const tags = await session.factory(TagFactory).createBatch(2)
    expect(() => authors().hasTags(tags, { label: 'x' })).toThrow('Relation "tags" of AuthorFactory was given rows that are there, and attributes or a function for new ones.')
    expect(() => authors().hasTags(tags, (tag) => tag)).toThrow('was given rows that are there')
  })

  it('have their keys from the rows, and not from their values', async () => {
    const message = 'The pivot values of relation "tags" of AuthorFactory have a value for '
    expect(() => authors().hasTags(2, undefined, { tag_id: 7 })).toThrow(`${message}"tag_id", which holds a key of the pair.`)
    expect(() => authors().hasTags(2, undefined, [{ note: 'x' }, { author_id: null }])).toThrow(`${message}"author_id", which`)
    await expect(authors().hasTags(2, undefined, (_, tag) => ({ tag_id: tag.id })).create()).rejects.toMatchObject({ code: 'SEEDKIT_BAD_PIVOT', message: expect.stringContaining(`${message}"tag_id"`) as unknown })
    await authors().hasTags(1, undefined, { tag_id: undefined } as never).create()
    expect(await count('author_tag')).toBe(1)
  })

  it('want no more of the recycled rows than there are on any level, before the call inserts anything', async () => {
    const tags = await session.factory(TagFactory).createBatch(3)
    recorder.clear()
    const chain = session.factory(TagFactory).hasAuthors(1, (author) => author.recycle(TagFactory, tags).hasTags(4))
    await expect(chain.createBatch(2)).rejects.toThrow('AuthorFactory wants 4 different rows for relation "tags", and recycle(TagFactory) has 3.')
    await expect(chain.insert(2)).rejects.toThrow('wants 4 different rows')
    expect(recorder.count('insert')).toBe(0)
  })

  it.each([undefined, 1, 7])('are named by their place among those of their row, and by the pivot attributes: chunks of %s', async (chunkSize) => {
    const chain = authors().hasTags(3, undefined, (author, _, index) => ({ note: author.name.startsWith('x') && index === 1 ? 'much too long' : 'ok' }))
    const failure = await chain.sequence(...Array.from({ length: 9 }, (_, index) => ({ name: index === 8 ? 'x' : 'y' }))).insert(9, {}, { chunkSize }).catch((error: unknown) => error)
    if (target.engine === 'sqlite') return expect(await count('author_tag')).toBe(27)
    expect(failure).toMatchObject({ code: 'SEEDKIT_VALUE_TOO_LONG', hint: expect.stringContaining('the pivot attributes of relation "tags" give for "note"') as unknown })
    expect((failure as Error).message).toContain('AuthorFactory (relation tags): row 2 of 3 for table "author_tag"')
  })
})
