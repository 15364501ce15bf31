import type { Knex } from 'knex'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { attachDatabase } from '../../src/database/attach-database.js'
import type { DatabaseObserver, InsertRow } from '../../src/database/database.js'
import { DatabaseError } from '../../src/errors/database-error.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insert } from '../support/insert.js'
import { insertMany } from '../support/insert-many.js'
import { recordStatements } from '../support/record-statements.js'

const lite = targets.filter((target) => target.engine === 'sqlite')
const range = (count: number) => Array.from({ length: count }, (_, index) => index)

interface Case {
  readonly title: string
  readonly table: string
  readonly bad: InsertRow
  readonly code: string
  /** Part of the message. */
  readonly says: string
}

const user = (n: number): InsertRow => ({ name: `n${n}`, email: `e${n}@x`, password_hash: `h${n}`, team_id: 1, level: 1 })
const exact = (n: number): InsertRow => ({ whole: n, ratio: n, title: `t${n}`, bytes: Buffer.from([n % 256]) })
const peer = (n: number): InsertRow => ({ name: `n${n}`, level: 1 })
const good: Readonly<Record<string, (n: number) => InsertRow>> = { users: user, exact, peers: peer, keyed: (n) => ({ id: n + 1, n }) }

const cases: readonly Case[] = [
  { title: 'a twin in the same statement', table: 'users', bad: { ...user(1200), email: 'e11@x' }, code: 'SEEDKIT_UNIQUE_VIOLATION', says: '"email" is "e11@x", as in row 12.' },
  { title: 'a value that the table holds', table: 'users', bad: { ...user(1200), email: 'held@x' }, code: 'SEEDKIT_UNIQUE_VIOLATION', says: 'which the table holds already' },
  { title: 'a secret twin', table: 'users', bad: { ...user(1200), password_hash: 'h11' }, code: 'SEEDKIT_UNIQUE_VIOLATION', says: '*** (hidden)' },
  { title: 'an orphan', table: 'users', bad: { ...user(1200), team_id: 77 }, code: 'SEEDKIT_FOREIGN_KEY_VIOLATION', says: '"team_id" is 77.' },
  { title: 'NULL', table: 'users', bad: { ...user(1200), name: null }, code: 'SEEDKIT_NOT_NULL_VIOLATION', says: 'has no value for "name"' },
  { title: 'a check', table: 'users', bad: { ...user(1200), level: 11 }, code: 'SEEDKIT_CHECK_VIOLATION', says: '"users_level_check"' },
  { title: 'a twin, and no foreign key', table: 'peers', bad: { ...peer(1200), name: 'n11' }, code: 'SEEDKIT_UNIQUE_VIOLATION', says: '"name" is "n11", as in row 12.' },
  { title: 'a value that the table holds, and no foreign key', table: 'peers', bad: { ...peer(1200), name: 'held' }, code: 'SEEDKIT_UNIQUE_VIOLATION', says: 'which the table holds already' },
  { title: 'NULL, and no foreign key', table: 'peers', bad: { ...peer(1200), name: null }, code: 'SEEDKIT_NOT_NULL_VIOLATION', says: 'has no value for "name"' },
  { title: 'a check, and no foreign key', table: 'peers', bad: { ...peer(1200), level: 11 }, code: 'SEEDKIT_CHECK_VIOLATION', says: '"peers_level_check"' },
  { title: 'text in a strict integer, and an index', table: 'peers', bad: { ...peer(1200), level: 'x' }, code: 'SEEDKIT_INVALID_VALUE', says: '"level" is "x"' },
  { title: 'a key that is taken', table: 'keyed', bad: { id: 12, n: 1 }, code: 'SEEDKIT_UNIQUE_VIOLATION', says: '"id" is 12, as in row 12.' },
  { title: 'text for a row number', table: 'keyed', bad: { id: 'x', n: 1 }, code: 'SEEDKIT_INVALID_VALUE', says: 'datatype mismatch' },
  { title: 'text in a strict integer', table: 'exact', bad: { ...exact(7), whole: 'x' }, code: 'SEEDKIT_INVALID_VALUE', says: '"whole" is "x"' },
  { title: 'a fraction in a strict integer', table: 'exact', bad: { ...exact(7), whole: 1.5 }, code: 'SEEDKIT_INVALID_VALUE', says: '"whole" is 1.5' },
  { title: 'a bigint beyond a strict integer', table: 'exact', bad: { ...exact(7), whole: 2n ** 64n }, code: 'SEEDKIT_INVALID_VALUE', says: '"whole" is 18446744073709551616' },
  { title: 'text in strict bytes', table: 'exact', bad: { ...exact(7), bytes: 'x' }, code: 'SEEDKIT_INVALID_VALUE', says: 'BLOB column exact.bytes' },
  { title: 'NaN', table: 'exact', bad: { ...exact(7), ratio: NaN }, code: 'SEEDKIT_INVALID_VALUE', says: '"ratio" is NaN' },
  { title: 'an invalid date', table: 'exact', bad: { ...exact(7), title: new Date(NaN) }, code: 'SEEDKIT_INVALID_VALUE', says: '"title" is an invalid Date' },
  { title: 'an object for a number', table: 'exact', bad: { ...exact(7), whole: { a: 1 } }, code: 'SEEDKIT_INVALID_VALUE', says: '"whole" is an object' },
  { title: 'a function', table: 'exact', bad: { ...exact(7), title: () => 1 }, code: 'SEEDKIT_INVALID_VALUE', says: '"title" is a function' },
  { title: 'half of a surrogate pair', table: 'exact', bad: { ...exact(7), title: 'a\ud83d' }, code: 'SEEDKIT_INVALID_VALUE', says: '"title" holds half of a surrogate pair' },
  { title: 'a column that does not exist', table: 'exact', bad: { ...exact(7), titel: 'x' }, code: 'SEEDKIT_UNKNOWN_COLUMN', says: 'gives "titel"' },
]

