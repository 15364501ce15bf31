import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Knex } from 'knex'
import type { Database, InsertRow } from '../../src/database/database.js'
import { DatabaseError } from '../../src/errors/database-error.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insertPiece, openWriter, type Piece } from '../support/postgres-writers.js'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)

/** A hundred rows of which one is bad. */
const hundred = (good: (n: number) => InsertRow, ...bad: readonly (readonly [number, InsertRow])[]) =>
  range(100).map((n) => bad.find(([at]) => at === n)?.[1] ?? good(n))

interface Case {
  readonly what: string
  readonly table: string
  readonly rows: readonly InsertRow[]
  readonly says: RegExp
  readonly piece?: Piece
  /** INSERT does not know the row. */
  readonly better?: RegExp
}

const people = (n: number): InsertRow => ({ name: `n${n}`, email: `e${n}@x`, age: n, mood: 'ok', born: '2020-01-01', price: 1, host: '10.0.0.1', zip: null, doc: null, tags: null, bits: null, boss_id: null })
const person = (change: InsertRow): InsertRow => ({ ...people(36), ...change })
const bad = (change: InsertRow) => hundred(people, [36, person(change)])

const cases: readonly Case[] = [
  { what: 'a duplicate of the call', table: 'people', rows: bad({ email: 'e5@x' }), says: /row 37 of 100 .* breaks the unique constraint "people_email_key".*"email" is "e5@x", as in row 6/s },
  { what: 'a duplicate of the table', table: 'people', rows: bad({ email: 'held@x' }), says: /row 37 of 100 .*"email" is "held@x", which the table holds already/s },
  { what: 'three of a kind', table: 'people', rows: hundred(people, [36, person({ email: 'e5@x' })], [70, person({ email: 'e5@x', name: 'z' })]), says: /row 37 of 100 .*as in row 6/s },
  { what: 'a duplicate of several columns', table: 'seats', rows: hundred((n) => ({ hall: 1, seat: n }), [36, { hall: 1, seat: 5 }]), says: /row 37 of 100 .*"hall" is 1, "seat" is 5, as in row 6/s, piece: { wanted: [] } },
  { what: 'a duplicate of a given key', table: 'people', rows: hundred((n) => ({ ...people(n), id: n + 5000 }), [36, { ...person({}), id: 5005 }]), says: /row 37 of 100 .*"people_pkey".*as in row 6/s },
  { what: 'a key that is held and was counted up', table: 'counted', rows: range(100).map((n) => ({ name: `n${n}` })), says: /one of the rows 1 to 100 of 100 for table "counted" breaks the unique constraint "counted_pkey"/, piece: { wanted: [] } },
  { what: 'a reserved key that is held', table: 'counted', rows: range(100).map((n) => ({ name: `n${n}` })), says: /one of the rows 1 to 100 of 100 for table "counted" breaks the unique constraint "counted_pkey"/ },
  { what: 'rows that exclude each other', table: 'bookings', rows: hundred((n) => ({ during: `[${n},${n + 1})` }), [36, { during: '[5,6)' }]), says: /row 37 of 100 for table "bookings" breaks the unique constraint "bookings_during_excl".*as in row 6/s },
  { what: 'an orphan', table: 'people', rows: bad({ boss_id: 999_999 }), says: /row 37 of 100 for table "people" points at no row of table "people" \(foreign key "people_boss_id_fkey"\).*"boss_id" is 999999/s },
  { what: 'an orphan of several columns', table: 'tickets', rows: hundred(() => ({ hall: 7, seat: 7 }), [36, { hall: 7, seat: 8 }]), says: /row 37 of 100 .*"hall" is 7, "seat" is 8/s, piece: { wanted: [] } },
  { what: 'a NULL', table: 'people', rows: bad({ name: null }), says: /row 37 of 100 for table "people" has no value for "name", which is NOT NULL/ },
  { what: 'a column left out', table: 'people', rows: range(100).map((n) => ({ email: `e${n}@x` })), says: /row 1 of 100 for table "people" has no value for "name"/, piece: { wanted: [] } },
  { what: 'a broken check', table: 'people', rows: bad({ age: 500 }), says: /row 37 of 100 for table "people" breaks the check constraint "people_age_check".*"age" is 500/s },
  { what: 'a broken check of a domain', table: 'people', rows: bad({ zip: 'abc' }), says: /row 37 of 100 .*breaks the check constraint "zip_check".*"zip" is "abc"/s },
  { what: 'a NULL for a domain', table: 'letters', rows: hundred(() => ({ zip: '12345' }), [36, { zip: null }]), says: /one of the rows 1 to 100 of 100 for table "letters" has no value for a column, which is NOT NULL/, piece: { wanted: [] }, better: /row 37 of 100 for table "letters" has no value for "zip"/ },
  { what: 'a text that is too long', table: 'people', rows: bad({ name: 'x'.repeat(21) }), says: /row 37 of 100 for table "people" is too long for "name" \(character varying\(20\)\).*xxx/s },
  { what: 'a text that is too long by one character of two', table: 'people', rows: bad({ name: '🙂'.repeat(21) }), says: /row 37 of 100 for table "people" is too long for "name"/ },
  { what: 'a word that an enum lacks', table: 'people', rows: bad({ mood: 'odd' }), says: /row 37 of 100 .*"mood" \(mood\) cannot hold: .*"mood" is "odd"/s },
  { what: 'a text for a number', table: 'people', rows: bad({ age: 'old' }), says: /row 37 of 100 .*"age" \(integer\) cannot hold: invalid input syntax for type integer: "…".*"age" is "old"/s },
  { what: 'a fraction for a number', table: 'people', rows: bad({ age: 1.5 }), says: /row 37 of 100 .*"age" \(integer\) cannot hold/s },
  { what: 'a number that is too large', table: 'people', rows: bad({ age: 3_000_000_000 }), says: /row 37 of 100 .*"age" \(integer\) cannot hold: value "…" is out of range/s },
  { what: 'digits that are too many', table: 'people', rows: bad({ price: 123_456 }), says: /row 37 of 100 .*"price" \(numeric\(5,2\)\) cannot hold: numeric field overflow/s },
  { what: 'a day that is none', table: 'people', rows: bad({ born: '2023-02-30' }), says: /row 37 of 100 .*"born" \(date\) cannot hold: date\/time field value out of range: "…"/s },
  { what: 'an address that is none', table: 'people', rows: bad({ host: '10.0.0.1000, line 3, column age: "x"' }), says: /row 37 of 100 .*"host" \(inet\) cannot hold/s },
  { what: 'JSON that is none for PostgreSQL', table: 'people', rows: bad({ doc: '{"a": 1e999999}' }), says: /row 37 of 100 .*"doc" \(jsonb\) cannot hold/s },
  { what: 'an array that is none', table: 'people', rows: bad({ tags: '{a' }), says: /row 37 of 100 .*"tags" \(text\[\]\) cannot hold: malformed array literal: "…"/s },
  { what: 'bits that are too few', table: 'people', rows: bad({ bits: '10' }), says: /bit string length 2 does not match type bit\(3\)/, better: /row 37 of 100/ },
  { what: 'half of a surrogate pair', table: 'people', rows: bad({ name: 'a\ud83d' }), says: /row 37 of 100 for table "people" cannot be stored: "name" holds half of a surrogate pair/ },
  { what: 'a NUL', table: 'people', rows: bad({ name: 'a\0' }), says: /row 37 of 100 for table "people" cannot be stored: "name" holds a NUL character/ },
  { what: 'an object for a number', table: 'people', rows: bad({ age: { years: 5 } }), says: /row 37 of 100 for table "people" cannot be stored: "age" is an object/ },
  { what: 'a function', table: 'people', rows: bad({ name: () => 'x' }), says: /row 37 of 100 for table "people" cannot be stored: "name" is a function/ },
  { what: 'a Date that is none', table: 'people', rows: bad({ born: new Date(Number.NaN) }), says: /row 37 of 100 for table "people" cannot be stored: "born" is an invalid Date/ },
  { what: 'what is refused before what the database finds', table: 'people', rows: hundred(people, [3, person({ age: 500 })], [99, person({ name: 'a\0' })]), says: /row 100 of 100 for table "people" cannot be stored/ },
  { what: 'a row without a partition', table: 'parts', rows: hundred(() => ({ n: 1 }), [36, { n: 100 }]), says: /row 37 of 100 for table "parts" breaks a rule of the table: no partition of relation "parts" found for row.*"n" is 100/s, piece: { wanted: [] } },
  { what: 'a trigger that objects', table: 'guarded', rows: range(100).map((n) => ({ n })), says: /one of the rows 1 to 100 of 100 for table "guarded" was refused: not this one/ },
  { what: 'a sequence without values left', table: 'short', rows: range(100).map((n) => ({ n })), says: /No value is left to count a column up with \(nextval: reached maximum value of sequence "short_id_seq" \(50\)\)/ },
  { what: 'a sequence without values left, keys unwanted', table: 'short', rows: range(100).map((n) => ({ n })), says: /No value is left to count a column up with \(nextval: reached maximum value of sequence "short_id_seq" \(50\)\)/, piece: { wanted: [] } },
  { what: 'keys that the column cannot hold', table: 'narrow', rows: range(100).map((n) => ({ n })), says: /integer out of range/ },
]

