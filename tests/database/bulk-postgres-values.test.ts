import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database/database.js'
import { DatabaseError } from '../../src/errors/database-error.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insertPiece, openWriter, type Writer } from '../support/postgres-writers.js'

// What text formats, arrays, JSON and C have words of their own for.
const special = fc.constantFrom(
  '\\', '\n', '\r', '\r\n', '\t', '\b', '\f', '\v', '\0', '\x7f', '\\N', '\\.', '\n\\.\n', '\\x41', '\\t', '\\u0000', '"', "'", '`', '{', '}', ',', 'NULL', 'null', '(', ')', '[', ']', '?', '$1', ' ', '',
  'NaN', 'Infinity', '-Infinity', 'infinity', '\u00a0', '\u2028', '\ufeff', '\uffff', 'é', 'ü', '漢', '🙂', '\ud83d', '\ude42', '0', '-1', '1e5', '2024-02-29',
)
const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
const text = fc.array(fc.oneof(special, fc.string({ unit: 'grapheme', maxLength: 6 }), unit), { maxLength: 5 }).map((parts) => parts.join(''))
const anything = fc.oneof(
  { weight: 4, arbitrary: text },
  fc.constant(null), fc.boolean(), fc.integer(), fc.double(), fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), fc.date({ noInvalidDate: false }), fc.uint8Array({ maxLength: 5 }), fc.jsonValue(), fc.constantFrom(-0, Number.NaN, Infinity, -Infinity, 1e21, 1e-7),
)
const date = fc.oneof(fc.date({ noInvalidDate: false }), fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01') }))
const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((each) => each.toISOString())
const digits = fc.oneof(fc.double(), fc.integer(), fc.bigInt(), fc.double({ noNaN: true, noDefaultInfinity: true }).map(String), fc.integer({ min: -99_999_999, max: 99_999_999 }).map((n) => n / 1000))
const words = ['sad', 'ok', 'so \\ so', "it's", 'tab\there']

const types: readonly (readonly [string, fc.Arbitrary<unknown>])[] = [
  ['text', text], ['varchar(5)', text], ['char(4)', text], ['varchar', text], ['name', text], ['"char"', text],
  ['json', fc.oneof(fc.jsonValue(), fc.json(), text, fc.array(text))], ['jsonb', fc.oneof(fc.jsonValue(), fc.json(), text, fc.array(text), fc.dictionary(text, text))],
  ['text[]', fc.oneof(fc.array(fc.option(text)), fc.array(fc.tuple(text, text)), text)], ['varchar(3)[]', fc.array(fc.option(text))],
  ['int[]', fc.oneof(fc.array(fc.option(fc.integer())), fc.array(fc.tuple(fc.integer(), fc.integer())))], ['bool[]', fc.array(fc.boolean())],
  ['timestamptz[]', fc.array(date)], ['jsonb[]', fc.array(fc.jsonValue())], ['bytea[]', fc.array(fc.uint8Array())], ['numeric(6,2)[]', fc.array(digits)],
  ['bytea', fc.oneof(fc.uint8Array(), fc.uint8Array().map((bytes) => Buffer.from(bytes)), text)],
  ['numeric', digits], ['numeric(8,2)', digits], ['numeric(5,0)', digits], ['money', digits], ['float8', digits], ['float4', digits],
  ['smallint', digits], ['int', digits], ['bigint', digits], ['oid', digits],
  ['bool', fc.oneof(fc.boolean(), fc.constantFrom(0, 1, 2, 't', 'no', 'ON', 'yes ', 'tru', ' off'))],
  ['date', fc.oneof(date, day)], ['timestamp', fc.oneof(date, day)], ['timestamp(0)', fc.oneof(date, day)], ['timestamp(2)', fc.oneof(date, day)], ['timestamptz', fc.oneof(date, day)], ['timestamptz(1)', fc.oneof(date, day)],
  ['time', fc.oneof(date, day.map((each) => each.slice(11)), day.map((each) => each.slice(11, 16)))], ['timetz(2)', day.map((each) => each.slice(11))],
  ['uuid', fc.oneof(fc.uuid(), fc.uuid().map((each) => each.toUpperCase()), fc.uuid().map((each) => `{${each}}`), fc.uuid().map((each) => each.replaceAll('-', '')))],
  ['mood', fc.constantFrom(...words)], ['mood[]', fc.array(fc.option(fc.constantFrom(...words)))], ['short_text', text], ['even', fc.integer()],
  ...['interval', 'interval(2)', 'interval day', 'interval hour to minute'].map((type) => [type, fc.oneof(
    fc.record({ days: fc.integer({ min: -99, max: 99 }), hours: fc.integer({ min: -99, max: 99 }), milliseconds: fc.integer({ min: 0, max: 999 }) }, { requiredKeys: [] }),
    fc.constantFrom('1 day', '5', '-1:30', '1 mon 2 days 03:04:05.678', 'P1Y2M3DT4H5M6.7S', '1.5 days'),
  )] as const),
  ['inet', fc.oneof(fc.ipV4(), fc.ipV6(), fc.ipV4Extended())], ['cidr', fc.ipV4().map((each) => `${each}/32`)], ['macaddr', fc.constantFrom('08:00:2b:01:02:03', '08002b:010203')],
  ['int4range', fc.constantFrom('[1,5)', '(1,1)', 'empty', '[,]')], ['point', fc.oneof(fc.record({ x: fc.double({ noNaN: true }), y: fc.double({ noNaN: true }) }), fc.constantFrom('(1,2)', '1, 2'))],
  ['tsvector', text], ['xml', text], ['bit(3)', fc.constantFrom('101', '1', '1010', 'x', 'xF')], ['varbit(3)', fc.constantFrom('', '1', '1010')], ['pair', fc.tuple(fc.integer(), fc.string()).map(([a, b]) => `(${a},"${b.replaceAll(/["\\]/g, '')}")`)],
]

interface Outcome {
  readonly code: string | undefined
  readonly message: string
  readonly words: string
  readonly stored: readonly unknown[]
}

describe.each(targets.filter(({ engine }) => engine === 'postgres'))('values by COPY on $name', (target) => {
  let db: TestDatabase

  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(
      `create type mood as enum (${words.map((word) => `'${word.replaceAll("'", "''")}'`).join(', ')})`,
      'create type pair as (a int, b text)',
      'create domain short_text as varchar(4) check (value <> $$x$$)',
      'create domain even as int check (value % 2 = 0)',
    )
  })
  afterAll(() => db?.drop())

  /** Five rows with one value: what becomes of them. */
  async function outcome(database: Database, table: string, value: unknown): Promise<Outcome> {
    const told = await db.knex.transaction(async (trx): Promise<Omit<Outcome, 'stored'> | undefined> => {
      try {
        await insertPiece(database.on(trx), table, Array.from({ length: 5 }, () => ({ v: value })), { wanted: [] })
        return undefined
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error
        await trx.rollback()
        return { code: error.code, message: error.message, words: error.cause instanceof Error ? error.cause.message : '' }
      }
    }).catch((error: unknown) => {
      throw error
    })
    const { rows } = await db.knex.raw(`select v::text as v, pg_column_size(v) as size from ${table} order by id`)
    if (rows.length > 0) await db.knex(table).del()
    return { code: undefined, message: '', words: '', ...told, stored: rows }
  }

  it.each(types)('%s: what INSERT stores, or its error', async (type, arbitrary) => {
    const table = `t_${type.replaceAll(/\W/g, '_')}`
    await db.run(`create table ${table} (id serial, v ${type})`)
    const [copying, plain]: readonly [Writer, Writer] = [openWriter(db), openWriter(db, 'copy')]
    let stored = 0
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 3, arbitrary }, anything), async (value) => {
        const expected = await outcome(plain.database, table, value)
        const actual = await outcome(copying.database, table, value)
        stored += expected.stored.length
        if (/one of the rows/.test(expected.message)) expect({ ...actual, message: '' }).toEqual({ ...expected, message: '' })
        else expect(actual).toEqual(expected)
      }),
      { numRuns: 100 },
    )
    expect(stored).toBeGreaterThan(0)
    const ways = copying.ways()
    if (type.startsWith('interval ')) expect(ways.some((way) => way.startsWith('copy'))).toBe(false)
    else expect(ways.filter((way) => way.startsWith('copy')).length).toBeGreaterThan(ways.length / 2)
  })

  it('the text of a value is never read as another\'s', async () => {
    await db.run('create table texts (id serial, a text, b text, c text[], d bytea)')
    const { database } = openWriter(db)
    const whole = text.filter((each) => !/\p{Surrogate}|\0/u.test(each))
    const row = fc.record({ a: fc.option(whole), b: fc.option(whole), c: fc.option(fc.array(fc.option(whole))), d: fc.option(fc.uint8Array()) })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 5, maxLength: 40 }), async (rows) => {
        await insertPiece(database, 'texts', rows, { wanted: [] })
        const found = await db.knex('texts').select('a', 'b', 'c', 'd').orderBy('id')
        await db.knex('texts').del()
        expect(found).toEqual(rows.map((each) => ({ ...each, d: each.d === null ? null : Buffer.from(each.d) })))
      }),
      { numRuns: 100 },
    )
  })
})
