import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { pivot } from '../../src/factory/pivot.js'
import type { Session } from '../../src/factory/session.js'
import { weighted } from '../../src/factory/weighted.js'
import { zipf } from '../../src/factory/zipf.js'
import { openTestDatabase, targets, type TestDatabase, type TestTarget } from '../support/databases.js'
import { recordStatements } from '../support/record-statements.js'

interface Role { id: number; label: string }
interface RoleUser { user_id: number; role_id: number; note: string | null }
interface User { id: number; name: string; role_count: number | null }
interface Post { id: number; title: string; author_id: number; editor_id: number | null }
interface Video { id: number; url: string }
interface Comment { id: number; body: string; about_type: string; about_id: number }

class RoleFactory extends Factory<Role> {
  readonly table = 'roles'
  readonly relations = { users: this.manyToMany(() => UserFactory, pivot<RoleUser>('role_user', 'role_id', 'user_id')) }
  definition(): Attributes<Insertable<Role>> { return { label: this.faker.lorem.word() } }
}
class UserFactory extends Factory<User> {
  readonly table = 'users'
  readonly relations = {
    roles: this.manyToMany(() => RoleFactory, pivot<RoleUser>('role_user', 'user_id', 'role_id')),
    posts: this.hasMany(() => PostFactory, 'author_id'),
  }
  definition(): Attributes<Insertable<User>> { return { name: this.faker.person.fullName() } }
}
class PostFactory extends Factory<Post> {
  readonly table = 'posts'
  readonly relations = {
    author: this.belongsTo(() => UserFactory, 'author_id'),
    editor: this.belongsTo(() => UserFactory, 'editor_id'),
    comments: this.morphMany(() => CommentFactory, 'about'),
  }
  definition(): Attributes<Insertable<Post>> { return { title: this.faker.lorem.words(2), author_id: this.factory(UserFactory) } }
  edited() { return this.state({ editor_id: this.factory(UserFactory) }) }
}
class VideoFactory extends Factory<Video> {
  readonly table = 'videos'
  readonly relations = {
    comments: this.morphMany(() => CommentFactory, { type: 'about_type', id: 'about_id' }),
    pinned: this.morphOne(() => CommentFactory, 'about', { type: 'pinned' }),
  }
  definition(): Attributes<Insertable<Video>> { return { url: this.faker.internet.url() } }
}
class CommentFactory extends Factory<Comment, Insertable<Comment, 'about_type' | 'about_id'>> {
  readonly table = 'comments'
  readonly relations = { about: this.morphTo([() => PostFactory, () => VideoFactory], 'about', { types: { posts: 'post' } }) }
  definition(): Attributes<Insertable<Comment, 'about_type' | 'about_id'>> { return { body: this.faker.lorem.word() } }
}

