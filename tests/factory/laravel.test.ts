import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { detachedSession, sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { pivot } from '../../src/factory/pivot.js'
import type { Session } from '../../src/factory/session.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { recordStatements } from '../support/record-statements.js'

// What the table in docs/relations.md says of Laravel's factories and is proven nowhere else.

interface User { id: number; name: string; options: unknown }
interface Post { id: number; title: string; user_id: number | null; author_name: string | null; deleted_at: Date | null }
interface Comment { id: number; body: string; user_id: number; commentable_type: string; commentable_id: number }
interface Role { id: number; name: string }
interface RoleUser { user_id: number; role_id: number; admin: string; meta: unknown }
interface Tag { id: number; name: string }
interface Taggable { tag_id: number; taggable_id: number; taggable_type: string; public: boolean }
type NewComment = Insertable<Comment, 'commentable_type' | 'commentable_id'>

class UserFactory extends Factory<User> {
  readonly table = 'users'
  readonly relations = {
    posts: this.hasMany(() => PostFactory, 'user_id'),
    roles: this.manyToMany(() => RoleFactory, pivot<RoleUser>('role_user', 'user_id', 'role_id')),
  }
  definition(): Attributes<Insertable<User>> { return { name: this.faker.person.fullName() } }
  /** Posts of one kind, as a scoped relation has them. */
  hasHelloPosts(count: number, configure: (post: PostFactory) => PostFactory = (post) => post) {
    return this.has('posts', count, (post) => configure(post).prependState({ title: 'Hello' }))
  }
}
class PostFactory extends Factory<Post> {
  readonly table = 'posts'
  readonly relations = {
    user: this.belongsTo(() => UserFactory, 'user_id'),
    comments: this.morphMany(() => CommentFactory, 'commentable'),
    tags: this.manyToMany(() => TagFactory, pivot<Taggable>('taggables', 'taggable_id', 'tag_id')),
  }
  definition(): Attributes<Insertable<Post>> { return { title: this.faker.lorem.words(2), user_id: this.factory(UserFactory) } }
  trashed(at = new Date('2024-12-31T00:00:00Z')) { return this.state({ deleted_at: at }) }
}
class CommentFactory extends Factory<Comment, NewComment> {
  readonly table = 'comments'
  readonly relations = { commentable: this.morphTo([() => PostFactory], 'commentable') }
  definition(): Attributes<NewComment> { return { body: this.faker.lorem.word(), user_id: this.factory(UserFactory) } }
}
class RoleFactory extends Factory<Role> {
  readonly table = 'roles'
  readonly relations = { users: this.manyToMany(() => UserFactory, pivot<RoleUser>('role_user', 'role_id', 'user_id')) }
  definition(): Attributes<Insertable<Role>> { return { name: this.faker.lorem.word() } }
}
class TagFactory extends Factory<Tag> {
  readonly table = 'tags'
  definition(): Attributes<Insertable<Tag>> { return { name: this.faker.lorem.word() } }
}

describe.each(targets)('as in Laravel, on $name', (target) => {
  let db: TestDatabase
  let session: Session
  const recorder = recordStatements()
  const users = () => session.factory(UserFactory)
  const posts = () => session.factory(PostFactory)
  const comments = () => session.factory(CommentFactory)
  const roles = () => session.factory(RoleFactory)
  const rows = (table: string) => db.knex(table).orderBy('id')
  const titles = async () => (await rows('posts')).map((row) => row.title)
  const count = async (table: string) => Number((await db.knex(table).count({ n: '*' }))[0]?.['n'])

  beforeAll(async () => {
    db = await openTestDatabase(target)
    const { id, json, datetime, boolean } = db.types
    await db.run(
      `create table users (id ${id}, name varchar(100) not null, options ${json})`,
      `create table posts (id ${id}, title varchar(200) not null, user_id int null, author_name varchar(100) null, deleted_at ${datetime} null,
        foreign key (user_id) references users (id))`,
      `create table comments (id ${id}, body varchar(200) not null, user_id int not null, commentable_type varchar(50) not null, commentable_id int not null,
        foreign key (user_id) references users (id))`,
      `create table roles (id ${id}, name varchar(100) not null)`,
      `create table role_user (user_id int not null, role_id int not null, admin char(1) not null default 'N', meta ${json}, primary key (user_id, role_id))`,
      `create table tags (id ${id}, name varchar(100) not null)`,
      `create table taggables (tag_id int not null, taggable_id int not null, taggable_type varchar(50) not null, public ${boolean} not null)`,
    )
  })
  beforeEach(async () => {
    for (const table of ['taggables', 'tags', 'role_user', 'roles', 'comments', 'posts', 'users']) await db.knex(table).del()
    recorder.clear()
    session = sessionOn(db.attach({ observer: recorder.observer }), { seed: 1 })
  })
  afterAll(() => db?.drop())

  it('create() makes one row, whatever number the chain has', async () => {
    const user = await users().forEachSequence({ name: 'first' }, { name: 'second' }).create()
    expect(user).toMatchObject({ name: 'first' })
    expect(await count('users')).toBe(1)
  })

  it('a session writes to the database it was made for', async () => {
    const other = await openTestDatabase(target)
    try {
      await other.run(`create table users (id ${other.types.id}, name varchar(100) not null, options ${other.types.json})`)
      const there = sessionOn(other.attach(), { seed: 1 })
      for (const name of ['one', 'two']) {
        await users().create({ name: `here ${name}` })
        await there.factory(UserFactory).create({ name: `there ${name}` })
      }
      expect((await rows('users')).map((row) => row.name)).toEqual(['here one', 'here two'])
      expect(await other.knex('users').orderBy('id').pluck('name')).toEqual(['there one', 'there two'])
    } finally {
      await other.drop()
    }
  })

  it('attributes of the call beat the definition and the states, one row or many', async () => {
    const named = users().state({ name: 'state' })
    expect(await users().create({ name: 'call' })).toMatchObject({ name: 'call' })
    expect(await named.createBatch(2, { name: 'call' })).toMatchObject([{ name: 'call' }, { name: 'call' }])
    await named.insert(2, { name: 'call' })
    expect((await rows('users')).map((row) => row.name)).toEqual(['call', 'call', 'call', 'call', 'call'])
    expect(named.make({ name: 'call' })).toEqual({ name: 'call' })
  })

  it('the parent’s key beats what the child’s definition, states and attributes give', async () => {
    const other = await users().create()
    class Owned extends PostFactory {
      override definition(): Attributes<Insertable<Post>> { return { title: 'owned', user_id: other.id } }
    }
    class Owner extends UserFactory {
      override readonly relations = { ...new UserFactory(this.session).relations, posts: this.hasMany(() => Owned, 'user_id') }
    }
    const owner = await session.factory(Owner).has('posts', 1).has('posts', 1, { user_id: other.id }).has('posts', 1, (post) => post.forUser(other).state(() => ({ user_id: other.id }))).create()
    expect((await rows('posts')).map((row) => row.user_id)).toEqual([owner.id, owner.id, owner.id])
    expect(await count('users')).toBe(2)
  })

  it('of two for… of one relation the last counts, and the first parent is not made', async () => {
    const user = await users().create()
    await posts().forUser((author) => author.state({ name: 'first' })).forUser((author) => author.state({ name: 'last' })).createBatch(2)
    await posts().forUser((author) => author.state({ name: 'never' })).forUser(user).create()
    await posts().forUser(user).forUser((author) => author.state({ name: 'new' })).create()
    expect((await rows('users')).map((row) => row.name)).toEqual([user.name, 'last', 'new'])
    const [, last, latest] = await rows('users')
    expect((await rows('posts')).map((row) => row.user_id)).toEqual([last?.id, last?.id, user.id, latest?.id])
  })

  it('a sequence goes on through calls and parents when asked to', async () => {
    const session = sessionOn(db.attach(), { seed: 1 })
    const letters = [{ name: 'a' }, { name: 'b' }, { name: 'c' }]
    const some = session.factory(UserFactory).sequence(letters, { scope: 'run' })
    const made = [await some.create(), ...(await some.createBatch(3)), await some.create()]
    expect(made.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'a', 'b'])
    await some.insert(2)
    expect((await rows('users')).slice(5).map(({ name }) => name)).toEqual(['c', 'a'])
    const again = session.factory(UserFactory).sequence(...letters)
    expect([await again.create(), await again.create()].map(({ name }) => name)).toEqual(['a', 'a'])
    for (const [scope, expected] of [['run', 'x y z x'], ['batch', 'x y x y']] as const) {
      await db.knex('posts').del()
      await session.factory(UserFactory).hasPosts(2, (post) => post.sequence([{ title: 'x' }, { title: 'y' }, { title: 'z' }], { scope })).createBatch(2)
      expect((await titles()).join(' ')).toBe(expected)
    }
  })

  it('withoutHooks() holds where rows are created, one or many', async () => {
    const seen: string[] = []
    class Hooked extends UserFactory {
      protected override configure() { return this.afterMake(() => { seen.push('make') }).beforeCreate(() => { seen.push('before') }).afterCreate(() => { seen.push('after') }) }
    }
    const hooked = session.factory(Hooked)
    const calls = [(factory: typeof hooked) => factory.create(), (factory: typeof hooked) => factory.createBatch(1), (factory: typeof hooked) => factory.insert(1)]
    for (const call of calls) {
      await call(hooked)
      expect(seen.splice(0)).toEqual(['make', 'before', 'after'])
      await call(hooked.withoutHooks())
      expect(seen).toEqual([])
      await call(hooked.withoutHooks('afterCreate'))
      expect(seen.splice(0)).toEqual(['make', 'before'])
      await call(hooked.withoutHooks('beforeCreate'))
      expect(seen.splice(0)).toEqual(['make', 'after'])
      await call(hooked.withoutHooks('afterMake').afterCreate(() => { seen.push('later') }))
      expect(seen.splice(0)).toEqual(['before', 'after', 'later'])
    }
    await session.factory(UserFactory).hasPosts(1, (post) => post.afterCreate(() => { seen.push('child') }).withoutHooks('afterCreate')).create()
    expect(seen).toEqual([])
  })

  it('a state gives a factory made from the attributes', async () => {
    const post = await posts().state({ title: 'post' })
      .state(({ title }, { session: inner }) => ({ user_id: inner.factory(UserFactory).state({ name: `${title}-author` }) })).create()
    expect(await rows('users')).toMatchObject([{ id: post.user_id, name: 'post-author' }])
  })

  it('a lazy attribute sees the key of the parent made for the row, and may ask the database', async () => {
    const [one, two] = await posts().createBatch(2, {
      author_name: async ({ attributes, session: inner }) => (await inner.db('users').where({ id: attributes.user_id }).first('name')).name,
    })
    const names = (await rows('users')).map((row) => row.name)
    expect([one?.author_name, two?.author_name]).toEqual(names)
  })

  it('afterMake sees the keys of parents where rows are created', async () => {
    const user = await users().create()
    const seen: unknown[] = []
    await posts().forUser(user).afterMake((post) => { seen.push(post.user_id) }).createBatch(2)
    expect(seen).toEqual([user.id, user.id])
  })

  it('a state of children sees attributes, parent and index, numbered for every parent', async () => {
    await users().sequence({ name: 'Ada' }, { name: 'Bob' })
      .hasPosts(3, (post) => post.state({ title: 'Post' }).state(({ title }, { parent, index }) => ({ title: `${parent?.['name']} ${title} ${index + 1}` })))
      .createBatch(2)
    expect(await titles()).toEqual(['Ada Post 1', 'Ada Post 2', 'Ada Post 3', 'Bob Post 1', 'Bob Post 2', 'Bob Post 3'])
  })

  it('has… without a count takes that of forEachSequence()', async () => {
    await users().hasPosts(undefined, (post) => post.forEachSequence({ title: 'a' }, { title: 'b' }, { title: 'c' })).create()
    expect(await titles()).toEqual(['a', 'b', 'c'])
    await users().hasPosts().hasPosts(2, (post) => post.forEachSequence({ title: 'x' }, { title: 'y' }, { title: 'z' })).create()
    expect(await count('posts')).toBe(6)
    await users().hasRoles(undefined, (role) => role.forEachSequence({ name: 'r' }, { name: 's' })).create()
    expect((await rows('roles')).map((row) => row.name)).toEqual(['r', 's'])
    expect(await count('role_user')).toBe(2)
  })

  it('a method of the class stands for a scoped relation, and can still be changed', async () => {
    await users().hasHelloPosts(1).hasHelloPosts(1, (post) => post.state({ title: 'Other' })).create()
    expect(await titles()).toEqual(['Hello', 'Other'])
  })

  it('trashed is a state like any other', async () => {
    const at = new Date('2020-01-02T03:04:05Z')
    expect((await posts().trashed().create()).deleted_at).toEqual(new Date('2024-12-31T00:00:00Z'))
    expect((await posts().trashed(at).create()).deleted_at).toEqual(at)
    expect((await posts().create()).deleted_at).toBeNull()
    expect('trashed' in users()).toBe(false)
  })

  it('states and hooks of attached rows see the row they are made for', async () => {
    const seen: unknown[] = []
    const user = await users()
      .hasRoles(2, (role) => role.state((_, { parent }) => ({ name: `${parent?.['name']}s role` })).afterCreate((_, { parent }) => { seen.push(parent?.['id']) }), { admin: 'Y' })
      .create({ name: 'Ada' })
    expect((await rows('roles')).map((row) => row.name)).toEqual(['Adas role', 'Adas role'])
    expect((await db.knex('role_user')).map((row) => row.admin)).toEqual(['Y', 'Y'])
    expect(seen).toEqual([user.id, user.id])
  })

  it('pivot columns may be JSON, and a list of pivot values sets the number of rows', async () => {
    await users().hasRoles(undefined, undefined, [{ admin: 'Y', meta: null }, { admin: 'N', meta: { foo: 'bar' } }]).create()
    const pairs = await db.knex('role_user').orderBy('role_id')
    expect(pairs.map((row) => [row.admin, typeof row.meta === 'string' ? JSON.parse(row.meta) : row.meta])).toEqual([['Y', null], ['N', { foo: 'bar' }]])
  })

  it('a pivot function draws from a stream of the pair alone', async () => {
    const letters = async (session: Session, before: number) => {
      await db.knex('role_user').del()
      await session.factory(UserFactory).hasRoles(before).hasRoles(3, undefined, (_user, _role, _index, { faker }) => ({ meta: faker.string.alpha(12) })).createBatch(3)
      return (await db.knex('role_user').whereNotNull('meta').orderBy(['user_id', 'role_id'])).map((row) => row.meta)
    }
    const open = () => sessionOn(db.attach(), { seed: 5 })
    const alone = await letters(open(), 0)
    expect(new Set(alone).size).toBe(9)
    expect(await letters(open(), 0)).toEqual(alone)
    const shifted = await letters(open(), 2)
    expect(shifted.filter((each) => alone.includes(each))).toHaveLength(3) // the third of each user's before is the first now
    await expect(users().hasRoles(1, undefined, () => { throw new Error('no pivot') }).create())
      .rejects.toThrow('UserFactory: row 1 of 1 for table "users" failed in the pivot attributes of relation "roles": no pivot')
  })

  it('a single row is attached as a list of one', async () => {
    const user = await users().create()
    const role = await roles().hasUsers([user]).create()
    expect(await db.knex('role_user')).toMatchObject([{ user_id: user.id, role_id: role.id }])
    expect(await count('users')).toBe(1)
  })

  it('several has… of recycled rows never pick one twice', async () => {
    const some = await roles().createBatch(6)
    for (const strategy of ['random', 'roundRobin', 'zipf'] as const) {
      await db.knex('role_user').del()
      await users().recycle(RoleFactory, some, { strategy }).hasRoles(4, undefined, { admin: 'A' }).hasRoles(2, undefined, { admin: 'B' }).createBatch(3)
      expect(await count('role_user')).toBe(18)
    }
  })

  it('a morphToMany is a manyToMany whose pivot values name the table', async () => {
    const post = await posts().hasTags(2, undefined, { taggable_type: 'posts', public: true }).create()
    const pairs = await db.knex('taggables')
    expect(pairs.map((row) => [row.taggable_id, row.taggable_type, Boolean(row.public)])).toEqual([[post.id, 'posts', true], [post.id, 'posts', true]])
    expect(await count('tags')).toBe(2)
  })

  it('a recycled row serves the row itself and its children', async () => {
    const user = await users().create()
    const post = await posts().recycle(UserFactory, user).hasComments(2).create()
    expect(post.user_id).toBe(user.id)
    expect((await rows('comments')).map((row) => row.user_id)).toEqual([user.id, user.id])
    expect(await count('users')).toBe(1)
  })

  it('recycle() can be told of several factories; of one factory the last word counts', async () => {
    const [first, second] = await users().createBatch(2)
    const post = await posts().forUser(first).create()
    await comments().recycle(UserFactory, first ?? []).recycle(PostFactory, post).recycle(UserFactory, second ?? []).forCommentable(PostFactory).createBatch(5)
    expect([await count('users'), await count('posts')]).toEqual([2, 1])
    expect(new Set((await rows('comments')).map((row) => `${row.user_id} ${row.commentable_id}`))).toEqual(new Set([`${second?.id} ${post.id}`]))
  })

  it('has… makes new children, whatever is recycled', async () => {
    const post = await posts().create()
    const user = await users().recycle(PostFactory, post).hasPosts(1).create()
    expect(await count('posts')).toBe(2)
    expect(await db.knex('posts').where({ user_id: user.id })).toHaveLength(1)
  })

  it('one parent is left out by an override', async () => {
    await posts().create({ user_id: null })
    expect(await count('users')).toBe(0)
  })

  it('configure() may leave parents out for every factory of a class', async () => {
    class Orphaned extends PostFactory {
      protected override configure() { return this.withoutParents() }
    }
    expect(session.factory(Orphaned).make()).toMatchObject({ user_id: null })
    expect((await session.factory(Orphaned).create()).user_id).toBeNull()
    expect((await session.factory(Orphaned).reset().create()).user_id).not.toBeNull()
  })

  it('a batch with JSON goes in as one insert', async () => {
    const made = await users().forEachSequence({ options: ['rtj'] }, { options: { a: 1 } }).createBatch()
    expect(made.map((user) => user.options)).toEqual([['rtj'], { a: 1 }])
    expect(recorder.byTable('insert')).toEqual({ users: 1 })
  })

  it('insert() keeps JSON', async () => {
    await users().forEachSequence({ options: ['rtj'] }, { options: { a: 1 } }, { options: null }).insert()
    const stored = (await rows('users')).map((row) => (typeof row.options === 'string' ? JSON.parse(row.options) : row.options))
    expect(stored).toEqual([['rtj'], { a: 1 }, null])
  })
})

