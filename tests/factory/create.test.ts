import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { attachDatabase } from '../../src/database/attach-database.js'
import { between } from '../../src/factory/between.js'
import { weighted } from '../../src/factory/weighted.js'
import { hasRelationship } from '../../src/factory/has-relationship.js'
import { runInTransaction } from '../../src/database/transaction.js'
import { sessionOn } from '../../src/factory/create-session.js'
import {
  CommentFactory, DeviceFactory, FilmFactory, LineFactory, OrderFactory, PostFactory, ReadingFactory, ReviewFactory, TeamFactory, UserFactory,
} from '../support/blog-factories.js'
import { targets } from '../support/databases.js'
import { openBlog } from '../support/open-blog.js'

describe.each(targets)('create on $name', (target) => {
  const blog = openBlog(target)
  const users = () => blog.session().factory(UserFactory)
  const posts = () => blog.session().factory(PostFactory)

  it('gives back the row as the database holds it, defaults and key included', async () => {
    const user = await users().create({ name: 'Ada' })
    expect(user).toMatchObject({ name: 'Ada', role: 'member', team_id: null })
    expect(user.id).toBeGreaterThan(0)
    expect(user.created_at).toBeInstanceOf(Date)
    expect(await blog.rows('users')).toMatchObject([{ id: user.id, name: 'Ada', email: user.email }])
  })

  const nobody = { name: null as never }
  it.each([
    ['a batch', async function whoCalls() { await users().createBatch(2, nobody) }],
    ['one row', async function whoCalls() { await users().create(nobody) }],
    ['one after others', async function whoCalls() { for (const name of ['Ada', null as never]) await users().create({ name }) }],
    ['many that are streamed', async function whoCalls() { await users().insert(2, nobody) }],
    ['several at once', async function whoCalls() { await Promise.all([users().create(), users().create(nobody), users().create()]) }],
    ['one that somebody looks after', async function whoCalls() { await users().create(nobody).finally(() => undefined) }],
    ['one within another', async function whoCalls() { await users().afterCreate(async function inHook(_, { session }) { await session.factory(UserFactory).create(nobody) }).create() }],
  ])('tells in the stack of a failure where the call stands: %s', async (_, call) => {
    const failure: unknown = await call().catch((error: unknown) => error)
    expect((failure as Error).stack).toMatch(/^ +at (async )?whoCalls \(.*create\.test\.ts:\d+:\d+/m)
  })

  it('refuses a call within another one that would wait for its only connection', async () => {
    const knex = blog.db.another({ pool: { min: 0, max: 1 }, acquireConnectionTimeout: 3000 })
    const session = sessionOn(attachDatabase(knex, { without: target.without }), { seed: 1 })
    const started = performance.now()
    const nested = session.factory(UserFactory).afterCreate(async () => void (await session.factory(UserFactory).create())).create()
    await expect(nested).rejects.toMatchObject({ message: expect.stringContaining('has only one'), hint: expect.stringContaining('Use the session of the call') })
    expect(performance.now() - started).toBeLessThan(2000)
    let late: Promise<unknown> | undefined
    let hasEnded = false
    const behind = async () => {
      while (!hasEnded) await sleep(5)
      await session.factory(UserFactory).create()
    }
    await session.factory(UserFactory).afterCreate(() => void (late = behind())).create()
    hasEnded = true
    await late
    expect(Number((await knex('users').count({ n: '*' }))[0]?.['n'])).toBe(2)
  })

  it('writes nothing once the transaction has ended, not into another one either', async () => {
    const trx = await blog.db.knex.transaction()
    const session = sessionOn(attachDatabase(trx, { without: target.without }), { seed: 1 })
    const calls = () => [session.factory(UserFactory).hasPosts(2).create(), session.factory(UserFactory).createBatch(3), session.factory(UserFactory).firstOrCreate({ email: 'late@x' }), session.factory(UserFactory).insert(40)]
    await session.factory(UserFactory).hasPosts(1).create()
    const refused = { status: 'rejected', reason: expect.objectContaining({ message: expect.stringContaining('Transaction query already complete') }) }
    const late = Promise.allSettled(calls())
    await trx.rollback()
    const other = await blog.db.knex.transaction()
    expect(await late).toEqual([refused, refused, refused, refused])
    expect(await Promise.allSettled(calls())).toEqual([refused, refused, refused, refused])
    await other.commit()
    expect([await blog.count('users'), await blog.count('posts')]).toEqual([0, 0])
  })

  it('gives back a batch in order, each row with data of its own and shared overrides', async () => {
    const rows = await users().createBatch(25, { role: 'shared' })
    expect(rows.map((row) => row.id)).toEqual(rows.map((row) => row.id).toSorted((a, b) => a - b))
    expect(new Set(rows.map((row) => row.email)).size).toBe(25)
    expect(rows.every((row) => row.role === 'shared')).toBe(true)
    expect(blog.recorder.count('insert')).toBe(1)
    expect(await users().createBatch(0)).toEqual([])
    expect(blog.recorder.count('insert')).toBe(1)
  })

  it('keeps the order where rows give different columns', async () => {
    const rows = await users().sequence({ role: 'given' }, {}).state((_, { index }) => ({ name: `n${index}` })).createBatch(6)
    expect(rows.map((row) => [row.name, row.role])).toEqual([
      ['n0', 'given'], ['n1', 'member'], ['n2', 'given'], ['n3', 'member'], ['n4', 'given'], ['n5', 'member'],
    ])
    expect(blog.recorder.count('insert')).toBe(2)
  })

  it('nests users, posts and comments in one insert a table', async () => {
    const rows = await users().hasPosts(5, (post) => post.published().hasComments(3)).createBatch(10)
    expect(blog.recorder.byTable('insert')).toEqual({ users: 1, posts: 1, comments: 1 })
    expect([await blog.count('users'), await blog.count('posts'), await blog.count('comments')]).toEqual([10, 50, 150])
    const written = await blog.rows('posts')
    expect(written.map((post) => post['user_id'])).toEqual(rows.flatMap((row) => Array.from({ length: 5 }, () => row.id)))
    expect(written.every((post) => Boolean(post['published']))).toBe(true)
  })

  it('does not make the parent that the definition of a child made with has… would have made', async () => {
    await users().hasPosts(2).create()
    expect(await blog.count('users')).toBe(1)
    await users().hasEdited(2, { user_id: (await users().create()).id }).create()
    expect(await blog.count('users')).toBe(3)
  })

  it('makes one parent a row for a factory as a value, in bulk, and none that is overridden', async () => {
    const rows = await posts().createBatch(4)
    expect(new Set(rows.map((row) => row.user_id)).size).toBe(4)
    expect(blog.recorder.byTable('insert')).toEqual({ users: 1, posts: 1 })
    await posts().createBatch(3, { user_id: rows[0]?.user_id ?? 0 })
    expect(await blog.count('users')).toBe(4)
  })

  it('puts parents of two columns that land in one table into one insert', async () => {
    const row = await posts().state({ editor_id: blog.session({ seed: 9 }).factory(UserFactory).admin() }).create()
    expect(blog.recorder.byTable('insert')).toMatchObject({ posts: 1 })
    expect(row.editor_id).not.toBe(row.user_id)
    expect(await blog.count('users')).toBe(2)
  })

  it('shares one parent of for… in the call; states beat it, and then it is not made', async () => {
    const rows = await posts().forAuthor((author) => author.admin()).createBatch(3)
    expect(new Set(rows.map((row) => row.user_id)).size).toBe(1)
    expect(await blog.rows('users')).toMatchObject([{ role: 'admin' }])
    const [existing] = await blog.rows('users')
    await posts().forAuthor().state({ user_id: existing?.['id'] as number }).createBatch(2)
    expect(await blog.count('users')).toBe(1)
    await posts().forAuthor().create()
    expect(await blog.count('users')).toBe(2)
  })

  it('takes a row or a key as the parent', async () => {
    const author = await users().create()
    await posts().forAuthor(author).forEditor(author.id).create()
    await posts().for('author', author).create({ title: 'Hello' })
    expect(await blog.count('users')).toBe(1)
    expect(await blog.rows('posts')).toMatchObject([{ user_id: author.id, editor_id: author.id }, { title: 'Hello', editor_id: null }])
  })

  it('makes chains of parents, and one for hasOne', async () => {
    const comment = await blog.session().factory(CommentFactory).create()
    expect(await blog.rows('posts')).toMatchObject([{ id: comment.post_id }])
    expect(await blog.count('users')).toBe(1)
    const user = await users().hasFirstPost({ title: 'First' }).inTeam().create()
    expect(await blog.db.knex('posts').where({ user_id: user.id })).toMatchObject([{ title: 'First' }])
    expect(await blog.count('teams')).toBe(1)
  })

  it('makes one child of a hasOne, and refuses more, however they are asked for', async () => {
    expect(() => users().hasFirstPost().hasFirstPost({ title: 'x' })).toThrow('Relation "firstPost" of UserFactory is a hasOne relation, and a row is to get more than one child by it.')
    expect(() => users().has('firstPost', 2 as never)).toThrow('hasOne relation')
    await expect(users().hasFirstPost().sequence((user) => user.hasFirstPost()).create()).rejects.toMatchObject({ code: 'SEEDKIT_HAS_ONE_COUNT' })
    expect(await blog.count('users')).toBe(0)
    await users().has('firstPost', 0).hasFirstPost({ title: 'One' }).create()
    expect((await blog.rows('posts')).map((post) => post['title'])).toEqual(['One'])
  })

  it('draws for each row whether it has the child of a hasOne, with exact shares', async () => {
    await users().has('firstPost', weighted([[0.3, 0], [0.7, 1]]), { title: 'shared out' }).createBatch(20)
    expect(await blog.count('posts')).toBe(14)
    await blog.db.knex('posts').del()
    for (const count of [[0, 1], between(0, 1)] as const) {
      await users().has('firstPost', count).createBatch(40)
      const made = await blog.count('posts')
      expect(made).toBeGreaterThan(5)
      expect(made).toBeLessThan(35)
      await blog.db.knex('posts').del()
    }
    await expect(users().has('firstPost', [1, 1]).has('firstPost', [1, 1]).create()).rejects.toMatchObject({ code: 'SEEDKIT_HAS_ONE_COUNT' })
  })

  it('refuses children that lead to children without end, naming the way, before a row is written where they are sure to be made', async () => {
    class Endless extends UserFactory {
      override readonly relations = { ...new UserFactory(this.session).relations, posts: this.hasMany(() => EndlessPost, 'user_id') }
      protected override configure() { return this.has('posts', 1) }
    }
    class EndlessPost extends PostFactory {
      override readonly relations = { ...new PostFactory(this.session).relations, next: this.hasMany(() => EndlessPost, 'editor_id') }
      protected override configure() { return this.has('next', 1) }
    }
    const fault = { code: 'SEEDKIT_ENDLESS_CHILDREN', message: expect.stringMatching(/^Children of EndlessPost lead to children without end: posts\.next\.next\.next\.… is more than 100 levels/) as unknown }
    await expect(blog.session().factory(Endless).create()).rejects.toMatchObject(fault)
    await expect(blog.session().factory(Endless).insert(2000)).rejects.toMatchObject(fault)
    expect(blog.recorder.count('insert')).toBe(0)
  })

  it('numbers children from 0 for every parent, and adds up several has… of one relation', async () => {
    await users().hasPosts(2, (post) => post.sequence({ title: 'a' }, { title: 'b' }, { title: 'c' })).hasPosts(1, { title: 'z' }).createBatch(2)
    expect((await blog.rows('posts')).map((post) => post['title'])).toEqual(['a', 'b', 'z', 'a', 'b', 'z'])
    expect(blog.recorder.byTable('insert')).toEqual({ users: 1, posts: 1 })
  })

  it('draws counts for every parent', async () => {
    await users().hasPosts(between(0, 3)).hasEdited([1, 1]).createBatch(20)
    const perUser = await blog.db.knex('users').leftJoin('posts', 'posts.user_id', 'users.id').groupBy('users.id').count({ n: 'posts.id' })
    expect(new Set(perUser.map((row) => Number(row['n'])))).toContain(0)
    expect(Math.max(...perUser.map((row) => Number(row['n'])))).toBeGreaterThan(1)
    const batch = await users().createBatch([2, 4])
    expect([2, 3, 4]).toContain(batch.length)
  })

  it('gives children their parent row, and hooks their order', async () => {
    const seen: string[] = []
    await users()
      .afterMake((row) => { seen.push(`made ${row.name}`) })
      .beforeCreate(async (row) => { await Promise.resolve(); seen.push(`before ${row.name}`); row.role = 'hooked' })
      .afterCreate(async (row, { index }) => { await Promise.resolve(); seen.push(`after ${row.name} ${row.role} ${index}`) })
      .hasPosts(1, (post) => post.state((_, { parent }) => ({ title: `by ${parent?.['name']}` })).afterCreate((row, { parent }) => { seen.push(`post ${row.title} ${parent?.['name']}`) }))
      .sequence({ name: 'A' }, { name: 'B' })
      .createBatch(2)
    expect(seen).toEqual(['made A', 'made B', 'before A', 'before B', 'post by A A', 'post by B B', 'after A hooked 0', 'after B hooked 1'])
    expect(await blog.rows('users')).toMatchObject([{ role: 'hooked' }, { role: 'hooked' }])
  })

  it('runs what hooks create on the same transaction', async () => {
    const broken = users().afterCreate(async (row, { session }) => {
      await session.factory(PostFactory).forAuthor(row).createBatch(2)
      throw new Error('too late')
    })
    await expect(broken.create()).rejects.toThrow('failed in an afterCreate hook: too late')
    expect([await blog.count('users'), await blog.count('posts')]).toEqual([0, 0])
    await users().afterCreate(hasRelationship(PostFactory, 3, 'user_id', { title: 'T' })).createBatch(2)
    expect((await blog.rows('posts')).map((post) => post['title'])).toEqual(Array.from({ length: 6 }, () => 'T'))
    await blog.session().factory(FilmFactory).afterCreate(hasRelationship(ReviewFactory, 2, 'film_id')).create()
    expect(await blog.count('reviews')).toBe(2)
  })

  it('lets sequence items carry relations and hooks', async () => {
    const seen: string[] = []
    await users().sequence((user) => user.hasPosts(2).afterCreate((row) => { seen.push(row.name) }), { name: 'plain' }).createBatch(4)
    expect(await blog.count('posts')).toBe(4)
    expect(seen).toHaveLength(2)
  })

  it('takes the number of rows from forEachSequence', async () => {
    const rows = await users().forEachSequence({ name: 'a' }, { name: 'b' }, { name: 'c' }).createBatch()
    expect(rows.map((row) => row.name)).toEqual(['a', 'b', 'c'])
    await expect(users().createBatch()).rejects.toThrow('was given no count')
  })

  it('serves keys that are text, composite, named otherwise, or missing', async () => {
    const film = await blog.session().factory(FilmFactory).hasReviews(2).create()
    expect((await blog.rows('reviews')).map((row) => row['film_id'])).toEqual([film.film_id, film.film_id])
    const device = await blog.session().factory(DeviceFactory).hasReadings(3).create()
    expect((await blog.rows('readings', 'measure')).map((row) => row['device_id'])).toEqual([device.id, device.id, device.id])
    const [reading] = await blog.session().factory(ReadingFactory).createBatch(1)
    expect(reading?.taken_at).toBeInstanceOf(Date)
    const orders = await blog.session().factory(OrderFactory).hasLines(2).createBatch(2)
    expect((await blog.rows('order_lines')).map((row) => [row['tenant_id'], row['order_number']])).toEqual([[7, 1], [7, 1], [7, 2], [7, 2]])
    const line = await blog.session().factory(LineFactory).forOrder(orders[1]).create()
    expect(line).toMatchObject({ tenant_id: 7, order_number: 2 })
    expect(await blog.session().factory(LineFactory).forOrder([7, 1]).create()).toMatchObject({ order_number: 1 })
    await expect(blog.session().factory(LineFactory).forOrder((order) => order.state({ number: 99 })).create()).resolves.toMatchObject({ order_number: 99 })
  })

  it('awaits promises in attributes, one after another', async () => {
    const log: string[] = []
    const later = <T>(value: T, name: string) => new Promise<T>((resolve) => { setTimeout(() => { log.push(name); resolve(value) }, 5) })
    const user = await users().create({
      email: async ({ attributes }) => later(`${attributes.name}@async.test`, `email after ${attributes.name}`),
      name: async () => later('Slow', 'name'),
      role: Promise.resolve('promised'),
    })
    expect(user).toMatchObject({ name: 'Slow', email: 'Slow@async.test', role: 'promised' })
    expect(log).toEqual(['name', 'email after Slow'])
    await expect(users().create({ name: () => Promise.reject(new Error('no name')) })).rejects.toThrow('failed in attribute "name": no name')
    await expect(users().create({ name: Promise.reject(new Error('plain no')) })).rejects.toThrow('plain no')
    await expect(users().create({ name: async ({ attributes }) => attributes.email, email: async ({ attributes }) => attributes.name })).rejects.toThrow('need each other')
  })

  it('is all or nothing on a Knex instance, and part of a transaction that is given', async () => {
    await expect(users().hasPosts(2, { title: null as never }).create()).rejects.toThrow(/PostFactory/)
    expect(await blog.count('users')).toBe(0)
    await expect(
      runInTransaction(blog.db.knex, async (trx) => {
        await sessionOn(blog.db.attach().on(trx), { seed: 1 }).factory(UserFactory).createBatch(3)
        throw new Error('undo')
      }),
    ).rejects.toThrow('undo')
    expect(await blog.count('users')).toBe(0)
  })

  it('names seeder, factory, relation and row of a statement that fails', async () => {
    await users().create({ email: 'taken@example.test' })
    const failing = users().sequence({}, {}, { email: 'taken@example.test' }).createBatch(3)
    await expect(failing).rejects.toThrow(/UserFactory/)
    await expect(failing).rejects.toThrow(/3 of 3/)
    await expect(failing).rejects.toThrow(/email/)
  })

  it('reads no more of the catalogue than once', async () => {
    const { recorder } = blog
    const all = async () => {
      await users().hasPosts(2).createBatch(2)
      await posts().forAuthor((author) => author.inTeam()).createBatch(1)
      await blog.session().factory(TeamFactory).create()
    }
    await all()
    const once = recorder.count('catalogue')
    await all()
    expect(once).toBeGreaterThan(0)
    expect(recorder.count('catalogue')).toBe(once)
  })
})
