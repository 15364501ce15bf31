import type { Knex } from 'knex'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attachDatabase } from '../../src/database/attach-database.js'
import { runInTransaction, type TransactionOptions } from '../../src/database/transaction.js'
import { DatabaseError } from '../../src/errors/database-error.js'
import { createSession } from '../../src/factory/create-session.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insertMany } from '../support/insert-many.js'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)
const lite = targets.filter((target) => target.engine === 'sqlite')
const VERIFY: TransactionOptions = { foreignKeys: 'verify' }

describe.each(lite)('foreign keys of a run, verified once, on $name', (target) => {
  let db: TestDatabase

  beforeEach(async () => {
    db = await openTestDatabase(target)
    await db.run(
      `create table users (id integer primary key, name text)`,
      `create table posts (id integer primary key, title text, user_id int references users (id) on delete cascade, secret_token int references users (id))`,
      `create table likes (user_id int references users (id), post_id int, primary key (user_id, post_id), foreign key (post_id) references posts (id) deferrable initially deferred) without rowid`,
    )
  })
  afterEach(() => db.drop())

  const setting = async () => (await db.knex.raw('pragma foreign_keys'))[0].foreign_keys
  const count = async (table: string) => (await db.knex(table).count({ n: '*' }))[0]?.['n']
  const failure = async (body: (trx: Knex.Transaction) => Promise<unknown>, options = VERIFY) => {
    const error: unknown = await runInTransaction(db.knex, body, options).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    if (!(error instanceof DatabaseError)) throw new Error(`Expected a DatabaseError, got ${String(error)}`)
    return error
  }

  it.each([0, 1])('rows that find their parents are committed, and the setting is as it was: %i', async (found) => {
    await db.knex.raw(`pragma foreign_keys = ${found}`)
    const inside = await runInTransaction(db.knex, async (trx) => {
      await insertMany(attachDatabase(trx), 'posts', range(2000).map((n) => ({ title: `p${n}`, user_id: 1 + (n % 50) })))
      await insertMany(attachDatabase(trx), 'users', range(50).map((n) => ({ name: `u${n}` })))
      return trx.raw('pragma foreign_keys')
    }, VERIFY)
    expect(inside).toEqual([{ foreign_keys: 0 }])
    expect([await count('posts'), await count('users'), await setting()]).toEqual([2000, 50, found])
    expect(await db.knex.raw('pragma foreign_key_check')).toEqual([])
  })

  it.each([0, 1])('without the option keys are checked row by row: found %i', async (found) => {
    await db.knex.raw(`pragma foreign_keys = ${found}`)
    expect(await runInTransaction(db.knex, (trx) => trx.raw('pragma foreign_keys'))).toEqual([{ foreign_keys: 1 }])
    const error = await failure((trx) => insertMany(attachDatabase(trx), 'posts', range(40).map(() => ({ user_id: 1 }))), { foreignKeys: 'check' })
    expect(error.message).toContain('row 1 of 40 for table "posts"')
    expect(await setting()).toBe(found)
  })

  it.each([undefined, 'always' as const])('one bad key fails it, whole: rollback %s', async (rollback) => {
    await db.knex('users').insert({ id: 1 })
    await db.knex.raw('pragma foreign_keys = on')
    const error = await failure((trx) => insertMany(attachDatabase(trx), 'posts', range(2000).map((n) => ({ title: 'x', user_id: n === 1500 ? 77 : 1 }))), { ...VERIFY, rollback })
    expect(error).toMatchObject({
      code: 'SEEDKIT_FOREIGN_KEY_VIOLATION',
      message: 'The row with rowid 1501 of table "posts" points at no row of table "users" (foreign key on "user_id").\n"user_id" is 77.',
      hint: expect.stringContaining("foreignKeys: 'check' names the factory"),
    })
    expect([await count('posts'), await count('users'), await setting()]).toEqual([0, 1, 1])
  })

  it('a dry run of good rows gives its value and leaves nothing', async () => {
    expect(
      await runInTransaction(db.knex, async (trx) => {
        await trx('users').insert({ id: 1 })
        return 'value'
      }, { ...VERIFY, rollback: 'always' }),
    ).toBe('value')
    expect(await count('users')).toBe(0)
  })

  it('rows that the program itself writes are proved as well', async () => {
    expect((await failure((trx) => trx('posts').insert({ user_id: 5 }))).message).toContain('"user_id" is 5.')
    expect((await failure((trx) => trx('users').insert({ id: 1 }).then(() => trx('likes').insert({ user_id: 1, post_id: 3 })))).message).toBe('A row of table "likes" points at no row of table "posts" (foreign key on "post_id").')
  })

  it('the value of a column that looks like a secret is not shown', async () => {
    expect((await failure((trx) => trx('posts').insert({ secret_token: 5 }))).message).toContain('"secret_token" is *** (hidden).')
  })

  it('a parent that goes leaves orphans behind: actions of keys do not run', async () => {
    await db.knex('users').insert({ id: 1 })
    await db.knex('posts').insert({ id: 9, user_id: 1 })
    expect((await failure((trx) => trx('users').del())).message).toContain('The row with rowid 9 of table "posts"')
    expect([await count('users'), await count('posts')]).toEqual([1, 1])
  })

  it('rows that pointed at nothing before are left alone, and hide no new ones', async () => {
    await db.knex.raw('pragma foreign_keys = off')
    await db.knex('posts').insert(range(3).map((n) => ({ id: 10 + n, user_id: 70 + n })))
    await db.knex('likes').insert([{ user_id: 80, post_id: 81 }])
    await runInTransaction(db.knex, (trx) => trx('users').insert({ id: 1 }), VERIFY)
    expect(await count('users')).toBe(1)
    const error = await failure((trx) => insertMany(attachDatabase(trx), 'posts', range(40).map((n) => ({ user_id: n === 30 ? 99 : 1 }))))
    expect(error.message).toContain('"user_id" is 99.')
    const twin = await failure((trx) => trx('likes').insert({ user_id: 82, post_id: 10 }))
    expect(twin.message).toContain('of table "likes"')
    await runInTransaction(db.knex, (trx) => trx('posts').where({ id: 11 }).del(), VERIFY)
    expect(await count('posts')).toBe(2)
  })

  it('an error of the body comes first', async () => {
    const boom = new Error('boom')
    const run = runInTransaction(db.knex, async (trx) => {
      await trx('posts').insert({ user_id: 5 })
      throw boom
    }, VERIFY)
    await expect(run).rejects.toBe(boom)
  })

  it('tables of an attached database', async () => {
    await db.run(`attach ':memory:' as "side?"`, `create table "side?".parents (id integer primary key)`, `create table "side?"."kids" (id integer primary key, parent_id int references parents (id))`)
    expect((await failure((trx) => trx.raw('insert into kids (parent_id) values (4)'))).message).toBe(
      'The row with rowid 1 of table "side?.kids" points at no row of table "parents" (foreign key on "parent_id").\n"parent_id" is 4.',
    )
  })

  it('a key that cannot be checked stops the run before it begins', async () => {
    await db.run(`create table odd (n int references users (name))`)
    let begun = false
    const error = await failure(async () => {
      begun = true
    })
    expect(begun).toBe(false)
    expect(error).toMatchObject({
      code: 'SEEDKIT_CANNOT_VERIFY',
      message: expect.stringMatching(/^The foreign keys cannot be verified: foreign key mismatch - "odd" referencing "users"\.$/),
      hint: expect.stringContaining("'check'"),
    })
  })

  it('on a transaction of the caller it is refused', async () => {
    await db.knex.transaction(async (trx) => {
      await expect(runInTransaction(trx, async () => undefined, VERIFY)).rejects.toMatchObject({
        code: 'SEEDKIT_VERIFIES_RUNS_ONLY',
        message: 'SQLite can verify foreign keys only for a whole run, not for a call or on a transaction of the caller\'s.',
      })
      await runInTransaction(trx, (inner) => inner('users').insert({ id: 1 }))
    })
    expect(await count('users')).toBe(1)
  })
})

