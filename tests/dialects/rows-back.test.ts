import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database/database.js'
import { createBlogSchema } from '../support/blog-schema.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insert } from '../support/insert.js'
import { recordStatements } from '../support/record-statements.js'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
// A fixed shuffle: 0..n-1 with a step that shares no factor with n.
const shuffled = (count: number) => range(count).map((n) => (n * 37) % count)

describe.each(targets)('rows come back on $name', (target) => {
  let db: TestDatabase
  let database: Database
  const recorder = recordStatements()

  beforeAll(async () => {
    db = await openTestDatabase(target)
    await createBlogSchema(db)
    const t = db.types
    await db.run(
      `create table words (word varchar(50) not null primary key, length int not null default 7)`,
      `create table log (message varchar(100) not null, level varchar(10) not null default 'info')`,
      `create table defaults (id ${t.id}, a varchar(10) default 'x', b int default 5, c int)`,
      `create table counters (n ${t.id})`,
    )
    database = db.attach({ observer: recorder.observer })
  })
  afterAll(() => db?.drop())
  beforeEach(() => recorder.clear())

  it('full, with keys and defaults, in the order given', async () => {
    const rows = shuffled(100).map((n) => ({ name: `user ${n}`, email: `u${n}@full` }))
    const users = await insert(database, 'users', rows)
    expect(users.map((user) => user['name'])).toEqual(rows.map((row) => row.name))
    expect(users[0]).toEqual({
      id: expect.any(Number),
      ...rows[0],
      role: 'member',
      team_id: null,
      created_at: expect.any(Date),
    })
    const stored = await db.knex('users').select('id', 'email')
    expect(users.map(({ id, email }) => ({ id, email })).toSorted(byId)).toEqual(stored.toSorted(byId))
    expect(recorder.count('insert')).toBe(1)
  })

  it('in the order given when integer keys are given out of order', async () => {
    const rows = shuffled(100).map((n) => ({ film_id: n + 1, title: `film ${n}` }))
    expect(await insert(database, 'films', rows, ['film_id'])).toEqual(rows)
  })

  it('in the order given with uuid keys', async () => {
    const rows = shuffled(100).map((n) => ({ id: uuid(n), name: `device ${n}` }))
    expect(await insert(database, 'devices', rows)).toEqual(rows)
  })

  it('in the order given with text keys', async () => {
    const rows = shuffled(50).map((n) => ({ word: `w${n}` }))
    expect(await insert(database, 'words', rows, ['word'])).toEqual(rows.map((row) => ({ ...row, length: 7 })))
  })

  it('in the order given with composite keys', async () => {
    const rows = shuffled(60).map((n) => ({ tenant_id: n % 3, number: n, customer: `c${n}` }))
    expect(await insert(database, 'orders', rows, ['tenant_id', 'number'])).toEqual(rows)
  })

  it('from a table without a key', async () => {
    const rows = range(20).map((n) => ({ message: `m${n}` }))
    expect(await insert(database, 'log', rows, [])).toEqual(rows.map((row) => ({ ...row, level: 'info' })))
  })

  it('for rows that give different columns: what is left out is the default of the database', async () => {
    const rows = [{ a: 'one' }, { b: 1, c: 1 }, { a: 'two' }, { c: 3, b: 2 }, { a: null, b: undefined }, {}, {}]
    const back = await insert(database, 'defaults', rows)
    expect(back.map(({ a, b, c }) => ({ a, b, c }))).toEqual([
      { a: 'one', b: 5, c: null },
      { a: 'x', b: 1, c: 1 },
      { a: 'two', b: 5, c: null },
      { a: 'x', b: 2, c: 3 },
      { a: null, b: 5, c: null },
      { a: 'x', b: 5, c: null },
      { a: 'x', b: 5, c: null },
    ])
    expect(new Set(back.map((row) => row['id'])).size).toBe(rows.length)
    expect(await db.knex('defaults').orderBy('id').pluck('a')).toHaveLength(rows.length)
  })

  it('for rows without any column', async () => {
    const back = await insert(database, 'counters', [{}, {}, {}], ['n'])
    expect(back.map((row) => row['n'])).toEqual([1, 2, 3])
  })

  it('as nothing for no rows, and sends nothing', async () => {
    expect(await insert(database, 'users', [])).toEqual([])
    expect(recorder.events).toEqual([])
  })

  it('after the catalogue was read once', async () => {
    const fresh = recordStatements()
    const own = db.attach({ observer: fresh.observer })
    await Promise.all(range(5).map((n) => insert(own, 'teams', [{ name: `t${n}` }])))
    const catalogue = fresh.count('catalogue')
    expect(catalogue).toBeGreaterThan(0)
    await insert(own, 'teams', [{ name: 'again' }])
    await db.knex.transaction(async (trx) => insert(own.on(trx), 'teams', [{ name: 'inside' }]))
    expect(fresh.count('catalogue')).toBe(catalogue)
    expect(fresh.count('insert', 'teams')).toBe(7)
  })

  it('in three INSERTs for users, posts and comments', async () => {
    const own = db.attach({ observer: recorder.observer })
    const users = await insert(
      own,
      'users',
      range(10).map((n) => ({ name: `n${n}`, email: `${n}@three` })),
    )
    const posts = await insert(
      own,
      'posts',
      users.flatMap((user) => range(5).map((n) => ({ title: `p${n}`, user_id: user['id'] }))),
    )
    const comments = await insert(
      own,
      'comments',
      posts.flatMap((post) => range(3).map((n) => ({ body: `c${n}`, post_id: post['id'] }))),
    )
    expect(comments.map((row) => row['post_id'])).toEqual(posts.flatMap((post) => [post['id'], post['id'], post['id']]))
    expect(posts[0]?.['published']).toBe(false)
    expect(recorder.byTable('insert')).toEqual({ users: 1, posts: 1, comments: 1 })
    expect(recorder.rows('insert')).toBe(10 + 50 + 150)
    expect(recorder.count('session')).toBe(0)
  })

  it('through an observer that is told before and after', async () => {
    const told: string[] = []
    const own = db.attach({
      observer: {
        beforeStatement: (statement) => void told.push(`before ${statement.kind}`),
        afterStatement: (event) => void told.push(`after ${event.statement.kind} ${event.rows}`),
      },
    })
    await insert(own, 'teams', [{ name: 'told' }, { name: 'twice' }])
    expect(told.filter((line) => line.endsWith('insert') || line.includes('insert '))).toEqual([
      'before insert',
      'after insert 2',
    ])
    const failing = db.attach({
      observer: {
        beforeStatement: () => {
          throw new Error('no network today')
        },
        afterStatement: (event) => void told.push(String(event.error)),
      },
    })
    await expect(insert(failing, 'teams', [{ name: 'never' }])).rejects.toThrow(/no network today/)
    expect(told.at(-1)).toBe('Error: no network today')
  })
})

