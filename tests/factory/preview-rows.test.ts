import { describe, expect, it } from 'vitest'
import { detachedSession } from '../../src/factory/create-session.js'
import type { AnyFactory } from '../../src/factory/factory-internals.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { previewRows } from '../../src/factory/preview-rows.js'
import { UnmadeKey } from '../../src/factory/unmade-key.js'
import { LineFactory, PostFactory, ReadingFactory, UserFactory, type User } from '../support/blog-factories.js'
import { targets } from '../support/databases.js'
import { openBlog } from '../support/open-blog.js'

const preview = (factory: unknown, count: number, overrides = {}) => previewRows(factory as AnyFactory, count, overrides)
const session = (seed = 1) => detachedSession({ seed })

describe.each(targets)('what a preview shows is what is created, on $name', (target) => {
  const blog = openBlog(target)

  it('states, traits, sequences, lazy attributes, promises and hooks that need no database', async () => {
    const chain = (users: any) => users.admin().withTraits('founder').sequence({ role: 'a' }, { role: 'b' })
      .state({ name: async () => 'later' }).afterMake((user: User) => { user.role += '!' })
    const shown = await preview(chain(session().factory(UserFactory)), 4)
    const created = await chain(blog.session({ seed: 1 }).factory(UserFactory)).createBatch(4)
    expect(shown).toHaveLength(4)
    expect(created).toMatchObject(shown)
    expect(shown[3]).toMatchObject({ name: 'later', role: 'b!', email: expect.stringContaining('@') })
  })

  it('parents: the columns around their keys', async () => {
    const shown = await preview(session(7).factory(PostFactory), 3)
    const created = await blog.session({ seed: 7 }).factory(PostFactory).createBatch(3)
    expect(created).toMatchObject(shown.map(({ title }) => ({ title })))
    expect(shown.map(({ user_id: key }) => key)).toEqual(Array.from({ length: 3 }, () => new UnmadeKey('UserFactory')))
  })

  it('the rows of a seeder have another path', async () => {
    const [first] = await preview(session(7).factory(PostFactory), 1)
    const posts = blog.session({ seed: 7 }).factory(PostFactory)
    await posts.create()
    expect((await posts.create()).title).not.toBe(first?.['title'])
  })
})

describe('preview rows', () => {
  it('overrides beat states and definition, and a parent is not made where its key is given', async () => {
    expect(await preview(session().factory(PostFactory).published(), 1, { title: 'x', user_id: 7 })).toEqual([{ title: 'x', user_id: 7, published: true }])
  })

  it('keys: given by for(), to be made by for(), NULL without parents', async () => {
    const posts = () => session().factory(PostFactory)
    const keys = async (factory: unknown) => (await preview(factory, 1)).map(({ user_id: key }) => key)
    expect(await keys(posts().for('author', 9))).toEqual([9])
    expect(await keys(posts().for('author'))).toEqual([new UnmadeKey('UserFactory')])
    expect(await keys(posts().withoutParents())).toEqual([null])
  })

  it('a composite key of a parent that would be made stands in all of its columns', async () => {
    const [row] = await preview(session().factory(LineFactory).for('order'), 1)
    expect(row).toMatchObject({ tenant_id: new UnmadeKey('OrderFactory'), order_number: new UnmadeKey('OrderFactory') })
  })

  it('a column that is left to the database is not there, NULL is', async () => {
    const [row] = await preview(session().factory(ReadingFactory), 1, { taken_at: undefined, measure: null })
    expect(row).toEqual({ device_id: new UnmadeKey('DeviceFactory'), measure: null })
  })

  it('no rows, and the same rows each time', async () => {
    expect(await preview(session().factory(UserFactory), 0)).toEqual([])
    expect(await preview(session(3).factory(UserFactory), 2)).toEqual(await preview(session(3).factory(UserFactory), 2))
    expect(await preview(session(3).factory(UserFactory), 2)).not.toEqual(await preview(session(4).factory(UserFactory), 2))
  })

  it('the second preview of a session is another call', async () => {
    const users = session().factory(UserFactory)
    expect(await preview(users, 1)).not.toEqual(await preview(users, 1))
  })

  it('code that fails names the row', async () => {
    const users = session().factory(UserFactory).state({ name: () => { throw new Error('no luck') } })
    await expect(preview(users, 2)).rejects.toThrow('UserFactory: row 1 of 2 for table "users" failed in attribute "name": no luck')
  })

  it('code that asks the database is told that there is none', async () => {
    class CountingFactory extends Factory<User> {
      readonly table = 'users'
      definition(): Attributes<Insertable<User>> {
        return { name: async ({ session: own }) => String(await own.db('users').count()), email: 'x', role: 'x', created_at: new Date(0) }
      }
    }
    await expect(preview(session().factory(CountingFactory), 1)).rejects.toThrow('session.db needs a database')
  })
})
