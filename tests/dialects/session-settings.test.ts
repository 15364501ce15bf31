import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attachDatabase } from '../../src/database/attach-database.js'
import { inOwnTransaction } from '../../src/database/in-own-transaction.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insert } from '../support/insert.js'
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
})
