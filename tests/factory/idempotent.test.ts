import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sessionOn } from '../../src/factory/create-session.js'
import type { Session } from '../../src/factory/session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { PostFactory, TeamFactory, UserFactory } from '../support/blog-factories.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { openBlog } from '../support/open-blog.js'
import { recordStatements } from '../support/record-statements.js'

const list = (from: number, to: number, role = 'member') =>
  Array.from({ length: to - from }, (_, at) => ({ email: `u${from + at}@example.test`, name: `n${from + at}`, role }))
const titles = (n: number) => Array.from({ length: n }, (_, at) => ({ title: `t${at}` }))
const manySettings = (level: (at: number) => number) => Array.from({ length: 10_000 }, (_, at) => ({ code: `c${at}`, level: level(at) }))

describe.each(targets)('idempotent writes on $name', (target) => {
  const blog = openBlog(target)
  const users = () => blog.session().factory(UserFactory)
  const sent = () => ({ select: ownSelects(), insert: blog.recorder.count('insert'), update: blog.recorder.count('update') })
  // Without those that ask for unique values before an insert.
  const ownSelects = () => blog.recorder.events.filter(({ statement }) => statement.kind === 'select' && / as c1/.test(statement.sql)).length

  describe('firstOrCreate', () => {
    it('creates with definition, states, parents and hooks, then gives that row unchanged', async () => {
      const hooks: string[] = []
      const make = () =>
        users().inTeam().hasPosts(2).beforeCreate(() => void hooks.push('before')).afterCreate(() => void hooks.push('after'))
          .firstOrCreate({ email: 'root@example.test' }, { name: 'Root', role: 'admin' })
      const first = await make()
      expect(first).toMatchObject({ email: 'root@example.test', name: 'Root', role: 'admin' })
      expect([await blog.count('users'), await blog.count('posts'), await blog.count('teams')]).toEqual([1, 2, 1])
      await blog.db.knex('users').update({ name: 'Edited' })
      blog.recorder.clear()
      expect(await make()).toEqual({ ...first, name: 'Edited' })
      expect([await blog.count('users'), await blog.count('posts'), await blog.count('teams')]).toEqual([1, 2, 1])
      expect(sent()).toEqual({ select: 1, insert: 0, update: 0 })
      expect(hooks).toEqual(['before', 'after'])
    })

    it('attributes beat where, and where the definition', async () => {
      const user = await users().firstOrCreate({ email: 'a@b.c' }, { email: 'b@b.c', name: ({ attributes }) => attributes.email })
      expect(user).toMatchObject({ email: 'b@b.c', name: 'b@b.c' })
      expect((await users().firstOrCreate({ email: 'b@b.c' }, { email: 'c@b.c' })).email).toBe('b@b.c')
      expect((await users().firstOrCreate({ email: 'd@b.c' }, { email: undefined } as object)).email).toBe('d@b.c')
      expect(await blog.count('users')).toBe(2)
    })

    it('NULL equals NULL, and of several rows the first is given', async () => {
      const [one, two] = await users().createBatch(2, { team_id: null, role: 'pair' })
      expect((await users().firstOrCreate({ team_id: null, role: 'pair' })).id).toBe(one?.id)
      await blog.db.knex('users').where({ id: one?.id ?? 0 }).del()
      expect((await users().firstOrCreate({ team_id: null, role: 'pair' })).id).toBe(two?.id)
      expect(await blog.count('users')).toBe(1)
    })

    it('a value that the database keeps in other words is found again', async () => {
      const at = new Date('2024-05-06T07:08:09.123Z')
      const first = await users().firstOrCreate({ created_at: at })
      expect(first.created_at).toEqual(at)
      expect((await users().firstOrCreate({ created_at: at })).id).toBe(first.id)
      expect((await users().firstOrCreate({ id: first.id })).email).toBe(first.email)
    })

    it('two at once make one row', async () => {
      const [one, two] = await Promise.all([users().firstOrCreate({ email: 'x@y.z' }), users().firstOrCreate({ email: 'x@y.z' })])
      expect(one).toEqual(two)
      expect(await blog.count('users')).toBe(1)
    })

    it.each([
      ['an empty where', {}, 'SEEDKIT_NO_NATURAL_KEY'],
      ['no where', undefined, 'SEEDKIT_NO_NATURAL_KEY'],
      ['undefined', { email: undefined }, 'SEEDKIT_BAD_NATURAL_KEY'],
      ['a lazy value', { email: () => 'x' }, 'SEEDKIT_BAD_NATURAL_KEY'],
      ['a promise', { email: Promise.resolve('x') }, 'SEEDKIT_BAD_NATURAL_KEY'],
      ['a column that is not there', { mail: 'x' }, 'SEEDKIT_UNKNOWN_COLUMN'],
      ['an invalid Date', { created_at: new Date(Number.NaN) }, 'SEEDKIT_INVALID_VALUE'],
      ['an object', { id: { a: 1 } }, 'SEEDKIT_INVALID_VALUE'],
    ])('refuses %s', async (_, where, code) => {
      await users().create()
      const call = users().firstOrCreate(where as Partial<{ email: string }>)
      await expect(call).rejects.toMatchObject({ code })
      expect(await blog.count('users')).toBe(1)
    })

    it('an attribute that is no column is an error also where the row is there', async () => {
      const { email } = await users().create()
      await expect(users().firstOrCreate({ email }, { nmae: 'x' } as object)).rejects.toMatchObject({ code: 'SEEDKIT_UNKNOWN_COLUMN', hint: 'Did you mean "name"?' })
    })
  })

  describe('updateOrCreate', () => {
    it('sets only the attributes, once', async () => {
      const user = await users().create({ name: 'Ada', role: 'member' })
      const hooks: string[] = []
      const set = () => users().afterCreate(() => void hooks.push('after')).updateOrCreate({ email: user.email }, { role: 'admin', created_at: new Date('2020-01-02T03:04:05.678Z') })
      blog.recorder.clear()
      expect(await set()).toEqual({ ...user, role: 'admin', created_at: new Date('2020-01-02T03:04:05.678Z') })
      expect(blog.recorder.count('update')).toBe(1)
      blog.recorder.clear()
      expect(await set()).toEqual({ ...user, role: 'admin', created_at: new Date('2020-01-02T03:04:05.678Z') })
      expect(sent()).toEqual({ select: 1, insert: 0, update: 0 })
      expect(hooks).toEqual([])
      expect(await users().updateOrCreate({ email: 'new@b.c' }, { name: 'New' })).toMatchObject({ email: 'new@b.c', name: 'New' })
      expect(await blog.count('users')).toBe(2)
    })

    it('a column of the key gets the value of the attribute', async () => {
      const user = await users().create({ email: 'old@b.c', name: 'Ada' })
      expect(await users().updateOrCreate({ email: 'old@b.c' }, { email: 'new@b.c', role: 'admin' })).toEqual({ ...user, email: 'new@b.c', role: 'admin' })
      expect(await users().updateOrCreate({ email: 'new@b.c', name: 'Ada' }, { name: ({ attributes }) => attributes.email })).toMatchObject({ id: user.id, name: 'new@b.c' })
      expect(await users().updateOrCreate({ email: 'none@b.c' }, { email: 'made@b.c', name: 'Eve' })).toMatchObject({ email: 'made@b.c', name: 'Eve' })
      expect((await blog.rows('users')).map((row) => row['email'])).toEqual(['new@b.c', 'made@b.c'])
      blog.recorder.clear()
      expect((await users().updateOrCreate({ email: 'new@b.c' }, { email: 'new@b.c' })).id).toBe(user.id)
      expect((await users().updateOrCreate({ email: 'new@b.c' }, { email: undefined } as object)).email).toBe('new@b.c')
      expect(sent()).toEqual({ select: 2, insert: 0, update: 0 })
      const team = await blog.session().factory(TeamFactory).create()
      expect((await users().updateOrCreate({ email: 'in@b.c', team_id: team.id }, { team_id: blog.session().factory(TeamFactory) })).team_id).toBe(team.id)
      expect(await blog.count('teams')).toBe(1)
    })

    it('takes lazy attributes, promises and null; undefined leaves a column alone', async () => {
      const team = await blog.session().factory(TeamFactory).create()
      const user = await users().create({ name: 'Ada', team_id: team.id })
      const row = await users().updateOrCreate({ email: user.email }, {
        name: ({ attributes }) => `${attributes.email}/${String(attributes.role)}`, role: Promise.resolve('boss').then((role) => role), team_id: null, created_at: undefined,
      })
      expect(row).toEqual({ ...user, name: `${user.email}/boss`, role: 'boss', team_id: null })
    })

    it('a lazy attribute gives the same in every run of the same seed', async () => {
      const run = () => blog.session({ seed: 5 }).factory(UserFactory).updateOrCreate({ email: 'lazy@b.c' }, { name: ({ faker }) => faker.person.fullName() })
      const first = await run()
      blog.recorder.clear()
      expect(await run()).toEqual(first)
      expect(blog.recorder.count('update')).toBe(0)
    })

    it('a factory makes a parent only where the row is new or has none', async () => {
      const set = () => users().updateOrCreate({ email: 'p@b.c' }, { team_id: blog.session().factory(TeamFactory) })
      const first = await set()
      expect(await blog.count('teams')).toBe(1)
      expect(await set()).toEqual(first)
      expect(await blog.count('teams')).toBe(1)
      await blog.db.knex('users').update({ team_id: null })
      const again = await set()
      expect(await blog.count('teams')).toBe(2)
      expect(again.team_id).not.toBe(first.team_id)
    })

    it('recycled rows are parents here too', async () => {
      const team = await blog.session().factory(TeamFactory).create()
      const user = await users().create()
      const row = await users().recycle(TeamFactory, team).updateOrCreate({ email: user.email }, { team_id: blog.session().factory(TeamFactory) })
      expect(row.team_id).toBe(team.id)
      expect(await blog.count('teams')).toBe(1)
    })

    it('several rows with the same values are an error, and none is changed', async () => {
      await users().createBatch(2, { role: 'pair' })
      await expect(users().updateOrCreate({ role: 'pair' }, { name: 'x' })).rejects.toMatchObject({
        code: 'SEEDKIT_SEVERAL_ROWS',
        message: 'updateOrCreate() of UserFactory finds 2 rows with the same "role".',
      })
      expect(await blog.db.knex('users').where({ name: 'x' })).toEqual([])
    })

    it('what the database refuses names factory, row, constraint and column', async () => {
      const [one, two] = await users().createBatch(2)
      await expect(users().updateOrCreate({ email: one?.email ?? '' }, { id: two?.id ?? 0 })).rejects.toMatchObject({ code: 'SEEDKIT_UNIQUE_VIOLATION' })
      const orphan = users().updateOrCreate({ email: one?.email ?? '' }, { team_id: 4711 })
      await expect(orphan).rejects.toMatchObject({ code: 'SEEDKIT_FOREIGN_KEY_VIOLATION', message: expect.stringMatching(/^UserFactory: row 1 of 1 for table "users"/) })
      const bad = users().updateOrCreate({ email: one?.email ?? '' }, { name: Symbol('x') as unknown as string })
      await expect(bad).rejects.toMatchObject({ code: 'SEEDKIT_INVALID_VALUE', hint: expect.stringContaining('UserFactory.name') })
      if (target.engine !== 'sqlite') {
        const long = users().updateOrCreate({ email: one?.email ?? '' }, { role: 'r'.repeat(30) })
        await expect(long).rejects.toMatchObject({ code: 'SEEDKIT_VALUE_TOO_LONG' })
      }
      expect((await blog.rows('users')).map((row) => row['name'])).toEqual([one?.name, two?.name])
    })
  })

  describe('upsert', () => {
    it('creates, then does nothing, then changes what differs, and gives rows in order', async () => {
      const first = await users().upsert(list(0, 10), 'email')
      expect(first.map((row) => row.name)).toEqual(list(0, 10).map((row) => row.name))
      expect(blog.recorder.count('insert')).toBe(1)
      blog.recorder.clear()
      expect(await users().upsert(list(0, 10), 'email')).toEqual(first)
      expect(sent()).toEqual({ select: 1, insert: 0, update: 0 })
      blog.recorder.clear()
      // Two changed, ten kept or created, in a mixed order.
      const mixed = [...list(8, 12), ...list(0, 3, 'admin')]
      const rows = await users().upsert(mixed, ['email'])
      expect(rows.map(({ email, name, role }) => ({ email, name, role }))).toEqual(mixed)
      expect(rows.slice(0, 2)).toEqual(first.slice(8))
      expect(rows.slice(4).map((row) => row.id)).toEqual(first.slice(0, 3).map((row) => row.id))
      expect([blog.recorder.count('insert'), blog.recorder.count('update'), blog.recorder.rows('insert')]).toEqual([1, 1, 2])
      expect(await blog.count('users')).toBe(12)
    })

    it('of 12 rows of which 10 are there exactly 2 appear, and edited columns that are not named stay', async () => {
      const teams = blog.session().factory(TeamFactory)
      await users().upsert(list(0, 10), 'email')
      await blog.db.knex('users').update({ name: 'Edited' })
      const before = await blog.rows('users')
      blog.recorder.clear()
      await users().upsert(list(0, 12).map(({ email, role }) => ({ email, role })), 'email')
      expect(await blog.count('users')).toBe(12)
      expect((await blog.rows('users')).slice(0, 10)).toEqual(before)
      expect([blog.recorder.count('update'), blog.recorder.rows('insert')]).toEqual([0, 2])
      expect(await teams.upsert([], 'name')).toEqual([])
    })

    it('new rows get what the definition gives, the same whenever they are made', async () => {
      const named = ['a', 'b', 'c', 'd'].map((name) => ({ name, role: 'x' }))
      const all = await blog.session({ seed: 3 }).factory(UserFactory).upsert(named, 'name')
      await blog.db.knex('users').whereIn('name', ['b', 'd']).del()
      const again = await blog.session({ seed: 3 }).factory(UserFactory).upsert(named, 'name')
      expect(again.map((row) => row.email)).toEqual(all.map((row) => row.email))
    })

    it('without a unique index, by several columns, NULL among them', async () => {
      const rows = [{ name: 'a', team_id: null, role: 'r1' }, { name: 'b', team_id: null, role: 'r2' }]
      const first = await users().upsert(rows, ['name', 'team_id'])
      const again = await users().upsert(rows.map((row) => ({ ...row, role: 'r3' })), ['name', 'team_id'])
      expect(again.map((row) => [row.id, row.role])).toEqual(first.map((row) => [row.id, 'r3']))
      expect(await blog.count('users')).toBe(2)
    })

    it('rows that set different columns take one update for each set', async () => {
      await users().upsert(list(0, 4), 'email')
      blog.recorder.clear()
      await users().upsert([
        { email: 'u0@example.test', role: 'x' }, { email: 'u1@example.test', name: 'y' }, { email: 'u2@example.test', role: 'z' }, { email: 'u3@example.test' },
      ], 'email')
      expect(blog.recorder.count('update')).toBe(2)
      expect((await blog.rows('users')).map((row) => [row['name'], row['role']])).toEqual([['n0', 'x'], ['y', 'member'], ['n2', 'z'], ['n3', 'member']])
    })

    it('has… and parents are for new rows alone', async () => {
      const posts = () => blog.session().factory(PostFactory).hasComments(2)
      await posts().upsert(titles(2), 'title')
      await posts().upsert(titles(3), 'title')
      expect([await blog.count('posts'), await blog.count('users'), await blog.count('comments')]).toEqual([3, 3, 6])
    })

    it('the same row twice is an error that names both, before anything is written', async () => {
      const twice = users().upsert([...list(0, 3), { email: 'u1@example.test', name: 'other' }], 'email')
      await expect(twice).rejects.toMatchObject({ code: 'SEEDKIT_SAME_NATURAL_KEY', message: 'Rows 2 and 4 given to upsert() of UserFactory have the same "email".' })
      expect(await blog.count('users')).toBe(0)
    })

    it.runIf(target.engine === 'mysql')('the same row to the database: letter case', async () => {
      await users().create({ email: 'case@example.test' })
      await expect(users().upsert([{ email: 'case@EXAMPLE.test', name: 'x' }], 'email')).resolves.toMatchObject([{ name: 'x' }])
      await expect(users().upsert([{ email: 'Case@example.test' }, { email: 'CASE@example.test' }], 'email')).rejects.toMatchObject({ code: 'SEEDKIT_SAME_NATURAL_KEY' })
      expect(await blog.count('users')).toBe(1)
    })

    it.each([
      ['a row without the column', [{ email: 'a@b.c' }, { name: 'n' }], 'email', 'SEEDKIT_BAD_NATURAL_KEY', 'upsert() of UserFactory was given no value for "email" for row 2, which rows are found by.'],
      ['no column', [{ email: 'a@b.c' }], [], 'SEEDKIT_NO_NATURAL_KEY', /no column/],
      ['a column that is not there', [{ mail: 'a@b.c' }], 'mail', 'SEEDKIT_UNKNOWN_COLUMN', /"mail"/],
      ['no list', { email: 'a@b.c' }, 'email', 'SEEDKIT_NO_ROWS', /no list/],
      ['a row that is none', [{ email: 'a@b.c' }, null], 'email', 'SEEDKIT_NO_ATTRIBUTES', /Row 2/],
    ])('refuses %s', async (_, rows, by, code, message) => {
      const call = users().upsert(rows as { email: string }[], by as 'email')
      await expect(call).rejects.toMatchObject({ code })
      await expect(call).rejects.toThrow(message)
      expect(await blog.count('users')).toBe(0)
    })

    it('plain inserts of a key that is there stay an error', async () => {
      await users().create({ email: 'a@b.c' })
      await expect(users().createBatch(2, { email: 'a@b.c' })).rejects.toThrow(/UserFactory.*row 1 of 2|UserFactory.*row 2 of 2/)
      expect(await blog.count('users')).toBe(1)
    })
  })
})

