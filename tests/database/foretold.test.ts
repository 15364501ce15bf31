import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InsertRow, StoredRow } from '../../src/database/database.js'
import { runInTransaction } from '../../src/database/transaction.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insert } from '../support/insert.js'
import { recordStatements } from '../support/record-statements.js'

const ROWS = 1023
const range = (count: number) => Array.from({ length: count }, (_, index) => index)

// Whole rows of a large batch come back without being read where it is sure how they are stored. They have to be the rows that reading gives.
describe.each(targets)('rows of a large batch on $name', (target) => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await openTestDatabase(target)
    const { types } = db
    const word = target.engine === 'postgres' ? 'mood' : target.engine === 'mysql' ? `enum('sad', 'glad')` : 'varchar(9)'
    if (target.engine === 'postgres') await db.run(`create type mood as enum ('sad', 'glad')`)
    const columns = `id ${types.id}, whole int, wide bigint, ratio ${types.double}, flag ${types.boolean}, short varchar(12), body ${types.text}, fixed char(6), at ${types.datetime}, moment ${types.instant}, coarse ${target.engine === 'postgres' ? 'timestamp(0)' : 'datetime'}, word ${word}, token ${types.uuid}, price decimal(8, 2), missing varchar(9)`
    await db.run(`create table mixed (${columns})`, `create table standard (id ${types.id}, name varchar(20), role varchar(9) default 'none')`)
  })
  afterAll(() => db?.drop())

  async function write(table: string, rows: readonly InsertRow[], size: number): Promise<{ rows: StoredRow[]; reads: number; statements: number }> {
    const recorder = recordStatements()
    return runInTransaction(db.knex, async (trx) => {
      const database = db.attach({ observer: recorder.observer }).on(trx)
      const back: StoredRow[] = []
      for (let from = 0; from < rows.length; from += size) back.push(...(await insert(database, table, rows.slice(from, from + size))))
      await trx(table).del()
      const inserts = recorder.events.filter(({ statement }) => statement.kind === 'insert')
      return { rows: back.map(({ id, ...row }) => ({ ...row, keyed: id !== null })), reads: inserts.filter(({ statement }) => /returning/i.test(statement.sql)).length, statements: inserts.length }
    })
  }

  const values: Readonly<Record<string, readonly unknown[]>> = {
    whole: [0, -0, 1, -2_147_483_647, null],
    wide: [9_007_199_254_740_991, -5, 0],
    ratio: [0.1, -0, 3, 1e-7, 123456.789],
    flag: [true, false, null],
    short: ['', 'plain', ' in front', 'behind ', 'é ü', '日本語', 'twelve chars'],
    body: ['line\nbreak', 'tab\tquote\'"\\', 'x'.repeat(300), '🎉 wide', '\\N', '\\.'],
    fixed: ['abcdef', 'ab', null],
    at: [new Date('2024-05-06T07:08:09.123Z'), new Date('1999-12-31T23:59:59.999Z')],
    moment: [new Date('2024-05-06T07:08:09.001Z'), new Date('2024-01-01T00:00:00Z'), null],
    coarse: [new Date('2024-05-06T07:08:09.999Z'), new Date('2024-05-06T07:08:09.000Z')],
    word: ['sad', 'glad'],
    token: ['0b5e8d6c-3f0e-4a53-8d1a-6f1f0e6c9f10', '0B5E8D6C-3F0E-4A53-8D1A-6F1F0E6C9F11'],
    price: [1.5, '1.50', 12, '0.10'],
  }
  const columns = Object.keys(values)
  const rowsOf = (names: readonly string[]) => range(ROWS).map((k) => Object.fromEntries(names.map((name) => [name, values[name]?.[k % (values[name]?.length ?? 1)]])))

  it.each(columns)('are those that reading gives: %s', async (column) => {
    const rows = rowsOf([column])
    const small = await write('mixed', rows, 50)
    const large = await write('mixed', rows, ROWS)
    expect(large.rows).toEqual(small.rows)
    expect(Object.keys(large.rows[0] ?? {})).toEqual(Object.keys(small.rows[0] ?? {}))
  })

  it('are not read where nothing has to be', async () => {
    const rows = range(ROWS).map((k) => ({ whole: k, short: `n${k}`, body: 'text', flag: k % 2 === 0, at: new Date(Date.UTC(2024, 0, 1, 0, 0, k)) }))
    const small = await write('mixed', rows, 50)
    const large = await write('mixed', rows, ROWS)
    expect(large.rows).toEqual(small.rows)
    expect(large.reads).toBe(0)
    expect(large.statements).toBeLessThanOrEqual(3)
  })

  it('are read where the database fills a column', async () => {
    const rows = range(ROWS).map((k) => ({ name: `n${k}` }))
    const large = await write('standard', rows, ROWS)
    expect(large.rows).toEqual(rows.map((row) => ({ ...row, role: 'none', keyed: true })))
  })

  it('are the same where they were made ready while others were on their way', async () => {
    const pieces = range(5).map((piece) => range(ROWS).map((k) => ({ whole: piece * ROWS + k, short: `n${k}`, at: new Date(Date.UTC(2024, 0, 1, 0, 0, k)), price: k % 7 === 0 ? null : '1.50' })))
    await runInTransaction(db.knex, async (trx) => {
      const database = db.attach().on(trx)
      const [first, ...others] = pieces
      const back = [await insert(database, 'mixed', first ?? [])]
      // None waits for the one before.
      back.push(...(await Promise.all(others.map((rows) => insert(database, 'mixed', rows)))))
      const read = await trx('mixed').orderBy('id').select('id', 'whole', 'short')
      expect(back.flat().map(({ id, whole, short }) => ({ id, whole, short }))).toEqual(read)
      expect(read.map(({ whole }) => whole)).toEqual(range(5 * ROWS))
      await trx('mixed').del()
    })
  })

  it('fail by themselves where one was refused, though others were made ready behind them', async () => {
    const error = await runInTransaction(db.knex, async (trx) => {
      const database = db.attach().on(trx)
      const [there] = await insert(database, 'standard', range(ROWS).map((k) => ({ name: `n${k}`, role: 'any' })))
      const pieces = range(3).map((piece) => range(ROWS).map((k) => ({ name: `n${k}`, role: 'any', id: piece === 1 && k === 500 ? there?.['id'] : 100_000 + piece * ROWS + k })))
      const all = await Promise.allSettled(pieces.map((rows) => insert(database, 'standard', rows)))
      throw all.find(({ status }) => status === 'rejected')
    }).catch((reason: unknown) => reason as PromiseRejectedResult)
    expect(error).toMatchObject({ reason: { code: 'SEEDKIT_UNIQUE_VIOLATION', message: expect.stringMatching(/row 501 of 1023/) } })
    expect(await db.knex('standard')).toEqual([])
  })

  it('give Dates of their own', async () => {
    const at = new Date('2024-05-06T07:08:09.123Z')
    const { rows } = await write('mixed', range(ROWS).map(() => ({ at })), ROWS)
    expect(rows[0]?.['at']).toEqual(at)
    expect(rows[0]?.['at']).not.toBe(at)
  })
})
