import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attachDatabase } from '../../src/database/attach-database.js'
import { mysql } from '../../src/database/dialects/mysql.js'
import { inOwnTransaction } from '../../src/database/in-own-transaction.js'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insert } from '../support/insert.js'
import { insertMany } from '../support/insert-many.js'
import { insertPiece } from '../support/postgres-writers.js'
import { recordStatements } from '../support/record-statements.js'

const noon = new Date('2024-05-06T12:34:56.789Z')
const row = { at: noon, clock: noon, day: new Date('2024-05-06'), data: Buffer.from([0, 1, 92, 39, 255]), span: { days: 1, hours: -2, minutes: -30 }, x: 0.1 + 0.2, many: [noon], bytes: [Buffer.from([0, 92])] }
const columns = 'at timestamptz, clock timestamp, day date, data bytea, span interval, x double precision, many timestamptz[], bytes bytea[]'

const wordings = [
  ['SQL', `datestyle = 'SQL, DMY'`, `intervalstyle = 'iso_8601'`, `bytea_output = 'escape'`, 'extra_float_digits = 0'],
  ['German', `datestyle = 'German, DMY'`, `intervalstyle = 'sql_standard'`, `bytea_output = 'hex'`, 'extra_float_digits = -5'],
  ['Postgres', `datestyle = 'Postgres, MDY'`, `intervalstyle = 'postgres_verbose'`, `bytea_output = 'escape'`, 'extra_float_digits = 1'],
] as const

describe.each(targets.filter(({ engine }) => engine === 'postgres'))('values in other words than usual on $name', (target) => {
  let db: TestDatabase
  beforeEach(async () => {
    db = await openTestDatabase(target)
    await db.run(`create table things (id serial primary key, ${columns})`)
  })
  afterEach(() => db.drop())

  const current = `select current_setting('datestyle') || current_setting('intervalstyle') || current_setting('bytea_output') || current_setting('extra_float_digits') as now`
  const speaking = (settings: readonly string[]) =>
    db.another({
      pool: {
        min: 0,
        max: 1,
        afterCreate: (connection: any, done: (error: unknown, connection: unknown) => void) => {
          connection.query(settings.map((each) => `set ${each}`).join(';'), (error: unknown) => done(error, connection))
        },
      },
    })

  it.each(wordings)('%s: come back as they were given, and the settings stay', async (_, ...settings) => {
    const knex = speaking(settings)
    const before = (await knex.raw(current)).rows
    const database = attachDatabase(knex)
    for (const round of [0, 1]) {
      const back = await inOwnTransaction(database, async (inside, trx) => {
        expect(await insertPiece(inside, 'things', [row, row], { wanted: ['id'] })).toHaveLength(2)
        const rows = await insert(inside, 'things', [row, row])
        expect((await trx.raw(`select count(distinct things::text)::int as n from (select ${columns.replaceAll(/ (timestamptz|timestamp|date|bytea|interval|double precision)(\[\])?/g, '')} from things) things`)).rows).toEqual([{ n: 1 }])
        return rows
      })
      expect(back).toEqual([{ id: 3 + 4 * round, ...row }, { id: 4 + 4 * round, ...row }])
      expect((await knex.raw(current)).rows).toEqual(before)
    }
  })

  it('in a transaction of the user\'s, whose settings are put back after each call, and are lost with what is undone', async () => {
    const knex = speaking(wordings[0].slice(1))
    const before = (await knex.raw(current)).rows
    await knex.transaction(async (trx) => {
      const database = attachDatabase(trx)
      for (const id of [1, 2]) {
        expect(await insert(database, 'things', [row])).toEqual([{ id, ...row }])
        await database.callEnded()
        expect((await trx.raw(current)).rows).toEqual(before)
      }
      await trx.raw('savepoint own')
      // Not even the key was taken.
      await expect(insert(database, 'things', [{ day: 'no day' }])).rejects.toMatchObject({ code: 'SEEDKIT_INVALID_VALUE' })
      await trx.raw('rollback to savepoint own')
      expect(await insert(database, 'things', [row])).toEqual([{ id: 3, ...row }])
    })
    expect((await knex.raw(current)).rows).toEqual(before)
  })

  it('cost a statement more where they are, and none elsewhere', async () => {
    const sent = async (settings: readonly string[]) => {
      const { observer, events } = recordStatements()
      const database = attachDatabase(speaking(settings), { observer })
      for (const _ of [0, 1]) await inOwnTransaction(database, (inside) => insert(inside, 'things', [row]))
      return events.filter(({ statement: { kind } }) => kind !== 'catalogue').map(({ statement: { kind } }) => kind)
    }
    expect(await sent([`datestyle = 'ISO, DMY'`, 'extra_float_digits = 3'])).toEqual(['insert', 'insert'])
    expect(await sent([`datestyle = 'SQL, DMY'`])).toEqual(['session', 'insert', 'session', 'insert'])
  })
})