interface Setting { id: number; code: string; level: number; data: unknown }
class SettingFactory extends Factory<Setting, Insertable<Setting, 'level' | 'data'>> {
  readonly table = 'settings'
  definition(): Attributes<Insertable<Setting, 'level' | 'data'>> {
    return { code: this.faker.lorem.word(), data: () => null }
  }
}

describe.each(targets)('idempotent writes in bulk on $name', (target) => {
  let db: TestDatabase
  const recorder = recordStatements()
  const session = (): Session => sessionOn(db.attach({ observer: recorder.observer }), { seed: 1 })
  const settings = () => session().factory(SettingFactory)
  const setData = (data: unknown) => settings().updateOrCreate({ code: 'j' }, { data })
  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(`create table settings (id ${db.types.id}, code varchar(50) not null, level int not null default 0, data ${db.types.json})`)
  })
  beforeEach(async () => {
    await db.knex('settings').del()
    recorder.clear()
  })
  afterAll(() => db?.drop())

  it('10,000 rows take one SELECT, one INSERT and one UPDATE', async () => {
    const counts = () => [recorder.count('select'), recorder.count('insert'), recorder.count('update')]
    const first = await settings().upsert(manySettings((at) => at), 'code')
    // Without RETURNING the rows are read again.
    expect(counts()).toEqual(target.name === 'mysql' ? [2, 1, 0] : [1, 1, 0])
    recorder.clear()
    const ids = first.map((row) => row.id)
    expect((await settings().upsert(manySettings((at) => at), 'code')).map((row) => row.id)).toEqual(ids)
    expect(counts()).toEqual([1, 0, 0])
    recorder.clear()
    const changed = await settings().upsert(manySettings((at) => at + 1), 'code')
    expect(changed.map((row) => [row.id, row.level])).toEqual(ids.map((id, at) => [id, at + 1]))
    // Where UPDATE gives no rows back, they are read again; MySQL gets shorter statements.
    expect(counts()).toEqual(target.engine !== 'mysql' ? [1, 0, 1] : target.name === 'mariadb' ? [2, 0, 1] : [11, 0, 10])
  }, 60_000)

  it('10,000 rows are found by a key of two columns in one SELECT', async () => {
    const rows = manySettings((at) => at)
    const first = await settings().upsert(rows, ['code', 'level'])
    recorder.clear()
    expect(await settings().upsert(rows, ['code', 'level'])).toEqual(first)
    expect([recorder.count('select'), recorder.count('insert'), recorder.count('update')]).toEqual([1, 0, 0])
  }, 60_000)

  it('JSON in another order of keys is the same; changed JSON is not', async () => {
    const first = await setData({ b: [1, { y: 2, x: 1 }], a: 'x' })
    recorder.clear()
    expect(await setData({ a: 'x', b: [1, { x: 1, y: 2 }] })).toEqual(first)
    expect(recorder.count('update')).toBe(0)
    expect((await setData({ a: 'y' })).data).toEqual({ a: 'y' })
    expect((await setData([])).data).toEqual([])
    expect((await setData('5')).data).toBe('5')
    recorder.clear()
    await setData('5')
    expect(recorder.count('update')).toBe(0)
    expect((await setData(null)).data).toBeNull()
  })

  it('JSON is nothing to find rows by, nor is an SQL expression', async () => {
    await expect(settings().firstOrCreate({ data: { a: 1 } })).rejects.toThrow(/"data" is JSON/)
    await expect(settings().firstOrCreate({ code: db.knex.raw("'x'") as unknown as string })).rejects.toThrow(/SQL expression/)
  })
})

