import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insert } from '../support/insert.js'
import { insertPiece, openWriter } from '../support/postgres-writers.js'

const range = (count: number, from = 0) => Array.from({ length: count }, (_, index) => index + from)
const named = (count: number) => range(count).map((n) => ({ name: `n${n}` }))

/** MySQL's triggers cannot touch the table that the statement writes. */
describe.each(targets.filter(({ engine }) => engine !== 'mysql'))('triggers that run after rows are inserted on $name', (target) => {
  let db: TestDatabase

  beforeEach(async () => {
    db = await openTestDatabase(target)
  })
  afterEach(() => db.drop())

  /** A trigger "move it" on the table: for each row whose name fits, statements that see `new`. */
  async function trigger(table: string, statements: string, when = `new.name = 'n1'`) {
    await db.run(
      ...(target.engine === 'sqlite'
        ? [`create trigger "move it" after insert on ${db.quote(table)} when ${when} begin ${statements}; end`]
        : [
            `create function move_it() returns trigger language plpgsql as $$ begin ${statements}; return null; end $$`,
            `create trigger "move it" after insert on ${db.quote(table)} for each row when (${when}) execute function move_it()`,
          ]),
    )
  }
  const payments = () => db.run(`create table payments (id ${db.types.id}, name varchar(50), made int default 5)`, `create table archive (id ${db.types.id}, name varchar(50))`)
  const lost = (sent: number, received: number, table = 'payments') => ({
    code: 'SEEDKIT_ROWS_LOST',
    message: `TestFactory (in TestSeeder) sent ${sent} row${sent === 1 ? '' : 's'} to table "${table}", and ${received} row${received === 1 ? '' : 's'} came back: trigger "move it" may swallow, redirect or change rows.`,
  })

  it.each([
    ['one', 1, [undefined, [], ['id']]],
    ['three', 3, [undefined, [], ['id'], ['name']]],
    ['many', 700, [undefined, [], ['id']]],
  ] as const)('and take one away are an error, which names them: %s', async (_, count, wishes) => {
    await payments()
    await trigger('payments', 'insert into archive (name) values (new.name); delete from payments where id = new.id')
    const rows = count === 1 ? [{ name: 'n1' }] : named(count)
    for (const wanted of wishes) {
      await db.knex('payments').delete()
      await expect(insertPiece(openWriter(db).database, 'payments', rows, { wanted })).rejects.toMatchObject(lost(count, count - 1))
    }
  })

  it('and take away the last row of a statement, whose key the next statement may get', async () => {
    await payments()
    await trigger('payments', 'delete from payments where id = new.id', `new.name = 'n999'`)
    await expect(insert(db.attach(), 'payments', named(1500))).rejects.toMatchObject(lost(1500, 1499))
  })

  it('and give it another key', async () => {
    await payments()
    await trigger('payments', 'update payments set id = new.id + 1000 where id = new.id')
    await expect(insert(db.attach(), 'payments', named(3))).rejects.toMatchObject({ code: 'SEEDKIT_ROWS_LOST', message: expect.stringContaining('trigger "move it"') })
  })

  it('and change values: rows come back as the database holds them', async () => {
    await payments()
    await trigger('payments', `update payments set made = 42, name = 'changed' where id = new.id`)
    const database = db.attach()
    expect(await insert(database, 'payments', named(3))).toEqual([
      { id: 1, name: 'n0', made: 5 },
      { id: 2, name: 'changed', made: 42 },
      { id: 3, name: 'n2', made: 5 },
    ])
    expect(await insertPiece(database, 'payments', named(2), { wanted: ['name'] })).toMatchObject([{ name: 'n0' }, { name: 'changed' }])
  })

  it('and only write elsewhere: rows come back in order, for keys of every kind', async () => {
    await db.run(
      `create table payments (id ${db.types.uuid} primary key, name varchar(50), at ${db.types.instant})`,
      `create table pairs (a int, b ${db.types.text} not null, at ${db.types.instant} not null, name varchar(50), primary key (a, b, at))`,
      `create table "Odd?" ("key?" ${db.types.bytes} not null unique, name varchar(50))`,
      `create table archive (id ${db.types.id}, name varchar(50))`,
    )
    const at = new Date('2024-05-06T07:08:09.123Z')
    const cases = [
      ['payments', ['id'], range(1200).map((n) => ({ id: `00000000-0000-4000-8000-${String((n * 37) % 1200).padStart(12, '0')}`, name: `n${n}`, at }))],
      ['pairs', ['a', 'b', 'at'], range(50).map((n) => ({ a: (n * 7) % 50, b: ` x${n % 3} `, at, name: `n${n}` }))],
      ['Odd?', [], range(50).map((n) => ({ 'key?': Buffer.from([(n * 7) % 50, 0, 92]), name: `n${n}` }))],
    ] as const
    for (const [table, primaryKey, rows] of cases) {
      await trigger(table, 'insert into archive (name) values (new.name)', '1 = 1')
      expect(await insert(db.attach(), table, rows, primaryKey)).toEqual(rows)
      await db.run(target.engine === 'sqlite' ? 'drop trigger "move it"' : 'drop function move_it cascade')
    }
    expect(await db.knex('archive').count('* as n')).toMatchObject([{ n: target.engine === 'sqlite' ? 1300 : '1300' }])
  })

  it('cost a query more, and tables without them none', async () => {
    await payments()
    const kinds = async (count: number, wanted: readonly string[] | undefined) => {
      const writer = openWriter(db)
      await insertPiece(writer.database, 'payments', named(1), { wanted: [] })
      writer.recorder.clear()
      await insertPiece(writer.database, 'payments', named(count), { wanted })
      return writer.recorder.events.map(({ statement: { kind, sql } }) => (sql.includes('nextval(?') ? 'keys' : kind)).filter((kind) => kind !== 'catalogue')
    }
    for (const wanted of [undefined, [], ['id']]) expect(await kinds(3, wanted)).toEqual(['insert'])
    await trigger('payments', 'insert into archive (name) values (new.name)')
    for (const wanted of [undefined, [], ['id']]) expect(await kinds(3, wanted)).toEqual(['insert', 'select'])
    expect(await kinds(700, [])).toEqual(target.engine === 'sqlite' ? ['insert', 'select'] : ['keys', 'insert', 'select'])
  })

  it.runIf(target.engine === 'sqlite')('of the connection alone', async () => {
    await payments()
    await db.run(`create temp trigger "move it" after insert on payments when new.name = 'n1' begin delete from payments where id = new.id; end`)
    await expect(insert(db.attach(), 'payments', named(3))).rejects.toMatchObject(lost(3, 2))
  })

  it.runIf(target.engine === 'postgres')('of the whole statement, and of a partition', async () => {
    await db.run(
      `create table payments (id serial primary key, name varchar(50)) partition by range (id)`,
      `create table payments_1 partition of payments for values from (1) to (10000)`,
      `create function move_it() returns trigger language plpgsql as $$ begin delete from payments where name = 'n1'; return null; end $$`,
      `create trigger "move it" after insert on payments for each statement execute function move_it()`,
    )
    await expect(insert(db.attach(), 'payments', named(3))).rejects.toMatchObject(lost(3, 2))
    await expect(insertPiece(openWriter(db).database, 'payments', named(600), { wanted: [] })).rejects.toMatchObject(lost(600, 599))
    await db.run('drop function move_it cascade')
    await trigger('payments_1', 'delete from payments where id = new.id')
    await expect(insert(db.attach(), 'payments', named(3))).rejects.toMatchObject({ code: 'SEEDKIT_ROWS_LOST', message: expect.stringMatching(/sent 3 rows.*2 rows came back/) })
  })

  it.runIf(target.engine === 'postgres')('where nobody can say which rows are theirs, the database is believed', async () => {
    await db.run(
      `create table events (id bigint generated always as identity, at timestamptz not null default clock_timestamp(), name text, primary key (id, at))`,
      `create table stays (at timestamptz primary key default clock_timestamp(), name text)`,
      `create table keyless (name text)`,
      `create table archive (name text)`,
    )
    for (const table of ['events', 'stays', 'keyless']) {
      await trigger(table, 'insert into archive (name) values (new.name)', 'true')
      expect((await insert(db.attach(), table, named(3), [])).map(({ name }) => name)).toEqual(['n0', 'n1', 'n2'])
      await db.run('drop function move_it cascade')
    }
  })
})

