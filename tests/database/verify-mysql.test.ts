import type { Knex } from 'knex'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { attachDatabase } from '../../src/database/attach-database.js'
import type { Database, InsertRow, StoredRow } from '../../src/database/database.js'
import { runInTransaction } from '../../src/database/transaction.js'
import type { VerifiedCall, VerifiedTable } from '../../src/database/verify/verified-keys.js'
import { DatabaseError } from '../../src/errors/database-error.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insertMany } from '../support/insert-many.js'
import { recordStatements } from '../support/record-statements.js'

const range = (count: number, from = 0) => Array.from({ length: count }, (_, index) => index + from)
const label = { seeder: 'TestSeeder', factory: 'TestFactory', relation: undefined, rows: undefined }

interface Inside {
  readonly trx: Knex.Transaction
  readonly database: Database
  readonly call: VerifiedCall
  /** Inserts rows while the keys of their table are set aside. */
  insert(table: string, rows: readonly InsertRow[], wanted?: readonly string[]): Promise<readonly StoredRow[]>
  finish(): Promise<void>
  abandon(): Promise<void>
}

async function checksOf(knex: Knex): Promise<number> {
  const [[row]] = await knex.raw('select @@session.foreign_key_checks as checks')
  return Number(row.checks)
}

async function failure(work: Promise<unknown>): Promise<DatabaseError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof DatabaseError) return error
  throw new Error(`Expected a DatabaseError, got ${String(error)}`)
}

async function inside(database: Database, trx: Knex.Transaction): Promise<Inside> {
  const call = database.dialect.verifiedKeys?.begin()
  if (call === undefined) throw new Error('No verified keys')
  return {
    trx,
    database,
    call,
    async insert(table, rows, wanted = []) {
      const verified: VerifiedTable = { table, schema: await database.schemaOf(table, label), expected: rows.length, label }
      await call.setAside(await database.writing(label), verified)
      const back = await insertMany(database, table, rows, wanted)
      call.wrote(verified, rows, back)
      return back
    },
    finish: async () => call.finish(await database.writing(label)),
    abandon: async () => call.abandon(await database.writing(label)),
  }
}

const posts = (count: number, change: Readonly<Record<number, InsertRow>> = {}) => range(count).map((n) => ({ n, user_id: 1 + (n % 20), editor_id: n % 3 === 0 ? null : 1 + (n % 7), password_key: null, ...change[n] }))