describe.each(targets)('the option of a session on $name', (target) => {
  it('is for databases that verify call by call', async () => {
    const db = await openTestDatabase(target)
    try {
      const trx = await db.knex.transaction()
      try {
        const open = (mode: unknown) => () => createSession(trx, { foreignKeys: mode as 'verify' })
        if (target.engine === 'sqlite') {
          expect(open('verify')).toThrow(expect.objectContaining({ code: 'SEEDKIT_VERIFIES_RUNS_ONLY', message: expect.stringContaining('only for a whole run') }))
        } else expect(open('verify')).not.toThrow()
        expect(open('check')).not.toThrow()
        expect(open(undefined)).not.toThrow()
        expect(open('later')).toThrow(expect.objectContaining({ code: 'SEEDKIT_BAD_FOREIGN_KEYS', message: 'The option "foreignKeys" is "later".' }))
      } finally {
        await trx.rollback()
      }
    } finally {
      await db.drop()
    }
  })
})

describe.each(targets.filter((target) => target.engine !== 'sqlite'))('the option for a whole run on $name', (target) => {
  it('changes nothing: keys are verified call by call there', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run(`create table parents (id ${db.types.id})`, `create table kids (id ${db.types.id}, parent_id int, foreign key (parent_id) references parents (id))`)
      await expect(runInTransaction(db.knex, (trx) => trx('kids').insert({ parent_id: 4 }), VERIFY)).rejects.toThrow(/foreign key/i)
      await runInTransaction(db.knex, (trx) => runInTransaction(trx, (inner) => inner('kids').insert({ parent_id: null }), VERIFY), VERIFY)
      expect(await db.knex('kids')).toHaveLength(1)
    } finally {
      await db.drop()
    }
  })
})
