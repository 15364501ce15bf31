import type { Knex } from 'knex'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { attachDatabase } from '../../src/database/attach-database.js'
import type { Database, DatabaseObserver, InsertRow, StoredRow } from '../../src/database/database.js'
import type { Capability } from '../../src/database/dialects/capability.js'
import { trackConnection } from '../../src/database/track-connection.js'
import { runInTransaction } from '../../src/database/transaction.js'
import { DatabaseError } from '../../src/errors/database-error.js'
import { OperationRegistry } from '../../src/support/operation-registry.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insertMany } from '../support/insert-many.js'
import { recordStatements } from '../support/record-statements.js'

const range = (count: number, from = 0) => Array.from({ length: count }, (_, index) => index + from)

const person = (n: number): InsertRow => ({ n, code: `c${n}`, mood: 'ok', age: 30, price: '1.50', team_id: 1 + (n % 3), manager_id: null, born: '2000-01-01', doc: { n }, note: 'fine' })
const people = (count: number, changes: Readonly<Record<number, InsertRow>> = {}) => range(count).map((n) => ({ ...person(n), ...changes[n] }))
const told = ({ error }: { readonly error?: DatabaseError }) =>
  error === undefined ? undefined : { code: error.code, message: error.message, hint: error.hint, cause: error.cause instanceof Error ? error.cause.message : error.cause }

