import type { Knex } from 'knex'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { InsertRow } from '../../src/database/database.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insertPiece, openWriter, type Piece, type Writer } from '../support/postgres-writers.js'

const range = (count: number, from = 0) => Array.from({ length: count }, (_, n) => from + n)
const posts = (from: number, count = 200): readonly InsertRow[] => range(count, from).map((n) => ({ n }))
const comments = (from: number, count = 200): readonly InsertRow[] => range(count, from).map((n) => ({ body: `c${n}`, post_id: 1 }))
const nothing: Piece = { wanted: [] }
const all = { place: { offset: 0, total: 200 } }

const limitedTo = (connection: unknown, query_timeout: number) => ({ ...(typeof connection === 'string' ? { connectionString: connection } : Object(connection)), query_timeout })

describe.each(targets.filter(({ engine }) => engine === 'postgres'))('pieces that follow each other on $name', (target) => {
  let db: TestDatabase

  beforeAll(async () => {
    db = await openTestDatabase(target)
  })
  afterAll(() => db.drop())
  beforeEach(() =>
    db.run(
      'drop table if exists comments, posts',
      'create table posts (id serial primary key, n int not null check (n < 5000))',
      'create table comments (id serial primary key, body text not null, post_id int not null references posts)',
    ),
  )

  /** Works in a transaction in which the first pieces of both tables have been written, so that all is known of them. */
  async function begun<T>(knex: Knex, work: (trx: Knex.Transaction, writer: Writer) => Promise<T>): Promise<T> {
    return knex.transaction(async (trx) => {
      const writer = openWriter({ knex: trx })
      await insertPiece(writer.database, 'posts', posts(0), all)
      await insertPiece(writer.database, 'comments', comments(0), nothing)
      writer.ways()
      // What is handed in meanwhile waits, ready to be sent.
      void writer.database.execute({ kind: 'select', sql: 'select pg_sleep(0.05)', bindings: [], label: { seeder: undefined, factory: undefined, relation: undefined, rows: undefined } })
      return work(trx, writer)
    })
  }

  /** How many statements were sent before each answer. */
  function watch(knex: Knex): () => number {
    let open = 0
    let most = 0
    knex.on('query', () => (most = Math.max(most, ++open)))
    knex.on('query-response', () => open--)
    knex.on('query-error', () => open--)
    return () => most
  }

  it('are sent before the answers to those before them, and get the keys in their order', async () => {
    await begun(db.knex, async (trx, { database, ways }) => {
      const mostOpen = watch(trx)
      const results = await Promise.all([
        insertPiece(database, 'comments', comments(200), nothing),
        insertPiece(database, 'posts', posts(200), { place: { offset: 0, total: 600 } }),
        insertPiece(database, 'comments', comments(400), nothing),
        insertPiece(database, 'posts', posts(400), { place: { offset: 200, total: 600 } }),
        insertPiece(database, 'posts', posts(600), { place: { offset: 400, total: 600 } }),
      ])
      expect(mostOpen()).toBeGreaterThan(2)
      expect(ways().toSorted()).toEqual(['copy 200', 'copy 200', 'copy 200', 'copy 200', 'copy 200', 'keys 600'])
      expect([1, 3, 4].flatMap((at) => results[at]?.map((row) => row['id']))).toEqual(range(600, 201))
    })
    expect(await db.knex('posts').orderBy('id').select('id', 'n')).toEqual(range(800).map((n) => ({ id: n + 1, n })))
    expect(await db.knex('comments').orderBy('id').pluck('body')).toEqual(range(600).map((n) => `c${n}`))
  })

  it('leave no gap in the keys', async () => {
    await begun(db.knex, async (_, { database }) => {
      await Promise.all(range(9).map((at) => insertPiece(database, 'posts', posts(200 + at * 100, 100), { place: { offset: at * 100, total: 900 } })))
    })
    expect((await db.knex.raw('select last_value as last from posts_id_seq')).rows).toEqual([{ last: '1100' }])
    expect(await db.knex('posts').max('id as last')).toEqual([{ last: 1100 }])
  })

  it('tell each what the first failure was, and let go of the connection', async () => {
    const pieces: PromiseSettledResult<unknown>[] = []
    await begun(db.knex, async (trx, { database }) => {
      const sent = [
        insertPiece(database, 'comments', comments(200), nothing),
        insertPiece(database, 'comments', [...comments(400, 50), { body: null, post_id: 1 }, ...comments(451, 149)], nothing),
        insertPiece(database, 'comments', comments(600), nothing),
        insertPiece(database, 'posts', posts(200), all),
      ]
      pieces.push(...(await Promise.allSettled(sent)))
      pieces.push(...(await Promise.allSettled([insertPiece(database, 'comments', comments(800), nothing), insertPiece(database, 'comments', comments(1000), nothing)])))
      await trx.rollback()
    })
    const [first, failed, ...others] = pieces
    expect(others).toHaveLength(4)
    expect(first?.status).toBe('fulfilled')
    const reason = failed?.status === 'rejected' ? failed.reason : undefined
    expect(String(reason)).toMatch(/row 51 of 200 for table "comments" has no value for "body", which is NOT NULL/)
    expect(others.map((each) => each.status === 'rejected' && each.reason)).toEqual(others.map(() => reason))
    expect(await db.knex('posts').count('* as n')).toEqual([{ n: '0' }])
    const again = openWriter(db)
    expect(await insertPiece(again.database, 'posts', posts(200))).toHaveLength(200)
  })

  it('tell of keys that there are none of', async () => {
    const pieces: PromiseSettledResult<unknown>[] = []
    await begun(db.knex, async (trx, { database }) => {
      // Taken by others: the sequence cannot tell beforehand.
      await trx.raw(`select setval('posts_id_seq', 2147483600)`)
      const sent = [
        insertPiece(database, 'comments', comments(200), nothing),
        insertPiece(database, 'posts', posts(200), all),
        insertPiece(database, 'comments', comments(400), nothing),
      ]
      pieces.push(...(await Promise.allSettled(sent)))
      await trx.rollback()
    })
    const [first, failed, last] = pieces
    expect(first?.status).toBe('fulfilled')
    const reason = failed?.status === 'rejected' ? failed.reason : undefined
    expect(String(reason)).toMatch(/No value is left to count a column up with \(nextval: reached maximum value of sequence "posts_id_seq" /)
    expect(last?.status === 'rejected' && last.reason).toBe(reason)
  })

  it('do not run into keys that rows before them gave', async () => {
    await begun(db.knex, async (_, { database }) => {
      await Promise.all([
        insertPiece(database, 'comments', comments(200), nothing),
        insertPiece(database, 'comments', comments(400).map((row, k) => ({ id: 1000 + k * 10, ...row })), nothing),
        insertPiece(database, 'comments', comments(600), nothing),
        insertPiece(database, 'comments', comments(800), nothing),
      ])
    })
    expect(await db.knex('comments').count('* as n').max('id as last')).toEqual([{ n: '1000', last: 2990 + 400 }])
  })

  it('leave room for what the user asks meanwhile', async () => {
    await begun(db.knex, async (trx, { database }) => {
      const [, answer, rows] = await Promise.all([
        insertPiece(database, 'comments', comments(200), nothing),
        trx('posts').count('* as n'),
        insertPiece(database, 'posts', posts(200), all),
        insertPiece(database, 'comments', comments(400), nothing),
      ])
      expect(answer).toEqual([{ n: expect.stringMatching(/^[24]00$/) }])
      expect(rows).toHaveLength(200)
    })
    expect(await db.knex('comments').count('* as n')).toEqual([{ n: '600' }])
  })

  it('wait for their turn where the driver has a time limit for each query', async () => {
    const limited = db.another({ connection: limitedTo(db.settings.connection, 60_000) })
    await begun(limited, async (trx, { database }) => {
      const mostOpen = watch(trx)
      await Promise.all([200, 400, 600].map((from) => insertPiece(database, 'comments', comments(from), nothing)))
      expect(mostOpen()).toBe(1)
    })
    expect(await db.knex('comments').count('* as n')).toEqual([{ n: '800' }])
  })

  it('all fail when the connection breaks, and nothing stays', async () => {
    const reasons: unknown[] = []
    const other = db.another()
    await begun(db.knex, async (trx, { database }) => {
      const [me] = (await trx.raw('select pg_backend_pid() as pid')).rows as { pid: number }[]
      const blocker = await other.transaction()
      await blocker.raw(`insert into posts (id, n) values (201, 0)`)
      const sent = [
        insertPiece(database, 'posts', posts(200), all),
        insertPiece(database, 'comments', comments(200), nothing),
        insertPiece(database, 'comments', comments(400), nothing),
      ]
      setTimeout(() => void blocker.raw('select pg_terminate_backend(?)', [me?.pid ?? 0]).then(() => blocker.rollback()), 100)
      for (const each of await Promise.allSettled(sent)) reasons.push(each.status === 'rejected' ? String(each.reason) : each.value)
      throw new Error('broken')
    }).catch(() => undefined)
    expect(reasons).toHaveLength(3)
    for (const reason of reasons) expect(reason).toMatch(/connection/i)
    expect(await other('posts').count('* as n')).toEqual([{ n: '0' }])
  })
})