describe.each(targets.filter((target) => target.engine !== 'sqlite'))('beside a second writer on $name', (target) => {
  it('the keys are those of the rows sent', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run(`create table notes (id ${db.types.id}, body varchar(50) not null)`)
      const other = db.another()
      const state = { busy: true }
      const noise = (async () => {
        while (state.busy) await other('notes').insert({ body: 'noise' })
      })()
      const database = db.attach()
      for (const round of range(5)) {
        const notes = await insert(
          database,
          'notes',
          range(1000).map((n) => ({ body: `${round}/${n}` })),
        )
        expect(notes.map((note) => note['body'])).toEqual(range(1000).map((n) => `${round}/${n}`))
        const stored = await db
          .knex('notes')
          .whereIn(
            'id',
            notes.map((note) => note['id'] as number),
          )
          .orderBy('id')
        expect(stored.map((note) => note.body)).toEqual(range(1000).map((n) => `${round}/${n}`))
      }
      state.busy = false
      await noise
      expect(Number((await db.knex('notes').where({ body: 'noise' }).count({ n: '*' }))[0]?.['n'])).toBeGreaterThan(0)
    } finally {
      await db.drop()
    }
  })
})

describe.each(targets.filter((target) => target.engine === 'mysql'))(
  'with auto_increment_increment on $name',
  (target) => {
    it('the keys are right, also when it changes behind our back', async () => {
      const db = await openTestDatabase(target)
      try {
        await db.run(`create table notes (id ${db.types.id}, body varchar(50) not null)`)
        const rows = range(10).map((n) => ({ body: `b${n}` }))
        await db.knex.transaction(async (trx) => {
          const database = db.attach().on(trx)
          await trx.raw('set session auto_increment_increment = 2')
          const two = await insert(database, 'notes', rows)
          await trx.raw('set session auto_increment_increment = 5')
          const five = await insert(database, 'notes', rows)
          await trx.raw('set session auto_increment_increment = 1')
          for (const notes of [two, five]) {
            expect(notes.map((note) => note['body'])).toEqual(rows.map((row) => row.body))
            const stored = await trx('notes')
              .whereIn(
                'id',
                notes.map((note) => note['id'] as number),
              )
              .orderBy('id')
            expect(stored.map((note) => note.body)).toEqual(rows.map((row) => row.body))
          }
          expect(Number(two[1]?.['id']) - Number(two[0]?.['id'])).toBe(2)
          expect(Number(five[1]?.['id']) - Number(five[0]?.['id'])).toBe(5)
        })
      } finally {
        await db.drop()
      }
    })
  },
)

describe.each(targets)('keys made by a default on $name', (target) => {
  it('are the real ones', async () => {
    const db = await openTestDatabase(target)
    try {
      const made = { sqlite: '(lower(hex(randomblob(16))))', postgres: 'gen_random_uuid()', mysql: '(uuid())' }[
        target.engine
      ]
      const without = target.engine === 'sqlite' ? ' without rowid' : ''
      await db.run(
        `create table tokens (id ${db.types.uuid} not null default ${made} primary key, name varchar(20) not null)`,
        `create table strict_tokens (id ${db.types.uuid} not null default ${made} primary key, name varchar(20) not null)${without}`,
      )
      for (const table of ['tokens', 'strict_tokens']) {
        const rows = shuffled(30).map((n) => ({ name: `n${n}` }))
        const back = await insert(db.attach(), table, rows)
        expect(back.map((row) => row['name'])).toEqual(rows.map((row) => row.name))
        expect(new Set(back.map((row) => row['id'])).size).toBe(30)
        for (const row of back)
          expect(
            await db
              .knex(table)
              .where({ id: row['id'] as string })
              .pluck('name'),
          ).toEqual([row['name']])
      }
    } finally {
      await db.drop()
    }
  })
})

function byId(a: { id?: unknown }, b: { id?: unknown }): number {
  return Number(a.id) - Number(b.id)
}