describe.each(targets)('a second run changes nothing on $name', (target) => {
  const t = target.types
  const cut = { mysql: '(0)', postgres: '(0)', sqlite: '' }[target.engine]
  const cases: readonly { readonly type: string; readonly value: unknown; readonly only?: string }[] = [
    { type: 'decimal(10,2)', value: 12.5 }, { type: 'decimal(10,2)', value: '12.50' }, { type: 'decimal(10,2)', value: '-0.10' },
    { type: 'decimal(10,2)', value: '12.505', only: 'postgres mysql' }, { type: t.double, value: 0.1 + 0.2 }, { type: 'real', value: 0.1, only: 'postgres' },
    { type: 'bigint', value: 2n ** 60n }, { type: 'bigint', value: '0042' }, { type: 'bigint', value: '5.0', only: 'sqlite mysql' }, { type: 'integer', value: 2n ** 60n + 1n, only: 'sqlite' },
    { type: 'timestamp(0)', value: '2024-05-06 12:34:56.6', only: 'postgres' }, { type: 'timestamp', value: '2024-05-06 12:34:56.123456', only: 'postgres' }, { type: '', value: 1, only: 'sqlite' }, { type: '', value: '1', only: 'sqlite' }, { type: t.boolean, value: true }, { type: t.boolean, value: 0 },
    { type: 'date', value: new Date('2024-05-06T23:00:00Z') }, { type: 'date', value: '2024-05-06' },
    { type: t.datetime, value: new Date('2024-05-06T07:08:09.123Z') }, { type: t.datetime, value: '2024-05-06 07:08:09' },
    { type: `timestamp${cut}${target.engine === 'mysql' ? ' null' : ''}`, value: new Date('2024-05-06T07:08:09.123Z') },
    { type: t.instant, value: '2024-05-06T09:08:09+02:00' }, { type: t.uuid, value: '3F2504E0-4F89-41D3-9A0C-0305E82C3301', only: 'postgres' },
    { type: 'char(10)', value: 'abc' }, { type: t.bytes, value: Buffer.from([0, 255, 7]) }, { type: t.text, value: { a: [1] } }, { type: 'time', value: '12:34' , only: 'postgres mysql' },
    { type: 'varchar(40)', value: 'quote \' " ` ? \\ 🙂' }, { type: 'int', value: true }, { type: 'text[]', value: ['a', 'B"c', null], only: 'postgres' },
    { type: 'int[]', value: [[1, 2], [3, 4]], only: 'postgres' }, { type: 'timestamptz[]', value: [new Date(0)], only: 'postgres' }, { type: 'jsonb[]', value: [{ b: 1, a: [2] }], only: 'postgres' },
    { type: 'bit(3)', value: '101', only: 'postgres' }, { type: 'character varying(20)[]', value: ['x'], only: 'postgres' }, { type: 'numeric(6,3)[]', value: [1.5], only: 'postgres' },
  ]
  it.each(cases.filter(({ only }) => only === undefined || only.includes(target.engine)))('$type: $value', async ({ type, value }) => {
    const db = await openTestDatabase(target)
    try {
      const recorder = recordStatements()
      await db.run(`create table samples (id ${t.id}, code varchar(20), v ${type})`)
      class SampleFactory extends Factory<{ id: number; code: string; v: unknown }> {
        readonly table = 'samples'
        definition() {
          return { code: 'x', v: () => null }
        }
      }
      const set = (v: unknown) => sessionOn(db.attach({ observer: recorder.observer }), { seed: 1 }).factory(SampleFactory).updateOrCreate({ code: 'a' }, { v })
      const made = await set(value)
      expect(await set(value)).toEqual(made)
      expect(recorder.count('update')).toBe(0)
      // From NULL to the value by an UPDATE: the same as by an INSERT.
      expect((await set(null)).v).toBeNull()
      expect(await set(value)).toEqual(made)
      expect(recorder.count('update')).toBe(2)
      expect(await set(value)).toEqual(made)
      expect(recorder.count('update')).toBe(2)
    } finally {
      await db.drop()
    }
  })
})

