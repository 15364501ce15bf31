import { describe, expect, it } from 'vitest'
import { between } from '../../src/factory/between.js'
import { detachedSession } from '../../src/factory/create-session.js'
import type { Session } from '../../src/factory/session.js'
import { namedState, ordinalState, rootState } from '../../src/random/stream-state.js'
import { Generator } from '../../src/random/generator.js'
import { CommentFactory, DeviceFactory, PostFactory, ReadingFactory, TeamFactory, UserFactory, type User } from '../support/blog-factories.js'
import { targets } from '../support/databases.js'
import { openBlog } from '../support/open-blog.js'

const fields = (user: User) => [user.name, user.email]

/** Everything a blog's factories fill, with keys as places in the list, since engines count up differently after a rollback. */
async function seedBlog(session: Session): Promise<unknown> {
  const users = await session.factory(UserFactory).inTeam().hasPosts(between(0, 4), (post) => post.hasComments([0, 2])).createBatch(6)
  const posts = await session.factory(PostFactory).createBatch(3)
  const devices = await session.factory(DeviceFactory).createBatch(2)
  const readings = await session.factory(ReadingFactory).forDevice(devices[0]).createBatch(3)
  return { users: users.map(fields), posts: posts.map((post) => post.title), devices, readings: readings.map(({ measure, taken_at }) => [measure, taken_at.toISOString()]) }
}

const seen = new Map<string, string>()

describe.each(targets)('the same seed on $name', (target) => {
  const blog = openBlog(target)

  it('gives the same rows twice, and as on every other engine', async () => {
    const first = await seedBlog(blog.session({ seed: 42 }))
    const children = (await blog.rows('comments')).map((row) => row['body'])
    for (const table of ['comments', 'posts', 'users', 'teams', 'readings', 'devices']) await blog.db.knex(table).del()
    expect(await seedBlog(blog.session({ seed: 42 }))).toEqual(first)
    expect((await blog.rows('comments')).map((row) => row['body'])).toEqual(children)
    seen.set(target.name, JSON.stringify([first, children]))
    expect(new Set(seen.values()).size).toBe(1)
  })

  it('gives other rows for another seed', async () => {
    const one = await blog.session({ seed: 1 }).factory(TeamFactory).createBatch(5)
    const two = await blog.session({ seed: 2 }).factory(TeamFactory).createBatch(5)
    expect(one.map((team) => team.name)).not.toEqual(two.map((team) => team.name))
  })

  it('does not move with calls of other factories, implicit parents included', async () => {
    const alone = await blog.session({ seed: 7 }).factory(UserFactory).createBatch(4)
    await blog.db.knex('users').del()
    const session = blog.session({ seed: 7 })
    await session.factory(PostFactory).createBatch(3)
    expect((await session.factory(UserFactory).createBatch(4)).map(fields)).toEqual(alone.map(fields))
  })

  it('gives the same rows and keys under Promise.all', async () => {
    const names = async (rows: Promise<{ id: number; name: string }[]>) => (await rows).map((row) => row.name)
    const one = blog.session({ seed: 3 })
    const apart = [await names(one.factory(UserFactory).createBatch(3)), await names(one.factory(TeamFactory).createBatch(3)), await names(one.factory(UserFactory).createBatch(3))]
    await blog.db.knex('users').del()
    const other = blog.session({ seed: 3 })
    const slow = other.factory(UserFactory).state({ role: () => new Promise<string>((resolve) => { setTimeout(() => resolve('slow'), 10) }) })
    const together = await Promise.all([names(slow.createBatch(3)), names(other.factory(TeamFactory).createBatch(3)), names(other.factory(UserFactory).createBatch(3))])
    expect(together).toEqual(apart)
    const ids = (await blog.rows('users')).map((row) => row['role'])
    expect(ids).toEqual(['slow', 'slow', 'slow', 'member', 'member', 'member'])
  })

  it('keeps values drawn behind an await on their own stream', async () => {
    const withAwait = async (session: Session, beside: boolean) => {
      const users = session.factory(UserFactory).state({
        name: async ({ faker }) => {
          await new Promise((resolve) => { setTimeout(resolve, 3) })
          return faker.person.fullName()
        },
        role: async ({ session: own }) => (await own.factory(TeamFactory).create()).name.slice(0, 20),
      })
      const [rows] = await Promise.all([users.createBatch(3), beside ? session.factory(TeamFactory).createBatch(5) : [], beside ? session.factory(CommentFactory).createBatch(2) : []])
      return rows.map((row) => [row.name, row.role])
    }
    const alone = await withAwait(blog.session({ seed: 5 }), false)
    await blog.db.knex('users').del()
    expect(await withAwait(blog.session({ seed: 5 }), true)).toEqual(alone)
  })
})

