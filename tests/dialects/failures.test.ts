import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database, InsertRow } from '../../src/database/database.js'
import { DatabaseError } from '../../src/errors/database-error.js'
import { createBlogSchema } from '../support/blog-schema.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insert } from '../support/insert.js'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import { insertPiece } from '../support/postgres-writers.js'
import { recordStatements } from '../support/record-statements.js'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)

/** A hundred rows of which one is bad. */
const hundred = (bad: number, row: InsertRow, good: (n: number) => InsertRow) =>
  range(100).map((n) => (n === bad ? row : good(n)))
const user = (prefix: string) => (n: number) => ({ name: `n${n}`, email: `${prefix}${n}@x` })

async function failure(sending: Promise<unknown>): Promise<DatabaseError> {
  const error: unknown = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof DatabaseError)) throw new Error(`Expected a DatabaseError, got ${String(error)}`)
  return error
}

/** All that anyone might print of an error. */
function printed(error: DatabaseError): string {
  const cause = error.cause as Error
  return [
    error.message,
    error.hint,
    cause.message,
    cause.stack,
    JSON.stringify(cause),
    JSON.stringify(error),
    error.stack,
  ].join('\n')
}

describe.each(targets)('failures on $name', (target) => {
  let db: TestDatabase
  let database: Database
  const lite = target.engine === 'sqlite'

  beforeAll(async () => {
    db = await openTestDatabase(target)
    await createBlogSchema(db)
    const t = db.types
    await db.run(
      `create table accounts (id ${t.id}, login varchar(20) not null, password_hash varchar(30) not null, level int,
        constraint accounts_hash_unique unique (password_hash), constraint accounts_level_check check (level < 10))`,
      `create table seats (hall int not null, seat int not null, label varchar(20), constraint seats_place unique (hall, seat))`,
      `create table nodes (id ${t.id}, parent_id int, other_id int,
        constraint nodes_parent foreign key (parent_id) references nodes (id), constraint nodes_other foreign key (other_id) references nodes (id))`,
    )
    if (!lite) await db.run(`create table slots (id ${t.id}, start time, name varchar(20), constraint slots_start unique (start), constraint slots_name unique (name))`)
    if (target.engine === 'postgres') await db.run('create table hosts (id serial primary key, address inet unique)')
    if (target.engine === 'postgres')
      await db.run(
        `create type mood as enum ('sad', 'ok')`,
        `create table people (id ${t.id}, mood mood, age smallint)`,
      )
    if (target.engine === 'mysql')
      await db.run(`create table people (id ${t.id}, mood enum('sad', 'ok'), age smallint)`)
    database = db.attach()
  })
  afterAll(() => db?.drop())

  it('unique: two rows of one call', async () => {
    const error = await failure(
      insert(database, 'users', hundred(36, { name: 'twin', email: 'twins11@x' }, user('twins'))),
    )
    expect(error.code).toBe('SEEDKIT_UNIQUE_VIOLATION')
    expect(error.message).toBe(
      `TestFactory (in TestSeeder): row 37 of 100 for table "users" breaks the unique constraint ${lite ? 'on "email"' : '"users_email_unique"'}.\n` +
        '"email" is "twins11@x", as in row 12.',
    )
    expect(error.hint).toContain('"email"')
  })

  it('unique: a value that the table holds', async () => {
    await insert(database, 'users', [{ name: 'first', email: 'held@x' }])
    const error = await failure(
      insert(database, 'users', hundred(36, { name: 'second', email: 'held@x' }, user('holder'))),
    )
    expect(error.message).toMatch(/row 37 of 100 for table "users"/)
    expect(error.message).toContain('"email" is "held@x", which the table holds already.')
  })

  it.runIf(!lite)('unique: an earlier row that is the same to the database alone', async () => {
    const error = await failure(insert(database, 'slots', [{ start: '11:00' }, { start: '12:00' }, { start: '12:00:00' }]))
    expect(error.message).toMatch(/row 3 of 3 .*"start" is "12:00:00", as in row 2\./s)
    const other = await failure(insert(database, 'slots', [{ start: '12:00:00' }, { start: '11:00' }, { start: '12:00' }]))
    expect(other.message).toMatch(/row 3 of 3 .*"start" is "12:00", as in row 1\./s)
    if (target.engine !== 'mysql') return
    const sharp = await failure(insert(database, 'slots', [{ name: 'Weiße' }, { name: 'x' }, { name: 'Weise' }]))
    expect(sharp.message).toMatch(/row 3 of 3 .*"name" is "Weise", as in row 1\./s)
  })

  it.runIf(target.engine === 'postgres')('unique: of a type whose spellings only the database knows', async () => {
    const error = await failure(insert(database, 'hosts', [{ address: '10.0.0.1' }, { address: '10.0.0.1/32' }]))
    expect(error.message).toContain('which is the key of another row already.')
    await insert(database, 'hosts', [{ address: '10.0.0.1' }])
    const held = await failure(insert(database, 'hosts', [{ address: '10.0.0.1' }]))
    expect(held.message).toContain('which the table holds already.')
  })

  it('unique: a column that the database computes', async () => {
    await db.run('create table initials (id int primary key, name varchar(20) not null, initial varchar(1) generated always as (substr(name, 1, 1)) stored, constraint initials_unique unique (initial))')
    const error = await failure(insert(database, 'initials', [{ id: 1, name: 'ada' }, { id: 2, name: 'alan' }]))
    expect(error.code).toBe('SEEDKIT_UNIQUE_VIOLATION')
    // PostgreSQL's transaction is over after a failure: no row is searched for.
    if (target.engine !== 'postgres') expect(error.message).toContain('"initial" is left to the database, which is the key of another row already.')
    expect(error.message).not.toContain('as in row')
    expect(error.hint).toBe('The database computes "initial": make what it is computed from differ from row to row, or start from an empty table.')
  })

  it.each([0, 3])('unique: a moment with %i digits, in whatever zone the database prints it', async (digits) => {
    const table = `moments_${digits}`
    const type = { mysql: `timestamp(${digits}) null`, postgres: `timestamptz(${digits})`, sqlite: 'datetime' }[target.engine]
    await db.run(`create table ${table} (id ${target.types.id}, at ${type} unique)`)
    const moments = ['2024-05-06T07:08:09.000Z', '2024-05-06T09:08:09.000Z', '2024-05-06T11:08:09.000Z'].map((at) => ({ at: new Date(at) }))
    await insert(database, table, moments.slice(2))
    const held = await failure(insert(database, table, moments))
    expect(held.message).toMatch(/row 3 of 3 .*"at" is 2024-05-06T11:08:09.000Z, which the table holds already\./s)
    const twin = await failure(insert(database, table, [...moments.slice(0, 2), ...moments.slice(1, 2)]))
    expect(twin.message).toMatch(/row 3 of 3 .*"at" is 2024-05-06T09:08:09.000Z, as in row 2\./s)
  })

  it('unique: several columns', async () => {
    const rows = hundred(36, { hall: 1, seat: 5 }, (n) => ({ hall: 1, seat: n }))
    const error = await failure(insert(database, 'seats', rows, []))
    expect(error.message).toMatch(/row 37 of 100 for table "seats"/)
    expect(error.message).toContain('"hall" is 1, "seat" is 5, as in row 6.')
  })

  it('unique: a primary key', async () => {
    const rows = hundred(36, { film_id: 1005, title: 'again' }, (n) => ({ film_id: n + 1000, title: `f${n}` }))
    const error = await failure(insert(database, 'films', rows, ['film_id']))
    expect(error.code).toBe('SEEDKIT_UNIQUE_VIOLATION')
    expect(error.message).toContain('row 37 of 100')
    expect(error.message).toContain('"film_id" is 1005, as in row 6.')
  })

  it('foreign key', async () => {
    const [author] = await insert(database, 'users', [{ name: 'author', email: 'author@x' }])
    const rows = hundred(36, { title: 'lost', user_id: author?.['id'], editor_id: 999_999 }, (n) => ({
      title: `p${n}`,
      user_id: author?.['id'],
      editor_id: null,
    }))
    const error = await failure(insert(database, 'posts', rows))
    expect(error.code).toBe('SEEDKIT_FOREIGN_KEY_VIOLATION')
    expect(error.message).toBe(
      `TestFactory (in TestSeeder): row 37 of 100 for table "posts" points at no row of table "users" (foreign key ${lite ? 'on "editor_id"' : '"posts_editor_id_foreign"'}).\n` +
        '"editor_id" is 999999.',
    )
    expect(error.hint).toContain('Create the parent first')
  })

  it('foreign key of several columns', async () => {
    await insert(database, 'orders', [{ tenant_id: 1, number: 1, customer: 'c' }], ['tenant_id', 'number'])
    const rows = hundred(36, { tenant_id: 1, order_number: 2, product: 'x' }, () => ({
      tenant_id: 1,
      order_number: 1,
      product: 'y',
    }))
    const error = await failure(insert(database, 'order_lines', rows))
    expect(error.message).toMatch(/row 37 of 100 for table "order_lines" points at no row of table "orders"/)
    expect(error.message).toContain('"tenant_id" is 1, "order_number" is 2.')
  })

  it('foreign key to the table itself', async () => {
    const error = await failure(
      insert(
        database,
        'nodes',
        [{ id: 1 }, { id: 2 }, { id: 3 }].map((row, n) => ({
          ...row,
          parent_id: n === 0 ? null : n,
          other_id: n === 2 ? 77 : null,
        })),
      ),
    )
    expect(error.message).toContain('row 3 of 3')
    expect(error.message).toContain('"other_id" is 77')
  })

  it.skipIf(target.engine === 'mysql')(
    'foreign key beside rows that point at later rows of their statement',
    async () => {
      const rows = [
        { id: 101, parent_id: 103 },
        { id: 102, parent_id: 101 },
        { id: 103, parent_id: null },
        { id: 104, parent_id: 999 },
      ]
      const error = await failure(insert(database, 'nodes', rows))
      expect(error.message).toContain('row 4 of 4')
      expect(error.message).toContain('"parent_id" is 999')
      expect(await insert(database, 'nodes', rows.slice(0, 3))).toHaveLength(3)
    },
  )

  it('not null', async () => {
    const error = await failure(insert(database, 'users', hundred(36, { name: null, email: 'nn@x' }, user('nn'))))
    expect(error.code).toBe('SEEDKIT_NOT_NULL_VIOLATION')
    expect(error.message).toBe(
      'TestFactory (in TestSeeder): row 37 of 100 for table "users" has no value for "name", which is NOT NULL.',
    )
    expect(error.hint).toBe('Add "name" to TestFactory.definition(), or to the overrides.')
  })

  it('not null: a column that is left out', async () => {
    const error = await failure(insert(database, 'users', hundred(36, { email: 'left@x' }, user('left'))))
    expect(error.message).toMatch(/row 37 of 100 for table "users" has no value for "name"/)
  })

  it('check', async () => {
    const [film] = await insert(database, 'films', [{ title: 'checked' }], ['film_id'])
    const rows = hundred(36, { film_id: film?.['film_id'], stars: 9 }, () => ({ film_id: film?.['film_id'], stars: 3 }))
    const error = await failure(insert(database, 'reviews', rows))
    expect(error.code).toBe('SEEDKIT_CHECK_VIOLATION')
    expect(error.message).toBe(
      'TestFactory (in TestSeeder): row 37 of 100 for table "reviews" breaks the check constraint "reviews_stars_check".\n"stars" is 9.',
    )
    expect(error.hint).toMatch(/stars/)
  })

  it.skipIf(lite)('too long', async () => {
    const error = await failure(
      insert(database, 'users', hundred(36, { name: 'x'.repeat(101), email: 'long@x' }, user('long'))),
    )
    expect(error.code).toBe('SEEDKIT_VALUE_TOO_LONG')
    expect(error.message).toMatch(/row 37 of 100 for table "users" is too long for "name" \(.*100\)/)
    expect(error.message).toContain('(103 characters)')
  })

  it.skipIf(lite)('a word that an enum lacks', async () => {
    const error = await failure(
      insert(
        database,
        'people',
        hundred(36, { mood: 'furious' }, () => ({ mood: 'ok' })),
      ),
    )
    expect(error.code).toBe('SEEDKIT_INVALID_VALUE')
    expect(error.message).toMatch(/row 37 of 100 for table "people" has a value that "mood"/)
    expect(error.message).toContain('"mood" is "furious".')
    expect(error.hint).toBe('"mood" takes sad, ok.')
  })

  it.skipIf(lite)('a number out of range', async () => {
    const error = await failure(
      insert(
        database,
        'people',
        hundred(36, { age: 40_000 }, () => ({ age: 4 })),
      ),
    )
    expect(error.code).toBe('SEEDKIT_INVALID_VALUE')
    expect(error.message).toMatch(/row 37 of 100 for table "people" has a value that "age"/)
  })

  it.skipIf(lite)('a value too long or too large beside those that the database itself cuts or rounds', async () => {
    await db.run(`create table cut_values (id ${db.types.id}, code varchar(5), price decimal(4,2), big decimal(20,2), n int)`)
    const cases: readonly (readonly [string, readonly unknown[], RegExp])[] = [
      ['code', ['abcde  ', 'ok', 'toolong'], /^TestFactory \(in TestSeeder\): row 3 of 3 .*"code" is "toolong"/s],
      ['price', [1, 99.994, '-99.9949', 99.995], /row 4 of 4 .*has a value that "price" \(.*"price" is 99\.995/s],
      ['price', ['0.00999e4', '-9.9995e+1', 1e5], /row 2 of 3 .*"price" is "-9\.9995e\+1"/s],
      ['price', ['0', '.5', '000012.5', '1e-400', '1e2'], /row 5 of 5 .*"price" is "1e2"/s],
      ['big', ['999999999999999999.99', '-999999999999999999.994', '999999999999999999.995'], /row 3 of 3 .*"big" is "9/s],
    ]
    for (const [column, values, message] of cases) {
      const error = await failure(insert(db.attach(), 'cut_values', values.map((value) => ({ [column]: value }))))
      expect(error.message).toMatch(message)
    }
  })

  it.skipIf(lite)('a value of an update, by its column', async () => {
    await db.run(`create table updated_values (id ${db.types.id}, code varchar(5), price decimal(4,2), n int, at ${db.types.datetime})`)
    class ValueFactory extends Factory<{ id: number; code: string; price: string | number; n: string | number; at: string | Date }> {
      readonly table = 'updated_values'
      definition() {
        return { code: 'c', price: 1, n: 1, at: new Date(0) }
      }
    }
    const upsert = (given: object) => sessionOn(db.attach(), { seed: 1 }).factory(ValueFactory).upsert([{ code: 'a', price: 3 }, { code: 'b', price: 4, ...given }], 'code')
    await upsert({ n: 1 })
    for (const [column, value] of [['n', 'zz'], ['n', 2 ** 31], ['price', 99.995], ['at', 'never']] as const) {
      const error = await failure(upsert({ [column]: value }))
      expect(error.code).toBe('SEEDKIT_INVALID_VALUE')
      expect(error.message).toMatch(new RegExp(`^ValueFactory: .*for table "updated_values" has a value that "${column}" .*"${column}" is ${JSON.stringify(value)}`, 's'))
    }
  })

  it('a value of the wrong type', async () => {
    const rows = hundred(36, { film_id: 'not a number', title: 'x' }, (n) => ({ film_id: 5000 + n, title: 'y' }))
    const error = await failure(insert(database, 'films', rows, ['film_id']))
    expect(error.code).toBe('SEEDKIT_INVALID_VALUE')
    expect(error.message).toMatch(/row 37 of 100 for table "films" has a value that "film_id"/)
    expect(error.message).toContain('"film_id" is "not a number".')
  })

  it('a table that does not exist, with the nearest that does', async () => {
    const error = await failure(insert(database, 'user', [{ name: 'x' }]))
    expect(error.code).toBe('SEEDKIT_MISSING_TABLE')
    expect(error.message).toBe('Table "user" does not exist, wanted by TestFactory (in TestSeeder).')
    expect(error.hint).toBe('Did you mean "users"? If not, run your migrations first.')
    const far = await failure(insert(database, 'completely_different', [{}]))
    expect(far.hint).toBe('Run your migrations first.')
  })

  it('a table that was missing is found once it is there', async () => {
    await failure(insert(database, 'latecomers', [{ n: 1 }]))
    await db.run(`create table latecomers (id ${db.types.id}, n int)`)
    expect(await insert(database, 'latecomers', [{ n: 1 }])).toEqual([{ id: 1, n: 1 }])
  })

  it('a column that does not exist, before anything is sent', async () => {
    const recorder = recordStatements()
    const own = db.attach({ observer: recorder.observer })
    const error = await failure(
      insert(own, 'users', [
        { name: 'a', email: 'col@x' },
        { nmae: 'b', email: 'col2@x' },
      ]),
    )
    expect(error.code).toBe('SEEDKIT_UNKNOWN_COLUMN')
    expect(error.message).toBe('TestFactory (in TestSeeder) gives "nmae", but table "users" has no such column.')
    expect(error.hint).toBe('Did you mean "name"?')
    expect(recorder.count('insert')).toBe(0)
  })

  it('a column that the database computes', async () => {
    await db.run(`create table boxes (id ${db.types.id}, w int, area int generated always as (w * 2) stored)`)
    expect(await insert(database, 'boxes', [{ w: 3 }])).toEqual([{ id: 1, w: 3, area: 6 }])
    expect((await failure(insert(database, 'boxes', [{ w: 3, area: 7 }]))).message).toContain(
      'the database computes this column',
    )
  })

  it('never shows values of secret columns, nor the statement', async () => {
    const secret = 'S3CRETxyz'
    const rows = hundred(36, { login: 'x', password_hash: secret, level: 1 }, (n) => ({
      login: `l${n}`,
      password_hash: n === 11 ? secret : `h${n}`,
      level: 1,
    }))
    const twin = await failure(insert(database, 'accounts', rows))
    expect(twin.message).toContain('row 37 of 100')
    expect(twin.message).toContain('"password_hash" is *** (hidden), as in row 12.')
    const checked = await failure(insert(database, 'accounts', [{ login: 'x', password_hash: secret, level: 99 }]))
    const missing = await failure(insert(database, 'accounts', [{ login: null, password_hash: secret }]))
    for (const error of [twin, checked, missing]) {
      expect(printed(error)).not.toContain(secret)
      expect(printed(error)).not.toMatch(/insert into/i)
      expect(printed(error)).not.toContain('l25')
    }
  })

  it('stays short for a thousand heavy rows', async () => {
    const heavy = range(1000).map((n) => ({
      name: 'x'.repeat(90),
      email: `${'y'.repeat(100)}${n === 999 ? 0 : n}@heavy`,
    }))
    const error = await failure(insert(database, 'users', heavy))
    expect(error.message).toContain('row 1000 of 1000')
    expect(
      Buffer.byteLength(
        [error.message, error.hint, (error.cause as Error).message, JSON.stringify(error.cause)].join(''),
      ),
    ).toBeLessThan(4096)
  })

  it('keeps what the driver said of the fault', async () => {
    const error = await failure(
      insert(database, 'users', [
        { name: 'a', email: 'c@x' },
        { name: 'a', email: 'c@x' },
      ]),
    )
    const code = { sqlite: /^SQLITE_CONSTRAINT/, postgres: /^23505$/, mysql: /^ER_DUP_ENTRY$/ }[target.engine]
    expect((error.cause as { code?: string }).code).toMatch(code)
  })

  it('leaves a transaction as it was, apart from what failed', async () => {
    await db.knex
      .transaction(async (trx) => {
        const inside = database.on(trx)
        await insert(inside, 'teams', [{ name: 'kept' }])
        const error = await failure(
          insert(inside, 'users', hundred(36, { name: 'twin', email: 'trx11@x' }, user('trx'))),
        )
        expect(error.message).toContain('row 37 of 100')
        if (target.engine === 'postgres') return trx.rollback()
        expect(await trx('users').where('email', 'like', 'trx%')).toEqual([])
        expect(await trx('teams').where({ name: 'kept' })).toHaveLength(1)
      })
      .catch((error: unknown) => {
        if (target.engine !== 'postgres') throw error
      })
    expect(await db.knex('users').where('email', 'like', 'trx%')).toEqual([])
  })
})

describe.each(targets.filter(({ engine }) => engine === 'postgres'))('a right that the role lacks on $name', (target) => {
  it('is told with what rows that come back need', async () => {
    const db = await openTestDatabase(target)
    const role = `${db.schema}_role`
    try {
      await db.run(
        'create table secrets (id serial primary key, n int, secret text)', `create role "${role}"`, `grant usage on schema "${db.schema}" to "${role}"`,
        `grant insert (n), select (id, n) on secrets to "${role}"`, `grant usage on sequence secrets_id_seq to "${role}"`,
      )
      await db.knex.transaction(async (trx) => {
        await trx.raw(`set local role "${role}"`)
        await trx.raw('savepoint own')
        const error = await failure(insert(db.attach().on(trx), 'secrets', [{ n: 1 }]))
        expect(error).toMatchObject({
          code: 'SEEDKIT_PERMISSION_DENIED',
          message: 'The role may not do this (permission denied for table secrets) while working on table "secrets", wanted by TestFactory (in TestSeeder).',
          hint: expect.stringContaining('create() needs SELECT on every column'),
        })
        await trx.raw('rollback to savepoint own')
        expect(await insertPiece(db.attach().on(trx), 'secrets', [{ n: 1 }, { n: 2 }])).toHaveLength(2)
      })
    } finally {
      await db.run(`drop owned by "${role}"`, `drop role "${role}"`)
      await db.drop()
    }
  })
})

describe.each(targets)('keys that have run out on $name', (target) => {
  it('are the fault of no row', async () => {
    const db = await openTestDatabase(target)
    try {
      const tables = {
        sqlite: ['create table spent (id integer primary key autoincrement, n int)', 'insert into spent values (9223372036854775807, 0)'],
        postgres: ['create table spent (id smallserial primary key, n int)', `select setval('spent_id_seq', 32700)`],
        mysql: ['create table spent (id tinyint auto_increment primary key, n int) auto_increment = 100'],
      }
      await db.run(...tables[target.engine])
      const error = await failure(insert(db.attach({}), 'spent', range(100).map((n) => ({ n }))))
      const says = {
        sqlite: /^The database is full \(.*full\) while working on table "spent", wanted by TestFactory \(in TestSeeder\)\.$/,
        postgres: /^No value is left to count a column up with \(nextval: reached maximum value of sequence "spent_id_seq" \(32767\)\) while working on table "spent", wanted by TestFactory \(in TestSeeder\)\.$/,
        mysql: /^No value is left to count a column up with \(Out of range value for column 'id' at row 29\) while working on table "spent"/,
      }
      expect(error.message).toMatch(says[target.engine])
      expect(error.code).toBe(target.engine === 'sqlite' ? 'SEEDKIT_STATEMENT_FAILED' : 'SEEDKIT_SEQUENCE_EXHAUSTED')
      expect(error.hint).toMatch({ sqlite: /AUTOINCREMENT/, postgres: /"spent_id_seq" .*alter sequence/, mysql: /larger type/ }[target.engine])
    } finally {
      await db.drop()
    }
  })

  it.runIf(target.name === 'mariadb')('of a sequence of MariaDB, which is named', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run('create sequence few maxvalue 2', 'create table spent (id bigint default nextval(few) primary key, n int)')
      const error = await failure(insert(db.attach(), 'spent', range(3).map((n) => ({ n }))))
      expect(error).toMatchObject({ code: 'SEEDKIT_SEQUENCE_EXHAUSTED', hint: expect.stringContaining('few"') })
    } finally {
      await db.drop()
    }
  })
})