describe.each(targets)('tables of other shapes, written idempotently on $name', (target) => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(
      `create table keyless (code varchar(20), n int, name varchar(20))`,
      `create table pairs (a int not null, b varchar(10) not null, n int, primary key (a, b))`,
      `create table ${db.quote('odd "name"? `x`')} (id ${db.types.id}, ${db.quote('a "b"? `c`')} varchar(20), ${db.quote('select')} int)`,
    )
  })
  afterAll(() => db?.drop())
  const session = () => sessionOn(db.attach(), { seed: 1 })

  it('no primary key', async () => {
    class KeylessFactory extends Factory<{ code: string; n: number | null; name: string }> {
      readonly table = 'keyless'
      override readonly primaryKey = []
      definition() {
        return { code: 'c', name: 'n' }
      }
    }
    const write = (name: string) => session().factory(KeylessFactory).upsert([{ code: 'x', n: null, name }, { code: 'y', n: 1, name }], ['code', 'n'])
    await write('one')
    expect((await write('two')).map((row) => row.name)).toEqual(['two', 'two'])
    expect(await db.knex('keyless').orderBy('code')).toEqual([{ code: 'x', n: null, name: 'two' }, { code: 'y', n: 1, name: 'two' }])
  })

  it.skipIf(target.engine !== 'sqlite')('numbers that are no moments, in a column of moments', async () => {
    await db.run('create table stamps (id integer primary key, at datetime, n int)')
    class StampFactory extends Factory<{ id: number; at: number; n: number }> {
      readonly table = 'stamps'
      definition() {
        return { at: 1e21, n: 1 }
      }
    }
    const stamps = () => session().factory(StampFactory)
    await stamps().upsert([{ id: 1, at: 1e21, n: 1 }], ['id'])
    await stamps().upsert([{ id: 1, at: 2e21, n: 2 }], ['id'])
    expect(await stamps().updateOrCreate({ at: 2e21 }, { n: 3 })).toEqual({ id: 1, at: 2e21, n: 3 })
  })

  it('a composite key, found by it and by part of it', async () => {
    class PairFactory extends Factory<{ a: number; b: string; n: number | null }> {
      readonly table = 'pairs'
      override readonly primaryKey = ['a', 'b'] as const
      definition() {
        return { a: 1, b: 'b' }
      }
    }
    const pairs = () => session().factory(PairFactory)
    await pairs().upsert([{ a: 1, b: 'x', n: 1 }, { a: 2, b: 'x', n: 1 }, { a: 2, b: 'y', n: 1 }], ['a', 'b'])
    const rows = await pairs().upsert([{ a: 2, b: 'y', n: 5 }, { a: 1, b: 'x', n: 1 }, { a: 3, b: 'z', n: 7 }], ['b', 'a'])
    expect(rows).toEqual([{ a: 2, b: 'y', n: 5 }, { a: 1, b: 'x', n: 1 }, { a: 3, b: 'z', n: 7 }])
    expect(await pairs().updateOrCreate({ a: 3 }, { n: 8 })).toEqual({ a: 3, b: 'z', n: 8 })
    // A part of the key itself may be set.
    expect(await pairs().updateOrCreate({ a: 3 }, { b: 'q' })).toEqual({ a: 3, b: 'q', n: 8 })
    expect(await db.knex('pairs').orderBy(['a', 'b'])).toHaveLength(4)
  })

  it('odd names', async () => {
    const table = 'odd "name"? `x`'
    class OddFactory extends Factory<{ id: number; 'a "b"? `c`': string; select: number | null }> {
      readonly table = table
      definition() {
        return { 'a "b"? `c`': 'v' }
      }
    }
    const write = (select: number) => session().factory(OddFactory).updateOrCreate({ 'a "b"? `c`': 'k' }, { select })
    const first = await write(1)
    expect(await write(2)).toEqual({ ...first, select: 2 })
  })

  it('null is no key to find rows by where the database counts', async () => {
    await db.run(`create table counted (id ${db.types.id}, n int)`)
    class CountedFactory extends Factory<{ id: number | null; n: number | null }> {
      readonly table = 'counted'
      definition() {
        return {}
      }
    }
    const counted = () => session().factory(CountedFactory)
    await expect(counted().upsert([{ id: 1, n: 1 }, { id: null, n: 1 }], 'id')).rejects.toMatchObject({ code: 'SEEDKIT_BAD_NATURAL_KEY', message: expect.stringContaining('CountedFactory was given null for "id" for row 2') })
    await expect(counted().updateOrCreate({ id: null }, { n: 1 })).rejects.toThrow('updateOrCreate() of CountedFactory was given null for "id", which')
    await expect(counted().firstOrCreate({ id: null })).rejects.toThrow('firstOrCreate() of CountedFactory was given null for "id"')
    expect(await db.knex('counted')).toEqual([])
  })

  it('explicit ids of upserted rows move the counter', async () => {
    class SettingLike extends Factory<{ id: number; 'a "b"? `c`': string; select: number | null }> {
      readonly table = 'odd "name"? `x`'
      definition() {
        return { 'a "b"? `c`': 'v' }
      }
    }
    const rows = await session().factory(SettingLike).upsert([{ id: 500, select: 1 }, { id: 501, select: 1 }], 'id')
    expect(rows.map((row) => row.id)).toEqual([500, 501])
    expect((await session().factory(SettingLike).create()).id).toBe(502)
  })
})