describe('a row path', () => {
  const users = (session: Session) => session.factory(UserFactory)

  it('does not move with lazies that are added', () => {
    const plain = users(detachedSession({ seed: 1 })).makeBatch(3)
    const more = users(detachedSession({ seed: 1 })).state({ role: ({ faker }) => faker.lorem.word() }).makeBatch(3)
    expect(more.map(({ name, email }) => [name, email])).toEqual(plain.map(({ name, email }) => [name, email]))
  })

  it('moves with an earlier call of the same factory, unless the call has a name', () => {
    const plain = users(detachedSession({ seed: 1 })).make()
    const named = users(detachedSession({ seed: 1 })).stream('admins').make()
    const after = detachedSession({ seed: 1 })
    users(after).make()
    expect(users(after).make()).not.toEqual(plain)
    expect(users(after).stream('admins').make()).toEqual(named)
    expect(users(after).stream('admins').make()).not.toEqual(named)
  })

  it('gives a factory that draws while it is chained a stream of its own', () => {
    class Drawing extends UserFactory {
      drawn() { return this.state({ role: this.faker.string.alphanumeric(8) }) }
    }
    const role = (before: (session: Session) => void) => {
      const session = detachedSession({ seed: 1 })
      before(session)
      return session.factory(Drawing).drawn().make().role
    }
    const alone = role(() => {})
    expect(role((session) => { users(session).makeBatch(5); void session.faker.lorem.words(9) })).toBe(alone)
  })

  it('counts from refDate, not from today', () => {
    const date = (refDate?: Date) => session(refDate).factory(ReadingFactory).make().taken_at
    const session = (refDate?: Date) => detachedSession({ seed: 1, refDate })
    expect(date()).toEqual(date())
    expect(date()?.getTime()).toBeLessThan(Date.parse('2025-01-01T00:00:00Z'))
    expect(date(new Date('2000-01-01'))?.getTime()).toBeLessThan(Date.parse('2000-01-01'))
  })

  it('is the same in every version of algorithm 1', () => {
    const generator = new Generator()
    generator.reseed(ordinalState(namedState(rootState(42), 'UserSeeder', 'place'), 3))
    expect([generator.next(), generator.next(), generator.next()]).toMatchInlineSnapshot(`
      [
        0.7610715667886884,
        0.4447698342944757,
        0.39443256738011456,
      ]
    `)
    expect(users(detachedSession({ seed: 42 })).makeBatch(2)).toMatchInlineSnapshot(`
      [
        {
          "email": "aralang.e4cbed19ppdf@example.test",
          "name": "Ara Lang",
        },
        {
          "email": "wilburhickle.f2wgevyihids@example.test",
          "name": "Wilbur Hickle",
        },
      ]
    `)
  })

  it('spreads evenly', () => {
    const generator = new Generator()
    const root = rootState(1)
    const bins = Array.from({ length: 16 }, () => 0)
    for (let row = 0; row < 16_000; row++) {
      generator.reseed(ordinalState(root, row))
      const bin = Math.floor(generator.next() * 16)
      bins[bin] = (bins[bin] ?? 0) + 1
    }
    const chiSquare = bins.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)
    expect(chiSquare).toBeLessThan(37.7) // 15 degrees of freedom, p = 0.001
  })

  it('gives no two rows of 200,000 one state', () => {
    const states = new Set<string>()
    const root = rootState(1)
    for (let row = 0; row < 200_000; row++) {
      const { high, low } = ordinalState(root, row)
      states.add(`${high}.${low}`)
    }
    expect(states.size).toBe(200_000)
  })
})
