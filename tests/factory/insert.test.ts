import { describe, expect, it } from 'vitest'
import { between } from '../../src/factory/between.js'
import { weighted } from '../../src/factory/weighted.js'
import { createSession, detachedSession, sessionOn } from '../../src/factory/create-session.js'
import { runInTransaction } from '../../src/database/transaction.js'
import type { Session } from '../../src/factory/session.js'
import { CommentFactory, DeviceFactory, FilmFactory, OrderFactory, PostFactory, ReadingFactory, TeamFactory, UserFactory, type User } from '../support/blog-factories.js'
import { targets } from '../support/databases.js'
import { openBlog } from '../support/open-blog.js'
import { recordStatements } from '../support/record-statements.js'

class LetteredTeamFactory extends TeamFactory {
  override configure() { return this.sequence([{ name: 'A' }, { name: 'B' }, { name: 'C' }], { scope: 'run' }) }
}

const tables = ['teams', 'users', 'posts', 'comments'] as const

/** What factories fill, keys as they are. */
const outcomes = new Map<string, string>()
function same(name: string, value: unknown): void {
  const text = JSON.stringify(value)
  expect(text).toBe(outcomes.get(name) ?? text)
  outcomes.set(name, text)
}

describe.each(targets)('insert() on $name', (target) => {
  const blog = openBlog(target)

  const names = async (table: string, column: string) => (await blog.rows(table)).map((row) => row[column])

  const chain = (session: Session) =>
    session.factory(UserFactory).inTeam().sequence({ role: 'a' }, { role: 'b' }, { role: 'c' }).hasPosts(between(0, 4), (post) => post.hasComments(weighted([[0.5, 0], [0.5, [1, 3]]])))

  it('writes the rows of createBatch(), whatever the chunk size and the engine', async () => {
    const shape = async () => ({
      teams: await names('teams', 'name'),
      users: (await blog.rows('users')).map((row) => [row['name'], row['email'], row['role']]),
      posts: (await blog.rows('posts')).map((row) => row['title']),
      comments: (await blog.rows('comments')).map((row) => row['body']),
      authors: (await blog.db.knex('posts').join('users', 'users.id', 'posts.user_id').select('users.email', 'posts.title').orderBy('posts.id')).map((row) => [row.email, row.title]),
      commented: (await blog.db.knex('comments').join('posts', 'posts.id', 'comments.post_id').select('posts.title', 'comments.body').orderBy('comments.id')).map((row) => [row.title, row.body]),
    })
    const clear = async () => {
      for (const table of tables.toReversed()) await blog.db.knex(table).del()
    }
    await chain(blog.session({ seed: 11 })).createBatch(60)
    const batch = await shape()
    expect(batch.comments.length).toBeGreaterThan(50)
    for (const chunkSize of [1, 7, 1000, undefined]) {
      await clear()
      const counts = await chain(blog.session({ seed: 11 })).insert(60, {}, { chunkSize })
      expect(counts).toEqual({ teams: 60, users: 60, posts: batch.posts.length, comments: batch.comments.length })
      expect(await shape()).toEqual(batch)
    }
    same('rows', batch)
  })

  it('of no rows sends nothing, and nothing is sent behind a call that failed', async () => {
    const recorder = recordStatements()
    const session = sessionOn(blog.db.attach({ observer: recorder.observer }), { seed: 1 })
    expect(await session.factory(UserFactory).hasPosts(3).insert(0)).toEqual({})
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(recorder.events).toEqual([])
    const failing = session.factory(UserFactory).hasPosts(3).state(() => {
      throw new Error('no state')
    })
    await expect(failing.insert(5000)).rejects.toThrow('no state')
    const sent = recorder.events.length
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(recorder.events).toHaveLength(sent)
  })

  it('takes a promise that fails in a state, a sequence, a trait or a has… for the failure of its row, also when its turn comes late', async () => {
    const failing = () => Promise.reject(new Error('hash failed'))
    for (const change of [
      (user: UserFactory) => user.state({ name: failing() }),
      (user: UserFactory) => user.sequence({ name: failing() }),
      (user: UserFactory) => user.has('posts', 1, { title: failing() }),
    ]) {
      const session = blog.session()
      const first = session.factory(TeamFactory).insert(2000)
      const late = change(session.factory(UserFactory) as never).create()
      await expect(late).rejects.toThrow('hash failed')
      await first
    }
    await blog.db.knex('teams').del()
  })

  it('counts up keys without gaps, in chunks as in one', async () => {
    const session = blog.session()
    await session.factory(TeamFactory).insert(5000)
    await session.factory(TeamFactory).insert(300, {}, { chunkSize: 100 })
    const ids = (await blog.rows('teams')).map((row) => Number(row['id']))
    expect(ids.length).toBe(5300)
    const [first = 0] = ids
    expect(ids.findIndex((id, at) => id !== first + at)).toBe(-1)
  })

  it('takes a few statements a table and chunk', async () => {
    await blog.session().factory(TeamFactory).hasMembers(2).insert(1023)
    const { users = 0, teams = 0 } = blog.recorder.byTable('insert')
    // Parents go in pieces of 255 (the sqlite3 package: 500), whose children make a piece of their own, or two of 255; on MySQL in pieces of 511.
    const inThread = target.engine === 'sqlite' && target.name !== 'sqlite3'
    expect(teams).toBe(target.engine === 'mysql' || target.name === 'sqlite3' ? 3 : 5)
    expect(users).toBeLessThanOrEqual(target.engine === 'mysql' ? 5 : inThread ? 10 : teams)
    expect(blog.recorder.rows('insert', 'users')).toBe(2046)
    // MySQL, which gives no rows back, is asked once a piece how far apart its keys are.
    expect(blog.recorder.rows('select', 'teams')).toBeLessThanOrEqual(target.engine === 'mysql' ? 3 : 0)
  })

  it('runs hooks chunk by chunk, afterCreate with the rows as they are stored', async () => {
    const seen: string[] = []
    const session = blog.session()
    await session
      .factory(UserFactory)
      .beforeCreate((user) => void seen.push(`before ${user.email.slice(-12)}`))
      .afterCreate(async (user, { session: own, index }) => {
        seen.push(`after ${index} ${user.role} ${Number.isInteger(user.id)}`)
        if (index === 3) await own.factory(PostFactory).forAuthor(user).create({ title: 'from a hook' })
      })
      .insert(5, {}, { chunkSize: 2 })
    expect(seen.map((each) => each.split(' ')[0])).toEqual(['before', 'before', 'after', 'after', 'before', 'before', 'after', 'after', 'before', 'after'])
    expect(seen.filter((each) => each.startsWith('after'))).toEqual([0, 1, 2, 3, 4].map((index) => `after ${index} member true`))
    expect(await names('posts', 'title')).toEqual(['from a hook'])
  })

  it('lets children and lazy attributes read what the parent was given, and names what only the database knows', async () => {
    const posts = (column: 'name' | 'role') => (post: PostFactory) => post.state((_, { parent }) => ({ title: String((parent as unknown as User)[column]) }))
    await blog.session().factory(UserFactory).has('posts', 2, posts('name')).insert(3)
    const authors = await names('users', 'name')
    expect(await names('posts', 'title')).toEqual(authors.flatMap((name) => [name, name]))
    await expect(blog.session().factory(UserFactory).has('posts', 1, posts('role')).insert(3)).rejects.toThrow(/"role" of the parent in "users" is not known under insert\(\)/)
    expect(await blog.count('users')).toBe(3)
  })

  it('makes parents, shared and own, and composite, given and missing keys', async () => {
    const session = blog.session()
    expect(await session.factory(PostFactory).forAuthor((user) => user.admin()).hasComments(1).insert(4, {}, { chunkSize: 3 })).toEqual({ users: 1, posts: 4, comments: 4 })
    expect(await session.factory(CommentFactory).insert(3)).toEqual({ users: 3, posts: 3, comments: 3 })
    expect(await session.factory(OrderFactory).hasLines(2).insert(3, {}, { chunkSize: 2 })).toEqual({ orders: 3, order_lines: 6 })
    expect(await session.factory(FilmFactory).hasReviews(2).insert(3)).toEqual({ films: 3, reviews: 6 })
    expect(await session.factory(DeviceFactory).hasReadings(2).insert(3)).toEqual({ devices: 3, readings: 6 })
    expect(await session.factory(ReadingFactory).insert(2)).toEqual({ devices: 2, readings: 2 })
    expect((await blog.rows('order_lines')).map((row) => [row['tenant_id'], row['order_number']])).toEqual([[7, 1], [7, 1], [7, 2], [7, 2], [7, 3], [7, 3]])
    expect((await blog.rows('readings', 'measure')).every((row) => typeof row['device_id'] === 'string')).toBe(true)
  })

  it('goes on in sequences through chunks and calls, and gives 0 for 0', async () => {
    const session = blog.session()
    const teams = session.factory(TeamFactory).sequence([{ name: 'a' }, { name: 'b' }, { name: 'c' }], { scope: 'run' })
    await teams.insert(4, {}, { chunkSize: 3 })
    await teams.insert(2)
    expect(await names('teams', 'name')).toEqual(['a', 'b', 'c', 'a', 'b', 'c'])
    expect(await session.factory(TeamFactory).insert(0)).toEqual({})
    expect(await session.factory(TeamFactory).forEachSequence({ name: 'x' }, { name: 'y' }).insert()).toEqual({ teams: 2 })
  })

  it('goes on in sequences of configure() from instance to instance, and on each path by itself', async () => {
    const letters = [{ title: 'A' }, { title: 'B' }, { title: 'C' }]
    const session = blog.session({ seed: 4 })
    for (let call = 0; call < 3; call++) await session.factory(LetteredTeamFactory).create()
    expect(await names('teams', 'name')).toEqual(['A', 'B', 'C'])
    for (const chunkSize of [1, 7, undefined]) {
      for (const table of tables.toReversed()) await blog.db.knex(table).del()
      const own = blog.session({ seed: 4 })
      const some = own
        .factory(UserFactory)
        .state((_, { index }) => ({ name: String(100 + index), ...(index % 3 === 0 ? { team_id: own.factory(LetteredTeamFactory) } : {}) }))
        .hasPosts(between(0, 3), (post) => post.sequence(letters, { scope: 'run' }))
      await own.factory(LetteredTeamFactory).insert(4, {}, { chunkSize })
      await some.insert(20, {}, { chunkSize })
      // Seven parents: their users have them in turn, whatever their own places.
      const teams = (await blog.db.knex('users').join('teams', 'teams.id', 'users.team_id').orderBy('users.name').select('teams.name')).map(({ name }) => name)
      expect(teams).toEqual(['A', 'B', 'C', 'A', 'B', 'C', 'A'])
      const titles = (await blog.db.knex('posts').join('users', 'users.id', 'posts.user_id').orderBy(['users.name', 'posts.id']).select('title')).map(({ title }) => title)
      expect(titles).toEqual(titles.map((_, at) => 'ABC'[at % 3]))
      same('letters', titles.length)
    }
  })

  it('is whole or nothing on a Knex instance, and names the row that failed', async () => {
    const session = blog.session()
    const failing = session.factory(PostFactory).state((_, { index }) => (index === 2500 ? { user_id: 987_654 } : {}))
    const [user] = await session.factory(UserFactory).createBatch(1)
    await expect(failing.forAuthor(user).insert(3000)).rejects.toThrow(/PostFactory.*row 2501 of 3000|row 2501 of 3000/s)
    expect(await blog.count('posts')).toBe(0)
  })

  it('fails in the middle of a definition without leaving statements on their way', async () => {
    const session = blog.session()
    const failing = session.factory(TeamFactory).state((_, { index }) => {
      if (index === 2200) throw new Error('no more names')
      return {}
    })
    await expect(failing.insert(5000)).rejects.toThrow(/no more names/)
    expect(await blog.count('teams')).toBe(0)
    await session.factory(TeamFactory).insert(3)
    expect(await blog.count('teams')).toBe(3)
  })

  it('stands beside other calls and queries on one transaction', async () => {
    const recorder = recordStatements()
    await runInTransaction(blog.db.knex, async (trx) => {
      const session = sessionOn(blog.db.attach({ observer: recorder.observer }).on(trx), { seed: 3 })
      const [counts, posts] = await Promise.all([session.factory(UserFactory).insert(1500), session.factory(PostFactory).createBatch(2)])
      expect(counts).toEqual({ users: 1500 })
      expect(posts.length).toBe(2)
    })
    expect(await blog.count('users')).toBe(1502)
  })

  it('keeps unique values apart, chunk after chunk and from rows that are there', async () => {
    const few = (session: Session) => session.factory(UserFactory).state((_, { faker }) => ({ email: `user${faker.number.int({ max: 2000 })}@example.test` }))
    await few(blog.session({ seed: 1 })).insert(500, {}, { chunkSize: 100 })
    await few(blog.session({ seed: 2 })).insert(500, {}, { chunkSize: 100 })
    const emails = await names('users', 'email')
    expect(emails.length).toBe(1000)
    expect(new Set(emails).size).toBe(1000)
    same('unique', emails)
  })

  it('refuses what it does not know', async () => {
    const teams = blog.session().factory(TeamFactory)
    await expect(teams.insert()).rejects.toThrow(/insert\(\) of TeamFactory was given no count/)
    await expect(teams.insert(-1)).rejects.toThrow(/count/)
    await expect(teams.insert(3, {}, { chunkSize: 0 })).rejects.toThrow(/chunkSize/)
    await expect(teams.insert(3, {}, { chunks: 10 } as object)).rejects.toThrow(/an option it does not know: "chunks"/)
    await expect(teams.insert(3, {}, { foreignKeys: 'off' } as object)).rejects.toThrow(/foreignKeys: off/)
    for (const none of [null, 5, 'verify']) await expect(teams.insert(3, {}, none as unknown as object)).rejects.toMatchObject({ code: 'SEEDKIT_UNKNOWN_OPTION', message: expect.stringContaining(String(none)) })
    await expect(detachedSession().factory(TeamFactory).insert(3)).rejects.toThrow(/database/)
    expect(await blog.count('teams')).toBe(0)
    for (const table of tables) expect(await blog.count(table)).toBe(0)
  })
})