describe.each(targets.filter(({ engine }) => engine === 'postgres'))('errors of COPY on $name', (target) => {
  let db: TestDatabase

  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(
      `create type mood as enum ('sad', 'ok')`,
      `create domain zip as text constraint zip_check check (value ~ '^\\d{5}$')`,
      `create domain full_zip as text not null`,
      `create table people (id serial primary key, name varchar(20) not null, email text unique, age int constraint people_age_check check (age < 200), mood mood, born date,
        price numeric(5,2), host inet, zip zip, doc jsonb, tags text[], bits bit(3), boss_id int references people deferrable)`,
      `insert into people (name, email) values ('held', 'held@x')`,
      'create table seats (hall int, seat int, primary key (hall, seat))',
      'insert into seats values (7, 7)',
      'create table tickets (hall int, seat int, foreign key (hall, seat) references seats)',
      'create table letters (zip full_zip)',
      'create table bookings (id serial primary key, during int4range, exclude using gist (during with &&))',
      'create table counted (id serial primary key, name text)',
      'insert into counted (id) select generate_series(50, 5000)',
      'create table parts (n int) partition by range (n)',
      'create table parts_low partition of parts for values from (0) to (10)',
      'create table guarded (id serial primary key, n int)',
      `create function object() returns trigger language plpgsql as $$ begin if new.n = 36 then raise 'not this one'; end if; return new; end $$`,
      'create trigger object after insert on guarded for each row execute function object()',
      'create table short (id int generated by default as identity (maxvalue 50), n int)',
      'create table narrow (id int, n int)',
      'create sequence wide start with 2147483600',
      `alter table narrow alter id set default nextval('wide')`,
    )
  })
  afterAll(() => db?.drop())

  /** What a piece fails with on a transaction, and what the transaction is good for afterwards. */
  async function failureOf(without: 'nothing' | 'copy', { table, rows, piece }: Case): Promise<{ readonly error: DatabaseError; readonly ways: readonly string[]; readonly after: string }> {
    let result: Awaited<ReturnType<typeof failureOf>> | undefined
    const work = async (trx: Knex.Transaction) => {
      const writer = openWriter({ knex: trx }, without)
      const error: unknown = await insertPiece(writer.database, table, rows, piece).then(() => undefined, (reason: unknown) => reason)
      if (!(error instanceof DatabaseError)) throw new Error(`Expected a DatabaseError, got ${String(error)}`)
      const ways = writer.ways()
      const after = await trx.raw('select 1').then(() => 'usable', (reason: { readonly code?: string }) => String(reason.code))
      result = { error, ways, after }
      throw error
    }
    await db.knex.transaction(work).catch(() => undefined)
    if (result === undefined) throw new Error('No transaction')
    return result
  }

  it.each(cases)('$what: as INSERT', async (each) => {
    const counts = async () => Number((await db.knex(each.table).count('* as n'))[0]?.['n'])
    const before = await counts()
    const plain = await failureOf('copy', each)
    const copied = await failureOf('nothing', each)
    expect(plain.error.message).toMatch(each.says)
    expect(copied.error.message).toMatch(each.better ?? each.says)
    const words = ({ error: { message, hint } }: typeof plain) => (each.better === undefined ? { message, hint } : {})
    const told = ({ error: { code, cause } }: typeof plain) => ({ code, cause: cause instanceof Error ? [cause.message, { ...cause }] : cause })
    expect({ ...told(copied), ...words(copied) }).toEqual({ ...told(plain), ...words(plain) })
    expect(copied.after).toBe(plain.after)
    expect(await counts()).toBe(before)
  })

  it('are those of COPY: no row of the cases is for INSERT, but where keys or values are refused before', async () => {
    for (const each of cases) {
      const { error, ways } = await failureOf('nothing', each)
      const isEarly = each.table === 'short' || each.table === 'narrow' || error.message.includes('cannot be stored')
      if (!isEarly) expect(ways.at(-1), each.what).toBe('copy 0')
    }
  })

  it('a deferred key that holds at the end is none', async () => {
    const rows = range(100).map((n) => ({ ...people(n), id: n + 9000, boss_id: 9099 - n }))
    await db.knex.transaction(async (trx) => {
      const writer = openWriter({ knex: trx })
      await trx.raw('set constraints all deferred')
      await insertPiece(writer.database, 'people', rows)
      expect(writer.ways()).toEqual(['copy 100'])
      await trx.rollback()
    }).catch(() => undefined)
  })

  it('a deferred key that does not hold fails the transaction at its end', async () => {
    const committing = db.knex.transaction(async (trx) => {
      await trx.raw('set constraints all deferred')
      await insertPiece(openWriter({ knex: trx }).database, 'people', bad({ boss_id: 999_999 }))
    })
    await expect(committing).rejects.toMatchObject({ code: '23503' })
    expect(await db.knex('people').where('name', 'n1')).toEqual([])
  })

  it('values do not get into the error of a secret column', async () => {
    await db.run('create table secrets (id serial, password varchar(5))')
    const piece = { table: 'secrets', rows: hundred((n) => ({ password: `p${n}` }), [36, { password: 'hunter2hunter2' }]), says: /./, what: '' }
    const { error } = await failureOf('nothing', piece)
    expect(error.message).toContain('*** (hidden)')
    expect([error.message, error.stack, JSON.stringify(error.cause), String((error.cause as Error).stack)].join()).not.toContain('hunter2')
  })

  const ways: readonly (readonly [string, (database: Database, bad: InsertRow, good: readonly InsertRow[]) => Promise<unknown>])[] = [
    ['COPY', (database, each, good) => insertPiece(database, 'people', [...good, ...range(200).map((n) => ({ ...people(n + 500), email: null })), each], { wanted: [] })],
    ['INSERT', (database, each, good) => insertPiece(database, 'people', [...good, each])],
    ['an INSERT of whole rows', (database, each, good) => insertPiece(database, 'people', [...good, each], { wanted: undefined })],
  ]
  const source = { seeder: undefined, factory: 'TestFactory', relation: undefined, rows: undefined }
  const lookUp = (database: Database) => database.execute({ kind: 'select', sql: 'select 1 from people limit 1', bindings: [], table: 'people', label: source })

  it.each(ways)('what comes behind a failed one is told of that, and nothing of it after a savepoint: %s', async (_, fail) => {
    await db.knex.transaction(async (trx) => {
      const { database } = openWriter({ knex: trx })
      await trx.raw('savepoint before')
      const calls = [fail(database, person({ age: 500 }), []), ...ways.map(([, write]) => write(database, person({ email: 'z@x' }), [people(1)])), lookUp(database)]
      for (const outcome of await Promise.allSettled(calls)) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'SEEDKIT_CHECK_VIOLATION', message: expect.stringContaining('"age" is 500') } })
      await expect(lookUp(database)).rejects.toThrow('"age" is 500')
      await trx.raw('rollback to savepoint before')
      await lookUp(database)
      await expect(trx.raw('select 1 / 0')).rejects.toThrow('division by zero')
      await expect(lookUp(database)).rejects.toThrow('transaction is aborted')
      await trx.raw('rollback to savepoint before')
      await expect(insertPiece(database, 'people', [person({ age: 700 })])).rejects.toThrow('"age" is 700')
      await expect(lookUp(database)).rejects.toThrow('"age" is 700')
      await trx.rollback()
    }).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'AssertionError') throw error
    })
  })

  /** Starts a COPY that waits for a lock, does something to it, and gives what it fails with. */
  async function interrupted(act: (waiting: { readonly pid: number; readonly trx: Knex.Transaction }, other: Knex) => Promise<unknown>): Promise<DatabaseError> {
    const other = db.another()
    const blocker = await other.transaction()
    await blocker('people').insert({ name: 'blocker', email: 'e36@x' })
    let error: unknown
    await db.knex.transaction(async (trx) => {
      const { rows } = await trx.raw('select pg_backend_pid() as pid')
      const pid = Number(rows[0].pid)
      const writing = insertPiece(openWriter({ knex: trx }).database, 'people', range(100).map(people), { wanted: [] })
      writing.catch(() => undefined)
      for (let waits = false; !waits; ) {
        const found = await other.raw(`select wait_event_type = 'Lock' and query like 'copy%' as waits from pg_stat_activity where pid = ?`, [pid])
        waits = found.rows[0].waits === true
      }
      await act({ pid, trx }, other)
      error = await writing.then(() => undefined, (reason: unknown) => reason)
      throw error
    }).catch(() => undefined)
    await blocker.rollback()
    if (!(error instanceof DatabaseError)) throw new Error(`Expected a DatabaseError, got ${String(error)}`)
    return error
  }

  describe('an end from outside', () => {
    it('of the server\'s process is a lost connection', async () => {
      const error = await interrupted(({ pid }, other) => other.raw('select pg_terminate_backend(?)', [pid]))
      expect(error.code).toBe('SEEDKIT_CONNECTION_LOST')
      expect(await db.knex('people').where('name', 'n1')).toEqual([])
    })

    it('of the socket is a lost connection', async () => {
      const error = await interrupted(async ({ trx }) => {
        const connection: any = await trx.client.acquireConnection()
        connection.connection.stream.destroy()
      })
      expect(error.code).toBe('SEEDKIT_CONNECTION_LOST')
      expect(await db.knex('people').where('name', 'n1')).toEqual([])
    })

    it('of the statement is its error, and the connection goes on', async () => {
      const error = await interrupted(({ pid }, other) => other.raw('select pg_cancel_backend(?)', [pid]))
      expect(error.message).toContain('canceling statement due to user request')
      expect(await db.knex('people').where('name', 'n1')).toEqual([])
    })

    it('while megabytes are on their way is a lost connection', async () => {
      const other = db.another()
      await db.run('create table large (id serial primary key, body text)')
      const blocker = await other.transaction()
      await blocker('large').insert({ id: 1000, body: 'blocker' })
      const rows = range(3000).map((n) => ({ id: 1000 + n, body: 'x'.repeat(10_000) }))
      let error: unknown
      await db.knex.transaction(async (trx) => {
        const connection: any = await trx.client.acquireConnection()
        const writing = insertPiece(openWriter({ knex: trx }).database, 'large', rows, { wanted: [] })
        writing.catch(() => undefined)
        for (let waits = false; !waits; ) waits = (await other.raw(`select 1 from pg_stat_activity where pid = ? and wait_event_type = 'Lock'`, [connection.processID])).rows.length > 0
        const left = connection.connection.stream.writableLength
        connection.connection.stream.destroy()
        error = await writing.then(() => left, (reason: unknown) => reason)
        throw error
      }).catch(() => undefined)
      await blocker.rollback()
      expect(error).toMatchObject({ code: 'SEEDKIT_CONNECTION_LOST' })
      expect(await db.knex('large')).toEqual([])
    })

    it('by a row that cannot be made after megabytes is that row\'s error', async () => {
      await db.run('create table larger (id serial primary key, body text)')
      const rows: InsertRow[] = range(3000).map(() => ({ body: 'x'.repeat(10_000) }))
      rows[2900] = { body: 'a\0' }
      const writer = openWriter(db)
      await expect(db.knex.transaction((trx) => insertPiece(openWriter({ knex: trx }).database, 'larger', rows, { wanted: [] }))).rejects.toThrow(/row 2901 of 3000 for table "larger" cannot be stored: "body" holds a NUL character/)
      expect(await db.knex('larger')).toEqual([])
      await insertPiece(writer.database, 'larger', rows.slice(0, 100), { wanted: [] })
      expect(await db.knex('larger')).toHaveLength(100)
    })
  })
})
