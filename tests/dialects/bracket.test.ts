import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import createKnex, { type Knex } from 'knex'
import { resolveDialect } from '../../src/database/dialects/resolve-dialect.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insert } from '../support/insert.js'

/** `run` as the bracket makes it: rows of a statement on one handle. */
function runOn(knex: Knex) {
  const dialect = resolveDialect(knex)
  return async (sql: string) => dialect.readResult(await knex.raw(sql)).rows
}

describe.each(targets)('what the dialect does around a transaction on $name', (target) => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(`create table parents (id ${db.types.id})`)
    const deferred = target.engine === 'mysql' ? '' : ' deferrable initially deferred'
    await db.run(
      `create table children (id ${db.types.id}, parent_id int, foreign key (parent_id) references parents (id)${deferred})`,
    )
  })
  afterAll(() => db?.drop())

  it('prepare puts every setting back as it was found', async () => {
    const knex = db.another({ pool: { min: 1, max: 1 } })
    const run = runOn(knex)
    for (const before of [0, 1]) {
      if (target.engine === 'sqlite') await run(`pragma foreign_keys = ${before}`)
      const restore = await resolveDialect(knex).prepare(run, 'check', undefined)
      if (target.engine === 'sqlite') expect(await run('pragma foreign_keys')).toEqual([{ foreign_keys: 1 }])
      await restore()
      if (target.engine === 'sqlite') expect(await run('pragma foreign_keys')).toEqual([{ foreign_keys: before }])
    }
  })

  it('beforeCommit lets a sound transaction pass', async () => {
    await db.knex.transaction(async (trx) => {
      const database = db.attach().on(trx)
      const [parent] = await insert(database, 'parents', [{}])
      await insert(database, 'children', [{ parent_id: parent?.['id'] }])
      await resolveDialect(trx).beforeCommit(runOn(trx))
    })
    expect(await db.knex('children')).toHaveLength(1)
  })

  it.runIf(target.engine === 'postgres')('beforeCommit finds an orphan behind a deferred key', async () => {
    const trx = await db.knex.transaction()
    try {
      await insert(db.attach().on(trx), 'children', [{ parent_id: 4711 }])
      await expect(resolveDialect(trx).beforeCommit(runOn(trx))).rejects.toMatchObject({
        code: 'SEEDKIT_FOREIGN_KEY_VIOLATION',
        message: expect.stringContaining('of table "children" points at no row of table "parents"'),
      })
    } finally {
      await trx.rollback()
    }
  })

  it.runIf(target.engine === 'sqlite')('orphans behind a deferred key are listed, for COMMIT does not name them', async () => {
    const trx = await db.knex.transaction()
    try {
      const [child] = await insert(db.attach().on(trx), 'children', [{ parent_id: 4711 }])
      const dialect = resolveDialect(trx)
      await dialect.beforeCommit(runOn(trx))
      expect(await dialect.hidesOrphans(runOn(trx))).toBe(true)
      expect(await dialect.listOrphans(runOn(trx))).toEqual([
        { table: 'children', parent: 'parents', row: child?.['id'], key: 0 },
      ])
    } finally {
      await trx.rollback()
    }
  })
})

describe('recognising the dialect', () => {
  class Custom extends (createKnex.Client as unknown as new (config: Knex.Config) => Knex.Client) {}

  it.each([
    ['sqlite3', 'SQLite'],
    ['better-sqlite3', 'SQLite'],
    ['pg', 'PostgreSQL'],
    ['mysql2', 'MySQL'],
  ])('%s is %s', async (client, name) => {
    const knex = createKnex({
      client,
      connection: client.includes('sqlite') ? { filename: ':memory:' } : {},
      useNullAsDefault: true,
    })
    expect(resolveDialect(knex).name).toBe(name)
    const Base = (knex.client as { constructor: new (config: Knex.Config) => Knex.Client }).constructor
    class Extended extends Base {}
    const extended = createKnex({
      client: Extended as unknown as typeof Knex.Client,
      connection: { filename: ':memory:' },
      useNullAsDefault: true,
    })
    expect(resolveDialect(extended).name).toBe(name)
    await Promise.all([knex.destroy(), extended.destroy()])
  })

  it('a client of another database is refused, with those that are supported', () => {
    const knex = createKnex({ client: Custom as unknown as typeof Knex.Client, log: { warn() {} } })
    expect(() => resolveDialect(knex)).toThrow(/is not supported/)
    try {
      resolveDialect(knex)
    } catch (error) {
      expect(error).toMatchObject({
        code: 'SEEDKIT_UNSUPPORTED_CLIENT',
        hint: expect.stringContaining('better-sqlite3, pg'),
      })
    }
  })
})