describe.each(targets.filter(({ name }) => name === 'mariadb'))('LOAD DATA that does not serve, on $name', (target) => {
  let db: TestDatabase
  const recorder = recordStatements()
  const rejections: unknown[] = []
  const keep = (reason: unknown): void => void rejections.push(reason)

  beforeAll(async () => {
    process.on('unhandledRejection', keep)
    db = await openTestDatabase(target)
    await db.run(
      `create table teams (id ${db.types.id}, name varchar(20) not null)`,
      `create table people (id ${db.types.id}, n int not null, code varchar(8) not null, mood enum('sad', 'ok') null, age tinyint null, price decimal(6,2) null, team_id int null, manager_id int null,
        born date null, doc json null, note varchar(20) not null default 'x',
        constraint people_code unique (code), constraint people_age check (age < 100), constraint people_team foreign key (team_id) references teams (id),
        constraint people_manager foreign key (manager_id) references people (id))`,
      `create table audit (id ${db.types.id}, what varchar(60))`,
    )
    await db.knex('teams').insert(range(3).map((n) => ({ name: `t${n}` })))
  })
  afterAll(async () => {
    process.removeListener('unhandledRejection', keep)
    await db?.drop()
  })
  beforeEach(async () => {
    for (const name of ['people_before', 'people_after']) await db.run(`drop trigger if exists ${name}`)
    await db.knex('people').del()
    await db.run('truncate table audit')
    recorder.clear()
  })

  const handle = (without: readonly Capability[] = [], knex: Knex = db.knex) => attachDatabase(knex, { observer: recorder.observer, without })
  const loads = () => recorder.events.filter(({ statement }) => statement.sql.includes('load data'))
  const undo = new Error('undone')

  /** What comes of rows in a transaction that is undone. */
  async function outcome(database: Database, rows: readonly InsertRow[], before: readonly string[] = []): Promise<{ readonly error?: DatabaseError; readonly stored: readonly StoredRow[] }> {
    let stored: readonly StoredRow[] = []
    try {
      await database.knex.transaction(async (trx) => {
        for (const sql of before) await trx.raw(sql)
        await insertMany(database.on(trx), 'people', rows)
        stored = await trx('people').orderBy('n').select('n', 'code', 'mood', 'age', 'price', 'team_id', 'manager_id', 'born', 'doc', 'note')
        throw undo
      })
    } catch (error) {
      if (error === undo) return { stored }
      if (error instanceof DatabaseError) return { error, stored }
      throw error
    }
    throw new Error('not undone')
  }

  it.each<[string, (trx: Knex.Transaction) => (n: number) => PromiseLike<unknown>]>([
    ['the user on a tracked handle', (trx) => {
      const own = trackConnection(trx, new OperationRegistry({ lateError: (call) => new Error(call) }))
      return (n) => (n % 2 === 0 ? own('audit').insert({ what: 'own' }) : own.batchInsert('audit', [{ what: 'own' }]))
    }],
    ['another handle', (trx) => {
      const other = attachDatabase(trx)
      return () => insertMany(other, 'audit', [{ what: 'own' }])
    }],
    ['a handle on a savepoint', (trx) => {
      const other = trx.transaction().then((nested) => attachDatabase(nested))
      return async () => insertMany(await other, 'audit', [{ what: 'own' }])
    }],
  ])('takes nothing back that is written meanwhile by %s', async (_, writer) => {
    const stop = new AbortController()
    const undone = db.knex.transaction(async (trx) => {
      const write = writer(trx)
      await write(0)
      const writing = (async () => {
        let written = 1
        for (; !stop.signal.aborted; written++) await write(written)
        return written
      })()
      const database = handle().on(trx)
      for (const n of range(4)) await expect(insertMany(database, 'people', people(600, { 500: { code: `c${n}` } }))).rejects.toMatchObject({ code: 'SEEDKIT_UNIQUE_VIOLATION' })
      stop.abort()
      const written = await writing
      expect(written).toBeGreaterThan(0)
      expect(await trx('audit').count({ n: '*' })).toEqual([{ n: written }])
      throw undo
    })
    await expect(undone).rejects.toBe(undo)
    expect(loads().length).toBeGreaterThan(0)
  })

  describe('one bad row in the middle of a piece', () => {
    const bad: readonly (readonly [string, string, InsertRow])[] = [
      ['a duplicate', 'SEEDKIT_UNIQUE_VIOLATION', { code: 'c7' }],
      ['an orphan', 'SEEDKIT_FOREIGN_KEY_VIOLATION', { team_id: 99 }],
      ['a text too long', 'SEEDKIT_VALUE_TOO_LONG', { code: 'much too long' }],
      ['a word that an enum lacks', 'SEEDKIT_INVALID_VALUE', { mood: 'glad' }],
      ['an empty word', 'SEEDKIT_INVALID_VALUE', { mood: '' }],
      ['a number too large', 'SEEDKIT_INVALID_VALUE', { age: 1000 }],
      ['a decimal too large', 'SEEDKIT_INVALID_VALUE', { price: 123_456.78 }],
      ['a text for a number', 'SEEDKIT_INVALID_VALUE', { age: 'old' }],
      ['an empty text for a number', 'SEEDKIT_INVALID_VALUE', { age: '' }],
      ['a fraction for a whole number', 'SEEDKIT_INVALID_VALUE', { age: 1.5 }],
      ['a day that there is not', 'SEEDKIT_INVALID_VALUE', { born: '2023-02-30' }],
      ['NULL in a column that has none', 'SEEDKIT_NOT_NULL_VIOLATION', { n: null }],
      ['NULL in a column with a default', 'SEEDKIT_NOT_NULL_VIOLATION', { note: null }],
      ['a broken check', 'SEEDKIT_CHECK_VIOLATION', { age: 100 }],
      ['half of a surrogate pair', 'SEEDKIT_INVALID_VALUE', { note: '\ud83d' }],
      ['NaN', 'SEEDKIT_INVALID_VALUE', { price: Number.NaN }],
      ['an object for a number', 'SEEDKIT_INVALID_VALUE', { age: {} }],
    ]
    it.each(bad)('%s', async (_what, code, change) => {
      const rows = people(1100, { 500: change })
      const expected = await outcome(handle(['loadData']), rows)
      recorder.clear()
      const actual = await outcome(handle(), rows)
      expect(told(actual)).toEqual(told(expected))
      expect(actual.error?.code).toBe(code)
      expect(actual.error?.message).toMatch(/row 501 of 1100/)
      // What seedkit can tell by itself is not tried.
      const isTried = Object.values(change).every((value) => value !== null && typeof value !== 'object' && value !== '\ud83d' && !Number.isNaN(value) && value !== 1.5)
      expect(loads().map(({ rows: written }) => written)).toEqual(isTried ? [0] : [])
      expect(await db.knex('people')).toEqual([])
    })

    it('in the second piece', async () => {
      const { error } = await outcome(handle(), people(1600, { 1200: { code: 'c7' } }))
      expect(error?.message).toMatch(/row 1201 of 1600 .* "people_code"/)
      // Rows of a piece that is taken back are not told of.
      expect(loads().map(({ rows, error: reason }) => [rows, reason !== undefined])).toEqual([[1023, false], [0, true]])
    })

    it('of rows that were made ready while others were loaded', async () => {
      const calls = await db.knex
        .transaction(async (trx) => {
          const database = handle().on(trx)
          await insertMany(database, 'people', people(511))
          const further = [range(511, 511), range(511, 1022), range(511, 1533)].map((numbers) => numbers.map((n) => ({ ...person(n), ...(n === 1300 ? { team_id: 99 } : {}) })))
          throw await Promise.allSettled(further.map((rows) => insertMany(database, 'people', rows)))
        })
        .catch((reason: unknown) => reason as PromiseSettledResult<readonly StoredRow[]>[])
      expect(calls.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect(calls[1]).toMatchObject({ reason: { code: 'SEEDKIT_FOREIGN_KEY_VIOLATION', message: expect.stringMatching(/row 279 of 511/) } })
      // What is wrong with one is found by INSERT; the table's rows go that way from then on.
      expect(loads().map(({ rows }) => rows)).toEqual([511, 511, 0])
      expect(await db.knex('people')).toEqual([])
    })

    it('that a trigger refuses', async () => {
      await db.run("create trigger people_after after insert on people for each row if new.n = 500 then signal sqlstate '45000' set message_text = 'not this one'; end if")
      const rows = people(1023)
      const expected = await outcome(handle(['loadData']), rows)
      expect(told(await outcome(handle(), rows))).toEqual(told(expected))
      expect(expected.error?.message).toContain('not this one')
    })
  })

  it('the rows of a piece may point at each other', async () => {
    const rows = range(600).map((n) => ({ ...person(n), id: 1000 + n, manager_id: n === 0 ? null : 1000 + n - 1 }))
    const { error, stored } = await outcome(handle(), rows)
    expect(error).toBeUndefined()
    expect(stored).toHaveLength(600)
    expect(loads().map((event) => event.error)).toEqual([undefined])
  })

  describe('what INSERT only notes', () => {
    it('is no reason for another way: digits beyond the scale, blanks at the end, a time in a day', async () => {
      const rows = range(1023).map((n) => ({ ...person(n), price: 1.239, code: `${n}      `.padEnd(20), born: '2000-01-01 12:00:00' }))
      const expected = await outcome(handle(['loadData']), rows)
      recorder.clear()
      const actual = await outcome(handle(), rows)
      expect(actual).toEqual(expected)
      expect(actual.stored[5]).toMatchObject({ price: '1.24', code: '5       ' })
      expect(loads().map((event) => event.error)).toEqual([undefined])
    })

    it('sends the rows by INSERT where notes cannot be told from warnings', async () => {
      const rows = range(1100).map((n) => ({ ...person(n), price: 1.239 }))
      const actual = await outcome(handle(['statementSettings']), rows)
      expect(actual.stored.map(({ price }) => price)).toEqual(rows.map(() => '1.24'))
      // Tried once, and not again for this table.
      expect(loads()).toHaveLength(1)
    })
  })

  describe('without strict mode', () => {
    const loose = ["set session sql_mode = ''"]

    it.each([
      ['too long', { code: 'much too long' }],
      ['too large', { age: 1000 }],
      ['no number', { age: '12 years' }],
      ['no word', { mood: 'glad' }],
      ['no day', { born: '2023-02-30' }],
    ])('a value that is %s is refused as INSERT refuses it', async (_what, change) => {
      const rows = people(1100, { 500: { ...change } }).map((row) => ({ ...row, age: row === undefined ? 1 : (row['age'] ?? 1) }))
      const own = db.another({ pool: { min: 1, max: 1 } })
      await own.raw(loose[0] ?? '')
      // The check on age would refuse 127.
      await own.raw('alter table people drop constraint people_age')
      try {
        const expected = await outcome(handle(['loadData'], own), rows, loose)
        const actual = await outcome(handle([], own), rows, loose)
        expect(actual.error).toMatchObject({ message: expect.stringMatching(/^TestFactory \(in TestSeeder\): row 501 of 1100 /), refusal: { columns: Object.keys(change) } })
        expect(actual).toEqual(expected)
        expect(actual.stored).toEqual([])
      } finally {
        await own.raw('delete from people')
        await own.raw('alter table people add constraint people_age check (age < 100)')
      }
    })

    it('rows without such values are loaded', async () => {
      const own = db.another({ pool: { min: 1, max: 1 } })
      const { stored } = await outcome(handle([], own), people(1023), loose)
      expect(stored).toHaveLength(1023)
      expect(loads().map(({ error }) => error)).toEqual([undefined])
    })
  })

  describe('not allowed', () => {
    it('by the client: served by INSERT, asked once, and what was written before stays', async () => {
      const own = db.another({ connection: { ...connectionOf(db), flags: ['-LOCAL_FILES'] } })
      const database = handle([], own)
      const keys = await own.transaction(async (trx) => {
        await trx('teams').insert({ name: 'before' })
        const inside = database.on(trx)
        return [...(await insertMany(inside, 'people', people(1100))), ...(await insertMany(inside, 'people', people(1100).map((row, n) => ({ ...row, code: `d${n}` }))))]
      })
      expect(loads()).toHaveLength(1)
      expect(loads()[0]?.error).toBeDefined()
      const stored = (await db.knex('people').orderBy('id').select('id', 'code')) as StoredRow[]
      expect(stored.map(({ id }) => id)).toEqual(keys.map(({ id }) => id))
      expect(await db.knex('teams').where({ name: 'before' })).toHaveLength(1)
      await db.knex('teams').where({ name: 'before' }).del()
    })

    it('outside a transaction, where nothing could be taken back', async () => {
      await insertMany(handle(), 'people', people(600))
      expect(loads()).toEqual([])
    })

    it('with another character set of the connection', async () => {
      const own = db.another({ connection: { ...connectionOf(db), charset: 'latin1' } })
      const { stored } = await outcome(handle([], own), people(600, { 3: { note: 'é' } }))
      expect(stored[3]).toMatchObject({ note: 'é' })
      expect(loads()).toEqual([])
    })
  })

  describe('triggers', () => {
    it('fire', async () => {
      await db.run("create trigger people_after after insert on people for each row insert into audit (what) values (concat('new ', new.code))")
      const keys = await db.knex.transaction((trx) => insertMany(handle().on(trx), 'people', people(600)))
      expect(loads()).not.toEqual([])
      expect(await db.knex('audit').pluck('what')).toEqual(range(600).map((n) => `new c${n}`))
      const stored = (await db.knex('people').orderBy('n').select('id')) as StoredRow[]
      expect(keys.map(({ id }) => id)).toEqual(stored.map(({ id }) => id))
    })

    it('that change keys are believed', async () => {
      await db.run('create trigger people_before before insert on people for each row set new.id = 100000 + new.n * 3')
      const keys = await db.knex.transaction((trx) => insertMany(handle().on(trx), 'people', people(600)))
      expect(keys.map(({ id }) => id)).toEqual(range(600).map((n) => 100_000 + n * 3))
      expect(loads()).toEqual([])
    })

    it('that change other columns matter to nobody who wants nothing', async () => {
      await db.run("create trigger people_before before insert on people for each row set new.note = 'changed'")
      await db.knex.transaction((trx) => insertMany(handle().on(trx), 'people', people(600), []))
      expect(loads()).not.toEqual([])
      expect(await db.knex('people').where({ note: 'changed' })).toHaveLength(600)
    })
  })

  describe('a connection that is lost', () => {
    it('before LOAD DATA, and while its rows are on the way: an error, and no promise is forgotten', async () => {
      for (const moment of ['before', 'during'] as const) {
        const own = db.another({ pool: { min: 0, max: 1 } })
        const killer = db.another()
        const observer: DatabaseObserver = { beforeStatement: ({ sql }) => void (sql.includes('load data') && (moment === 'before' ? cut(own) : setImmediate(() => cut(own)))) }
        const database = attachDatabase(own, { observer })
        const rows = range(2000).map((n) => ({ ...person(n), doc: { text: 'x'.repeat(5000) } }))
        await expect(runInTransaction(own, (trx) => insertMany(database.on(trx), 'people', rows))).rejects.toMatchObject({ code: 'SEEDKIT_CONNECTION_LOST' })
        await killer.raw('select 1')
        expect(await db.knex('people')).toEqual([])
      }
      await new Promise((resolve) => setImmediate(resolve))
      expect(rejections).toEqual([])
    })

    it('by the server, while LOAD DATA waits for a lock', async () => {
      const own = db.another({ pool: { min: 0, max: 1 } })
      const other = await db.another().transaction()
      await other('people').insert({ ...person(0), doc: null })
      let id = 0
      const work = runInTransaction(own, async (trx) => {
        id = Number((await trx.raw('select connection_id() as id'))[0][0].id)
        return insertMany(attachDatabase(own, { observer: recorder.observer }).on(trx), 'people', people(600))
      })
      work.catch(() => undefined)
      await waitsForLock(db.knex, () => id)
      await db.knex.raw(`kill ${id}`)
      await expect(work).rejects.toMatchObject({ code: 'SEEDKIT_CONNECTION_LOST' })
      await other.rollback()
      expect(rejections).toEqual([])
    })
  })

  it('a lock that is not given is told as ever', async () => {
    const other = await db.another().transaction()
    await other('people').insert({ ...person(0), doc: null })
    const expected = await outcome(handle(['loadData']), people(600), ['set session innodb_lock_wait_timeout = 1'])
    const actual = await outcome(handle(), people(600), ['set session innodb_lock_wait_timeout = 1'])
    await other.rollback()
    expect(actual.error?.code).toBe('SEEDKIT_DATABASE_LOCKED')
    expect(told(actual)).toEqual(told(expected))
    await db.knex.raw('set session innodb_lock_wait_timeout = default')
  })
})

function connectionOf(db: TestDatabase): { readonly user: string; readonly password: string; readonly port: number; readonly host: string; readonly database: string } {
  const url = new URL(String(db.settings.connection))
  return { host: url.hostname, port: Number(url.port === '' ? 3306 : url.port), user: url.username, password: url.password, database: db.schema }
}

/** Cuts off the only connection of a pool, as a broken network does. */
function cut(knex: Knex): void {
  const used: readonly { readonly resource: { readonly stream: { destroy(error?: Error): void } } }[] = knex.client.pool.used
  for (const { resource } of used) resource.stream.destroy()
}

/** Until the connection waits for a row of another transaction. The views of the catalogue stand still while they are asked again and again. */
async function waitsForLock(knex: Knex, connection: () => number): Promise<void> {
  for (;;) {
    const [[{ Status }]] = await knex.raw('show engine innodb status')
    if (new RegExp(`LOCK WAIT[^-]*MariaDB thread id ${connection()},`).test(String(Status))) return
  }
}
