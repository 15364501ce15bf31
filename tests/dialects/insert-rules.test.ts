import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database/database.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insert } from '../support/insert.js'
import { insertPiece, openWriter } from '../support/postgres-writers.js'

const january = new Date('2007-01-15T00:00:00Z')
const february = new Date('2007-02-15T00:00:00Z')
const later = new Date('2009-01-01T00:00:00Z')

/** PostgreSQL refuses INSERT … RETURNING for tables with rules that put other statements in its place. */
describe.each(targets.filter(({ engine }) => engine === 'postgres'))('rules on INSERT on $name', (target) => {
  let db: TestDatabase
  let database: Database

  beforeEach(async () => {
    db = await openTestDatabase(target)
    database = db.attach()
  })
  afterEach(() => db.drop())

  const payments = (key = 'serial primary key') =>
    db.run(
      `create table payments (id ${key}, note text not null, paid_at timestamptz not null, amount numeric(5,2) not null default 1.5)`,
      `create table payments_1 (check (paid_at < '2007-02-01')) inherits (payments)`,
      `create table payments_2 (check (paid_at >= '2007-02-01' and paid_at < '2007-03-01')) inherits (payments)`,
      `create rule payments_1 as on insert to payments where new.paid_at < '2007-02-01' do instead insert into payments_1 values (new.id, new.note, new.paid_at, new.amount)`,
      `create rule payments_2 as on insert to payments where new.paid_at >= '2007-02-01' and new.paid_at < '2007-03-01' do instead insert into payments_2 values (new.id, new.note, new.paid_at, new.amount)`,
    )
  const three = [{ note: 'two', paid_at: february }, { note: 'none', paid_at: later }, { note: 'one', paid_at: january }]

  it('to tables that inherit: rows come back in order, as they are stored', async () => {
    await payments()
    const back = await insert(database, 'payments', three)
    expect(back).toEqual([
      { id: 1, note: 'two', paid_at: february, amount: '1.50' },
      { id: 2, note: 'none', paid_at: later, amount: '1.50' },
      { id: 3, note: 'one', paid_at: january, amount: '1.50' },
    ])
    const where = await db.knex.raw(`select tableoid::regclass::text as t, note from payments order by id`)
    expect(where.rows).toEqual([
      { t: 'payments_2', note: 'two' },
      { t: 'payments', note: 'none' },
      { t: 'payments_1', note: 'one' },
    ])
    expect(await insert(database, 'payments', [{ note: 'next', paid_at: january }])).toMatchObject([{ id: 4, note: 'next' }])
  })

  it('with keys that are given, counted up always, or made by a default', async () => {
    await payments('int generated always as identity primary key')
    expect(await insert(database, 'payments', [{ id: 20, ...three[0] }, { ...three[2] }, { id: 10, ...three[1] }])).toMatchObject([{ id: 20, note: 'two' }, { note: 'one' }, { id: 10, note: 'none' }])
    await db.run('drop table payments cascade')
    await payments('uuid default gen_random_uuid() primary key')
    const made = await insert(db.attach(), 'payments', three)
    expect(made.map(({ note }) => note)).toEqual(['two', 'none', 'one'])
    expect(await db.knex('payments').whereIn('id', made.map(({ id }) => String(id))).count('* as n')).toEqual([{ n: '3' }])
  })

  it('in as many statements for many rows as for one, whatever is wanted', async () => {
    await payments()
    const writer = openWriter(db)
    const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ note: `n${n}`, paid_at: [january, february, later][n % 3] }))
    await insertPiece(writer.database, 'payments', rows(1), { wanted: [] })
    for (const wanted of [[], ['id'], undefined]) {
      writer.recorder.clear()
      const back = await insertPiece(writer.database, 'payments', rows(900), { wanted })
      expect(writer.recorder.events.map(({ statement }) => statement.kind)).toEqual(['select', 'insert', 'select'])
      expect(writer.recorder.rows('insert')).toBe(900)
      if (wanted?.length !== 0) expect(new Set(back.map(({ id }) => id)).size).toBe(900)
    }
    expect(await db.knex('payments').count('* as n')).toEqual([{ n: '2701' }])
  })

  it('sends sequences past the keys that were given', async () => {
    await payments()
    await insert(database, 'payments', [{ id: 50, ...three[0] }])
    await database.beforeCommit()
    expect(await insert(database, 'payments', [{ ...three[0] }])).toMatchObject([{ id: 51 }])
  })

  it('on a view, which is read back through it', async () => {
    await db.run(
      'create table people (id int primary key, name text)',
      'create view names as select id, name from people',
      'create rule names_in as on insert to names do instead insert into people values (new.id, new.name)',
    )
    expect(await insert(database, 'names', [{ id: 2, name: 'b' }, { id: 1, name: 'a' }])).toEqual([{ id: 2, name: 'b' }, { id: 1, name: 'a' }])
  })

  it('that give rows back themselves are left to do so', async () => {
    await db.run(
      'create table people (id serial primary key, name text)',
      'create view names as select id, name from people',
      'create rule names_in as on insert to names do instead insert into people (name) values (new.name) returning id, name',
    )
    expect(await insert(database, 'names', [{ name: 'b' }])).toEqual([{ id: 1, name: 'b' }])
  })

  it.each([
    ['swallow rows', `create rule "s" as on insert to ruled where new.n = 2 do instead nothing`, 2],
    ['send rows to a table that has nothing to do with it', `create rule "s" as on insert to ruled where new.n > 1 do instead insert into archive values (new.id, new.n)`, 1],
    ['send all rows elsewhere', `create rule "s" as on insert to ruled do instead insert into archive values (new.id, new.n)`, 0],
  ])('that %s are an error, which names them', async (_, rule, received) => {
    await db.run('create table ruled (id serial primary key, n int)', 'create table archive (id int, n int)', rule)
    for (const wanted of [[], ['id'], undefined]) {
      await expect(insertPiece(database, 'ruled', [{ n: 1 }, { n: 2 }, { n: 3 }], { wanted })).rejects.toMatchObject({
        code: 'SEEDKIT_ROWS_LOST',
        message: `TestFactory (in TestSeeder) sent 3 rows to table "ruled", and ${received === 1 ? '1 row' : `${received} rows`} came back: rule "s" may swallow, redirect or change rows.`,
      })
    }
  })

  it('that swallow a row because its key is there already are one: the old row is not taken for it', async () => {
    await db.run(
      'create table ruled (id int primary key, n int)',
      'insert into ruled values (1, 10)',
      'create rule "s" as on insert to ruled where exists (select 1 from ruled r where r.id = new.id) do instead nothing',
    )
    expect(await insert(database, 'ruled', [{ id: 2, n: 20 }])).toEqual([{ id: 2, n: 20 }])
    await expect(insert(database, 'ruled', [{ id: 3, n: 30 }, { id: 1, n: 11 }])).rejects.toMatchObject({ code: 'SEEDKIT_ROWS_LOST', message: expect.stringMatching(/sent 2 rows.*1 row came back/) })
  })

  it('on a table without a key are an error: nothing proves that its rows are there', async () => {
    await db.run('create table ruled (n int)', `create rule "s" as on insert to ruled where new.n = 2 do instead nothing`)
    await expect(insert(database, 'ruled', [{ n: 1 }], [])).rejects.toMatchObject({
      code: 'SEEDKIT_ROWS_UNPROVED',
      message: 'TestFactory (in TestSeeder) cannot write table "ruled": rule "s" may send its rows elsewhere, and it has no key to find them by.',
    })
    expect(await db.knex('ruled')).toEqual([])
  })

  it('name the row that a rule could not store', async () => {
    await payments()
    await db.run('alter table payments_2 add constraint short check (length(note) < 5)')
    await expect(insert(database, 'payments', [three[1] ?? {}, { note: 'too long', paid_at: february }])).rejects.toMatchObject({ code: 'SEEDKIT_CHECK_VIOLATION' })
  })
})
