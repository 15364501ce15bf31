import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Knex } from 'knex'
import type { InsertRow } from '../../src/database/database.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insertPiece, openWriter, type Writer } from '../support/postgres-writers.js'

const range = (count: number, from = 0) => Array.from({ length: count }, (_, index) => index + from)
const named = (count: number, from = 0): InsertRow[] => range(count, from).map((n) => ({ name: `n${n}` }))
const ids = (rows: readonly Readonly<Record<string, unknown>>[]) => rows.map((row) => row['id'])

describe.each(targets.filter(({ engine }) => engine === 'postgres'))('COPY on $name', (target) => {
  let db: TestDatabase
  let writer: Writer

  beforeAll(async () => {
    db = await openTestDatabase(target)
  })
  afterAll(() => db?.drop())
  beforeEach(() => {
    writer = openWriter(db)
  })

  /** A new table, e.g. `id serial primary key, name text`. */
  let tables = 0
  async function table(columns = 'id serial primary key, name text', ...more: readonly string[]): Promise<string> {
    const name = `t${++tables}`
    await db.run(`create table ${name} (${columns})`, ...more.map((sql) => sql.replaceAll('TABLE', name)))
    return name
  }
  const stored = (name: string): Promise<Record<string, unknown>[]> => db.knex(name).orderBy('id')
  const counted = async (name: string): Promise<number> => Number((await db.knex(name).count('* as n'))[0]?.['n'])

  describe('keys', () => {
    it('are counted by the server where nobody wants them', async () => {
      const users = await table()
      expect(await insertPiece(writer.database, users, named(100), { wanted: [] })).toEqual(range(100).map(() => ({})))
      expect(writer.ways()).toEqual(['copy 100'])
      expect(await stored(users)).toEqual(range(100).map((n) => ({ id: n + 1, name: `n${n}` })))
    })

    it('are reserved by one statement where they are wanted', async () => {
      const users = await table()
      const rows = await insertPiece(writer.database, users, named(100))
      expect(rows).toEqual(range(100).map((n) => ({ id: n + 1 })))
      expect(writer.ways()).toEqual(['keys 100', 'copy 100'])
      expect(await stored(users)).toEqual(range(100).map((n) => ({ id: n + 1, name: `n${n}` })))
      await writer.database.beforeCommit()
      expect(writer.recorder.events).toEqual([])
      expect(ids(await insertPiece(writer.database, users, named(1), { wanted: undefined }))).toEqual([101])
    })

    it('are reserved for rows to come, and none is left over', async () => {
      const users = await table()
      const total = 5300
      const found: unknown[] = []
      for (let offset = 0; offset < total; offset += 1000) {
        const rows = named(Math.min(1000, total - offset), offset)
        found.push(...ids(await insertPiece(writer.database, users, rows, { place: { offset, total } })))
      }
      expect(found).toEqual(range(total, 1))
      expect(writer.ways()).toEqual(['keys 1000', 'copy 1000', 'keys 4300', 'copy 1000', 'copy 1000', 'copy 1000', 'copy 1000', 'copy 300'])
      expect(await stored(users)).toEqual(range(total).map((n) => ({ id: n + 1, name: `n${n}` })))
      expect(ids(await insertPiece(writer.database, users, named(1), { wanted: undefined }))).toEqual([total + 1])
    })

    it('are reserved for 10,000 rows at most', async () => {
      const users = await table()
      for (let offset = 0; offset < 3000; offset += 1000) await insertPiece(writer.database, users, named(1000), { place: { offset, total: 50_000 } })
      expect(writer.ways()).toEqual(['keys 1000', 'copy 1000', 'keys 10000', 'copy 1000', 'copy 1000'])
    })

    it('in reserve go to the next rows, whoever writes them', async () => {
      const users = await table('id serial primary key, name text, made timestamptz default now()')
      const found = [
        await insertPiece(writer.database, users, named(200), { place: { offset: 0, total: 700 } }),
        await insertPiece(writer.database, users, named(200), { place: { offset: 200, total: 700 } }),
        // Too few for COPY, a value that it cannot say, all columns wanted, another call: all of them of the 500 reserved.
        await insertPiece(writer.database, users, named(3), { place: { offset: 400, total: 700 } }),
        await insertPiece(writer.database, users, range(20).map(() => ({ name: db.knex.raw("lower('X')") })), { place: { offset: 403, total: 700 } }),
        await insertPiece(writer.database, users, named(7), { wanted: undefined, place: { offset: 423, total: 700 } }),
        await insertPiece(writer.database, users, named(20), { place: { offset: 0, total: 20 } }),
      ]
      await insertPiece(writer.database, users, named(30), { wanted: [] })
      expect(found.flatMap(ids)).toEqual(range(450, 1))
      expect(writer.ways()).toEqual(['keys 200', 'copy 200', 'keys 500', 'copy 200', 'returning 3', 'returning 20', 'returning 7', 'copy 20', 'copy 30'])
      const rest = await insertPiece(writer.database, users, named(300), { wanted: undefined })
      expect(ids(rest)).toEqual(range(300, 481))
      expect(writer.ways()).toEqual(['returning 220', 'returning 80'])
      expect(ids(await stored(users))).toEqual(range(780, 1))
    })

    it('that are given pass those in reserve', async () => {
      const users = await table()
      await insertPiece(writer.database, users, named(100), { place: { offset: 0, total: 1000 } })
      await insertPiece(writer.database, users, named(100), { place: { offset: 100, total: 1000 } })
      await insertPiece(writer.database, users, [{ id: 250, name: 'given' }], { place: { offset: 200, total: 1000 } })
      expect(ids(await insertPiece(writer.database, users, named(100), { place: { offset: 201, total: 1000 } }))).toEqual(range(100, 251))
      await insertPiece(writer.database, users, [{ id: 2000, name: 'far' }])
      expect(ids(await insertPiece(writer.database, users, named(100)))).toEqual(range(100, 2001))
      expect(await counted(users)).toBe(402)
    })

    it('that are given by all rows are copied, and the sequence is moved past them', async () => {
      const users = await table()
      const rows = range(50).map((n) => ({ id: n + 500, name: `n${n}` }))
      expect(await insertPiece(writer.database, users, rows)).toEqual(rows.map(({ id }) => ({ id })))
      expect(writer.ways()).toEqual(['copy 50'])
      expect(ids(await insertPiece(writer.database, users, named(100)))).toEqual(range(100, 550))
    })

    it('that INSERT is given are remembered though they do not come back', async () => {
      const users = await table()
      await insertPiece(writer.database, users, [{ id: 1, name: 'a' }], { wanted: [] })
      expect(writer.ways()).toEqual(['insert 1'])
      expect(ids(await insertPiece(writer.database, users, named(100)))).toEqual(range(100, 2))
    })

    it('are right beside a second writer', async () => {
      const users = await table()
      const other = db.another()
      const writing = { goesOn: true }
      const beside = (async () => {
        for (let n = 0; writing.goesOn; n++) await other(users).insert({ name: `other ${n}` })
      })()
      const found: unknown[] = []
      const total = 12_000
      for (let offset = 0; offset < total; offset += 500) {
        found.push(...ids(await insertPiece(writer.database, users, named(500, offset), { place: { offset, total } })))
      }
      writing.goesOn = false
      await beside
      const ours = await db.knex(users).where('name', 'like', 'n%').orderBy('id')
      expect(ours.map(({ id, name }) => [id, name])).toEqual(found.map((id, n) => [id, `n${n}`]))
      expect(await counted(users)).toBeGreaterThan(total)
    })

    it('are right where a second writer has taken some of those between', async () => {
      // Each connection takes 50 values at a time.
      const users = await table('id int primary key, name text', 'create sequence cached_TABLE cache 50', `alter table TABLE alter id set default nextval('cached_TABLE')`)
      const other = db.another()
      await db.knex.transaction(async (trx) => {
        const { database } = openWriter({ knex: trx })
        expect(ids(await insertPiece(database, users, named(100)))).toEqual(range(100, 1))
        expect(ids(await insertPiece(database, users, named(90)))).toEqual(range(90, 101))
        await other(users).insert({ name: 'other' })
        expect(ids(await insertPiece(database, users, named(100)))).toEqual([...range(10, 191), ...range(90, 251)])
      })
      expect((await stored(users)).find(({ name }) => name === 'other')?.['id']).toBe(201)
    })

    it.each([
      ['a larger step', 'start with 10 increment by 7', range(100).map((n) => 10 + 7 * n)],
      ['a step back', 'start with -1 increment by -3', range(100).map((n) => -1 - 3 * n)],
      ['a start beyond 2^53', 'start with 9007199254740990', range(100).map((n) => (n < 2 ? 9_007_199_254_740_990 + n : 9_007_199_254_740_990n + BigInt(n)))],
      ['a new beginning in the middle', 'minvalue 1 maxvalue 250 start with 201 cycle', range(100).map((n) => (n < 50 ? 201 + n : n - 49))],
    ])('with %s', async (_what, options, expected) => {
      const users = await table(`id bigint generated by default as identity (${options}), name text`)
      expect(ids(await insertPiece(writer.database, users, named(100)))).toEqual(expected)
      expect(writer.ways()).toEqual(['keys 100', 'copy 100'])
      const pairs = (await db.knex(users)).map(({ id, name }) => [String(id), name])
      expect(pairs).toEqual(expected.map((id, n) => [String(id), `n${n}`]))
    })

    it('are not reserved ahead where the sequence is about to end', async () => {
      const users = await table('id int generated by default as identity (maxvalue 300), name text')
      for (const offset of [0, 100, 200]) await insertPiece(writer.database, users, named(100), { place: { offset, total: 10_000 } })
      expect(writer.ways()).toEqual(['keys 100', 'copy 100', 'keys 100', 'copy 100', 'keys 100', 'copy 100'])
    })

    it('of a failed call are not given twice', async () => {
      const users = await table()
      await expect(insertPiece(writer.database, users, [...named(99), { name: db.knex.raw('1 / 0') }])).rejects.toThrow()
      const rows = await insertPiece(writer.database, users, named(100))
      expect(ids(await stored(users))).toEqual(ids(rows))
    })
  })

  describe('rows', () => {
    it('with a key of their own come back as they were given', async () => {
      const users = await table('id uuid primary key, name text')
      const rows = range(50).map((n) => ({ id: `00000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`, name: `n${n}` }))
      expect(await insertPiece(writer.database, users, rows)).toEqual(rows.map(({ id }) => ({ id })))
      expect(writer.ways()).toEqual(['copy 50'])
    })

    it('whose key the database writes in other words are read back', async () => {
      const users = await table('id uuid primary key, name text')
      const rows = range(50).map((n) => ({ id: `AAAAAAAA-0000-4000-8000-0000000000${String(n).padStart(2, '0')}` }))
      expect(await insertPiece(writer.database, users, rows)).toEqual(rows.map(({ id }) => ({ id: id.toLowerCase() })))
      expect(writer.ways()).toEqual(['returning 50'])
    })

    it.each([
      ['int', [1, -1, 0, 2n, '3', -0]],
      ['bigint', [1, 2n ** 60n, '1152921504606846977', 0n]],
      ['text', ['a', ' b ', '', 'Ü\n', '\\N']],
      ['varchar(3)', ['a', 'abc', '']],
      ['boolean', [true, false]],
    ])('with wanted values of %s come back as INSERT gives them', async (type, values) => {
      const users = await table(`id serial, v ${type}`)
      const rows = [...values, ...values, null].flatMap((v) => [{ v }, { v }])
      const copied = await insertPiece(writer.database, users, rows, { wanted: ['v'] })
      expect(writer.ways()).toEqual([`copy ${rows.length}`])
      expect(copied).toEqual(await insertPiece(openWriter(db, 'copy').database, users, rows, { wanted: ['v'] }))
    })

    it.each([
      ['int', '007'], ['int', true], ['char(3)', 'a'], ['varchar(3)', 'ab    '], ['timestamp', new Date(0)], ['numeric(5,1)', '1.25'], ['date', '2024-01-01'], ['jsonb', { a: 1 }], ['uuid', '{00000000-0000-4000-8000-000000000000}'],
    ])('with a wanted value of %s that may come back otherwise are read back: %j', async (type, v) => {
      const users = await table(`id serial, v ${type}`)
      const rows = range(20).map(() => ({ v }))
      const back = await insertPiece(writer.database, users, rows, { wanted: ['v'] })
      expect(writer.ways()).toEqual(['returning 20'])
      expect(back).toEqual(await insertPiece(openWriter(db, 'copy').database, users, rows, { wanted: ['v'] }))
    })

    it('get NULL for what is wanted, left out and has no default', async () => {
      const users = await table('id serial primary key, name text, email text')
      expect(await insertPiece(writer.database, users, named(100), { wanted: ['id', 'email'] })).toEqual(range(100, 1).map((id) => ({ id, email: null })))
      expect(writer.ways()).toEqual(['keys 100', 'copy 100'])
    })

    it('that give different columns are copied apart, and come back in their order', async () => {
      const users = await table('id serial primary key, name text, age int default 7')
      const rows = range(400).map((n) => (n % 2 === 0 ? { name: `n${n}` } : { age: n, name: `n${n}` }))
      const back = await insertPiece(writer.database, users, rows)
      expect(writer.ways()).toEqual(['keys 200', 'copy 200', 'keys 200', 'copy 200'])
      const byId = new Map((await stored(users)).map((row) => [row['id'], row]))
      expect(back.map(({ id }) => byId.get(id))).toEqual(rows.map((row, n) => ({ id: back[n]?.['id'], name: row.name, age: row.age ?? 7 })))
    })

    it('without any column are copied with their keys, or inserted', async () => {
      const users = await table('id serial primary key, name text default current_user')
      expect(ids(await insertPiece(writer.database, users, range(100).map(() => ({}))))).toEqual(range(100, 1))
      await insertPiece(writer.database, users, range(50).map(() => ({})), { wanted: [] })
      expect(writer.ways()).toEqual(['keys 100', 'copy 100', 'insert 50'])
      expect(ids(await stored(users))).toEqual(range(150, 1))
    })

    it('of a few megabytes go in several COPYs', async () => {
      const users = await table()
      const rows = range(3000).map((n) => ({ name: `${n}:${'ü\\\n'.repeat(1000)}` }))
      await insertPiece(writer.database, users, rows, { wanted: [] })
      expect(writer.ways()).toEqual(['copy 1400', 'copy 1400', 'copy 200'])
      const [row] = await db.knex(users).select(db.knex.raw('count(*)::int as n, sum(length(name))::int as length'))
      expect(row).toEqual({ n: 3000, length: rows.reduce((sum, { name }) => sum + name.length, 0) })
    })

    it('go into tables and columns of any name', async () => {
      const name = 'we"ird? ta, line 3'
      await db.run(`create table ${db.quote(name)} ("id?" serial primary key, "a?""b" text)`)
      const rows = range(100).map((n) => ({ 'a?"b': `n${n}` }))
      expect(await insertPiece(writer.database, name, rows, { wanted: ['id?'], primaryKey: ['id?'] })).toEqual(range(100, 1).map((id) => ({ 'id?': id })))
      expect(await insertPiece(writer.database, { schema: db.schema, name }, rows, { wanted: ['id?'] })).toEqual(range(100, 101).map((id) => ({ 'id?': id })))
      expect(writer.ways()).toEqual(['keys 100', 'copy 100', 'keys 100', 'copy 100'])
      const [row] = await db.another().raw(`select count(*)::int as n from ${db.quote(name).replaceAll('?', '\\?')}`).then(({ rows: found }) => found)
      expect(row).toEqual({ n: 200 })
    })

    it('go into partitioned tables', async () => {
      const users = await table('id serial, name text, half int) partition by list (half', 'create table TABLE_0 partition of TABLE for values in (0)', 'create table TABLE_1 partition of TABLE for values in (1)')
      expect(ids(await insertPiece(writer.database, users, range(100).map((n) => ({ name: `n${n}`, half: n % 2 }))))).toEqual(range(100, 1))
      expect(writer.ways()).toEqual(['keys 100', 'copy 100'])
      expect(await counted(`${users}_1`)).toBe(50)
    })

    it('fire triggers after them, and those of the statement', async () => {
      const users = await table(undefined, 'create table log_TABLE (what text)',
        `create function log_TABLE() returns trigger language plpgsql as $$ begin insert into log_TABLE values (tg_level || ' ' || tg_when); return null; end $$`,
        'create trigger a after insert on TABLE for each row execute function log_TABLE()',
        'create trigger b after insert on TABLE for each statement execute function log_TABLE()',
        'create trigger c before insert on TABLE for each statement execute function log_TABLE()')
      await insertPiece(writer.database, users, named(100), { wanted: [] })
      // Their keys are known, by which they are read again: triggers may have taken them away.
      expect(writer.ways()).toEqual(['keys 100', 'copy 100'])
      expect(await db.knex(`log_${users}`).pluck('what')).toEqual(['STATEMENT BEFORE', ...range(100).map(() => 'ROW AFTER'), 'STATEMENT AFTER'])
    })

    it('are undone with the transaction', async () => {
      const users = await table()
      await expect(db.knex.transaction(async (trx) => {
        await insertPiece(openWriter({ knex: trx }).database, users, named(100))
        throw new Error('enough')
      })).rejects.toThrow('enough')
      expect(await counted(users)).toBe(0)
    })

    it('are told of to those who listen to Knex', async () => {
      const users = await table('id serial primary key, "a?" text unique')
      const heard: string[] = []
      const knex = db.another()
      knex.on('query', ({ sql }) => void heard.push(`query ${sql}`))
      knex.on('query-response', (_response, { sql }) => void heard.push(`response ${sql}`))
      knex.on('query-error', (error, { sql }) => void heard.push(`error ${sql} - ${error.message}`))
      const copying = openWriter({ knex })
      await insertPiece(copying.database, users, range(5).map((n) => ({ 'a?': `n${n}` })), { wanted: [] })
      await insertPiece(copying.database, users, range(5).map((n) => ({ 'a?': `n${n}` })), { wanted: [] }).catch(() => undefined)
      const sql = `copy "${users}" ("a?") from stdin`
      const ofCopy = heard.filter((each) => each.includes(sql))
      expect(ofCopy).toEqual([`query ${sql}`, `response ${sql}`, `query ${sql}`, `error ${sql} - duplicate key value violates unique constraint "${users}_a?_key"`])
    })

    it('are refused when the transaction is over', async () => {
      const users = await table()
      let late: Writer | undefined
      await db.knex.transaction(async (trx) => {
        late = openWriter({ knex: trx })
        await insertPiece(late.database, users, named(100), { wanted: [] })
      })
      await expect(insertPiece(late!.database, users, named(100), { wanted: [] })).rejects.toThrow('Transaction query already complete')
      expect(await counted(users)).toBe(100)
    })
  })

  describe('gives way to INSERT', () => {
    const changeName = `create function change_TABLE() returns trigger language plpgsql as $$ begin new.name := upper(new.name); return new; end $$`
    const cases: readonly (readonly [string, readonly string[], InsertRow, readonly string[], readonly string[]])[] = [
      ['for a wanted key that is always generated', ['id int generated always as identity, name text'], { name: 'a' }, ['id'], ['returning 100']],
      ['for a given key that is always generated', ['id int generated always as identity, name text'], { name: 'a', id: 5 }, [], ['insert 100']],
      ['for a wanted uuid that the database makes', ['id uuid default gen_random_uuid(), name text'], { name: 'a' }, ['id'], ['returning 100']],
      ['for a wanted default', [`id serial, name text, made text default 'x'`], { name: 'a' }, ['made'], ['returning 100']],
      ['for a wanted computed column', ['id serial, name text, big text generated always as (upper(name)) stored'], { name: 'a' }, ['big'], ['returning 100']],
      ['for a key that is not plainly the next value', ['id int, name text', 'create sequence TABLE_s', `alter table TABLE alter id set default nextval('TABLE_s') * 10`], { name: 'a' }, ['id'], ['returning 100']],
      ['for a key of text', ['id text, name text', 'create sequence TABLE_s', `alter table TABLE alter id set default nextval('TABLE_s')`], { name: 'a' }, ['id'], ['returning 100']],
      ['for two wanted counters', ['id serial, other serial, name text'], { name: 'a' }, ['id', 'other'], ['returning 100']],
      ['for a trigger before each row', ['id serial, name text', changeName, 'create trigger c before insert on TABLE for each row execute function change_TABLE()'], { name: 'a' }, ['id'], ['returning 100']],
      ['for such a trigger of a partition', ['id serial, name text) partition by list (name', 'create table TABLE_a partition of TABLE default', changeName.replace('upper', 'lower'), 'create trigger c before insert on TABLE_a for each row execute function change_TABLE()'], { name: 'a' }, ['id'], ['returning 100']],
      ['for a value that is SQL', ['id serial, name text'], { name: 'sql' }, ['id'], ['returning 100']],
      ['for bytes in a column of text', ['id serial, name text'], { name: Buffer.from('ü\\') }, [], ['insert 100']],
      ['for bytes in a column of the driver\'s own', ['id serial, name tsvector'], { name: Buffer.from([0, 0, 0, 0]) }, [], ['insert 100']],
      ['for objects that the driver writes', ['id serial, name int4range'], { name: { toPostgres: () => '[1,3)' } }, [], ['insert 100']],
      ['for intervals of certain fields', ['id serial, name interval day'], { name: '5' }, [], ['insert 100']],
    ]
    it.each(cases)('%s', async (_what, definition, row, wanted, ways) => {
      const [columns, ...more] = definition
      const name = await table(columns, ...more)
      const rows = range(100).map(() => (row['name'] === 'sql' ? { name: db.knex.raw("'s' || 'ql'") } : row))
      const back = await insertPiece(writer.database, name, rows, { wanted })
      expect(writer.ways()).toEqual(ways)
      expect(await counted(name)).toBe(100)
      const plain = await insertPiece(openWriter(db, 'copy').database, name, rows, { wanted })
      expect(Object.keys(back[0] ?? {})).toEqual([...wanted])
      if (wanted[0] === 'id') expect(new Set([...ids(back), ...ids(plain)]).size).toBe(200)
      const [first, second] = [(await db.knex(name).limit(1))[0], (await db.knex(name).offset(100).limit(1))[0]]
      expect({ ...first, id: 0, other: 0 }).toEqual({ ...second, id: 0, other: 0 })
    })

    it('for views', async () => {
      const users = await table(undefined, 'create view view_TABLE as select * from TABLE')
      expect(ids(await insertPiece(writer.database, `view_${users}`, named(100), { wanted: ['id'] }))).toEqual(range(100, 1))
      expect(writer.ways()).toEqual(['returning 100'])
    })

    it('for rules, which it would pass by', async () => {
      const users = await table(undefined, 'create table other_TABLE (name text)', 'create rule r as on insert to TABLE do also insert into other_TABLE values (new.name)')
      await insertPiece(writer.database, users, named(100), { wanted: [] }).catch(() => undefined)
      expect(writer.ways().some((way) => way.startsWith('copy'))).toBe(false)
    })

    it('where it is not there', async () => {
      const users = await table()
      const without = openWriter(db, 'copy')
      await insertPiece(without.database, users, named(100))
      await insertPiece(without.database, users, named(100), { wanted: [] })
      expect(without.ways()).toEqual(['returning 100', 'insert 100'])
    })

    it('for few rows', async () => {
      const users = await table()
      expect(ids(await insertPiece(writer.database, users, named(99)))).toEqual(range(99, 1))
      await insertPiece(writer.database, users, named(4), { wanted: [] })
      await insertPiece(writer.database, users, named(5), { wanted: [] })
      expect(writer.ways()).toEqual(['returning 99', 'insert 4', 'copy 5'])
    })

    it('where a default is wanted with all columns', async () => {
      const users = await table(`id serial primary key, name text, made date default current_date`)
      const back = await insertPiece(writer.database, users, named(100), { wanted: undefined })
      expect(back.map(({ id, name }) => ({ id, name }))).toEqual(range(100).map((n) => ({ id: n + 1, name: `n${n}` })))
      expect(back[99]?.['made']).toBeInstanceOf(Date)
      expect(writer.ways()).toEqual(['returning 100'])
    })
  })

  describe('a role with few rights', () => {
    const role = `seedkit_${process.pid}_copy`
    beforeAll(async () => {
      await db.run(`create role ${role}`, `grant usage on schema ${db.schema} to ${role}`)
    })
    afterAll(async () => {
      await db?.run(`drop owned by ${role}`, `drop role ${role}`)
    })

    async function asRole<T>(work: (trx: Knex.Transaction, writer: Writer) => Promise<T>): Promise<T> {
      return db.knex.transaction(async (trx) => {
        await trx.raw(`set local role ${role}`)
        return work(trx, openWriter({ knex: trx }))
      })
    }

    it('that may not take values from the sequence reads keys back', async () => {
      const users = await table('id int generated by default as identity, name text', `grant insert, select on TABLE to ${role}`)
      await asRole(async (_trx, { database, ways }) => {
        expect(ids(await insertPiece(database, users, named(100)))).toEqual(range(100, 1))
        await insertPiece(database, users, named(100), { wanted: [] })
        expect(ways()).toEqual(['returning 100', 'copy 100'])
      })
    })

    it('that may use the sequence copies', async () => {
      const users = await table(undefined, `grant insert on TABLE to ${role}`, `grant usage on sequence TABLE_id_seq to ${role}`)
      await asRole(async (_trx, { database, ways }) => {
        expect(ids(await insertPiece(database, users, named(100)))).toEqual(range(100, 1))
        expect(ways()).toEqual(['keys 100', 'copy 100'])
      })
    })

    it('that row-level security holds for inserts', async () => {
      const users = await table(undefined, `grant insert, select on TABLE to ${role}`, `grant usage on sequence TABLE_id_seq to ${role}`, 'alter table TABLE enable row level security',
        `create policy few on TABLE using (true) with check (name <> 'forbidden')`)
      await asRole(async (_trx, { database, ways }) => {
        expect(ids(await insertPiece(database, users, named(100)))).toEqual(range(100, 1))
        await insertPiece(database, users, named(100), { wanted: [] })
        expect(ways()).toEqual(['returning 100', 'returning 100'])
      })
      await expect(asRole((_trx, { database }) => insertPiece(database, users, range(100).map(() => ({ name: 'forbidden' }))))).rejects.toThrow(/row-level security/)
      // Its owner is not held by it.
      await insertPiece(writer.database, users, named(100), { wanted: [] })
      expect(writer.ways()).toEqual(['copy 100'])
    })
  })

  describe('rows that are swallowed', () => {
    const swallow = [
      `create function swallow_TABLE() returns trigger language plpgsql as $$ begin if new.name = 'n50' then return null; end if; return new; end $$`,
      'create trigger swallow before insert on TABLE for each row execute function swallow_TABLE()',
    ]
    it.each([[[]], [['id']], [undefined]])('are an error, with %j wanted', async (wanted) => {
      const users = await table(undefined, ...swallow)
      await expect(db.knex.transaction((trx) => insertPiece(openWriter({ knex: trx }).database, users, named(100), { wanted }))).rejects.toThrow(
        `TestFactory (in TestSeeder) sent 100 rows to table "${users}", and 99 rows came back: trigger "swallow" may swallow, redirect or change rows.`,
      )
      expect(await counted(users)).toBe(0)
    })

    it('by a trigger that is made when it is too late for another way', async () => {
      const users = await table()
      await insertPiece(writer.database, users, named(10), { wanted: [] })
      for (const sql of swallow) await db.run(sql.replaceAll('TABLE', users))
      await expect(insertPiece(writer.database, users, named(100), { wanted: [] })).rejects.toMatchObject({ code: 'SEEDKIT_ROWS_LOST' })
      expect(writer.ways()).toEqual(['copy 10', 'copy 99'])
    })
  })
})
