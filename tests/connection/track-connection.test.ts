import type { Knex } from 'knex'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { trackConnection } from '../../src/database/track-connection.js'
import { OperationRegistry } from '../../src/support/operation-registry.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'

const HERE = /\(tests\/connection\/track-connection\.test\.ts:\d+:\d+\)$/

describe.each(targets.filter(({ name }) => name !== 'mysql'))('trackConnection on $name', (target) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDatabase(target)
    await database.run(`create table people (id ${database.types.id}, name varchar(50))`)
  })
  afterAll(() => database.drop())
  beforeEach(() => database.knex('people').del())

  interface Scene { readonly db: Knex.Transaction; readonly registry: OperationRegistry; readonly trx: Knex.Transaction }

  /** Runs in a transaction that is rolled back, whatever happens. */
  async function inside<T>(act: (scene: Scene) => Promise<T>): Promise<T> {
    const trx = await database.knex.transaction()
    const registry = new OperationRegistry({ lateError: (call) => new Error(`${call} came too late`) })
    try {
      return await act({ db: trackConnection(trx, registry), registry, trx })
    } finally {
      await trx.rollback()
    }
  }

  test('what is awaited works as with plain Knex and leaves nothing pending', () => inside(async ({ db, registry }) => {
    expect(typeof db).toBe('function')
    expect(db.isTransaction).toBe(true)
    await db('people').insert([{ name: 'Ada' }, { name: 'Bob' }])
    await db.insert({ name: 'Cleo' }).into('people')
    await db('people').where({ name: 'Bob' }).update({ name: db.raw('upper(name)') })
    const names = await db('people').orderBy('name').pluck('name')
    expect(names).toEqual(['Ada', 'BOB', 'Cleo'])
    expect(await db('people').whereIn('id', db('people').select('id').where('name', 'Ada'))).toHaveLength(1)
    expect(await db.select('name').from('people').where('name', db.ref('name')).first()).toHaveProperty('name')
    await db.raw('select 1 as one')
    await db.batchInsert('people', [{ name: 'Dan' }, { name: 'Eve' }], 1)
    expect(await db.schema.hasTable('people')).toBe(true)
    expect(await db('people').count({ n: '*' }).then(([row]) => Number(row?.['n']))).toBe(5)
    await db('people').insert({ name: 'Fay' }).catch(() => expect.fail('no error'))
    await db('people').del().finally(() => undefined)
    expect(registry.pending()).toEqual([])
  }))

  test.skipIf(target.engine === 'mysql')('returning gives rows', () => inside(async ({ db }) => {
    expect(await db('people').insert({ name: 'Ada' }).returning('name')).toEqual([{ name: 'Ada' }])
  }))

  test.each<[string, (db: Knex.Transaction) => unknown, string]>([
    ['insert', (db) => db('people').insert({ name: 'x' }), 'db("people").insert'],
    ['insert … into', (db) => db.insert({ name: 'x' }).into('people'), 'db("people").insert'],
    ['update', (db) => db('people').update({ name: 'x' }), 'db("people").update'],
    ['increment', (db) => db('people').increment('id', 1), 'db("people").update'],
    ['delete', (db) => db('people').where('id', 1).del(), 'db("people").del'],
    ['truncate', (db) => db('people').truncate(), 'db("people").truncate'],
    ['raw', (db) => db.raw('  -- all of them\n delete from people'), 'db.raw("delete …")'],
    ['raw with a common table expression', (db) => db.raw('with x as (select 1) insert into people (name) select 2'), 'db.raw("with …")'],
    ['createTable', (db) => db.schema.createTable('pets', (table) => table.increments()), 'db.schema.createTable'],
    ['queryBuilder', (db) => db.queryBuilder().insert({ name: 'x' }).into('people'), 'db("people").insert'],
    ['onConflict', (db) => db('people').insert({ id: 1, name: 'x' }).onConflict('id').ignore(), 'db("people").insert'],
  ])('a forgotten await is found: %s', (_name, forget, call) => inside(async ({ db, registry }) => {
    forget(db)
    expect(registry.pending()).toHaveLength(1)
    expect(registry.pending()[0]).toMatch(HERE)
    expect(registry.pending()[0]?.startsWith(`${call} `)).toBe(true)
  }))

  test('a query on its way is pending until it ends', () => inside(async ({ db, registry }) => {
    const insert = db('people').insert({ name: 'x' }).then(() => 'done')
    expect(registry.pending()[0]).toContain('db("people").insert')
    const select = db('people').select().then(() => 'done')
    expect(registry.pending()).toHaveLength(2)
    expect(registry.pending()[1]).toMatch(/^db\("people"\)\.select/)
    await Promise.all([insert, select])
    expect(registry.pending()).toEqual([])
  }))

  test('a failed query is not pending', () => inside(async ({ db, registry, trx }) => {
    await trx.raw('savepoint before_failure')
    await expect(db('nowhere').insert({ name: 'x' })).rejects.toThrow(/nowhere/)
    await trx.raw('rollback to savepoint before_failure')
    expect(registry.pending()).toEqual([])
  }))

  test.each<[string, (db: Knex.Transaction) => unknown]>([
    ['a select', (db) => db('people').select('id')],
    ['a fragment', (db) => db.raw('lower(name)')],
    ['a reference and a function', (db) => [db.ref('people.id'), db.fn.now()]],
    ['a reading schema builder', (db) => db.schema.hasTable('people')],
    ['a bare schema builder', (db) => db.schema],
    ['a statement that was printed', (db) => db('people').insert({ name: 'x' }).toString()],
    ['a statement that was compiled', (db) => db('people').update({ name: 'x' }).toSQL()],
    ['a raw that was printed', (db) => db.raw('delete from people').toString()],
  ])('%s is no lost work', (_name, make) => inside(async ({ db, registry }) => {
    make(db)
    expect(registry.pending()).toEqual([])
  }))

  test.skipIf(target.engine === 'mysql')('an insert in a common table expression is a part of what is sent', () => inside(async ({ db, registry }) => {
    if (target.engine !== 'postgres') return
    await db.with('added', db('people').insert({ name: 'Ada' }).returning('id')).select('id').from('added')
    expect(registry.pending()).toEqual([])
  }))

  test('of a clone and its origin, the one that is not sent is no lost work, and both are if none is', () => inside(async ({ db, registry }) => {
    await db('people').insert({ name: 'x' }).clone()
    expect(registry.pending()).toEqual([])
    db('people').insert({ name: 'y' }).clone()
    expect(registry.pending()).toHaveLength(1)
  }))

  test('a forgotten savepoint, and what is forgotten inside one', () => inside(async ({ db, registry }) => {
    await db.transaction(async (inner) => {
      await inner('people').insert({ name: 'kept' })
      inner('people').insert({ name: 'forgotten' })
    })
    expect(registry.pending()).toHaveLength(1)
    expect(await db('people').pluck('name')).toEqual(['kept'])
    const savepoint = db.transaction(async (inner) => void (await inner('people').insert({ name: 'late' })))
    expect(registry.pending().some((call) => call.startsWith('db.transaction'))).toBe(true)
    await savepoint
    expect(registry.pending()).toHaveLength(1)
    const held = await db.transaction()
    expect(registry.pending().at(-1)).toMatch(/^db\.transaction/)
    await held.rollback()
    expect(registry.pending()).toHaveLength(1)
  }))

  test('a batch is one operation', () => inside(async ({ db, registry, trx }) => {
    const seen: (readonly string[])[] = []
    trx.client.on('query', () => seen.push(registry.pending()))
    await db.batchInsert('people', [{ name: 'a' }, { name: 'b' }], 1)
    expect(seen.length).toBeGreaterThanOrEqual(2)
    for (const pending of seen) expect(pending).toEqual([expect.stringMatching(/^db\.batchInsert\("people"\)/)])
    expect(registry.pending()).toEqual([])
  }))

  test.skipIf(target.name === 'better-sqlite3' || target.engine === 'postgres')('a stream is pending until it is read', () => inside(async ({ db, registry }) => {
    await db('people').insert([{ name: 'a' }, { name: 'b' }])
    const stream = db('people').select('name').stream()
    expect(registry.pending()).toHaveLength(1)
    const names: unknown[] = []
    for await (const row of stream) names.push(row)
    expect(names).toHaveLength(2)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(registry.pending()).toEqual([])
  }))

  test('a query of another handle is tracked once it is put on this one', () => inside(async ({ db, registry }) => {
    const insert = database.knex('people').insert({ name: 'x' }).transacting(db).then(() => 'done')
    expect(registry.pending()).toHaveLength(1)
    await insert
    expect(await db('people')).toHaveLength(1)
  }))

  test.each<[string, (db: Knex.Transaction) => PromiseLike<unknown>]>([
    ['insert', (db) => db('people').insert({ name: 'late' })],
    ['select', (db) => db('people').select()],
    ['raw', (db) => db.raw("insert into people (name) values ('late')")],
    ['schema', (db) => db.schema.hasTable('people')],
    ['savepoint', (db) => db.transaction(async (inner) => void (await inner('people').insert({ name: 'late' })))],
    ['batch', (db) => db.batchInsert('people', [{ name: 'late' }])],
  ])('after the end nothing is sent: %s', (_name, act) => inside(async ({ db, registry, trx }) => {
    registry.close()
    const sent: string[] = []
    trx.on('query', ({ sql }: { sql: string }) => sent.push(sql))
    await expect(act(db)).rejects.toThrow(/came too late$/)
    expect(sent).toEqual([])
    expect(registry.lateOperations).toHaveLength(1)
    expect(await trx('people')).toEqual([])
  }))

  test('the run\'s transaction cannot be ended through the handle', () => inside(async ({ db, trx }) => {
    await expect(db.commit()).rejects.toMatchObject({ code: 'SEEDKIT_CANNOT_END_TRANSACTION' })
    await expect(db.rollback()).rejects.toThrow('"db.rollback" was called inside a run')
    expect(trx.isCompleted()).toBe(false)
  }))
})