describe.each(targets)('rows that a trigger takes on $name', (target) => {
  it('are an error, never a shift of keys', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run(`create table entries (id ${db.types.id}, n int)`)
      if (target.engine === 'sqlite') {
        await db.run(`create trigger swallow before insert on entries when new.n = 2 begin select raise(ignore); end`)
      } else if (target.engine === 'postgres') {
        await db.run(
          `create function swallow() returns trigger language plpgsql as 'begin if new.n = 2 then return null; end if; return new; end'`,
          `create trigger swallow before insert on entries for each row execute function swallow()`,
        )
      } else {
        // MySQL's triggers cannot drop a row, but they can move it to another key.
        await db.run(
          `create trigger swallow before insert on entries for each row set new.id = if(new.n = 2, 1000, new.id)`,
        )
        if (target.without.length === 0) return
      }
      const error = await failure(
        insert(
          db.attach(),
          'entries',
          [1, 2, 3].map((n) => ({ n })),
        ),
      )
      expect(error.code).toBe('SEEDKIT_ROWS_LOST')
      expect(error.message).toMatch(
        /^TestFactory \(in TestSeeder\) sent 3 rows to table "entries", and [12] rows? came back: trigger "swallow" may swallow, redirect or change rows\.$/,
      )
      expect(error.hint).toMatch(/disable/)
    } finally {
      await db.drop()
    }
  })

  it.skipIf(target.engine === 'mysql')('in an update too, and the row is not taken for changed', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run(`create table entries (id ${db.types.id}, code varchar(10), n int)`)
      if (target.engine === 'sqlite') {
        await db.run(`create trigger "keep it" before update on entries when new.n = 2 begin select raise(ignore); end`)
      } else {
        await db.run(
          `create function keep() returns trigger language plpgsql as 'begin if new.n = 2 then return null; end if; return new; end'`,
          `create trigger "keep it" before update on entries for each row execute function keep()`,
        )
      }
      class EntryFactory extends Factory<{ id: number; code: string; n: number }> {
        readonly table = 'entries'
        definition() {
          return { code: 'c', n: 0 }
        }
      }
      const upsert = (n: number) =>
        sessionOn(db.attach(), { seed: 1 })
          .factory(EntryFactory)
          .upsert([1, 2, 3].map((at) => ({ code: `c${at}`, n: n * at })), 'code')
      await upsert(5)
      const error = await failure(upsert(1))
      expect(error.message).toBe(
        'EntryFactory sent 3 rows to table "entries", and 2 rows came back: trigger "keep it" may swallow, redirect or change rows.',
      )
      expect(await db.knex('entries').orderBy('id').pluck('n')).toEqual([5, 10, 15])
    } finally {
      await db.drop()
    }
  })

  it.runIf(target.engine === 'postgres')('to another table: triggers and rules are named, those that are disabled are not', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run(
        `create table "Log?" (id serial primary key, n int)`,
        `create table archive (id int, n int)`,
        `create function move() returns trigger language plpgsql as 'begin insert into archive values (new.id, new.n); return null; end'`,
        `create trigger a_move before insert on "Log?" for each row execute function move()`,
        `create trigger b_off before insert on "Log?" for each row execute function move()`,
        `alter table "Log?" disable trigger b_off`,
        `create table ruled (id serial primary key, n int)`,
        `create rule "r" as on insert to ruled do also nothing`,
        `create rule "s" as on insert to ruled where new.n = 2 do instead nothing`,
      )
      const error = await failure(insert(db.attach(), { schema: db.schema, name: 'Log?' }, [{ n: 1 }, { n: 2 }]))
      expect(error.code).toBe('SEEDKIT_ROWS_LOST')
      expect(error.message).toBe(
        `TestFactory (in TestSeeder) sent 2 rows to table "${db.schema}.Log?", and 0 rows came back: trigger "a_move" may swallow, redirect or change rows.`,
      )
      expect(await insert(db.attach(), 'ruled', [{ n: 1 }])).toEqual([{ id: 1, n: 1 }])
      expect((await failure(insert(db.attach(), 'ruled', [{ n: 2 }]))).message).toMatch(/sent 1 row to table "ruled", and 0 rows came back: rule "r", rule "s"/)
      expect(await db.attach().dialect.listTriggers(async (sql, bindings) => (await db.knex.raw(sql, [...bindings] as string[])).rows, {
        ...(await db.attach().schemaOf('ruled', { seeder: undefined, factory: undefined, relation: undefined, rows: undefined })),
      })).toEqual(['rule "r"', 'rule "s"'])
    } finally {
      await db.drop()
    }
  })
})

describe.each(targets.filter(({ engine }) => engine !== 'sqlite'))('a lost connection on $name', (target) => {
  it('is told as such, with the reason', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run(`create table things (id ${db.types.id}, n int)`)
      const database = db.attach()
      await insert(database, 'things', [{ n: 1 }])
      const sending = db.knex.transaction(async (trx) => {
        const raw: any = await trx.raw(
          target.engine === 'postgres' ? 'select pg_backend_pid() as id' : 'select connection_id() as id',
        )
        const id = (target.engine === 'postgres' ? raw.rows : raw[0])[0].id
        await db.another().raw(target.engine === 'postgres' ? `select pg_terminate_backend(${id})` : `kill ${id}`)
        await new Promise((resolve) => setTimeout(resolve, 100))
        const error = await failure(insert(database.on(trx), 'things', [{ n: 2 }]))
        expect(error.code).toBe('SEEDKIT_CONNECTION_LOST')
        expect(error.message).toMatch(/^The connection to the database was lost \(.+\)/)
        throw error
      })
      await expect(sending).rejects.toThrow()
      expect(await db.knex('things')).toHaveLength(1)
    } finally {
      await db.drop()
    }
  })
})