describe('as in Laravel, without a database', () => {
  const users = () => detachedSession({ seed: 1 }).factory(UserFactory)

  it('makeBatch() without a count takes that of forEachSequence()', () => {
    expect(users().forEachSequence({ name: 'a' }, { name: 'b' }).makeBatch()).toEqual([{ name: 'a' }, { name: 'b' }])
    expect(() => users().makeBatch()).toThrow('makeBatch() of UserFactory was given no count.')
  })

  it('a state knows how many rows there are by a variable of the caller', () => {
    const count = 3
    const rows = users().state((_, { index }) => ({ name: `${index + 1} of ${count}` })).makeBatch(count)
    expect(rows.map(({ name }) => name)).toEqual(['1 of 3', '2 of 3', '3 of 3'])
  })

  it('withoutParents() gives null in make() too', () => {
    const posts = detachedSession({ seed: 1 }).factory(PostFactory)
    expect(posts.withoutParents().make()).toMatchObject({ user_id: null })
    expect(posts.withoutParents().forUser(3).make()).toMatchObject({ user_id: 3 })
  })

  it('fakes in the language of the session', () => {
    const street = (locale: string) => detachedSession({ seed: 1, locale }).factory(UserFactory).state({ name: ({ faker }) => faker.location.country() }).makeBatch(20)
    expect(street('de').map((user) => user.name)).not.toEqual(street('en').map((user) => user.name))
  })

  it('withoutHooks() takes those of configure() away too', () => {
    const seen: string[] = []
    class Hooked extends UserFactory {
      protected override configure() { return this.afterMake(() => { seen.push('configured') }) }
    }
    const hooked = () => detachedSession({ seed: 1 }).factory(Hooked)
    hooked().make()
    hooked().withoutHooks('afterMake').make()
    expect(seen).toEqual(['configured'])
  })

  it('a subclass adds states and keeps those of its base', () => {
    class Loud extends PostFactory {
      loud() { return this.state(({ title }) => ({ title: title?.toUpperCase() ?? '' })) }
    }
    const post = detachedSession({ seed: 1 }).factory(Loud).state({ title: 'hush' }).loud().trashed().make()
    expect(post).toMatchObject({ title: 'HUSH', deleted_at: expect.any(Date) })
  })

  it('a chain is a value that can be kept, passed on and used later', () => {
    const later = (make: () => { readonly name: string }) => make()
    const named = users().state({ name: 'kept' })
    expect(later(() => named.make())).toEqual({ name: 'kept' })
    expect(named.makeBatch(2)).toHaveLength(2)
  })
})
