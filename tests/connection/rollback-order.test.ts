import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { attachDatabase } from '../../src/database/attach-database.js'
import type { Database, InsertRow, Statement } from '../../src/database/database.js'
import { runInTransaction } from '../../src/database/transaction.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insert } from '../support/insert.js'
import { insertMany } from '../support/insert-many.js'

const rows = (count: number): readonly InsertRow[] => Array.from({ length: count }, (_, n) => ({ name: `n${n}`, level: n % 10 }))

describe.each(targets)('a transaction that ends under statements on their way, on $name', (target) => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(`create table words (id ${db.types.id}, name varchar(50) unique, level int)`)
  })
  afterAll(() => db.drop())
  beforeEach(() => db.knex('words').del())

  /** The body fails a few turns of the event loop after a statement was announced, while the work goes on. */
  const interrupted = async (work: (database: Database) => Promise<unknown>, turns: number, isTheOne: (statement: Statement) => boolean): Promise<void> => {
    let stop: () => void = () => undefined
    const stopped = new Promise<never>((_, reject) => (stop = () => reject(new Error('stop'))))
    const beforeStatement = (statement: Statement): void => {
      if (isTheOne(statement)) void after(turns).then(() => stop())
    }
    let left: Promise<unknown> = Promise.resolve()
    const run = runInTransaction(db.knex, async (trx) => {
      left = work(attachDatabase(trx, { observer: { beforeStatement }, transaction: 'own', without: target.without })).catch(() => undefined)
      void left.then(() => stop())
      await stopped
    })
    await expect(run).rejects.toThrow('stop')
    await left
    // Statements of a connection that nobody waits for any more.
    await sleep(20)
  }
  const after = async (turns: number): Promise<void> => {
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
  }

  test.each([0, 1, 2, 3, 5, 8, 13])('leaves no row of a stream (%i turns on)', async (turns) => {
    let seen = 0
    const second = ({ kind }: Statement): boolean => kind === 'insert' && ++seen === 2
    for (let round = 0; round < 3; round++, seen = 0) await interrupted((database) => insertMany(database, 'words', rows(5000)), turns, second)
    expect(await db.knex('words').count({ n: '*' })).toEqual([{ n: target.engine === 'postgres' ? '0' : 0 }])
  })

  test.each([0, 1, 2, 3, 5])('leaves no row that comes back whole (%i turns on)', async (turns) => {
    const first = ({ kind }: Statement): boolean => kind === 'insert'
    for (let round = 0; round < 5; round++) await interrupted((database) => insert(database, 'words', rows(2500)), turns, first)
    expect(await db.knex('words').count({ n: '*' })).toEqual([{ n: target.engine === 'postgres' ? '0' : 0 }])
  })

  test.runIf(target.engine === 'postgres')('is rolled back when nothing is on its way any more: the driver warns of more than one statement', async () => {
    const knex = db.another({ pool: { min: 0, max: 1 } })
    const connection = await knex.client.acquireConnection()
    await knex.client.releaseConnection(connection)
    const { query } = connection
    const behind: string[] = []
    connection.query = (config: any, ...rest: unknown[]) => {
      if (config?.text === 'ROLLBACK') behind.push(...(connection.readyForQuery ? [] : ['a statement']))
      return query.call(connection, config, ...rest)
    }
    const slow = runInTransaction(knex, async (trx) => {
      void trx.raw('select pg_sleep(0.2)').catch(() => undefined)
      void trx.raw('select pg_sleep(0.2)').catch(() => undefined)
      await sleep(20)
      throw new Error('stop')
    })
    await expect(slow).rejects.toThrow('stop')
    expect(behind).toEqual([])
    expect(await knex('words').count({ n: '*' })).toEqual([{ n: '0' }])
  })

  test.each([0, 1, 2, 3, 5])('takes nothing out of the table for a row that fails (%i turns on)', async (turns) => {
    await db.knex('words').insert(rows(20).map((row) => ({ ...row, name: `old ${String(row['name'])}` })))
    const first = ({ kind }: Statement): boolean => kind === 'insert'
    await interrupted((database) => insertMany(database, 'words', [...rows(900), { name: 'n5', level: 1 }]), turns, first)
    expect(await db.knex('words').count({ n: '*' })).toEqual([{ n: target.engine === 'postgres' ? '20' : 20 }])
  })
})

describe.each(targets.filter(({ engine }) => engine !== 'sqlite'))('a connection that is lost, and nobody minds, on $name', (target) => {
  test('is told before COMMIT: nothing was committed', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run(`create table words (id ${db.types.id}, name varchar(50))`)
      const run = runInTransaction(db.another(), async (trx) => {
        await trx('words').insert({ name: 'a' })
        const isPostgres = target.engine === 'postgres'
        const answer = await trx.raw(isPostgres ? 'select pg_backend_pid() as id' : 'select connection_id() as id')
        await db.knex.raw(isPostgres ? `select pg_terminate_backend(${answer.rows[0].id})` : `kill ${answer[0][0].id}`)
        await sleep(100)
        await trx('words').insert({ name: 'b' }).catch(() => undefined)
      }, { wholeness: 'proved' })
      await expect(run).rejects.toMatchObject({ code: 'SEEDKIT_CONNECTION_LOST', hint: 'Nothing was committed.' })
      expect(await db.knex('words')).toEqual([])
    } finally {
      await db.drop()
    }
  })
})