describe.each(targets)('hooks on $name', (target) => {
  const blog = openBlog(target)

  it.each(['beforeCreate', 'afterCreate'] as const)('%s is not called once its transaction has ended', async (name) => {
    for (const call of ['insert', 'createBatch'] as const) {
      let calls = 0
      const trx = await blog.db.knex.transaction()
      const users = createSession(trx, { seed: 1 }).factory(UserFactory)[name](async () => {
        if (++calls === 3) await trx.rollback()
      })
      await expect(users[call](50)).rejects.toThrow(/already complete/)
      expect(calls).toBe(3)
      expect(await blog.count('users')).toBe(0)
    }
  })
})

describe.each(targets)('insert() with foreign keys verified on $name', (target) => {
  const blog = openBlog(target)
  const options = { foreignKeys: 'verify' } as const
  const orphan = (post: PostFactory) => post.state((_, { index }) => (index === 1 ? { editor_id: 987_654 } : {}))

  it.skipIf(target.engine === 'sqlite')('writes what it writes otherwise', async () => {
    const chain = () => blog.session({ seed: 5 }).factory(UserFactory).hasPosts(3, (post) => post.hasComments(2))
    expect(await chain().insert(50, {}, { ...options, chunkSize: 20 })).toEqual({ users: 50, posts: 150, comments: 300 })
    const titles = (await blog.rows('posts')).map((row) => row['title'])
    for (const table of ['comments', 'posts', 'users']) await blog.db.knex(table).del()
    await chain().insert(50)
    expect((await blog.rows('posts')).map((row) => row['title'])).toEqual(titles)
    await expect(blog.db.knex('posts').insert({ title: 'x', user_id: 987_654 })).rejects.toThrow()
  })

  it.skipIf(target.engine === 'sqlite')('fails as a whole where a key points at nothing, and leaves the keys in force', async () => {
    await expect(blog.session().factory(UserFactory).has('posts', 2, orphan).insert(30, {}, options)).rejects.toThrow(/posts/)
    expect(await blog.count('users')).toBe(0)
    expect(await blog.count('posts')).toBe(0)
    await expect(blog.db.knex('posts').insert({ title: 'x', user_id: 987_654 })).rejects.toThrow()
  })

  it.runIf(target.engine === 'mysql')('leaves no row without a parent to a caller who catches the error and commits', async () => {
    const throwing = (post: PostFactory) => post.state((_, { index }) => {
      if (index === 1) throw new Error('no second post')
      return { editor_id: 987_654 }
    })
    await blog.db.knex.transaction(async (trx) => {
      const session = createSession(trx, { seed: 1 })
      await expect(session.factory(UserFactory).has('posts', 2, orphan).insert(30, {}, options)).rejects.toThrow(/posts/)
      await expect(session.factory(UserFactory).has('posts', 2, throwing).insert(30, {}, options)).rejects.toThrow(/no second post/)
    })
    expect(await blog.count('posts')).toBe(0)
  })

  it.skipIf(target.engine === 'sqlite')('has the keys in force while hooks write rows of their own', async () => {
    const session = blog.session()
    const failing = session.factory(UserFactory).hasPosts(1).afterCreate(async (_, { session: own }) => {
      await own.db('posts').insert({ title: 'x', user_id: 987_654 })
    })
    await expect(failing.insert(3, {}, options)).rejects.toThrow()
    expect(await blog.count('posts')).toBe(0)
    const fine = session.factory(UserFactory).hasPosts(1).afterCreate(async (user, { session: own }) => {
      await own.factory(PostFactory).forAuthor(user).create()
    })
    expect(await fine.insert(4, {}, { ...options, chunkSize: 2 })).toEqual({ users: 4, posts: 4 })
    expect(await blog.count('posts')).toBe(8)
  })

  it.runIf(target.engine === 'sqlite')('is refused for a call, which cannot have that on SQLite', async () => {
    await expect(blog.session().factory(UserFactory).insert(3, {}, options)).rejects.toThrow(/only for a whole run/)
    expect(await blog.count('users')).toBe(0)
  })
})
