import type { Knex } from 'knex'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attachDatabase } from '../../src/database/attach-database.js'
import type { Database, DatabaseObserver, InsertRow, StatementLabel } from '../../src/database/database.js'
import type { TableName } from '../../src/database/table-name.js'
import { postgresCyclicKeys } from '../../src/database/cycles/postgres-cyclic-keys.js'
import { postgresVerifiedKeys } from '../../src/database/verify/postgres-verified-keys.js'
import type { VerifiedCall } from '../../src/database/verify/verified-keys.js'
import { DatabaseError } from '../../src/errors/database-error.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insertPiece } from '../support/postgres-writers.js'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)
const label: StatementLabel = { seeder: 'TestSeeder', factory: 'TestFactory', relation: undefined, rows: undefined }

/** A call on a transaction. */
interface Verifying {
  readonly trx: Knex.Transaction
  readonly database: Database
  readonly call: VerifiedCall
  readonly notes: readonly string[]
  readonly sent: readonly string[]
  setAside(table: TableName, expected?: number): Promise<void>
  insert(table: TableName, rows: readonly InsertRow[]): Promise<unknown>
  finish(): Promise<void>
  abandon(): Promise<void>
}

function verifying(trx: Knex.Transaction): Verifying {
  const notes: string[] = []
  const sent: string[] = []
  const observer: DatabaseObserver = {
    note: (message) => void notes.push(message),
    // What is read of tables before rows go into them is not the call's.
    afterStatement: ({ statement: { kind, sql } }) => void (kind === 'catalogue' || sent.push(sql.trim())),
  }
  const database = attachDatabase(trx, { observer, transaction: 'own' })
  const call = postgresVerifiedKeys.begin()
  return {
    trx, database, call, notes, sent,
    async setAside(name, expected = 1_000_000) {
      await call.setAside(await database.writing(label), { table: name, schema: await database.schemaOf(name, label), expected, label })
    },
    insert: (name, rows) => insertPiece(database, name, rows, { wanted: [] }),
    finish: async () => call.finish(await database.writing(label)),
    abandon: async () => call.abandon(await database.writing(label)),
  }
}

const failure = async (failing: Promise<unknown>): Promise<DatabaseError> => {
  const error: unknown = await failing.then(() => undefined, (reason: unknown) => reason)
  if (!(error instanceof DatabaseError)) throw new Error(`Expected a DatabaseError, got ${String(error)}`)
  return error
}

/** All that is known of the keys of a table and of its partitions. */
async function keysOf(handle: Knex, name: string): Promise<readonly unknown[]> {
  const { rows } = await handle.raw(
    `select k.conrelid::regclass::text as table, k.conname, pg_get_constraintdef(k.oid) as definition, obj_description(k.oid, 'pg_constraint') as comment, k.condeferrable, k.condeferred, k.convalidated,
       k.confmatchtype, k.confupdtype, k.confdeltype, k.conkey, k.confkey, k.conislocal, k.coninhcount, k.conparentid <> 0 as inherited, k.connoinherit,
       (select count(*)::int from pg_trigger t where t.tgconstraint = k.oid and t.tgenabled = 'O') as triggers
     from pg_constraint k where k.contype = 'f' and (k.conrelid = ?::regclass or k.conrelid in (select relid from pg_partition_tree(?::regclass)))
     order by 1, 2, 3`,
    [name, name],
  )
  return rows
}

