import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { attachDatabase } from '../../src/database/attach-database.js'
import type { Database, InsertRow, StoredRow } from '../../src/database/database.js'
import { createBlogSchema } from '../support/blog-schema.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insert } from '../support/insert.js'
import { insertMany } from '../support/insert-many.js'
import { recordStatements } from '../support/record-statements.js'

const lite = targets.filter((target) => target.engine === 'sqlite')
const ids = (rows: readonly StoredRow[]) => rows.map(({ id }) => id)
const told = async (sending: Promise<unknown>) => sending.catch((error: unknown) => String(error))
const range = (count: number) => Array.from({ length: count }, (_, index) => index)

describe.each(lite)('many rows on $name', (target) => {
  let db: TestDatabase
  let database: Database
  const recorder = recordStatements()
  /** Row counts of the INSERTs that were sent, those with RETURNING marked. */
  const inserts = () =>
    recorder.events
      .filter(({ statement, error }) => statement.kind === 'insert' && error === undefined)
      .map(({ statement, rows }) => (/returning/i.test(statement.sql) ? `returning ${rows}` : rows))

  beforeAll(async () => {
    db = await openTestDatabase(target)
  })
  beforeEach(() => {
    recorder.clear()
    database = db.attach({ observer: recorder.observer })
  })
  afterAll(() => db?.drop())

  it('go in statements of about a thousand, without RETURNING, and their keys are known', async () => {
    await db.run(`create table items (id integer primary key, n int not null, note varchar(20) default 'none')`)
    const back = await insertMany(database, 'items', range(2500).map((n) => ({ n })))
    expect(inserts()).toEqual([1000, 1000, 500])
    expect(ids(back)).toEqual(range(2500).map((n) => n + 1))
    expect(await db.knex('items').orderBy('id').select('id', 'n', 'note').limit(2).offset(2498)).toEqual([
      { id: 2499, n: 2498, note: 'none' },
      { id: 2500, n: 2499, note: 'none' },
    ])
    expect(ids(await insertMany(database, 'items', range(40).map((n) => ({ n }))))).toEqual(range(40).map((n) => n + 2501))
  })

  it.each([
    ['an index', 'name text unique', 'or fail', {}],
    ['an index that is not unique', 'name text', 'or fail', {}],
    ['no index', 'name text', '', {}],
    ['an index and a trigger', 'name text unique', '', {}],
    ['an index, and keys that are given', 'name text unique', '', { id: 7 }],
  ])('let SQLite keep no old pages for them where they could be taken out again: %s', async (title, column, words, { id }: { readonly id?: number }) => {
    const table = title.replaceAll(/\W/g, '_')
    await db.run(`create table ${table} (id integer primary key, ${column})`)
    if (title === 'an index that is not unique') await db.run(`create index ${table}_name on ${table} (name)`)
    if (title.includes('trigger')) await db.run(`create trigger ${table}_gone after delete on ${table} begin select 1; end`)
    await insertMany(database, table, range(40).map((n) => ({ name: `n${n}`, ...(id === undefined ? {} : { id: id + n }) })), [])
    const sent = recorder.events.filter(({ statement }) => statement.kind === 'insert').map(({ statement: { sql } }) => /^insert (.*)into/.exec(sql)?.[1]?.trim())
    expect(sent).toEqual([words])
    expect(await db.knex(table)).toHaveLength(40)
  })

  it.skipIf(target.name !== 'sqlite3').each<[string, unknown, boolean]>([
    ['text', `it's "quoted" \\ \u{1F600}\u2028\t[1,{"a":2}]`, true],
    ['NULL', null, true],
    ['whole numbers of 32 bits', -(2 ** 31), true],
    ['larger numbers, which the driver binds as floats', 2 ** 31, false],
    ['fractions', 0.1, false],
    ['-0', -0, false],
    ['bytes', Buffer.from([0, 255]), false],
    ['text with a NUL', 'a\0b', false],
  ])('go as one text where the driver binds the same: %s', async (title, value, asText) => {
    const table = `texts_${title.replaceAll(/\W/g, '_')}`
    await db.run(`create table ${table} (id integer primary key, n int, loose)`)
    await insertMany(database, table, range(40).map((n) => ({ n, loose: n === 7 ? value : 'x' })), [])
    const sent = recorder.events.filter(({ statement }) => statement.kind === 'insert').map(({ statement: { sql } }) => /from jsonb?_each\(\?\)$/.test(sql))
    expect(sent).toEqual([asText])
    await db.knex.raw(`insert into ${table} (n, loose) values (-1, ?)`, [value as never])
    const [{ kinds, same }] = await db.knex.raw(`select count(distinct typeof(loose) || quote(loose)) as kinds, count(*) as same from ${table} where n in (7, -1)`)
    expect([kinds, same]).toEqual([1, 2])
    expect(await db.knex(table).where({ loose: 'x' }).orderBy('id').pluck('n')).toEqual(range(40).filter((n) => n !== 7))
  })

  it('ask the catalogue once a table', async () => {
    await db.run(`create table asked (id integer primary key, n int)`)
    const rows = range(40).map((n) => ({ n }))
    await insertMany(database, 'asked', rows)
    const before = recorder.count('catalogue')
    await insertMany(database, 'asked', rows)
    await insertMany(database, 'asked', rows, [])
    expect(recorder.count('catalogue')).toBe(before)
    expect(recorder.count('session') + recorder.count('select')).toBe(0)
  })

  it('say which rows of the call each statement carries', async () => {
    await db.run(`create table labelled (id integer primary key, n int)`)
    await insertMany(database, 'labelled', range(1200).map((n) => ({ n })))
    expect(recorder.events.filter(({ statement }) => statement.kind === 'insert').map(({ statement }) => statement.label.rows)).toEqual([
      { from: 1, to: 1000, of: 1200 },
      { from: 1001, to: 1200, of: 1200 },
    ])
    expect(recorder.events.at(-1)?.statement).toMatchObject({ table: 'labelled', label: { seeder: 'TestSeeder', factory: 'TestFactory' } })
  })

  it('of which nothing is wanted give a row each', async () => {
    await db.run(`create table plain (n int)`)
    expect(await insertMany(database, 'plain', range(50).map((n) => ({ n })), [])).toEqual(range(50).map(() => ({})))
    expect(inserts()).toEqual([50])
  })

  it('keep to the limit of values in a statement', async () => {
    await db.run(`create table broad (id integer primary key, ${range(60).map((n) => `c${n} int`).join(', ')})`)
    const row = Object.fromEntries(range(60).map((n) => [`c${n}`, n]))
    expect(ids(await insertMany(database, 'broad', range(1000).map(() => row)))).toEqual(range(1000).map((n) => n + 1))
    expect(inserts()).toEqual([546, 454])
  })

  it('few of them go with RETURNING', async () => {
    await db.run(`create table few (id integer primary key, n int)`)
    expect(ids(await insertMany(database, 'few', range(5).map((n) => ({ n }))))).toEqual([1, 2, 3, 4, 5])
    expect(inserts()).toEqual(['returning 5'])
  })

  it('rows that give different columns go in different statements', async () => {
    await db.run(`create table mixed (id integer primary key, n int, note text)`)
    const rows = range(100).map((n) => (n % 2 === 0 ? { n } : { n, note: `n${n}` }))
    const back = await insertMany(database, 'mixed', rows)
    expect(inserts()).toEqual([50, 50])
    expect(await db.knex('mixed').whereIn('id', ids(back).slice(0, 4) as number[]).orderBy('n').select('id', 'n', 'note')).toEqual(
      range(4).map((n) => ({ id: back[n]?.['id'], n, note: n % 2 === 0 ? null : `n${n}` })),
    )
  })

  it('keys that are given come back as they are', async () => {
    await db.run(
      `create table codes (code varchar(20) primary key, n int)`,
      `create table pairs (a int, b text, n int, primary key (a, b)) without rowid`,
      `create table numbers (id integer primary key, n int)`,
    )
    const coded = range(40).map((n) => ({ code: `c${39 - n}`, n }))
    expect(await insertMany(database, 'codes', coded, ['code'])).toEqual(coded.map(({ code }) => ({ code })))
    const paired = range(40).map((n) => ({ a: n % 7, b: `b${n}`, n }))
    expect(await insertMany(database, 'pairs', paired, ['a', 'b'])).toEqual(paired.map(({ a, b }) => ({ a, b })))
    const numbered = range(40).map((n) => ({ id: 1000 - n * 3, n }))
    expect(await insertMany(database, 'numbers', numbered)).toEqual(numbered.map(({ id }) => ({ id })))
    expect(inserts()).toEqual([40, 40, 40])
    expect(await db.knex('numbers').orderBy('n').pluck('id')).toEqual(numbered.map(({ id }) => id))
  })

  it('AUTOINCREMENT counts on from rows that are gone, a plain key from those that are there', async () => {
    await db.run(`create table counted (id integer primary key autoincrement, n int)`, `create table uncounted (id integer primary key, n int)`)
    for (const table of ['counted', 'uncounted']) {
      await insertMany(database, table, range(40).map((n) => ({ n })))
      await db.knex(table).where('id', '>', 30).del()
    }
    expect(ids(await insertMany(database, 'counted', range(40).map((n) => ({ n })))).slice(0, 2)).toEqual([41, 42])
    expect(ids(await insertMany(database, 'uncounted', range(40).map((n) => ({ n })))).slice(0, 2)).toEqual([31, 32])
  })

  it('beside rows that the program itself inserts, keys are those of their own rows', async () => {
    await db.run(`create table shared (id integer primary key, n int)`)
    await db.knex.transaction(async (trx) => {
      const inside = attachDatabase(trx, { observer: recorder.observer })
      const [back] = await Promise.all([
        insertMany(inside, 'shared', range(3000).map((n) => ({ n }))),
        ...range(20).map((n) => trx('shared').insert({ n: -n - 1 })),
      ])
      expect(await trx('shared').where('n', '>=', 0).orderBy('n').pluck('id')).toEqual(ids(back))
    })
  })

  it('names with quotation and question marks', async () => {
    await db.run(`create table "odd?""name" ("id?" integer primary key, "a""b\\?" int, "c?" text)`)
    const rows = range(40).map((n) => ({ 'a"b\\?': n, 'c?': `?${n}` }))
    expect(await insertMany(database, 'odd?"name', rows, ['id?'])).toEqual(range(40).map((n) => ({ 'id?': n + 1 })))
    expect(await db.knex('odd?"name').where('id?', 2).first()).toEqual({ 'id?': 2, 'a"b\\?': 1, 'c?': '?1' })
    expect(inserts()).toEqual([40])
  })

  it('tables of attached and temporary databases', async () => {
    await db.run(
      `attach ':memory:' as "side?"`,
      `create table "side?".items (id integer primary key autoincrement, n int)`,
      `create temporary table passing (id integer primary key, n int)`,
      `create table main.passing (id integer primary key, n int)`,
    )
    const rows = range(40).map((n) => ({ n }))
    for (const table of [{ schema: 'side?', name: 'items' }, 'passing', { schema: 'main', name: 'passing' }]) {
      expect(ids(await insertMany(database, table, rows))).toEqual(range(40).map((n) => n + 1))
    }
    expect(inserts()).toEqual([40, 40, 40])
    const count = async (table: string) => (await db.knex.raw(`select count(*) as n from ${table}`))[0].n
    expect([await count('"side\\?".items'.replace('\\', '')), await count('temp.passing'), await count('main.passing')]).toEqual([40, 40, 40])
    await db.run(`detach "side?"`, 'drop table temp.passing')
  })

  it('a transaction that is rolled back holds none of them', async () => {
    await db.run(`create table undone (id integer primary key, n int)`)
    await db.knex
      .transaction(async (trx) => {
        await insertMany(attachDatabase(trx), 'undone', range(40).map((n) => ({ n })))
        throw new Error('back')
      })
      .catch(() => undefined)
    expect(await db.knex('undone')).toEqual([])
  })

  it('rows may point at later rows of their statement', async () => {
    await db.run(`create table nodes (id integer primary key, parent_id int references nodes (id))`)
    const rows = range(40).map((n) => ({ id: n + 1, parent_id: 40 - n }))
    expect(ids(await insertMany(database, 'nodes', rows))).toEqual(range(40).map((n) => n + 1))
    expect(inserts()).toEqual([40])
  })

  it('a table that is altered meanwhile is written to all the same', async () => {
    await db.run(`create table growing (id integer primary key, n int)`)
    const rows = range(40).map((n) => ({ n }))
    await insertMany(database, 'growing', rows)
    await db.run(`alter table growing add column extra text default 'e'`, `create index growing_n on growing (n)`)
    await insertMany(database, 'growing', rows)
    await insertMany(database, 'growing', rows)
    expect(inserts()).toEqual([40, 'returning 40', 40])
    expect(await db.knex('growing').where({ extra: 'e' })).toHaveLength(120)
  })

  it('a connection with statements in store can be closed', async () => {
    const other = db.another()
    await db.run(`create table closing (id integer primary key, n int)`)
    await insertMany(attachDatabase(other), 'closing', range(40).map((n) => ({ n })))
    await expect(other.destroy()).resolves.toBeUndefined()
    expect(await db.knex('closing')).toHaveLength(40)
  })

  it('let timers run between statements', async () => {
    await db.run(`create table patient (id integer primary key, n int)`)
    const seen: number[] = []
    const timer = setInterval(() => seen.push(inserts().length), 0)
    await insertMany(database, 'patient', range(20_000).map((n) => ({ n })))
    clearInterval(timer)
    expect(seen.filter((count) => count > 0 && count < 20).length).toBeGreaterThan(0)
  })

  describe('go with RETURNING', () => {
    const rows = range(40).map((n) => ({ n }))
    const returned = async (table: string | { schema: string; name: string }, given: readonly InsertRow[] = rows, wanted?: readonly string[]) => {
      const back = await insertMany(database, table, given, wanted)
      expect(inserts()).toEqual(['returning 40'])
      return back
    }

    it.each([
      ['before', 'before insert'],
      ['after', 'after insert'],
      ['without a word', 'insert'],
      ['"of update on"', 'after insert'],
      ['delete_all', 'insert'],
    ])('where a trigger fires on INSERT: %s', async (name, event) => {
      const quoted = name.includes('"') ? name : `"${name}"`
      const table = `fired_${name.replaceAll(/\W/g, '')}`
      await db.run(
        `create table ${table} (id integer primary key, n int)`,
        `create table ${table}_log (id integer primary key, n int)`,
        `create trigger ${quoted.replaceAll(' ', '_')}${table.length} ${event} on ${table} begin insert into ${table}_log (n) values (new.n); end`.replace(/"(\d+) /, '$1" '),
      )
      expect(ids(await returned(table))).toEqual(range(40).map((n) => n + 1))
      expect(await db.knex(`${table}_log`)).toHaveLength(40)
    })

    it('where a temporary trigger fires on INSERT', async () => {
      await db.run(
        `create table watched (id integer primary key, n int)`,
        `create temporary trigger watching after insert on main.watched begin update watched set n = -new.n where id = new.id; end`,
      )
      expect(await returned('watched')).toHaveLength(40)
      await db.run('drop trigger watching')
    })

    it('where a trigger fires on INSERT since a moment ago', async () => {
      await db.run(`create table lately (id integer primary key, n int)`)
      await insertMany(database, 'lately', rows)
      await db.run(`create trigger shift after insert on lately when new.n > 0 begin insert into lately (n) values (-1); end`)
      recorder.clear()
      const back = await returned('lately')
      expect(await db.knex('lately').where('n', '>=', 0).where('id', '>', 40).orderBy('n').pluck('id')).toEqual(ids(back))
      expect(ids(back).slice(0, 4)).toEqual([41, 42, 44, 46])
    })

    it('into a view whose trigger makes the keys: they are refused, as nothing would find them', async () => {
      await db.run(
        `create table behind (id integer primary key, n int)`,
        `create view front as select id, n from behind`,
        `create trigger through instead of insert on front begin insert into behind (n) values (new.n); end`,
      )
      expect(await told(insertMany(database, 'front', rows))).toMatch(/cannot write table "front": trigger "through" may send its rows elsewhere, and it has no key to find them by/)
      expect(await told(insertMany(database, 'front', rows))).toBe(await told(insert(database, 'front', rows)))
      expect(inserts()).toEqual([])
    })

    it('where rows may be replaced', async () => {
      await db.run(`create table replacing (id integer primary key, n int unique on conflict replace)`)
      await returned('replacing', range(40).map((n) => ({ n: n % 20 })), [])
      expect(await db.knex('replacing')).toHaveLength(20)
    })

    it('where the wanted key is made by a default', async () => {
      await db.run(`create table hexed (id text primary key default (lower(hex(randomblob(8)))), n int)`)
      const back = await returned('hexed')
      expect(await db.knex('hexed').orderBy('n').pluck('id')).toEqual(ids(back))
    })

    it('where a wanted column is computed', async () => {
      await db.run(`create table boxes (id integer primary key, n int, area int generated always as (n * 2) stored)`)
      expect(await returned('boxes', rows, ['id', 'area'])).toMatchObject(rows.map(({ n }) => ({ id: n + 1, area: n * 2 })))
    })

    it('where a wanted column may come back in other words', async () => {
      await db.run(`create table priced (id integer primary key, price decimal(10,2))`)
      expect((await returned('priced', rows.map(() => ({ price: '1.5' })), ['price']))[0]).toMatchObject({ price: '1.50' })
    })

    it('where the key is no row number', async () => {
      await db.run(`create table falling (id integer primary key desc, n int)`)
      expect(ids(await returned('falling')).slice(0, 2)).toEqual([null, null])
    })

    it('where row numbers have come to their end', async () => {
      await db.run(`create table ended (id integer primary key, n int)`, `insert into ended (id, n) values (9223372036854775807, -1)`)
      await returned('ended')
    })

    it('where row numbers are too large for JavaScript', async () => {
      await db.run(`create table large (id integer primary key autoincrement, n int)`, `insert into large (n) values (0)`, `update sqlite_sequence set seq = 9007199254740990 where name = 'large'`)
      await returned('large')
    })

    it('where a value is an SQL expression', async () => {
      await db.run(`create table spoken (id integer primary key, n int)`)
      await returned('spoken', range(40).map((n) => ({ n: n === 20 ? db.knex.raw('2 * ?', [21]) : n })))
      expect(await db.knex('spoken').where('n', 42)).toHaveLength(1)
    })
  })

  it('rows without any column, or without anything that tells them apart, go one by one', async () => {
    await db.run(`create table bare (id integer primary key, n int)`, `create table keyless (id text primary key default (hex(randomblob(4))), n int) without rowid`)
    await insertMany(database, 'bare', range(40).map(() => ({})))
    await insertMany(database, 'keyless', range(40).map((n) => ({ n })), [])
    expect(inserts()).toEqual(range(80).map(() => 'returning 1'))
  })

  it('triggers for UPDATE and DELETE change nothing', async () => {
    await db.run(
      `create table kept (id integer primary key, n int)`,
      `create trigger "kept it" before update of n on kept begin select 1; end`,
      `create trigger kept_too delete on kept begin select 1; end`,
      `create trigger [insert] after update on kept begin select 1; end`,
    )
    await insertMany(database, 'kept', range(40).map((n) => ({ n })))
    expect(inserts()).toEqual([40])
  })

  it('a trigger that takes a row is an error, never a shift of keys', async () => {
    await db.run(
      `create table entries (id integer primary key, n int)`,
      `create trigger swallow before insert on entries when new.n = 2 begin select raise(ignore); end`,
    )
    await expect(insertMany(database, 'entries', range(40).map((n) => ({ n })))).rejects.toMatchObject({
      code: 'SEEDKIT_ROWS_LOST',
      message: expect.stringContaining('sent 40 rows to table "entries", and 39 rows came back: trigger "swallow"'),
    })
  })

  it('users of the blog, with keys of every kind', async () => {
    await createBlogSchema(db)
    await insert(database, 'teams', [{ name: 't' }])
    const users = await insertMany(database, 'users', range(1000).map((n) => ({ name: `n${n}`, email: `u${n}@x`, team_id: 1, created_at: new Date(n) })))
    const posts = await insertMany(database, 'posts', range(2000).map((n) => ({ title: `p${n}`, user_id: users[n % 1000]?.['id'], published: n % 2 === 0 })))
    recorder.clear()
    const comments = range(2000).map((n) => ({ body: `c${n}`, post_id: posts[n]?.['id'] }))
    await insertMany(database, 'comments', comments, [])
    expect(recorder.byTable('insert')).toEqual({ comments: 2 })
    expect(await db.knex('comments').join('posts', 'posts.id', 'post_id').join('users', 'users.id', 'posts.user_id').where('body', 'c1999').first('title', 'email')).toEqual({ title: 'p1999', email: 'u999@x' })
    const [user] = await db.knex('users').where({ email: 'u7@x' }).select('created_at', 'role')
    expect(user).toEqual({ created_at: '1970-01-01 00:00:00.007', role: 'member' })
  })
})