interface Lax { id: number; small: number | null; code: string | null }
class LaxFactory extends Factory<Lax> {
  readonly table = 'lax'
  definition(): Attributes<Insertable<Lax>> {
    return { small: 1, code: null }
  }
}

describe.each(targets.filter(({ engine }) => engine === 'mysql'))('sql_mode on $name', (target) => {
  it('without backslashes as escapes is refused before anything is sent: drivers would mangle text', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run(`create table notes (id ${db.types.id}, body varchar(50))`)
      await db.knex.transaction(async (trx) => {
        await trx.raw(`set sql_mode = concat(@@session.sql_mode, ',NO_BACKSLASH_ESCAPES')`)
        await expect(insert(attachDatabase(trx, { without: target.without }), 'notes', [{ body: `it's` }])).rejects.toMatchObject({
          code: 'SEEDKIT_SQL_MODE',
          message: 'The connection has sql_mode NO_BACKSLASH_ESCAPES, with which the driver would write other texts than those given.',
        })
        await trx.raw(`set session sql_mode = replace(@@session.sql_mode, 'NO_BACKSLASH_ESCAPES', '')`)
        expect(await insert(attachDatabase(trx, { without: target.without }), 'notes', [{ body: `a\\b 'c'\n` }])).toEqual([{ id: 1, body: `a\\b 'c'\n` }])
      })
    } finally {
      await db.drop()
    }
  })

  describe.each([
    ['that forgives', '', true],
    ['that forgives, with others in it', 'ANSI_QUOTES,PIPES_AS_CONCAT', true],
    ['that is strict for tables with transactions', 'STRICT_TRANS_TABLES', false],
    ['that is strict', 'STRICT_ALL_TABLES,NO_ZERO_DATE', false],
  ])('%s', (_, mode, forgives) => {
    let db: TestDatabase
    const recorder = recordStatements()
    const speaking = () =>
      db.another({
        pool: { min: 0, max: 1, afterCreate: (connection: any, done: (error: unknown, connection: unknown) => void) => connection.query(`set sql_mode = '${mode}'`, (error: unknown) => done(error, connection)) },
      })
    beforeEach(async () => {
      db = await openTestDatabase(target)
      recorder.clear()
      await db.run(`create table lax (id ${db.types.id}, small tinyint, body text character set utf8mb3, code varchar(3))`)
    })
    afterEach(() => db.drop())

    it('changes no value: one that does not fit is refused by name', async () => {
      const knex = speaking()
      const [{ found }] = (await knex.raw('select @@session.sql_mode as found'))[0]
      const database = attachDatabase(knex, { observer: recorder.observer, without: target.without })
      for (const [name, value] of [['small', 300], ['body', 'ok🙂'], ['code', 'long']] as const) {
        await expect(inOwnTransaction(database, (inside) => insert(inside, 'lax', [{ small: 1 }, { [name]: value }]))).rejects.toThrow(new RegExp(`row 2 of 2 .*"${name}"`))
        await expect(inOwnTransaction(database, (inside) => insertMany(inside, 'lax', [...Array.from({ length: 600 }, () => ({ [name]: 1 })), { [name]: value }]))).rejects.toThrow(new RegExp(`row 601 of 601 .*"${name}"`))
      }
      const session = sessionOn(database, { seed: 1 })
      const lax = session.factory(LaxFactory)
      const { id } = await lax.updateOrCreate({ code: 'a' }, { small: 1 })
      await expect(lax.updateOrCreate({ code: 'a' }, { small: 300 })).rejects.toThrow(/"small"/)
      await lax.updateOrCreate({ code: 'a' }, { small: 2 })
      expect(await knex('lax').select('id', 'small')).toEqual([{ id, small: 2 }])
      expect((await knex.raw('select @@session.sql_mode as found'))[0]).toEqual([{ found }])
    })

    it('costs no statement', async () => {
      const database = attachDatabase(speaking(), { observer: recorder.observer, without: target.without })
      await inOwnTransaction(database, (inside) => insert(inside, 'lax', [{ small: 1 }]))
      const sent = recorder.events.filter(({ statement: { kind } }) => kind === 'insert' || kind === 'session')
      expect(sent.map(({ statement: { kind } }) => kind)).toEqual(['insert'])
      const logged: string[] = []
      const knex = speaking().on('query', ({ sql }: { sql: string }) => void logged.push(sql))
      await insert(attachDatabase(knex, { without: target.without }), 'lax', [{ small: 1 }])
      expect(logged.filter((sql) => sql.includes('insert into')).map((sql) => sql.startsWith('set statement'))).toEqual([forgives])
    })
  })

  it('has MySQL 8 check one statement by a hint', () => {
    const strictly = (version: string, mode: string) => mysql.readServer({ version, mode }).strictly?.('insert into t (a) values (?)')
    expect(strictly('8.0.36', 'ANSI_QUOTES')).toBe(`insert /*+ SET_VAR(sql_mode = 'ANSI_QUOTES,STRICT_TRANS_TABLES,STRICT_ALL_TABLES') */ into t (a) values (?)`)
    expect(strictly('8.0.36', 'STRICT_TRANS_TABLES')).toBeUndefined()
    expect(strictly('5.7.44', '')).toBeUndefined()
  })

  it('decides what 0 is for a key that is counted up: refused by name, or kept', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run(`create table lax (id ${db.types.id}, small tinyint, code varchar(3))`)
      const session = sessionOn(db.attach(), { seed: 1 })
      const refused = { code: 'SEEDKIT_INVALID_VALUE', message: expect.stringMatching(/^LaxFactory: row 1 of \d+ for table "lax" cannot be stored: "id" is 0, /), hint: expect.stringContaining('NO_AUTO_VALUE_ON_ZERO') }
      for (const id of [0, '0', 0n]) {
        const lax = session.factory(LaxFactory)
        await expect(lax.create({ id: id as number })).rejects.toMatchObject(refused)
        await expect(lax.createBatch(2, { id: id as number })).rejects.toThrow()
        await expect(lax.insert(600, { id: id as number })).rejects.toThrow()
        await expect(lax.firstOrCreate({ id: id as number })).rejects.toMatchObject(refused)
        await expect(lax.upsert([{ id: id as number, small: 1 }], 'id')).rejects.toMatchObject(refused)
      }
      await expect(session.factory(LaxFactory).state((_, { index }) => ({ id: index })).insert(600)).rejects.toMatchObject(refused)
      expect(await db.knex('lax')).toEqual([])
      await db.knex.transaction(async (trx) => {
        await trx.raw(`set session sql_mode = concat(@@session.sql_mode, ',NO_AUTO_VALUE_ON_ZERO')`)
        const lax = sessionOn(attachDatabase(trx, { without: target.without }), { seed: 1 }).factory(LaxFactory)
        expect(await lax.firstOrCreate({ id: 0 }, { small: 1 })).toMatchObject({ id: 0, small: 1 })
        expect(await lax.firstOrCreate({ id: 0 }, { small: 2 })).toMatchObject({ id: 0, small: 1 })
        expect(await lax.create({ small: 3 })).toMatchObject({ small: 3 })
        await trx.raw(`set session sql_mode = replace(@@session.sql_mode, 'NO_AUTO_VALUE_ON_ZERO', '')`)
      })
      // A row that is there is found.
      expect(await sessionOn(db.attach(), { seed: 1 }).factory(LaxFactory).firstOrCreate({ id: 0 }, { small: 2 })).toMatchObject({ id: 0, small: 1 })
    } finally {
      await db.drop()
    }
  })
})