describe.each(targets.filter(({ engine }) => engine === 'postgres'))('foreign keys verified once a call on $name', (target) => {
  let db: TestDatabase

  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run('create table users (id serial primary key, name text)', `insert into users (name) select 'u' || n from generate_series(1, 10) as n`)
  })
  afterAll(() => db?.drop())

  let tables = 0
  /** A table that points at users, and the like. TABLE is its name. */
  async function table(columns: string, ...more: readonly string[]): Promise<string> {
    const name = `t${++tables}`
    await db.run(...[`create table TABLE (${columns})`, ...more].map((sql) => sql.replaceAll('TABLE', name)))
    return name
  }

  /** In a transaction that is rolled back, or committed where the work says so. */
  async function inTransaction<T>(work: (verifying: Verifying) => Promise<T>, end: 'rollback' | 'commit' = 'rollback'): Promise<T> {
    const trx = await db.knex.transaction()
    try {
      const result = await work(verifying(trx))
      await (end === 'commit' ? trx.commit() : trx.rollback())
      return result
    } catch (error) {
      await trx.rollback()
      throw error
    }
  }

  it('are dropped, and added again when all rows are there', async () => {
    const posts = await table('id serial primary key, user_id int references users, title text')
    await inTransaction(async ({ setAside, insert, finish, trx, notes }) => {
      await setAside(posts, 100)
      expect(await keysOf(trx, posts)).toEqual([])
      await insert(posts, range(100).map((n) => ({ user_id: (n % 10) + 1 })))
      await finish()
      expect(await keysOf(trx, posts)).toHaveLength(1)
      expect(notes).toEqual([])
    }, 'commit')
    expect(await db.knex(posts)).toHaveLength(100)
    await expect(db.knex(posts).insert({ user_id: 99 })).rejects.toThrow('violates foreign key constraint')
  })

  it('are looked at once a table and call', async () => {
    const posts = await table('id serial primary key, user_id int references users')
    await inTransaction(async ({ setAside, finish, sent }) => {
      await setAside(posts)
      const before = sent.length
      expect(sent.filter((sql) => sql.startsWith('alter table'))).toHaveLength(1)
      await setAside(posts)
      await setAside('users')
      expect(sent.slice(before)).toEqual([])
      await finish()
      await finish()
      expect(sent.filter((sql) => sql.startsWith('alter table'))).toHaveLength(2)
    })
  })

  it('come back as they were, whatever they are', async () => {
    await db.run('create schema if not exists "o?ther"', 'create table "o?ther"."par ent?" ("i""d" int primary key, other int unique)')
    await db.run('create table pairs (a int, b int, c int, primary key (a, b))', 'create table cut (id int primary key) partition by range (id)', 'create table cut_1 partition of cut for values from (0) to (100)')
    const name = await table(
      `id int primary key, user_id int constraint "we?ird ""key" references users on delete cascade on update restrict, parent_id int references TABLE deferrable,
       a int, b int, c int, far int references "o?ther"."par ent?", far_other int references "o?ther"."par ent?" (other) deferrable initially deferred, cut_id int references cut,
       constraint full_key foreign key (a, b) references pairs match full on delete set null, constraint listed foreign key (a, b) references pairs on delete set default (b)`,
      'alter table TABLE add constraint unchecked foreign key (c) references users not valid',
      `comment on constraint full_key on TABLE is 'it''s a \\ "comment"?'`,
    )
    const before = await keysOf(db.knex, name)
    expect(before.length).toBeGreaterThan(8)
    await inTransaction(async ({ setAside, insert, finish, trx, notes }) => {
      await setAside(name)
      expect((await keysOf(trx, name)).map((key) => (key as { conname: string }).conname)).toEqual(['unchecked'])
      await insert(name, range(10).map((n) => ({ id: n, parent_id: 9 - n, user_id: 1 })))
      await finish()
      expect(await keysOf(trx, name)).toEqual(before)
      expect(notes).toEqual([])
    }, 'commit')
    expect(await keysOf(db.knex, name)).toEqual(before)
    await db.run(`drop table ${name}`, 'drop schema "o?ther" cascade')
  })

  it('of partitioned tables come back with those of their partitions', async () => {
    const name = await table('id int, user_id int references users) partition by range (id', 'create table TABLE_a partition of TABLE for values from (0) to (10)',
      'create table TABLE_b partition of TABLE for values from (10) to (20) partition by list (user_id)', 'create table TABLE_c partition of TABLE_b default')
    const before = await keysOf(db.knex, name)
    expect(before).toHaveLength(4)
    await inTransaction(async ({ setAside, insert, finish, trx }) => {
      await setAside(name)
      expect(await keysOf(trx, name)).toEqual([])
      await insert(name, range(20).map((id) => ({ id, user_id: 1 })))
      await finish()
      expect(await keysOf(trx, name)).toEqual(before)
    })
    expect(await keysOf(db.knex, name)).toEqual(before)
    await inTransaction(async ({ setAside, insert, finish }) => {
      await setAside(name)
      await insert(name, range(20).map((id) => ({ id, user_id: id === 15 ? 99 : 1 })))
      expect((await failure(finish())).message).toContain('"user_id" is 99')
    })
  })

  it('of a partition are those of the whole, and stay', async () => {
    const name = await table('id int, user_id int references users) partition by range (id', 'create table TABLE_a partition of TABLE for values from (0) to (10)')
    await inTransaction(async ({ setAside, insert, trx }) => {
      await setAside(`${name}_a`)
      expect(await keysOf(trx, `${name}_a`)).toHaveLength(1)
      await expect(insert(`${name}_a`, range(10).map((id) => ({ id, user_id: 99 })))).rejects.toThrow('row 1 of 10')
    })
  })

  it('come back though the search path is another', async () => {
    const name = await table('id int, user_id int references users')
    const before = await keysOf(db.knex, name)
    await inTransaction(async ({ setAside, finish, trx }) => {
      await setAside(name)
      expect((await trx.raw('show search_path')).rows[0].search_path).toContain(db.schema)
      await trx.raw('set local search_path = pg_catalog')
      await finish()
      await trx.raw(`set local search_path = ${db.quote(db.schema)}`)
      expect(await keysOf(trx, name)).toEqual(before)
    })
  })

  describe('that do not hold', () => {
    it('fail the call with table, key and value, and nothing stays', async () => {
      const name = await table('id serial primary key, user_id int constraint TABLE_user references users, n int')
      const before = await keysOf(db.knex, name)
      const error = await failure(inTransaction(async ({ setAside, insert, finish }) => {
        await setAside(name)
        await insert(name, range(100).map((n) => ({ n, user_id: n === 50 ? 77 : 1 })))
        await finish()
      }, 'commit'))
      expect(error.code).toBe('SEEDKIT_FOREIGN_KEY_VIOLATION')
      expect(error.message).toBe(`TestFactory (in TestSeeder): a row for table "${name}" points at no row of table "users" (foreign key "${name}_user").\n"user_id" is 77.`)
      expect(error.hint).toContain("foreignKeys: 'check'")
      expect(await db.knex(name)).toEqual([])
      expect(await keysOf(db.knex, name)).toEqual(before)
    })

    it('of several columns', async () => {
      await db.run('create table places (hall int, seat int, primary key (hall, seat))')
      const name = await table('hall int, seat int, foreign key (hall, seat) references places')
      await inTransaction(async ({ setAside, insert, finish }) => {
        await setAside(name)
        await insert(name, range(10).map(() => ({ hall: 1, seat: 2 })))
        expect((await failure(finish())).message).toContain('"hall" is 1, "seat" is 2.')
      })
    })

    it('of a secret column', async () => {
      await db.run('create table tokens (token text primary key)')
      const name = await table('token text references tokens')
      await inTransaction(async ({ setAside, insert, finish }) => {
        await setAside(name)
        await insert(name, range(10).map(() => ({ token: 'hunter2' })))
        const error = await failure(finish())
        expect([error.message, error.stack, JSON.stringify(error.cause)].join()).not.toContain('hunter2')
        expect(error.message).toContain('hidden')
      })
    })

    it('and mix NULL with values, though they match in full', async () => {
      await db.run('create table spots (hall int, seat int, primary key (hall, seat))')
      const name = await table('hall int, seat int, constraint TABLE_full foreign key (hall, seat) references spots match full')
      await inTransaction(async ({ setAside, insert, finish }) => {
        await setAside(name)
        await insert(name, range(10).map(() => ({ hall: 1, seat: null })))
        expect((await failure(finish())).message).toContain(`foreign key "${name}_full"`)
      })
    })

    it('until a later row makes them hold are none', async () => {
      const name = await table('id int primary key, parent_id int references TABLE')
      await inTransaction(async ({ setAside, insert, finish }) => {
        await setAside(name)
        await insert(name, range(10).map((n) => ({ id: n, parent_id: n + 10 })))
        await insert(name, range(10).map((n) => ({ id: n + 10, parent_id: null })))
        await finish()
      })
    })
  })

  /** The keys stay, with a note that says why. */
  async function refused(name: string, { says, expected, before }: { readonly says: RegExp; readonly expected?: number | undefined; readonly before?: (trx: Knex.Transaction) => Promise<unknown> }, column: InsertRow = { user_id: 99 }, checks: 'at once' | 'deferred' = 'at once'): Promise<void> {
    const keys = await keysOf(db.knex, name)
    await inTransaction(async ({ setAside, insert, finish, trx, notes, database, call }) => {
      await before?.(trx)
      if (expected === undefined) await setAside(name)
      else await call.setAside(await database.writing(label), { table: name, schema: await database.schemaOf(name, label), expected: expected < 0 ? undefined : expected, label })
      expect(notes).toHaveLength(1)
      expect(notes[0]).toMatch(says)
      expect(notes[0]).toContain(`table "${name}"`)
      expect(await keysOf(trx, name)).toEqual(keys)
      await finish()
      if (checks === 'deferred') {
        await insert(name, range(10).map(() => column))
        await expect(trx.raw('set constraints all immediate')).rejects.toThrow('violates foreign key constraint')
      } else await expect(insert(name, range(10).map(() => column))).rejects.toThrow('points at no row')
    })
  }

  describe('are checked row by row, with a note,', () => {
    it('where a cursor is open on the table', async () => {
      const name = await table('user_id int references users', 'insert into TABLE values (1)')
      await refused(name, { says: /it is being used by active queries/, before: (trx) => trx.raw(`declare c cursor for select * from ${name}`) })
    })

    it('where a cursor is open on the parents', async () => {
      const name = await table('user_id int references users')
      await refused(name, { says: /"users" because it is being used/, before: (trx) => trx.raw('declare c cursor for select * from users') })
    })

    it('where somebody else keeps the table', async () => {
      const name = await table('user_id int references users')
      const other = await db.another().transaction()
      await other(name).select()
      await refused(name, { says: /lock timeout/, before: (trx) => trx.raw(`set local lock_timeout = '20ms'`) })
      await other.rollback()
    })

    it('where there is row-level security', async () => {
      await refused(await table('user_id int references users', 'alter table TABLE enable row level security'), { says: /row-level security/ })
      await db.run('create table hidden (id int primary key)', 'alter table hidden enable row level security')
      await refused(await table('user_id int references hidden'), { says: /row-level security/ })
    })

    it('where rows of it wait that do not hold yet', async () => {
      const name = await table('user_id int references users deferrable')
      await refused(name, { says: /violates foreign key constraint/, before: async (trx) => {
        await trx.raw('set constraints all deferred')
        await trx(name).insert({ user_id: 99 })
      } }, { user_id: 99 }, 'deferred')
    })

    it('where the table holds more than ten times the rows that are to come', async () => {
      const name = await table('user_id int references users', 'insert into TABLE select 1 from generate_series(1, 101)')
      await refused(name, { says: /more than ten times the 10 rows/, expected: 10 })
      await db.run(`analyze ${name}`)
      await refused(name, { says: /more than ten times the 10 rows/, expected: 10 })
      await inTransaction(async ({ setAside, notes }) => {
        await setAside(name, 11)
        expect(notes).toEqual([])
      })
    })

    it('where nobody knows how many are to come, and it holds many', async () => {
      const name = await table('user_id int references users', 'insert into TABLE select 1 from generate_series(1, 100001)')
      await refused(name, { says: /nobody knows/, expected: -1 })
      await db.run(`delete from ${name} where ctid in (select ctid from ${name} limit 1)`)
      await inTransaction(async ({ database, call, notes }) => {
        await call.setAside(await database.writing(label), { table: name, schema: await database.schemaOf(name, label), expected: undefined, label })
        expect(notes).toEqual([])
      })
    })

    it('where triggers of the key are switched off, or a partition has more of it', async () => {
      const says = /^Foreign key "\w+" of table "\w+" is checked row by row: it could not be added again as it is\.$/
      const disabled = await table('user_id int references users', 'alter table TABLE disable trigger all')
      await inTransaction(async ({ setAside, notes, trx }) => {
        await setAside(disabled)
        expect(notes).toEqual([expect.stringMatching(says)])
        expect(await keysOf(trx, disabled)).toHaveLength(1)
      })
      await refused(await table('id int, user_id int references users) partition by range (id', 'create table TABLE_a partition of TABLE for values from (0) to (10)',
        `comment on constraint TABLE_user_id_fkey on TABLE_a is 'mine'`), { says }, { id: 1, user_id: 99 })
      await refused(await table('id int, user_id int) partition by range (id', 'create table TABLE_a (id int, user_id int, constraint mine foreign key (user_id) references users)',
        'alter table TABLE add foreign key (user_id) references users', 'alter table TABLE attach partition TABLE_a for values from (0) to (10)'), { says }, { id: 1, user_id: 99 })
    })

    it('where the role does not own the table, or may not refer to the parents', async () => {
      const role = `seedkit_${process.pid}_verify`
      await db.run(`create role ${role}`, `grant usage, create on schema ${db.schema} to ${role}`, `grant select on users to ${role}`)
      try {
        const as = (trx: Knex.Transaction) => trx.raw(`set local role ${role}`)
        const name = await table('user_id int references users', `grant select, insert on TABLE to ${role}`)
        await refused(name, { says: /the role does not own it/, before: as })
        await db.run(`alter table ${name} owner to ${role}`)
        await refused(name, { says: /could not be added again/, before: as })
        await db.run(`grant references (id) on users to ${role}`)
        await inTransaction(async ({ trx, setAside, finish, insert, notes }) => {
          await as(trx)
          await setAside(name)
          await insert(name, range(10).map(() => ({ user_id: 1 })))
          await finish()
          expect(notes).toEqual([])
        })
      } finally {
        await db.run(`drop owned by ${role}`, `drop role ${role}`)
      }
    })

    it('outside a transaction', async () => {
      const name = await table('user_id int references users')
      const notes: string[] = []
      const database = attachDatabase(db.knex, { observer: { note: (message) => void notes.push(message) } })
      const call = postgresVerifiedKeys.begin()
      await call.setAside(await database.writing(label), { table: name, schema: await database.schemaOf(name, label), expected: 1000, label })
      await call.finish(await database.writing(label))
      expect(notes).toEqual([`The foreign keys of table "${name}" are checked row by row: outside a transaction they cannot be dropped for a while.`])
      expect(await keysOf(db.knex, name)).toHaveLength(1)
    })
  })

  describe('deferred', () => {
    it('by anybody, in the table and elsewhere, stay so', async () => {
      const name = await table('id int primary key, user_id int references users deferrable initially deferred')
      const elsewhere = await table('user_id int references users deferrable')
      await inTransaction(async ({ setAside, insert, finish, trx, notes }) => {
        await trx.raw(`set constraints ${elsewhere}_user_id_fkey deferred`)
        await insert(elsewhere, [{ user_id: 77 }])
        await setAside(name)
        await insert(name, range(10).map((id) => ({ id, user_id: 1 })))
        await insert(elsewhere, [{ user_id: 77 }])
        await finish()
        await insert(name, [{ id: 10, user_id: 88 }])
        await insert(elsewhere, [{ user_id: 77 }])
        await trx('users').insert([{ id: 77 }, { id: 88 }])
        expect(notes).toEqual([])
      }, 'commit')
      expect(await db.knex(name)).toHaveLength(11)
    })

    it('rows of the table itself are checked before, and those of others stay deferred', async () => {
      const name = await table('id int primary key, user_id int references users deferrable initially deferred')
      const elsewhere = await table('user_id int references users deferrable initially deferred')
      await inTransaction(async ({ setAside, insert, finish, trx, notes }) => {
        await insert(name, range(10).map((id) => ({ id, user_id: 2 })))
        await setAside(name)
        expect(notes).toEqual([])
        expect(await keysOf(trx, name)).toEqual([])
        await insert(elsewhere, [{ user_id: 66 }])
        await finish()
        await trx('users').insert({ id: 66 })
      }, 'commit')
    })

    it('for a circle, they may be dropped or not', async () => {
      const name = await table('"user?id" int constraint "TABLE_it\'s a ""key""?" references users deferrable, other_id int constraint TABLE_other references users deferrable')
      const { schema, foreignKeys } = await inTransaction(async ({ database }) => {
        const found = await database.schemaOf(name, label)
        return { schema: found, foreignKeys: found.foreignKeys }
      })
      const { before = [], after = [] } = postgresCyclicKeys.untilClosed(foreignKeys, schema) ?? {}
      const both = { 'user?id': 11, other_id: 12 }
      await inTransaction(async ({ setAside, insert, finish, trx }) => {
        for (const sql of before) await trx.raw(sql)
        await insert(name, [both])
        await expect(trx.transaction(async (inner) => { for (const sql of after) await inner.raw(sql) })).rejects.toThrow('violates foreign key constraint')
        await trx('users').insert([{ id: 11 }, { id: 12 }])
        await setAside(name)
        for (const sql of [...before, ...after]) await trx.raw(sql)
        await finish()
        for (const sql of after) await trx.raw(sql)
        await expect(insert(name, [{ ...both, other_id: 13 }])).rejects.toThrow('points at no row')
      })
    })

    it('keys that stay are checked when the call ends', async () => {
      const name = await table('user_id int references users, other_id int', 'alter table TABLE add constraint late foreign key (other_id) references users deferrable initially deferred not valid')
      await inTransaction(async ({ setAside, insert, finish }) => {
        await setAside(name)
        await insert(name, range(10).map(() => ({ user_id: 1, other_id: 55 })))
        const error = await failure(finish())
        expect(error.message).toContain(`table "${name}" points at no row of table "users" (foreign key "late")`)
        expect(error.message).toContain('"other_id" is 55')
      })
    })
  })

  describe('of a call that has failed', () => {
    it('are there again, if the transaction goes on', async () => {
      const name = await table('user_id int references users')
      const before = await keysOf(db.knex, name)
      await inTransaction(async ({ setAside, abandon, trx }) => {
        await setAside(name)
        await abandon()
        expect(await keysOf(trx, name)).toEqual(before)
      }, 'commit')
      expect(await keysOf(db.knex, name)).toEqual(before)
    })

    it('do not let the transaction go on where they do not hold', async () => {
      const name = await table('user_id int references users')
      await inTransaction(async ({ setAside, insert, abandon, trx }) => {
        await setAside(name)
        await insert(name, range(10).map(() => ({ user_id: 99 })))
        await abandon()
        await expect(trx.raw('select 1')).rejects.toMatchObject({ code: '25P02' })
      })
      expect(await keysOf(db.knex, name)).toHaveLength(1)
    })

    it('come back with ROLLBACK, if a statement has failed', async () => {
      const name = await table('user_id int references users, n int')
      const before = await keysOf(db.knex, name)
      await inTransaction(async ({ setAside, insert, abandon }) => {
        await setAside(name)
        await insert(name, range(10).map(() => ({ user_id: 1, n: 'x' }))).catch(() => undefined)
        await abandon()
      })
      expect(await keysOf(db.knex, name)).toEqual(before)
    })

    it('come back with a savepoint of the caller\'s', async () => {
      const name = await table('user_id int references users, n int')
      const before = await keysOf(db.knex, name)
      await inTransaction(async ({ trx }) => {
        const failing = trx.transaction(async (inner) => {
          const inside = verifying(inner)
          await inside.setAside(name)
          await inside.insert(name, range(10).map(() => ({ user_id: 1, n: 'x' })))
        })
        await expect(failing).rejects.toThrow('invalid input syntax')
        expect(await keysOf(trx, name)).toEqual(before)
      }, 'commit')
    })

    it('are not taken for refused when the connection is lost', async () => {
      const name = await table('user_id int references users')
      const trx = await db.knex.transaction()
      const { setAside, database, notes } = verifying(trx)
      await database.schemaOf(name, label)
      const connection: any = await trx.client.acquireConnection()
      const setting = setAside(name)
      connection.connection.stream.destroy()
      expect((await failure(setting)).code).toBe('SEEDKIT_CONNECTION_LOST')
      expect(notes).toEqual([])
      await trx.rollback().catch(() => undefined)
    })
  })
})
