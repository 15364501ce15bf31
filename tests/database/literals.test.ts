import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printInserts } from '../../src/database/literals/print-inserts.js'
import { registrationOf } from '../../src/database/dialects/registration-of.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insert } from '../support/insert.js'

process.env['TZ'] = 'America/Los_Angeles'

const label = { seeder: undefined, factory: undefined, relation: undefined, rows: undefined }
type Engine = TestDatabase['target']['engine']

interface Case {
  readonly what: string
  readonly type: (db: TestDatabase) => string
  readonly value: unknown
  /** Without the column's type the value means something else here. */
  readonly needsSchema?: readonly Engine[]
  readonly only?: readonly Engine[]
}

const cases: readonly Case[] = [
  { what: 'text with quotes, a backslash, a question mark and an emoji', type: () => 'varchar(60)', value: `O'Hara "x" \\' \\n ? $1 $& 🙂` },
  { what: 'text of several lines', type: (db) => db.types.text, value: 'a\nb\r\n\tc\u001a' },
  { what: 'text that looks like SQL', type: (db) => db.types.text, value: `'); drop table users; --` },
  { what: 'empty text', type: () => 'varchar(10)', value: '' },
  { what: 'text that looks like NULL', type: () => 'varchar(10)', value: 'null' },
  { what: 'text with a NUL', type: (db) => db.types.text, value: 'a\0b', only: ['mysql', 'sqlite'] },
  { what: 'null', type: () => 'int', value: null },
  { what: 'an integer', type: () => 'int', value: -7 },
  { what: 'a float', type: (db) => db.types.double, value: 1.5e-7 },
  { what: 'a large float', type: (db) => db.types.double, value: 1e21 },
  { what: 'infinity', type: (db) => db.types.double, value: -Infinity, only: ['postgres', 'sqlite'] },
  { what: 'NaN', type: (db) => db.types.double, value: Number.NaN, only: ['postgres'] },
  { what: 'a bigint', type: () => 'bigint', value: 2n ** 60n },
  { what: 'a decimal as text', type: () => 'decimal(20,2)', value: '12345678901.50' },
  { what: 'true', type: (db) => db.types.boolean, value: true },
  { what: 'false', type: (db) => db.types.boolean, value: false },
  { what: 'true in a column of numbers', type: () => 'int', value: true, needsSchema: ['postgres'] },
  { what: 'a Date in a datetime', type: (db) => db.types.datetime, value: new Date('2024-03-10T02:30:00.123Z') },
  { what: 'a Date in an instant', type: (db) => db.types.instant, value: new Date('2024-03-10T02:30:00.123Z'), needsSchema: ['mysql'] },
  { what: 'a Date in a date', type: () => 'date', value: new Date('2024-05-06T00:00:00Z'), needsSchema: ['sqlite'] },
  { what: 'a Date in an integer', type: () => 'integer', value: new Date('2024-05-06T12:00:00Z'), only: ['sqlite'], needsSchema: ['sqlite'] },
  { what: 'bytes', type: (db) => db.types.bytes, value: Buffer.from([0, 39, 92, 255]) },
  { what: 'no bytes', type: (db) => db.types.bytes, value: new Uint8Array(0) },
  { what: 'an object', type: (db) => db.types.json, value: { a: [1, `b'"\\?`, null], c: { d: true } } },
  { what: 'an object in a text', type: (db) => db.types.text, value: { a: 'b\n' } },
  { what: 'a list of objects', type: (db) => db.types.json, value: [{ a: 1 }, { a: 2 }] },
  { what: 'a list of words in JSON', type: (db) => db.types.json, value: ['a', "b'"], needsSchema: ['postgres'] },
  { what: 'a list of words in an array', type: () => 'text[]', value: ['a', `b"'\\`, null], only: ['postgres'] },
  { what: 'numbers in an array of two dimensions', type: () => 'int[]', value: [[1, 2], [3, 4]], only: ['postgres'] },
  { what: 'dates in an array', type: () => 'timestamptz[]', value: [new Date(0)], only: ['postgres'] },
  { what: 'a uuid', type: (db) => db.types.uuid, value: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' },
]

describe.each(targets)('INSERT statements as text on $name', (target) => {
  const database = registrationOf(target.client)
  const chosen = cases.filter(({ only }) => only === undefined || only.includes(target.engine))
  let db: TestDatabase
  beforeAll(async () => {
    db = await openTestDatabase(target)
  })
  afterAll(() => db?.drop())

  const run = async (sql: readonly string[]): Promise<void> => {
    const trx = await db.knex.transaction()
    const connection: any = await trx.client.acquireConnection()
    // The driver itself: Knex looks for question marks.
    const send = (text: string) => new Promise<void>((resolve, reject) => {
      if (target.engine === 'sqlite' && target.client !== 'sqlite3') return resolve(void connection.exec(text))
      const done = (error: unknown) => (error === null || error === undefined ? resolve() : reject(error))
      if (target.engine === 'sqlite') connection.exec(text, done)
      else connection.query(text, done)
    })
    try {
      for (const text of sql) await send(text)
      await trx.commit()
    } catch (error) {
      await trx.rollback()
      throw error
    }
  }

  it.each(chosen.map((each, index) => ({ ...each, index })))('$what', async ({ type, value, needsSchema, index }) => {
    const [written, known, guessed] = ['w', 'k', 'g'].map((name) => `${name}_${index}`) as [string, string, string]
    for (const table of [written, known, guessed]) await db.run(`create table ${table} (id int not null primary key, v ${type(db)})`)
    const attached = db.attach()
    await insert(attached, written, [{ id: 1, v: value }])
    const rows = [{ id: 1, v: value }]
    await run(printInserts(database, { factory: 'F', table: known, schema: await attached.schemaOf(known, label), rows }))
    const stored = await db.knex(written)
    expect(await db.knex(known)).toEqual(stored)
    if (needsSchema?.includes(target.engine) === true) return
    await run(printInserts(database, { factory: 'F', table: guessed, schema: undefined, rows }))
    expect(await db.knex(guessed)).toEqual(stored)
  })

  it('names with quotation marks and question marks, rows without columns, rows that differ in columns', async () => {
    const table = 'od"d`? n\'ame'
    await db.run(`create table ${db.quote(table)} (id ${db.types.id}, ${db.quote('a?"`')} varchar(10) default 'x', b int)`)
    const rows = [{ 'a?"`': 'y' }, { 'a?"`': 'z', b: undefined }, {}, {}, { b: 5 }, { 'a?"`': 'w', b: 6 }]
    const statements = printInserts(database, { factory: 'F', table, schema: undefined, rows })
    expect(statements).toHaveLength(5)
    await run(statements)
    const stored = await db.knex(table).select({ a: 'a?"`', b: 'b' }).orderBy('id').catch(async () => {
      const names = [db.quote('a?"`'), db.quote(table)].map((name) => name.replaceAll('?', '\\?'))
      const found = await db.knex.raw(`select ${names[0]} as a, b from ${names[1]} order by id`)
      return found.rows ?? found[0] ?? found
    })
    expect(stored.map(({ a, b }: { a: unknown; b: unknown }) => [a, b])).toEqual([['y', null], ['z', null], ['x', null], ['x', null], ['x', 5], ['w', 6]])
  })

  it('what cannot be stored is refused by row and column', () => {
    const rows = [{ v: 1 }, { v: new Date(Number.NaN) }]
    expect(() => printInserts(database, { factory: 'UserFactory', table: 't', schema: undefined, rows }))
      .toThrow('UserFactory: row 2 of 2 for table "t" cannot be stored: "v" is an invalid Date')
    expect(() => printInserts(database, { factory: 'UserFactory', table: 't', schema: undefined, rows: [{ v: () => 1 }] })).toThrow('is a function')
  })
})

it('a schema stands before the table, and several rows share a statement', () => {
  const rows = [{ id: 1, name: 'a' }, { id: 2, name: null }]
  expect(printInserts(registrationOf('pg'), { factory: 'F', table: { schema: 'app', name: 'users' }, schema: undefined, rows })).toEqual([
    `insert into "app"."users" ("id", "name") values\n  (1, 'a'),\n  (2, null);`,
  ])
  expect(printInserts(registrationOf('mysql2'), { factory: 'F', table: 'users', schema: undefined, rows: [] })).toEqual([])
})

it('a client that is not supported has no dialect', () => {
  expect(() => registrationOf('oracledb')).toThrow('"oracledb" is not supported')
})
