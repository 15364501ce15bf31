import { inspect } from 'node:util'
import type { Knex } from 'knex'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runInTransaction } from '../../src/database/transaction.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'

const unhandled: unknown[] = []
const note = (reason: unknown): void => void unhandled.push(reason)
beforeAll(() => void process.on('unhandledRejection', note))
afterAll(() => {
  process.off('unhandledRejection', note)
})

describe.each(targets.filter(({ name }) => name !== 'mysql'))('runInTransaction on $name', (target) => {
  let database: TestDatabase
  let knex: Knex
  beforeAll(async () => {
    database = await openTestDatabase(target)
    await database.run(`create table parents (id ${database.types.id}, name varchar(50))`)
  })
  afterAll(() => database.drop())
  beforeEach(async () => {
    // One connection: whatever is left behind on it is seen by the next statement.
    knex = database.another({ pool: { min: 0, max: 1 }, acquireConnectionTimeout: 3000 })
    await knex('parents').del()
  })
  afterEach(async () => {
    await knex.destroy()
    await new Promise((resolve) => setImmediate(resolve))
    expect(unhandled.splice(0)).toEqual([])
  })

  const count = async (): Promise<number> => Number((await knex('parents').count({ n: '*' }))[0]?.['n'])

  test('commits and gives the value of the body', async () => {
    const value = await runInTransaction(knex, async (trx) => {
      await trx('parents').insert({ name: 'a' })
      return 'value'
    })
    expect(value).toBe('value')
    expect(await count()).toBe(1)
  })

  test('an error of the body rolls back and comes out as it is', async () => {
    const boom = new TypeError('boom')
    const run = runInTransaction(knex, async (trx) => {
      await trx('parents').insert({ name: 'a' })
      throw boom
    })
    await expect(run).rejects.toBe(boom)
    expect(await count()).toBe(0)
  })

  test.each([undefined, null, 'text'])('a body that throws %s rolls back too', async (thrown) => {
    const run = runInTransaction(knex, async (trx) => {
      await trx('parents').insert({ name: 'a' })
      throw thrown
    })
    expect(await run.then(() => 'resolved', (reason: unknown) => ({ reason }))).toEqual({ reason: thrown })
    expect(await count()).toBe(0)
  })

  test('a failed statement rolls back, and its own error comes out', async () => {
    const run = runInTransaction(knex, async (trx) => {
      await trx('parents').insert({ name: 'a' })
      await trx('nowhere').insert({ name: 'b' })
    })
    await expect(run).rejects.toThrow(/nowhere/)
    expect(await count()).toBe(0)
  })

  test.runIf(target.engine === 'mysql')('a BEGIN that the server refuses is told as it is', async () => {
    const oracle = database.another({
      pool: { min: 0, max: 1, afterCreate: (connection: any, done: (error: unknown, connection: unknown) => void) => connection.query("set sql_mode = 'ORACLE'", (error: unknown) => done(error, connection)) },
    })
    const run = runInTransaction(oracle, () => Promise.reject(new Error('not reached')))
    await expect(run).rejects.toMatchObject({ code: 'SEEDKIT_CANNOT_BEGIN', message: expect.stringMatching(/^The database does not begin a transaction: You have an error in your SQL syntax/), hint: expect.stringContaining('ORACLE') })
    expect(await oracle.select(1)).toHaveLength(1)
  })

  test('a dry run makes everything, gives the value, and leaves nothing', async () => {
    const value = await runInTransaction(knex, async (trx) => {
      await trx('parents').insert({ name: 'a' })
      return Number((await trx('parents').count({ n: '*' }))[0]?.['n'])
    }, { rollback: 'always' })
    expect(value).toBe(1)
    expect(await count()).toBe(0)
  })

  test('runs can follow each other on one connection, and one can stand in another as a savepoint', async () => {
    for (const name of ['a', 'b', 'c']) await runInTransaction(knex, async (trx) => void (await trx('parents').insert({ name })))
    await runInTransaction(knex, async (trx) => {
      await trx('parents').insert({ name: 'outer' })
      await runInTransaction(trx, async (inner) => void (await inner('parents').insert({ name: 'inner' })))
      await runInTransaction(trx, async (inner) => {
        await inner('parents').insert({ name: 'undone' })
        throw new Error('inner')
      }).catch(() => undefined)
      await runInTransaction(trx, async (inner) => void (await inner('parents').insert({ name: 'dry' })), { rollback: 'always' })
    })
    expect(await knex('parents').orderBy('id').pluck('name')).toEqual(['a', 'b', 'c', 'outer', 'inner'])
  })

  test('a transaction that the body ends itself is an error', async () => {
    const run = runInTransaction(knex, async (trx) => void (await trx.rollback()))
    await expect(run).rejects.toMatchObject({ code: 'SEEDKIT_TRANSACTION_ENDED' })
    await expect(runInTransaction(knex, async (trx) => void (await trx('parents').insert({ name: 'after' })))).resolves.toBeUndefined()
  })

  test('the caller\'s Knex is left alive', async () => {
    await runInTransaction(knex, async () => undefined)
    expect(await knex.raw('select 1')).toBeDefined()
    expect((knex.client as { pool: { numUsed(): number } }).pool.numUsed()).toBe(0)
  })

  describe.runIf(target.engine === 'mysql')('a statement that commits by itself', () => {
    const table = `unasked_${process.pid}`
    afterEach(() => database.run(`drop table if exists ${table}`))
    const body = async (trx: Knex.Transaction): Promise<void> => {
      await trx('parents').insert({ name: 'a' })
      await trx.raw(`create table ${table} (id int)`)
    }

    test.each([{}, { rollback: 'always' as const }])('is told where the transaction has to be whole (%o)', async (options) => {
      const run = runInTransaction(knex, body, { ...options, wholeness: 'proved' })
      await expect(run).rejects.toMatchObject({ code: 'SEEDKIT_TRANSACTION_ENDED', message: expect.stringContaining('not everything is rolled back') })
      expect(await runInTransaction(knex, async () => 'next')).toBe('next')
    })

    test('nothing is left open where the guard cannot be set', async () => {
      const refused = new Error('refused')
      let armed = true
      knex.on('query', ({ sql }: { readonly sql: string }) => {
        if (!armed || !sql.includes('savepoint seedkit_guard')) return
        armed = false
        throw refused
      })
      await expect(runInTransaction(knex, async () => 'never', { wholeness: 'proved' })).rejects.toBe(refused)
      const [[row]] = await knex.raw('select @@in_transaction as open')
      expect(Number(row.open)).toBe(0)
    })

    test('is told together with the error that came after it', async () => {
      const boom = new Error('boom')
      const run = runInTransaction(knex, (trx) => body(trx).then(() => Promise.reject(boom)), { wholeness: 'proved' })
      await expect(run).rejects.toMatchObject({ code: 'SEEDKIT_TRANSACTION_ENDED', message: expect.stringContaining('boom'), cause: boom })
    })
  })

  test('a transaction that stays whole is left alone, savepoints inside it too', async () => {
    const boom = new Error('boom')
    const whole = { wholeness: 'proved' } as const
    const nested = (trx: Knex.Transaction) => trx.transaction((inner) => inner('parents').insert({ name: 'a' }))
    await runInTransaction(knex, nested, whole)
    expect(await count()).toBe(1)
    await expect(runInTransaction(knex, (trx) => nested(trx).then(() => Promise.reject(boom)), whole)).rejects.toBe(boom)
    expect(await count()).toBe(1)
  })

  describe.runIf(target.engine !== 'mysql')('with a deferred foreign key', () => {
    beforeAll(() => database.run('create table children (id integer primary key, parent_id integer not null references parents (id) deferrable initially deferred)'))
    beforeEach(() => knex('children').del())

    test.each([{ rollback: undefined }, { rollback: 'always' as const }])('an orphan fails the run, also a dry one (%o)', async (options) => {
      const run = runInTransaction(knex, async (trx) => void (await trx('children').insert({ id: 1, parent_id: 99 })), options)
      await expect(run).rejects.toThrow(/points at no row of table "parents" at the end of the transaction/)
      expect(Number((await knex('children').count({ n: '*' }))[0]?.['n'])).toBe(0)
      await runInTransaction(knex, async (trx) => void (await trx('parents').insert({ name: 'next' })))
      expect(await count()).toBe(1)
    })

    test.runIf(target.engine === 'sqlite').each([{ rollback: undefined }, { rollback: 'always' as const }])('orphans that were there before do not fail a good run (%o)', async (options) => {
      await knex.raw('pragma foreign_keys = off')
      await knex('children').insert([{ id: 7, parent_id: 4711 }, { id: 8, parent_id: 4711 }])
      await runInTransaction(knex, async (trx) => {
        const [parent] = await trx('parents').insert({ name: 'a' }).returning('id') as { id: number }[]
        await trx('children').insert({ id: 9, parent_id: parent?.id })
      }, options)
      expect(await knex('children').pluck('id')).toEqual(options.rollback === undefined ? [7, 8, 9] : [7, 8])
      const bad = runInTransaction(knex, async (trx) => void (await trx('children').insert({ id: 10, parent_id: 4711 })), options)
      await expect(bad).rejects.toThrow(/^The row with rowid 10 of table "children" points at no row of table "parents"/)
      expect(await knex('children').pluck('id')).toEqual(options.rollback === undefined ? [7, 8, 9] : [7, 8])
      await knex('children').del()
    })

    test.runIf(target.engine === 'sqlite').each([{ rollback: undefined }, { rollback: 'always' as const }])('of a table without row numbers, beside an old orphan (%o)', async (options) => {
      await knex.raw('create table if not exists bare (code text primary key, parent_id integer references parents (id) deferrable initially deferred) without rowid')
      await knex('bare').del()
      await knex.raw('pragma foreign_keys = off')
      await knex('bare').insert({ code: 'old', parent_id: 4711 })
      const bad = runInTransaction(knex, async (trx) => void (await trx('bare').insert({ code: 'new', parent_id: 4711 })), options)
      await expect(bad).rejects.toMatchObject({ code: 'SEEDKIT_FOREIGN_KEY_VIOLATION', message: 'A row of table "bare" points at no row of table "parents" at the end of the transaction.' })
      await runInTransaction(knex, async (trx) => void (await trx('bare').insert({ code: 'fine', parent_id: null })), options)
      await knex('bare').del()
    })

    test.runIf(target.engine === 'sqlite')('a key that is deferred by a setting, in a dry run', async () => {
      await knex.raw('create table if not exists strict_children (id integer primary key, parent_id integer not null references parents (id))')
      const bad = runInTransaction(knex, async (trx) => {
        await trx.raw('pragma defer_foreign_keys = on')
        await trx('strict_children').insert({ id: 1, parent_id: 99 })
      }, { rollback: 'always' })
      await expect(bad).rejects.toThrow(/rowid 1 of table "strict_children"/)
    })

    test('COMMIT itself may fail: rolled back, and the connection is clean', async () => {
      // Sent behind the proofs' back, right before COMMIT.
      const run = runInTransaction(knex, async (trx) => {
        await trx('parents').insert({ name: 'a' })
        const commit = trx.commit
        trx.commit = (async (value: unknown) => {
          if (target.engine === 'postgres') await trx.raw('set constraints all deferred')
          await trx('children').insert({ id: 1, parent_id: 99 })
          return await commit(value)
        }) as typeof commit
      })
      await expect(run).rejects.toThrow(target.engine === 'sqlite' ? /^The row with rowid 1 of table "children" points at no row of table "parents"/ : /foreign key/i)
      expect(await count()).toBe(0)
      await runInTransaction(knex, async (trx) => void (await trx('parents').insert({ name: 'next' })))
      expect(await knex('parents').pluck('name')).toEqual(['next'])
      expect(await knex('children')).toEqual([])
    })
  })

  describe.runIf(target.engine === 'sqlite')('SQLite\'s foreign keys', () => {
    const setting = async (): Promise<number> => Number((await knex.raw('pragma foreign_keys') as { foreign_keys: number }[])[0]?.foreign_keys)

    test.each([0, 1])('are on inside, and afterwards as found (%i)', async (before) => {
      await knex.raw(`pragma foreign_keys = ${before}`)
      const inside = await runInTransaction(knex, async (trx) => (await trx.raw('pragma foreign_keys') as { foreign_keys: number }[])[0]?.foreign_keys)
      expect(inside).toBe(1)
      expect(await setting()).toBe(before)
      await runInTransaction(knex, async () => { throw new Error('boom') }).catch(() => undefined)
      expect(await setting()).toBe(before)
    })

    test('a disk that is full is told, not the ROLLBACK that fails after it', async () => {
      const pages = (await knex.raw('pragma page_count') as { page_count: number }[])[0]?.page_count ?? 0
      await knex.raw(`pragma max_page_count = ${pages + 2}`)
      const run = runInTransaction(knex, async (trx) => {
        for (let i = 0; i < 200; i++) await trx('parents').insert({ name: 'x'.repeat(1000) })
      })
      await expect(run).rejects.toThrow(/full/)
      await knex.raw('pragma max_page_count = 1073741823')
      expect(await count()).toBe(0)
      await runInTransaction(knex, async (trx) => void (await trx('parents').insert({ name: 'next' })))
      expect(await count()).toBe(1)
    })
  })

  describe.runIf(target.engine !== 'sqlite')('a connection that is killed', () => {
    const kill = async (trx: Knex.Transaction): Promise<void> => {
      const sql = target.engine === 'postgres' ? 'select pg_backend_pid() as id' : 'select connection_id() as id'
      const answer = await trx.raw(sql) as { rows: { id: number }[] } & { id: number }[][]
      const id = target.engine === 'postgres' ? answer.rows[0]?.id : answer[0]?.[0]?.id
      await database.knex.raw(target.engine === 'postgres' ? `select pg_terminate_backend(${id})` : `kill ${id}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const ORIGINAL = target.engine === 'postgres' ? /terminating connection due to administrator command/ : /Connection was killed|The server closed the connection/

    test('between statements: the original reason is told, and the next run works', async () => {
      const run = runInTransaction(knex, async (trx) => {
        await trx('parents').insert({ name: 'a' })
        await kill(trx)
        await trx('parents').insert({ name: 'b' })
      })
      const error: unknown = await run.catch((reason: unknown) => reason)
      expect(error).toMatchObject({ code: 'SEEDKIT_CONNECTION_LOST', hint: 'Nothing was committed.' })
      expect((error as Error).message).toMatch(ORIGINAL)
      expect(inspect(error)).not.toMatch(/ROLLBACK - /)
      await runInTransaction(knex, async (trx) => void (await trx('parents').insert({ name: 'next' })))
      expect(await knex('parents').pluck('name')).toEqual(['next'])
    })

    test('an error of the body\'s own is not hidden by it', async () => {
      const run = runInTransaction(knex, async (trx) => {
        await kill(trx)
        throw new Error('boom')
      })
      await expect(run).rejects.toThrow(/^boom$/)
    })

    test('during a statement', async () => {
      const run = runInTransaction(knex, async (trx) => {
        const sleep = trx.raw(target.engine === 'postgres' ? 'select pg_sleep(5)' : 'select sleep(5)').then(() => undefined)
        setTimeout(() => void killSleeping().catch(() => undefined), 150)
        await sleep
        await trx('parents').insert({ name: 'b' })
      })
      const killSleeping = async (): Promise<void> => {
        if (target.engine === 'postgres') {
          await database.knex.raw("select pg_terminate_backend(pid) from pg_stat_activity where query = 'select pg_sleep(5)' and datname = current_database()")
          return
        }
        const [rows] = await database.knex.raw("select id from information_schema.processlist where info = 'select sleep(5)' and db = database()") as [{ id: number }[]]
        for (const { id } of rows) await database.knex.raw(`kill ${id}`)
      }
      const error: unknown = await run.catch((reason: unknown) => reason)
      expect(inspect(error)).toMatch(target.engine === 'postgres' ? ORIGINAL : /Connection was killed|closed the connection|Connection lost/)
      expect((error as Error).message).not.toMatch(/^ROLLBACK/)
      expect(await count()).toBe(0)
    })

    test('before COMMIT: nobody claims that nothing was committed', async () => {
      const run = runInTransaction(knex, async (trx) => {
        await trx('parents').insert({ name: 'a' })
        const commit = trx.commit
        trx.commit = (async (value: unknown) => {
          await kill(trx)
          return await commit(value)
        }) as typeof commit
      })
      const error: unknown = await run.catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(Error)
      expect((error as Error).message).not.toMatch(/^ROLLBACK/)
      expect(error).toMatchObject({ code: 'SEEDKIT_OUTCOME_UNKNOWN' })
      expect(await count()).toBe(0)
    })
  })
})