/** All that is told of an error. */
function told(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) throw new Error(`Expected a DatabaseError, got ${String(error)}`)
  const { code, message, hint } = error
  const cause = error.cause instanceof Error ? { ...error.cause, message: error.cause.message } : undefined
  return { code, message, hint, cause }
}

const failure = (sending: Promise<unknown>): Promise<unknown> =>
  sending.then(
    () => {
      throw new Error('It did not fail.')
    },
    (error: unknown) => error,
  )

async function counts(trx: Knex): Promise<unknown> {
  return trx.raw('select (select count(*) from users) as users, (select count(*) from exact) as exact, (select count(*) from keyed) as keyed, (select count(*) from peers) as peers')
}

describe.each(lite)('failures of many rows on $name', (target) => {
  let db: TestDatabase

  beforeAll(async () => {
    db = await openTestDatabase(target)
    // A default makes sure that whole rows are read back: INSERT … RETURNING, which the writer of many rows is compared with.
    await db.run(
      `create table teams (id integer primary key)`,
      `create table users (id integer primary key, name text not null, email varchar(100) unique, password_hash text unique,
        team_id int references teams (id), level int, noted text default 'x', constraint users_level_check check (level < 10))`,
      `create table exact (id integer primary key, whole int, ratio real, title text, bytes blob, noted text default 'x') strict`,
      `create table keyed (id integer primary key, n int, noted text default 'x')`,
      `create table peers (id integer primary key autoincrement, name text not null unique, level int, noted text default 'x', constraint peers_level_check check (level < 10)) strict`,
      `insert into teams values (1)`,
      `insert into users (name, email) values ('held', 'held@x')`,
      `insert into peers (name) values ('held')`,
    )
  })
  afterAll(() => db?.drop())

  /** Sends rows in a transaction that is rolled back; gives the error, and what the transaction held after it. */
  async function outcome(rows: readonly InsertRow[], table: string, wanted: readonly string[] | undefined, observer?: DatabaseObserver) {
    const trx = await db.knex.transaction()
    try {
      const database = attachDatabase(trx, { observer })
      const error = await failure(wanted === undefined ? insert(database, table, rows) : insertMany(database, table, rows, wanted))
      return { error, left: await counts(trx) }
    } finally {
      await trx.rollback()
    }
  }

  it.each(cases)('$title: said as INSERT says it', async ({ table, bad, code, says }) => {
    const rows = range(100).map((n) => (n === 36 ? bad : (good[table]?.(n) ?? {})))
    const plain = await outcome(rows, table, undefined)
    for (const wanted of [['id'], []]) {
      const bulk = await outcome(rows, table, wanted)
      expect(told(bulk.error)).toEqual(told(plain.error))
      expect(bulk.left).toEqual(plain.left)
      expect(bulk.left).toEqual([{ users: 1, exact: 0, keyed: 0, peers: 1 }])
      expect(bulk.error).toMatchObject({ code, message: expect.stringContaining(says) })
      if (code !== 'SEEDKIT_UNKNOWN_COLUMN') expect(bulk.error).toMatchObject({ message: expect.stringContaining('row 37 of 100') })
    }
  })

  it.each(cases.filter(({ code }) => code !== 'SEEDKIT_UNKNOWN_COLUMN'))('$title, far into the rows: the statements before it stay, of its own nothing', async ({ table, bad }) => {
    const rows = range(1100).map((n) => (n === 1050 ? bad : (good[table]?.(n) ?? {})))
    const plain = await outcome(rows, table, undefined)
    const bulk = await outcome(rows, table, [])
    expect(told(bulk.error)).toEqual(told(plain.error))
    expect(bulk.left).toEqual([{ users: 1, exact: 0, keyed: 0, peers: 1, [table]: Number(table === 'users' || table === 'peers') + 1000 }])
    expect(plain.left).toEqual(bulk.left)
    expect(bulk.error).toMatchObject({ message: expect.stringContaining('row 1051 of 1100') })
  })

  it('INSERT … RETURNING is what it is compared with', async () => {
    const recorder = recordStatements()
    await outcome([...range(1500).map(user), user(1003)], 'users', undefined, recorder.observer)
    await outcome([...range(1500).map(user), user(1003)], 'users', ['id'], recorder.observer)
    const sent = recorder.events.filter(({ statement }) => statement.kind === 'insert').map(({ statement }) => / returning /.test(statement.sql))
    expect(sent).toEqual([true, true, false, false])
  })

  it('the failed statement is told of, and counts no row', async () => {
    const recorder = recordStatements()
    await outcome([...range(40).map(user), user(3)], 'users', ['id'], recorder.observer)
    const [event] = recorder.events.filter(({ statement }) => statement.kind === 'insert')
    expect(event).toMatchObject({ rows: 0, error: expect.objectContaining({ message: expect.stringContaining('UNIQUE constraint failed') }) })
    expect(recorder.rows('insert')).toBe(0)
  })

  it('a fault that is put in front of a statement comes out of it', async () => {
    const observer: DatabaseObserver = {
      beforeStatement({ kind }) {
        if (kind === 'insert') throw new Error('power cut')
      },
    }
    const { error, left } = await outcome(range(40).map(user), 'users', ['id'], observer)
    expect(String(error)).toContain('power cut')
    expect(left).toEqual([{ users: 1, exact: 0, keyed: 0, peers: 1 }])
  })

  it('a caller who catches the error goes on with his transaction', async () => {
    const trx = await db.knex.transaction()
    try {
      const database = attachDatabase(trx)
      await insertMany(database, 'keyed', range(40).map((n) => ({ n })))
      await failure(insertMany(database, 'keyed', range(1500).map((n) => ({ id: 100 + (n % 1400), n }))))
      await insertMany(database, 'keyed', range(40).map((n) => ({ n })), [])
      const kept = await trx('keyed').where('id', '<', 100)
      expect(kept).toHaveLength(40)
    } finally {
      await trx.rollback()
    }
  })

  it('rows behind those that failed have the next keys', async () => {
    const trx = await db.knex.transaction()
    try {
      const database = attachDatabase(trx)
      await insertMany(database, 'peers', range(40).map(peer))
      await failure(insertMany(database, 'peers', range(40).map((n) => peer(n < 39 ? 100 + n : 0))))
      expect((await insertMany(database, 'peers', range(40).map((n) => peer(200 + n))))[0]).toMatchObject({ id: 42 })
      expect(await trx('peers').max('id as id').count({ rows: '*' })).toEqual([{ id: 81, rows: 81 }])
    } finally {
      await trx.rollback()
    }
  })

  it('where triggers watch rows go, those of a statement that failed are not seen by them', async () => {
    await db.run(
      `create table seen (id integer primary key, name text unique)`,
      `create table gone (id integer primary key, name text)`,
      `create trigger seen_gone after delete on seen begin insert into gone (name) values (old.name); end`,
    )
    await failure(insertMany(db.attach(), 'seen', range(40).map((n) => ({ name: `n${n % 39}` }))))
    expect(await db.knex('seen')).toEqual([])
    expect(await db.knex('gone')).toEqual([])
  })

  it.each([undefined, ['id']])('a database that is locked: wanted %j', async (wanted) => {
    await db.knex.raw('pragma busy_timeout = 0')
    const other = db.another()
    const lock = await other.transaction()
    try {
      await lock('keyed').insert({ n: -1 })
      const error = await failure(wanted === undefined ? insert(db.attach(), 'keyed', range(40).map((n) => ({ n }))) : insertMany(db.attach(), 'keyed', range(40).map((n) => ({ n })), wanted))
      expect(error).toMatchObject({ code: 'SEEDKIT_DATABASE_LOCKED', hint: expect.stringContaining('Wait') })
    } finally {
      await lock.rollback()
    }
  })

  it.each(['cascade', 'set null', 'set default', 'restrict'])('rows that pointed at nothing before are left as they were (on delete %s)', async (action) => {
    const own = db.another()
    await own.raw('pragma foreign_keys = off')
    for (const sql of [
      'drop table if exists pets',
      'drop table if exists owners',
      'create table owners (id integer primary key, name text unique)',
      `create table pets (id integer primary key, owner_id integer default 1 references owners (id) on delete ${action})`,
      `insert into owners values (1, 'held')`,
      'insert into pets (owner_id) values (5), (6)',
      'pragma foreign_keys = on',
    ]) await own.raw(sql)
    const trx = await own.transaction()
    const rows = range(100).map((n) => ({ name: n === 80 ? 'held' : `n${n}` }))
    expect(await failure(insertMany(attachDatabase(trx), 'owners', rows))).toMatchObject({ code: 'SEEDKIT_UNIQUE_VIOLATION', message: expect.stringContaining('row 81 of 100') })
    expect(await trx('pets').orderBy('id').pluck('owner_id')).toEqual([5, 6])
    expect(await trx('owners').pluck('id')).toEqual([1])
    await trx.rollback()
  })

  it('a database that may not be written to', async () => {
    await db.knex.raw('pragma query_only = on')
    try {
      const rows = range(40).map((n) => ({ n }))
      const plain = await failure(insert(db.attach(), 'keyed', rows))
      expect(told(await failure(insertMany(db.attach(), 'keyed', rows)))).toEqual(told(plain))
      expect(plain).toMatchObject({ message: expect.stringContaining('readonly database') })
    } finally {
      await db.knex.raw('pragma query_only = off')
    }
  })

  it('rows are taken out of a transaction only that has not ended', async () => {
    const deletes = async (rows: readonly InsertRow[], disk: 'endless' | 'full'): Promise<number> => {
      // A connection of its own: it has prepared nothing yet.
      const trx = await db.another().transaction()
      const [{ page_count: pages }] = await trx.raw('pragma page_count')
      if (disk === 'full') await trx.raw(`pragma max_page_count = ${pages}`)
      const connection: Record<'run' | 'prepare', (sql: string) => unknown> = await trx.client.acquireConnection()
      const spy = vi.spyOn(connection, target.name === 'sqlite3' ? 'run' : 'prepare')
      try {
        await failure(insertMany(attachDatabase(trx), 'peers', rows))
        return spy.mock.calls.filter(([sql]) => sql.startsWith('delete from')).length
      } finally {
        spy.mockRestore()
        await trx.rollback()
      }
    }
    expect(await deletes(range(40).map((n) => peer(n % 39)), 'endless')).toBe(1)
    expect(await deletes(range(1000).map((n) => ({ ...peer(n), name: String(n).padEnd(2000, 'x') })), 'full')).toBe(0)
  })

  it.each([
    ['exact', (n: number) => ({ ...exact(n % 200), title: 'x'.repeat(2000) })],
    ['peers', (n: number) => ({ ...peer(n), name: String(n).padEnd(2000, 'x') })],
  ])('a disk that is full: %s', async (table, row) => {
    const [{ page_count: pages }] = await db.knex.raw('pragma page_count')
    await db.knex.raw(`pragma max_page_count = ${pages}`)
    try {
      const rows = range(1000).map((n): InsertRow => row(n))
      const plain = await outcome(rows, table, undefined)
      const bulk = await outcome(rows, table, ['id'])
      expect(told(bulk.error)).toEqual(told(plain.error))
      expect(bulk.left).toEqual(plain.left)
      expect(bulk.error).toMatchObject({ message: expect.stringContaining('database or disk is full') })
    } finally {
      await db.knex.raw('pragma max_page_count = 1073741823')
    }
  })
})