describe.each(targets.filter(({ engine }) => engine === 'sqlite'))('views on $name', (target) => {
  let db: TestDatabase

  beforeEach(async () => {
    db = await openTestDatabase(target)
    await db.run('create table base (id integer primary key, name text)', 'create view people as select id, name from base')
  })
  afterEach(() => db.drop())

  it('take rows with a key through their triggers', async () => {
    await db.run('create trigger "into base" instead of insert on people begin insert into base values (new.id, upper(new.name)); end')
    expect(await insert(db.attach(), 'people', [{ id: 2, name: 'b' }, { id: 1, name: 'a' }])).toEqual([{ id: 2, name: 'B' }, { id: 1, name: 'A' }])
    await expect(insert(db.attach(), 'people', [{ name: 'c' }])).rejects.toMatchObject({
      code: 'SEEDKIT_ROWS_UNPROVED',
      message: 'TestFactory (in TestSeeder) cannot write table "people": trigger "into base" may send its rows elsewhere, and it has no key to find them by.',
    })
  })

  it('whose trigger swallows rows are an error', async () => {
    await db.run(`create trigger "into base" instead of insert on people when new.name <> 'b' begin insert into base values (new.id, new.name); end`)
    await expect(insert(db.attach(), 'people', [{ id: 2, name: 'b' }, { id: 1, name: 'a' }])).rejects.toMatchObject({ code: 'SEEDKIT_ROWS_LOST' })
  })

  it('without one are refused by the database, in its words', async () => {
    await expect(insert(db.attach(), 'people', [{ name: 'c' }])).rejects.toMatchObject({ message: expect.stringContaining('cannot modify people because it is a view') })
  })
})