describe.each(targets)('relations on $name', (target: TestTarget) => {
  let db: TestDatabase
  let session: Session
  const recorder = recordStatements()
  const open = (seed = 1) => sessionOn(db.attach({ observer: recorder.observer }), { seed })
  const users = () => session.factory(UserFactory)
  const posts = () => session.factory(PostFactory)
  const roles = () => session.factory(RoleFactory)
  const pairs = async () => (await db.knex('role_user').orderBy(['user_id', 'role_id'])).map((row) => [row.user_id, row.role_id])
  const count = async (table: string) => Number((await db.knex(table).count({ n: '*' }))[0]?.['n'])

  beforeAll(async () => {
    db = await openTestDatabase(target)
    const { id } = db.types
    await db.run(
      `create table users (id ${id}, name varchar(100) not null, role_count int null)`,
      `create table roles (id ${id}, label varchar(100) not null)`,
      `create table role_user (user_id int not null, role_id int not null, note varchar(100) null, primary key (user_id, role_id),
        foreign key (user_id) references users (id), foreign key (role_id) references roles (id))`,
      `create table posts (id ${id}, title varchar(200) not null, author_id int not null, editor_id int null,
        foreign key (author_id) references users (id), foreign key (editor_id) references users (id))`,
      `create table videos (id ${id}, url varchar(200) not null)`,
      `create table comments (id ${id}, body varchar(200) not null, about_type varchar(50) not null, about_id int not null)`,
    )
  })
  beforeEach(async () => {
    for (const table of ['comments', 'videos', 'posts', 'role_user', 'roles', 'users']) await db.knex(table).del()
    recorder.clear()
    session = open()
  })
  afterAll(() => db?.drop())

  describe('manyToMany', () => {
    it('makes related rows for each row and attaches them, one insert a table', async () => {
      const made = await users().hasRoles(3, (role) => role.state({ label: 'made' })).createBatch(4)
      expect(recorder.byTable('insert')).toEqual({ users: 1, roles: 1, role_user: 1 })
      expect(await count('roles')).toBe(12)
      expect((await pairs()).map(([user]) => user)).toEqual(made.flatMap((user) => [user.id, user.id, user.id]))
      await roles().hasUsers(2).create()
      expect(await count('role_user')).toBe(14)
    })

    it('attaches existing rows to every row, and no pair twice', async () => {
      const [a, b] = await roles().createBatch(2)
      if (a === undefined || b === undefined) throw new Error('no roles')
      const made = await users().hasRoles([a, b, a]).hasRoles([b]).createBatch(2)
      expect(await pairs()).toEqual(made.flatMap((user) => [[user.id, a.id], [user.id, b.id]]))
      await users().hasRoles([]).create()
      expect(await count('role_user')).toBe(4)
    })

    it('fills pivot columns from an object, a list in turn, or a function', async () => {
      const notes = async () => (await db.knex('role_user').orderBy(['user_id', 'role_id'])).map((row) => row.note)
      await users().hasRoles(2, undefined, { note: 'all' }).create()
      expect(await notes()).toEqual(['all', 'all'])
      await db.knex('role_user').del()
      await users().has('roles', undefined, undefined, [{ note: 'first' }, { note: 'second' }, {}]).create()
      expect((await notes()).toSorted()).toEqual(['first', 'second', null].toSorted())
      await db.knex('role_user').del()
      const [user] = await users().hasRoles(2, { label: 'l' }, (parent, related, index) => ({ note: `${parent.name}/${related.label}/${index}` })).createBatch(1)
      expect(await notes()).toEqual([`${user?.name}/l/0`, `${user?.name}/l/1`])
    })

    it('attaches recycled rows, all different, and refuses more than there are before any insert', async () => {
      const some = await roles().createBatch(10)
      const made = await users().recycle(RoleFactory, some).hasRoles(10).createBatch(10)
      expect(await count('role_user')).toBe(100)
      expect(new Set((await pairs()).map(String)).size).toBe(100)
      expect(made).toHaveLength(10)
      recorder.clear()
      await expect(users().recycle(RoleFactory, some).hasRoles(11).createBatch(2)).rejects.toThrow('wants 11 different rows for relation "roles", and recycle(RoleFactory) has 10')
      await expect(users().recycle(RoleFactory, some).hasRoles(6).hasRoles(5).create()).rejects.toThrow('wants 11')
      expect(recorder.count('insert')).toBe(0)
      expect(await count('users')).toBe(10)
    })

    it('never picks a recycled row that is given as well, nor one that was recycled twice', async () => {
      const some = await roles().createBatch(3)
      const chain = users().recycle(RoleFactory, [...some, ...some])
      for (let round = 0; round < 5; round++) {
        const user = await chain.hasRoles(2).hasRoles([some[1]!]).create()
        expect((await pairs()).filter(([id]) => id === user.id)).toHaveLength(3)
      }
      await expect(chain.hasRoles(4).create()).rejects.toThrow('recycle(RoleFactory) has 3')
      await expect(chain.hasRoles([some[0]!]).hasRoles(3).create()).rejects.toThrow('wants 3 different rows')
    })

    it('refuses what is neither a count nor rows, and lazy pivot columns', async () => {
      expect(() => users().hasRoles(['admin'] as never)).toThrow('as a count')
      await expect(users().hasRoles(1, undefined, { note: (() => 'x') as never }).create()).rejects.toThrow('Pivot attribute "note"')
      expect(await count('users')).toBe(0)
    })
  })

  describe('morphs', () => {
    it('fill type and key: from the morphTo of the child, from the relation, or the name of the table', async () => {
      const post = await posts().hasComments(2).create()
      const video = await session.factory(VideoFactory).hasComments(1, { body: 'v' }).hasPinned({ body: 'p' }).create()
      expect((await db.knex('comments').orderBy('id')).map((row) => [row.about_type, row.about_id])).toEqual([
        ['post', post.id], ['post', post.id], ['videos', video.id], ['pinned', video.id],
      ])
    })

    it('take a row, a key or a function of the parent named', async () => {
      const post = await posts().create()
      const comments = session.factory(CommentFactory)
      expect(await comments.forAbout(PostFactory, post).create()).toMatchObject({ about_type: 'post', about_id: post.id })
      expect(await comments.forAbout(VideoFactory, 77).create()).toMatchObject({ about_type: 'videos', about_id: 77 })
      const made = await comments.forAbout(VideoFactory, (video) => video.state({ url: 'made' })).createBatch(3)
      expect(new Set(made.map((row) => row.about_id)).size).toBe(1)
      expect(await db.knex('videos')).toMatchObject([{ url: 'made' }])
      expect(comments.forAbout(PostFactory, 5).make()).toMatchObject({ about_type: 'post', about_id: 5 })
    })

    it('refuse other tables, a parent that is undefined, and for()', () => {
      const comments = session.factory(CommentFactory)
      expect(() => comments.forAbout(UserFactory as never)).toThrow('Relation "about" of CommentFactory does not lead to UserFactory.')
      expect(() => comments.forAbout(PostFactory, undefined)).toThrow('is undefined')
      expect(() => new CommentFactory(session).for('about' as never)).toThrow('cannot tell which table')
    })
  })

  describe('recycle', () => {
    it('takes the place of parents in columns, of for…, and in everything below', async () => {
      const some = await users().createBatch(3)
      const ids = new Set(some.map((user) => user.id))
      const made = await posts().edited().recycle(UserFactory, some).createBatch(20)
      expect(made.every((post) => ids.has(post.author_id) && ids.has(post.editor_id ?? 0))).toBe(true)
      expect(new Set(made.map((post) => post.author_id)).size).toBeGreaterThan(1)
      expect(made.some((post) => post.author_id !== post.editor_id)).toBe(true)
      await posts().forAuthor().forEditor((editor) => editor.state({ name: 'never made' })).recycle(UserFactory, some).createBatch(2)
      await session.factory(CommentFactory).forAbout(PostFactory).recycle(UserFactory, some).create()
      await session.factory(CommentFactory).forAbout(PostFactory).recycle(PostFactory, made[0] ?? []).create()
      expect(await count('users')).toBe(3)
      expect(await count('posts')).toBe(23)
    })

    it('does not touch what a chain gives itself', async () => {
      const [first, second] = await users().createBatch(2)
      const made = await posts().recycle(UserFactory, first ?? []).forAuthor(second).create({})
      expect(made.author_id).toBe(second?.id)
      const child = await users().recycle(UserFactory, first ?? []).hasPosts(1).create()
      expect((await db.knex('posts').where({ author_id: child.id }))).toHaveLength(1)
    })

    it('picks by strategy, the same for the same seed', async () => {
      const some = await users().createBatch(5)
      const authors = async (options: Parameters<ReturnType<typeof posts>['recycle']>[2], seed = 9) =>
        (await open(seed).factory(PostFactory).recycle(UserFactory, some, options as never).createBatch(200)).map((post) => some.findIndex((user) => user.id === post.author_id))
      expect((await authors({ strategy: 'roundRobin' })).slice(0, 7)).toEqual([0, 1, 2, 3, 4, 0, 1])
      const random = await authors({})
      expect(await authors({})).toEqual(random)
      expect(await authors({}, 10)).not.toEqual(random)
      expect(new Set(random)).toEqual(new Set([0, 1, 2, 3, 4]))
      const weights = await authors({ strategy: 'weighted', weight: (user: object) => ((user as User).id === some[1]?.id ? 9 : (user as User).id === some[2]?.id ? 1 : 0) } as never)
      expect(new Set(weights)).toEqual(new Set([1, 2]))
      expect(weights.filter((each) => each === 1).length).toBeGreaterThan(150)
      const ranks = await authors({ strategy: 'zipf' })
      expect(ranks.filter((each) => each === 0).length).toBeGreaterThan(ranks.filter((each) => each === 4).length)
    })

    it('reads from the database by query, keys alone, in their order, once a run', async () => {
      await users().sequence({ name: 'yes' }, { name: 'no' }).createBatch(10)
      recorder.clear()
      const chain = posts().recycle(UserFactory, (query) => query.where('name', 'yes'), { strategy: 'roundRobin' })
      const made = [...(await chain.createBatch(3)), ...(await chain.createBatch(3))]
      expect(recorder.count('select', 'users')).toBe(1)
      const yes = await db.knex('users').where({ name: 'yes' }).orderBy('id').pluck('id')
      expect(made.map((post) => post.author_id)).toEqual([...yes.slice(0, 3), ...yes.slice(0, 3)])
      // Chains that ask the same share the answer, until there are more rows to find.
      for (const name of ['yes', 'yes', 'no']) await posts().recycle(UserFactory, (query) => query.where('name', name)).createBatch(2)
      expect(recorder.count('select', 'users')).toBe(2)
      const last = await users().create({ name: 'yes' })
      const all = await posts().recycle(UserFactory, (query) => query.where('name', 'yes'), { strategy: 'roundRobin' }).createBatch(6)
      expect(all.at(-1)?.author_id).toBe(last.id)
      await expect(posts().recycle(UserFactory, (query) => query.where('name', 'nobody')).create()).rejects.toThrow('recycle(UserFactory) was given no rows')
      await expect(posts().recycle(UserFactory, (() => undefined) as never).create()).rejects.toThrow('does not give the query back')
    })

    it('refuses rows without keys, empty lists, unknown strategies', async () => {
      expect(() => posts().recycle(UserFactory, [])).toThrow('was given no rows')
      expect(() => posts().recycle(UserFactory, undefined as never)).toThrow('recycle() of PostFactory was given something else')
      expect(() => posts().recycle(UserFactory, [{ id: 1, name: 'n', role_count: null }], { strategy: 'best' } as never)).toThrow('recycle()')
      await expect(posts().recycle(UserFactory, [{ name: 'n' }] as never).create()).rejects.toThrow('has no "id"')
    })

    it('leaves parents out altogether on request', async () => {
      const user = await users().create()
      await posts().edited().withoutParents().create({ author_id: user.id })
      expect(await db.knex('posts')).toMatchObject([{ author_id: user.id, editor_id: null }])
      expect(await count('users')).toBe(1)
    })
  })

  it('keeps shares of weighted counts to the row, rare ones included', async () => {
    await users().hasPosts(weighted([[0.6, 1], [0.395, [2, 4]], [0.005, 9]])).createBatch(400)
    const perUser = (await db.knex('posts').groupBy('author_id').select('author_id').count({ n: '*' })).map((row) => Number(row['n']))
    expect(perUser.filter((n) => n === 1)).toHaveLength(240)
    expect(perUser.filter((n) => n === 9)).toHaveLength(2)
    expect(perUser.filter((n) => n >= 2 && n <= 4)).toHaveLength(158)
    await db.knex('posts').del()
    await users().hasPosts(zipf({ max: 6 })).createBatch(100)
    const counts = (await db.knex('posts').groupBy('author_id').select('author_id').count({ n: '*' })).map((row) => Number(row['n']))
    expect(counts).toHaveLength(100)
    expect(counts.filter((n) => n === 1).length).toBeGreaterThan(counts.filter((n) => n === 4).length)
    expect(Math.max(...counts)).toBeLessThanOrEqual(6)
  })
})

describe('counts', () => {
  it('are refused unless shares add up to 1 and ranges make sense', () => {
    expect(() => weighted([[0.6, 1], [0.3, 2]])).toThrow('no distribution of counts')
    expect(() => weighted([])).toThrow('no distribution')
    expect(() => weighted([[1.5, 1], [-0.5, 2]])).toThrow('no distribution')
    expect(() => weighted([[1, [3, 2]]])).toThrow('no distribution')
    for (const wrong of [undefined, null, 5, [null], [[1]], [[Number.NaN, 1]], [['1', 1]]]) expect(() => weighted(wrong as never)).toThrow('no distribution')
    for (const wrong of [undefined, null]) expect(() => zipf(wrong as never)).toThrow('no distribution')
    expect(() => zipf({ max: 0 })).toThrow('no distribution')
    expect(() => zipf({ max: 5, exponent: 0 })).toThrow('no distribution')
  })
})