describe.each(targets.filter(({ engine }) => engine === 'mysql'))('foreign keys verified once on $name', (target) => {
  let db: TestDatabase
  const recorder = recordStatements()
  const notes: string[] = []

  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(
      `create table users (id ${db.types.id}, name varchar(20), code varchar(20) unique)`,
      `create table posts (id ${db.types.id}, n int, user_id int not null, editor_id int, password_key int,
        constraint posts_user foreign key (user_id) references users (id) on delete cascade, constraint posts_editor foreign key (editor_id) references users (id),
        constraint posts_secret foreign key (password_key) references users (id))`,
      'create table roles (id int primary key)',
      `create table role_user (user_id int not null, role_id int not null default 1, primary key (user_id, role_id),
        constraint pivot_user foreign key (user_id) references users (id), constraint pivot_role foreign key (role_id) references roles (id))`,
      'create table orders (tenant int, number int, primary key (tenant, number))',
      `create table order_lines (id ${db.types.id}, tenant int, number int, constraint lines_order foreign key (tenant, number) references orders (tenant, number))`,
      'create table order_notes (tenant int, number int, what varchar(10), constraint notes_order foreign key (tenant, number) references orders (tenant, number))',
      `create table nodes (id ${db.types.id}, parent_id int, constraint nodes_parent foreign key (parent_id) references nodes (id))`,
      'create table badges (code varchar(20) primary key, owner varchar(20), constraint badges_owner foreign key (owner) references users (code))',
      'create table computed (name varchar(10) primary key, n int, user_id int as (n + 0) stored, constraint computed_user foreign key (user_id) references users (id))',
      'create table guessed (name varchar(10) primary key, user_id int default (1 + 1), constraint guessed_user foreign key (user_id) references users (id))',
      'create table plain (id int primary key)',
    )
  })
  afterAll(() => db?.drop())
  beforeEach(async () => {
    await db.run('drop trigger if exists pivot_before')
    await db.knex.transaction(async (trx) => {
      await trx.raw('set session foreign_key_checks = 0')
      for (const table of ['users', 'posts', 'roles', 'role_user', 'orders', 'order_lines', 'order_notes', 'nodes', 'badges', 'computed', 'guessed', 'plain']) await trx(table).del()
      await trx('users').insert(range(20, 1).map((id) => ({ id, name: `u${id}`, code: `code ${id}` })))
      await trx('roles').insert(range(3, 1).map((id) => ({ id })))
      await trx('orders').insert(range(5, 1).map((number) => ({ tenant: 1, number })))
      await trx.raw('set session foreign_key_checks = 1')
    })
    recorder.clear()
    notes.length = 0
  })

  /** Waits a second at most, and checks no keys itself. */
  const impatient = async () => {
    const other = db.another({ pool: { min: 1, max: 1 } })
    await other.raw('set session innodb_lock_wait_timeout = 1, session foreign_key_checks = 0')
    return other
  }
  const handle = (knex = db.knex, without = target.without) => attachDatabase(knex, { observer: { ...recorder.observer, note: (message) => void notes.push(message) }, without })

  /** In a transaction that is committed, or undone with what the work failed with. */
  const run = <T>(work: (inside: Inside) => Promise<T>, knex = db.knex, without = target.without) => runInTransaction(knex, async (trx) => work(await inside(handle(knex, without).on(trx), trx)))
  const broken = (rows: readonly InsertRow[], table = 'posts', wanted: readonly string[] = ['id']) =>
    failure(
      run(async ({ insert, finish }) => {
        await insert(table, rows, wanted)
        await finish()
      }),
    )

  it('one query a key, and the session as it was', async () => {
    await run(async ({ trx, insert, finish }) => {
      await insert('posts', posts(1500), ['id'])
      expect(await checksOf(trx)).toBe(0)
      await insert('posts', posts(1500), ['id'])
      recorder.clear()
      await finish()
      expect(await checksOf(trx)).toBe(1)
      // Nothing points with the third.
      expect(recorder.byTable('select')).toEqual({ posts: 2 })
      expect(recorder.count('session')).toBe(1)
    })
    expect(await db.knex('posts').count({ n: '*' })).toEqual([{ n: 3000 }])
  })

  it('a row without a parent fails the call: its table, key and values are named', async () => {
    const error = await broken(posts(1500, { 700: { editor_id: 99 } }))
    expect(error.code).toBe('SEEDKIT_FOREIGN_KEY_VIOLATION')
    expect(error.message).toMatch(/^TestFactory \(in TestSeeder\): a row for table "posts" points at no row of table "users" \(foreign key "posts_editor"\)\.\n"id" is \d+, "editor_id" is 99\.$/)
    expect(error.hint).toContain("foreignKeys: 'check'")
    expect(await db.knex('posts')).toEqual([])
    expect(await checksOf(db.knex)).toBe(1)
  })

  it('no value of a secret is shown', async () => {
    expect((await broken(posts(3, { 1: { password_key: 77 } }))).message).toContain('"password_key" is *** (hidden)')
  })

  describe('rows', () => {
    it('may come before their parents', async () => {
      await run(async ({ insert, finish }) => {
        await insert('nodes', range(600).map((n) => ({ id: 1000 + n, parent_id: n === 599 ? null : 1001 + n })), ['id'])
        await finish()
      })
      expect(await db.knex('nodes').count({ n: '*' })).toEqual([{ n: 600 }])
    })

    it('of a table that points at itself need parents all the same', async () => {
      const error = await broken(range(600).map((n) => ({ id: 1000 + n, parent_id: 1001 + n })), 'nodes')
      expect(error.message).toContain('"id" is 1599, "parent_id" is 1600.')
    })

    it('that point with NULL in one of several columns point nowhere', async () => {
      await run(async ({ insert, finish }) => {
        await insert('order_lines', [{ tenant: 1, number: 5 }, { tenant: 9, number: null }, { tenant: null, number: 9 }, {}], ['id'])
        await insert('order_notes', [{ tenant: 1, number: 5, what: 'a' }, { tenant: 9, number: null, what: 'b' }, { tenant: null, number: 9, what: 'c' }, { what: 'd' }])
        await finish()
      })
    })

    it.each(['order_lines', 'order_notes'])('of %s need a parent with all of several columns', async (table) => {
      const error = await broken([{ tenant: 1, number: 1 }, { tenant: 2, number: 1 }, { tenant: 1, number: 2 }], table, table === 'order_lines' ? ['id'] : [])
      expect(error.message).toMatch(/foreign key "(lines|notes)_order"/)
      expect(error.message).toContain('"tenant" is 2, "number" is 1.')
    })

    it('without a key that counts are known by what they were given', async () => {
      const pairs = range(60).map((n) => ({ user_id: 1 + (n % 20), role_id: 1 + (n % 3) }))
      await run(async ({ insert, finish }) => {
        await insert('role_user', pairs)
        recorder.clear()
        await finish()
        expect(recorder.byTable('select')).toEqual({ role_user: 2 })
      })
      const error = await broken([{ user_id: 1, role_id: 9 }], 'role_user', [])
      expect(error.message).toContain('"user_id" is 1, "role_id" is 9.')
    })

    it('that leave a column to its default point with it', async () => {
      await run(async ({ insert, finish }) => {
        await insert('role_user', [{ user_id: 1 }])
        await finish()
      })
      await db.knex('role_user').del()
      await db.knex('roles').where({ id: 1 }).del()
      expect((await broken([{ user_id: 1 }], 'role_user', [])).message).toContain('"role_id" is 1')
    })

    it('may point with a text that only the database takes for the same', async () => {
      await run(async ({ insert, finish }) => {
        await insert('badges', [{ code: 'a', owner: 'CODE 1' }, { code: 'b', owner: 'code 2' }, { code: 'c', owner: null }])
        await finish()
      })
      expect((await broken([{ code: 'd', owner: 'CODE 3' }, { code: 'e', owner: 'CODE 77' }], 'badges', [])).message).toContain('"code" is "e", "owner" is "CODE 77".')
    })

    it.each([
      ['whose column is computed', 'computed', [{ name: 'a', n: 1 }, { name: 'b', n: 88 }], '"user_id" is 88'],
      ['whose default is computed', 'guessed', [{ name: 'a' }], '"user_id" is 2'],
    ] as const)('%s are looked at themselves', async (_what, table, rows, told) => {
      if (table === 'guessed') await db.knex('users').where({ id: 2 }).del()
      expect((await broken(rows, table, [])).message).toContain(told)
    })

    it('with scattered parents are looked at themselves, by the keys that were counted up for them', async () => {
      await db.knex('users').insert(range(60).map((n) => ({ id: 1000 + n * 10, name: 'far' })))
      const rows = range(900).map((n) => ({ n, user_id: 1000 + (n % 60) * 10, editor_id: null }))
      await run(async ({ insert, finish }) => {
        await insert('posts', rows, ['id'])
        recorder.clear()
        await finish()
        expect(recorder.events.filter(({ statement }) => statement.kind === 'select').map(({ statement }) => /force index \(`PRIMARY`\)/.test(statement.sql))).toEqual([true])
      })
      const error = await broken(rows.with(700, { n: 700, user_id: 1005, editor_id: null }))
      expect(error.message).toMatch(/"id" is \d+, "user_id" is 1005/)
    })

    it.each([
      ['digits as text', { user_id: '77' }],
      ['a bigint', { user_id: 77n }],
    ])('that point with %s are known as well', async (_what, change) => {
      expect((await broken(posts(5, { 2: change }))).message).toContain('"user_id" is 77')
      await run(async ({ insert, finish }) => {
        await insert('posts', posts(5, { 2: { user_id: '7' }, 3: { user_id: 8n } }), ['id'])
        await finish()
      })
    })

    it('with an expression are looked at themselves', async () => {
      expect((await broken([{ user_id: db.knex.raw('60 + 6'), role_id: 1 }], 'role_user', [])).message).toContain('"user_id" is 66')
    })
  })

  it('rows from before, without a parent, are none of the call', async () => {
    await db.knex.transaction(async (trx) => {
      await trx.raw('set session foreign_key_checks = 0')
      await trx('posts').insert({ id: 5, n: 0, user_id: 500 })
      await trx('role_user').insert({ user_id: 500, role_id: 500 })
      await trx.raw('set session foreign_key_checks = 1')
    })
    await run(async ({ insert, finish }) => {
      await insert('posts', posts(600), ['id'])
      await insert('role_user', [{ user_id: 1, role_id: 1 }])
      await finish()
    })
  })

  it('without strict mode, where no statement can have it, rows are looked at themselves', async () => {
    const own = db.another({ pool: { min: 1, max: 1 } })
    await own.raw("set session sql_mode = ''")
    const error = await failure(
      run(async ({ insert, finish }) => {
        await insert('role_user', [{ user_id: 1, role_id: '2147483648000' }])
        await finish()
      }, own, [...target.without, 'strictStatements']),
    )
    expect(error.message).toContain('"role_id" is 2147483647')
  })

  describe('the session', () => {
    it('that checks nothing goes on checking nothing, and its rows are verified all the same', async () => {
      const own = db.another({ pool: { min: 1, max: 1 } })
      await own.raw('set session foreign_key_checks = 0')
      await run(async ({ insert, finish }) => {
        await insert('posts', posts(10), ['id'])
        await finish()
      }, own)
      const error = await failure(
        run(async ({ insert, finish }) => {
          await insert('posts', posts(10, { 3: { user_id: 99 } }), ['id'])
          await finish()
        }, own),
      )
      expect(error.message).toContain('"user_id" is 99')
      expect(await checksOf(own)).toBe(0)
    })

    it('is as it was after a call that is given up, once and for all', async () => {
      const own = db.another({ pool: { min: 1, max: 1 } })
      const undone = new Error('undone')
      const work = run(async ({ trx, insert, abandon, finish }) => {
        await insert('posts', posts(10), ['id'])
        await abandon()
        expect(await checksOf(trx)).toBe(1)
        await abandon()
        await finish()
        // A savepoint and the checks, there and back.
        expect(recorder.count('session')).toBe(4)
        throw undone
      }, own)
      await expect(work).rejects.toBe(undone)
      expect(await checksOf(own)).toBe(1)
    })

    it.each([['what is asked of the table', /information_schema\.triggers/], ['what puts it back', /foreign_key_checks = 1/]])('is as it was for whoever has the connection next, if there fails %s', async (_, sql) => {
      const own = db.another({ pool: { min: 0, max: 1 } })
      let armed = true
      own.on('query', (query: { readonly sql: string }) => {
        if (!armed || !sql.test(query.sql)) return
        armed = false
        throw new Error('killed')
      })
      const work = run(async ({ insert, abandon }) => {
        try {
          await insert('posts', posts(10), ['id'])
        } finally {
          await abandon()
        }
        throw new Error('given up')
      }, own)
      await expect(work).rejects.toThrow(/killed|given up/)
      expect(armed).toBe(false)
      expect(await checksOf(own)).toBe(1)
    })

    it.each(['finish', 'abandon'] as const)('keeps no row of a call that fails, whoever catches it and commits: %s', async (end) => {
      await run(async ({ trx, insert, finish, abandon }) => {
        await trx('posts').insert({ n: -1, user_id: 1 })
        await insert('posts', posts(1500, { 700: { editor_id: 99 } }), ['id'])
        await insert('role_user', [{ user_id: 1, role_id: 1 }])
        if (end === 'abandon') await abandon()
        else await expect(finish()).rejects.toMatchObject({ code: 'SEEDKIT_FOREIGN_KEY_VIOLATION' })
        expect(await checksOf(trx)).toBe(1)
        await trx('posts').insert({ n: -2, user_id: 2 })
      })
      expect(await db.knex('posts').orderBy('id').pluck('n')).toEqual([-1, -2])
      expect(await db.knex('role_user')).toEqual([])
    })

    it('needs nothing where it is lost', async () => {
      const own = db.another({ pool: { min: 0, max: 1 } })
      const work = run(async ({ trx, insert, abandon }) => {
        await insert('posts', posts(10), ['id'])
        const [[{ id }]] = await trx.raw('select connection_id() as id')
        await db.knex.raw('kill ?', [id])
        await trx('posts').select().catch(() => undefined)
        await abandon()
        throw new Error('given up')
      }, own)
      await expect(work).rejects.toThrow(/given up|lost|closed/)
    })

    it('keeps its other settings', async () => {
      const own = db.another({ pool: { min: 1, max: 1 } })
      await own.raw('set session unique_checks = 0')
      await run(async ({ insert, finish }) => {
        await insert('posts', posts(10), ['id'])
        await finish()
      }, own)
      expect((await own.raw('select @@session.unique_checks as found'))[0]).toEqual([{ found: 0 }])
    })

    it('is not touched for tables without foreign keys', async () => {
      await run(async ({ insert, finish }) => {
        await insert('plain', [{ id: 1 }])
        await finish()
      })
      expect(recorder.count('session')).toBe(0)
    })

    it('outside a transaction checks as ever, with a note', async () => {
      const database = handle()
      const { insert, finish } = await inside(database, db.knex as Knex.Transaction)
      await insert('posts', posts(3), ['id'])
      await expect(insert('posts', posts(3, { 1: { user_id: 99 } }), ['id'])).rejects.toMatchObject({ code: 'SEEDKIT_FOREIGN_KEY_VIOLATION' })
      await finish()
      expect(notes).toEqual(['Foreign keys are checked row by row: outside a transaction, they cannot be verified at the end.'])
      expect(await checksOf(db.knex)).toBe(1)
    })
  })

  describe('tables with triggers', () => {
    const note = 'Foreign keys are checked row by row: nothing would verify the rows that triggers of table "plain" write.'

    it.each([
      ['before', 'insert into role_user (user_id, role_id) values (1, new.id)'],
      ['after', 'insert into role_user (user_id, role_id) values (1, new.id)'],
    ])('are written with the checks on: %s insert', async (when, statement) => {
      await db.run(`create trigger pivot_before ${when} insert on plain for each row ${statement}`)
      for (const ahead of [0, 10]) {
        const error = await failure(
          run(async ({ trx, insert, finish }) => {
            if (ahead > 0) await insert('posts', posts(ahead), ['id'])
            await insert('plain', [{ id: 1 }])
            expect(await checksOf(trx)).toBe(1)
            await insert('plain', [{ id: 77 }])
            await finish()
          }),
        )
        expect(error.code).toBe('SEEDKIT_FOREIGN_KEY_VIOLATION')
      }
      expect(notes).toHaveLength(2)
      expect(new Set(notes)).toEqual(new Set([note]))
    })

    it('leave rows from before to be verified, and those behind to be checked', async () => {
      await db.run('create trigger pivot_before after insert on plain for each row insert into role_user (user_id, role_id) values (1, new.id)')
      const error = await failure(
        run(async ({ trx, insert, finish }) => {
          await insert('posts', posts(10, { 3: { user_id: 99 } }), ['id'])
          await insert('plain', [{ id: 1 }])
          await expect(insert('order_lines', [{ tenant: 9, number: 9 }], ['id'])).rejects.toMatchObject({ code: 'SEEDKIT_FOREIGN_KEY_VIOLATION' })
          expect(await trx('role_user')).toHaveLength(1)
          await finish()
        }),
      )
      expect(error.message).toContain('"user_id" is 99')
      expect(await checksOf(db.knex)).toBe(1)
    })

    it('on UPDATE and DELETE alone are as others', async () => {
      await db.run('create trigger pivot_before after delete on posts for each row delete from role_user where user_id = old.user_id')
      await run(async ({ trx, insert, finish }) => {
        await insert('posts', posts(10), ['id'])
        expect(await checksOf(trx)).toBe(0)
        await finish()
      })
      expect(notes).toEqual([])
    })
  })

  it('the keys are in force afterwards, with all they do', async () => {
    await run(async ({ trx, insert, finish }) => {
      await insert('posts', posts(40), ['id'])
      await finish()
      await expect(insertMany(handle().on(trx), 'posts', posts(1, { 0: { user_id: 99 } }))).rejects.toMatchObject({ code: 'SEEDKIT_FOREIGN_KEY_VIOLATION' })
    })
    await db.knex('posts').update({ editor_id: null })
    await db.knex('users').where({ id: 3 }).del()
    expect(await db.knex('posts').where({ user_id: 3 })).toEqual([])
  })

  describe('beside another transaction', () => {

    it.each([
      ['posts', () => posts(600), ['id']],
      ['role_user', () => range(20, 1).map((user_id) => ({ user_id, role_id: 1 })), []],
    ] as const)('a parent of %s that it removed after this one began to look is missed', async (table, rows, wanted) => {
      const other = await impatient()
      const error = await failure(
        run(async ({ trx, insert, finish }) => {
          expect(await trx('users').where({ id: 4 })).toHaveLength(1)
          await other('users').where({ id: 4 }).del()
          expect(await trx('users').where({ id: 4 })).toHaveLength(1)
          await insert(table, rows(), wanted)
          await finish()
        }),
      )
      expect(error.message).toMatch(/_id" is 4/)
    })

    it.each([
      ['posts', () => posts(600), ['id']],
      ['role_user', () => range(20, 1).map((user_id) => ({ user_id, role_id: 1 })), []],
    ] as const)('a parent of %s cannot be removed any more', async (table, rows, wanted) => {
      const other = await impatient()
      await run(async ({ insert, finish }) => {
        await insert(table, rows(), wanted)
        await finish()
        await expect(other('users').where({ id: 4 }).del()).rejects.toMatchObject({ code: 'ER_LOCK_WAIT_TIMEOUT' })
      })
      expect(await db.knex('users').where({ id: 4 })).toHaveLength(1)
    })

    it.each(['commit', 'rollback'] as const)('a parent that it is about to remove is waited for: %s', async (end) => {
      const other = await db.another().transaction()
      await other.raw('set session foreign_key_checks = 0')
      await other('users').where({ id: 4 }).del()
      let id = 0
      const work = run(async ({ trx, insert, finish }) => {
        await insert('posts', posts(600), ['id'])
        id = Number((await trx.raw('select connection_id() as id'))[0][0].id)
        await finish()
      })
      const outcome = work.then(() => 'verified', (error: unknown) => error)
      await waitsForLock(db.knex, () => id)
      await other[end]()
      if (end === 'rollback') expect(await outcome).toBe('verified')
      else expect(await outcome).toMatchObject({ code: 'SEEDKIT_FOREIGN_KEY_VIOLATION', message: expect.stringMatching(/_id" is 4/) })
    })

    it('that writes to the same tables is not held up', async () => {
      const other = await impatient()
      await run(async ({ insert, finish }) => {
        await insert('posts', posts(600), ['id'])
        await insert('role_user', [{ user_id: 1, role_id: 1 }])
        await finish()
        await other('users').insert({ name: 'late' })
        await other('posts').insert({ n: 0, user_id: 2 })
        await other('role_user').insert({ user_id: 2, role_id: 2 })
      })
      expect(await db.knex('posts').count({ n: '*' })).toEqual([{ n: 601 }])
    })
  })
})

/** Until the connection waits for a row of another transaction. The views of the catalogue stand still while they are asked again and again. */
async function waitsForLock(knex: Knex, connection: () => number): Promise<void> {
  for (;;) {
    const [[{ Status }]] = await knex.raw('show engine innodb status')
    if (new RegExp(`LOCK WAIT[^-]*MariaDB thread id ${connection()},`).test(String(Status))) return
  }
}
