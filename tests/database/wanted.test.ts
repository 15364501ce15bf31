import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attachDatabase } from '../../src/database/attach-database.js'
import type { Database, InsertRow, StoredRow } from '../../src/database/database.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { recordStatements, type StatementRecorder } from '../support/record-statements.js'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)
const rows = (count: number) => range(count).map((n) => ({ name: `n${n}` }))
const source = { seeder: 'TestSeeder', factory: 'TestFactory', relation: undefined }

// Few rows each: bulk writers have tests of their own.
describe.each(targets)('columns wanted of few rows on $name', (target) => {
  let db: TestDatabase
  let recorder: StatementRecorder
  let database: Database

  beforeAll(async () => {
    db = await openTestDatabase(target)
    const t = db.types
    await db.run(
      `create table users (id ${t.id}, name varchar(40), made ${t.datetime} default ${t.now}, level int default 7)`,
      `create table tags (label varchar(20) primary key, rank_of int)`,
      `create table pairs (a int, b int)`,
      `create table refs (tag varchar(20), foreign key (tag) references tags (label))`,
    )
    recorder = recordStatements()
    database = attachDatabase(db.knex, { observer: recorder.observer, without: target.without })
  })
  afterAll(() => db?.drop())

  function insert(table: string, given: readonly InsertRow[], wanted: readonly string[] | undefined, primaryKey: readonly string[] = ['id']): Promise<readonly StoredRow[]> {
    recorder.clear()
    return database.insert({ table, primaryKey, rows: given, wanted, label: { ...source, rows: undefined }, origin: (index) => ({ ...source, index, of: given.length }) })
  }
  const sent = () => recorder.events.map(({ statement }) => statement.sql).filter((sql) => /^(?:insert|select.* from .(?:users|tags|pairs))/.test(sql))

  it('none: nothing is read', async () => {
    expect(await insert('users', rows(4), [])).toEqual([{}, {}, {}, {}])
    const [statement, ...more] = sent()
    expect(more).toEqual([])
    // SQLite's driver does not tell how many rows there are.
    expect(/returning/.test(statement ?? '')).toBe(target.engine === 'sqlite')
    expect(statement).not.toMatch(/returning.*(?:name|made|level)/)
    expect(await db.knex('users').count('* as n').then(([row]) => Number(row?.['n']))).toBe(4)
  })

  it('the key: no other column is read', async () => {
    const back = await insert('users', rows(4), ['id'])
    const stored = await db.knex('users').orderBy('id', 'desc').limit(4)
    expect(back).toEqual(stored.toReversed().map(({ id }) => ({ id })))
    expect(stored.toReversed().map(({ name }) => name)).toEqual(['n0', 'n1', 'n2', 'n3'])
    for (const sql of sent()) expect(sql).not.toMatch(/returning.*(?:made|level)|^select.*(?:made|level)/)
  })

  it('others: they come back, in order', async () => {
    const back = await insert('users', rows(4), ['level', 'name'])
    expect(back).toEqual(range(4).map((n) => ({ name: `n${n}`, level: 7 })))
  })

  it('all, where nobody says', async () => {
    expect(Object.keys((await insert('users', rows(1), undefined))[0] ?? {})).toEqual(['id', 'name', 'made', 'level'])
  })

  it('a given key, and a column of a given key', async () => {
    expect(await insert('tags', ['b', 'a', 'c'].map((label, n) => ({ label, rank_of: n })), ['label'], ['label'])).toEqual([{ label: 'b' }, { label: 'a' }, { label: 'c' }])
    expect(await insert('tags', ['z', 'y', 'x'].map((label, n) => ({ label, rank_of: n })), ['rank_of'], ['label'])).toEqual([{ rank_of: 0 }, { rank_of: 1 }, { rank_of: 2 }])
  })

  it('of a table without a key, and one that it has not', async () => {
    expect(await insert('pairs', range(3).map((n) => ({ a: n, b: 5 - n })), ['b'], [])).toEqual([{ b: 5 }, { b: 4 }, { b: 3 }])
    expect(await insert('pairs', range(3).map((n) => ({ a: n, b: n })), ['id'])).toEqual([{}, {}, {}])
    expect(await insert('pairs', range(3).map(() => ({})), [], [])).toEqual([{}, {}, {}])
  })

  it('errors are those of rows that come back', async () => {
    const orphan = [{ tag: 'b' }, { tag: 'missing' }]
    const failures = await Promise.all([[], ['tag'], undefined].map((wanted) => insert('refs', orphan, wanted, []).then(() => 'none', (error: Error) => error.message)))
    expect(failures[0]).toContain('row 2 of 2 for table "refs" points at no row')
    expect(new Set(failures).size).toBe(1)
  })

  it.skipIf(target.engine === 'mysql')('rows that are swallowed are an error all the same', async () => {
    const ignore = target.engine === 'sqlite'
      ? [`create trigger swallow before insert on users when new.name = 'gone' begin select raise(ignore); end`]
      : [`create function swallow() returns trigger language plpgsql as $$ begin return case when new.name = 'gone' then null else new end; end $$`,
          'create trigger swallow before insert on users for each row execute function swallow()']
    await db.run(...ignore)
    for (const wanted of [[], ['id'], ['name'], undefined]) {
      const fresh = attachDatabase(db.knex)
      const given = [{ name: 'a' }, { name: 'gone' }, { name: 'b' }]
      const inserting = fresh.insert({ table: 'users', primaryKey: ['id'], rows: given, wanted, label: { ...source, rows: undefined }, origin: (index) => ({ ...source, index, of: 3 }) })
      await expect(inserting).rejects.toThrow('TestFactory (in TestSeeder) sent 3 rows to table "users", and 2 rows came back: trigger "swallow"')
    }
  })

  it.runIf(target.engine === 'postgres')('keys in any order are matched by what was given, or refused', async () => {
    await db.run(
      'create table backwards (id int, name text)',
      'create sequence backwards_s increment by -2 start with -10',
      `alter table backwards alter id set default nextval('backwards_s'), add primary key (id)`,
      'create table turning (id int generated by default as identity (minvalue 1 maxvalue 100 start with 99 cycle) primary key, name text)',
      'create table jumping (id serial primary key, name text)',
      `create function jump() returns trigger language plpgsql as $$ begin new.id = case new.name when 'n0' then 3 when 'n1' then 1 else 2 end; return new; end $$`,
      'create trigger jump before insert on jumping for each row execute function jump()',
    )
    expect(await insert('backwards', rows(3), ['id'])).toEqual([{ id: -10 }, { id: -12 }, { id: -14 }])
    expect(await insert('turning', rows(3), ['id'])).toEqual([{ id: 99 }, { id: 100 }, { id: 1 }])
    expect(await insert('jumping', rows(3), ['id'])).toEqual([{ id: 3 }, { id: 1 }, { id: 2 }])
    expect(sent().at(-1)).toContain('returning "id" as c0, "name" as c1')
  })

  it.runIf(target.engine === 'postgres')('a rule that writes elsewhere is an error, whatever is wanted', async () => {
    await db.run('create table ruled (id serial primary key, name text)', 'create table elsewhere (name text)', 'create rule r as on insert to ruled do instead insert into elsewhere values (new.name)')
    for (const wanted of [[], ['id'], undefined]) await expect(insert('ruled', rows(3), wanted)).rejects.toThrow(/0 rows came back: rule "r"/)
  })
})
