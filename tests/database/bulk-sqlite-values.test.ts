import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database, InsertRow } from '../../src/database/database.js'
import { DatabaseError } from '../../src/errors/database-error.js'
import { openTestDatabase, targets, type TestDatabase, type TestTarget } from '../support/databases.js'
import { insert } from '../support/insert.js'
import { insertMany } from '../support/insert-many.js'
import { recordStatements } from '../support/record-statements.js'

const lite = targets.filter((target) => target.engine === 'sqlite')
const range = (count: number) => Array.from({ length: count }, (_, index) => index)
/** Enough rows for the writer of many, which serves where `wanted` is given. */
const many = 40

const kinds: Readonly<Record<string, string>> = {
  tinyint: 'int',
  wide: 'bigint',
  amount: 'decimal(20,6)',
  ratio: 'real',
  flag: 'boolean',
  title: 'text',
  code: 'varchar(20)',
  token: 'uuid',
  day: 'date',
  at: 'datetime',
  clock: 'time',
  doc: 'json',
  bytes: 'blob',
  loose: '',
}
const strict: Readonly<Record<string, string>> = { whole: 'integer', small: 'int', ratio: 'real', title: 'text', bytes: 'blob', loose: 'any' }

const textual = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\0', 'a\0b', "it's", '"', '?', '\\?', ':name', '$1', '\r\n', '\\.', '\\N', '\u{1F600}', '\uFEFF', '\uFFFD', '12', '012', '1e3', ' 7', '-0', '0x10', 'NaN', 'Infinity', 'null', '12345678901234567890.5'),
  fc.constantFrom('\ud800', 'a\udc00b'),
)
const numeric = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double(),
  fc.constantFrom(0, -0, 0.1, 1e21, 1e-7, 2 ** 53, -(2 ** 53) - 2, 2 ** 63, 1e300, Infinity, -Infinity, NaN),
)
const wide = fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.constantFrom(2n ** 63n, -(2n ** 70n)))
const value = fc.oneof(
  { weight: 6, arbitrary: textual },
  { weight: 5, arbitrary: numeric },
  { weight: 2, arbitrary: wide },
  { weight: 2, arbitrary: fc.boolean() },
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.date({ noInvalidDate: false }) },
  { weight: 2, arbitrary: fc.uint8Array().map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.uint8Array() },
  { weight: 2, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: fc.constantFrom(new Map([[1, 2]]), [1, [2]], { a: { b: [null, 'x'] } }, { n: NaN }, '{"a": 1}', '[1') },
)

/** One value a row, the others NULL: an engine's refusal has one cause. */
const oneEach = (columns: readonly string[]) => fc.record({ column: fc.constantFrom(...columns), value }).map(({ column, value: given }) => ({ [column]: given }))

const send = (database: Database, table: string, rows: readonly InsertRow[], wanted: readonly string[] | undefined) =>
  wanted === undefined ? insert(database, table, rows) : insertMany(database, table, rows, wanted)

const declared = (columns: Readonly<Record<string, string>>) => Object.entries(columns).map(([name, type]) => `"${name}" ${type}`).join(', ')
const withBad = (bad: InsertRow) => range(many).map((n) => (n === 36 ? bad : { title: `t${n}`, doc: null }))

interface Outcome {
  readonly stored: unknown
  readonly error: string | undefined
}

/** What of an error people see, without the place where the row stood. */
function told(error: unknown): string {
  if (!(error instanceof DatabaseError)) throw error
  return [error.code, error.message, error.hint, error.cause instanceof Error ? error.cause.message : ''].join('\n')
}

async function write(db: TestDatabase, table: string, columns: readonly string[], rows: readonly InsertRow[], wanted: readonly string[] | undefined): Promise<Outcome> {
  await db.knex(table).del()
  const shown = columns.map((name) => `typeof("${name}") || ' ' || quote("${name}") || ' ' || hex("${name}")`).join(` || ' | ' || `)
  let error: string | undefined
  try {
    await send(db.attach(), table, rows, wanted)
  } catch (reason) {
    error = told(reason)
  }
  const stored: readonly { readonly shown: string }[] = await db.knex.raw(`select ${shown} as shown from ${table} order by id`)
  return { stored: stored.map((row) => row.shown), error }
}

describe.each(lite)('values through the writer of many rows on $name', (target: TestTarget) => {
  let db: TestDatabase

  beforeAll(async () => {
    db = await openTestDatabase(target)
    // A default makes sure that whole rows are read back: INSERT … RETURNING, which the writer of many rows is compared with.
    await db.run(
      `create table kinds (id integer primary key, ${declared(kinds)}, noted text default 'x')`,
      `create table strictly (id integer primary key, ${declared(strict)}, noted text default 'x') strict`,
      `create table texts (id integer primary key, title text, doc json, noted text default 'x')`,
      `create table keyed (id text primary key, n int, noted text default 'x')`,
    )
  })
  afterAll(() => db?.drop())

  it.each([
    ['kinds', kinds],
    ['strictly', strict],
  ])('are stored as INSERT stores them, or refused in the same words: table %s', async (table, columns) => {
    const names = Object.keys(columns)
    const blank: InsertRow = Object.fromEntries(names.map((name) => [name, null]))
    await fc.assert(
      fc.asyncProperty(oneEach(names), async (given) => {
        const rows = [...range(many).map(() => blank), { ...blank, ...given }]
        const plain = await write(db, table, names, rows, undefined)
        expect(await write(db, table, names, rows, ['id'])).toEqual(plain)
      }),
      { numRuns: 300, ignoreEqualValues: true },
    )
  })

  it.each([['12345678901234567890.5'], [1e21], ['-9e15']])('%s in a column of moments is no moment, and comes back as it was given', async (given) => {
    for (const column of ['at', 'day']) {
      await db.knex('kinds').del()
      const [row] = await insert(db.attach(), 'kinds', [{ [column]: given }])
      expect(row?.[column]).toBe(given)
    }
  })

  it('many different ones in one statement are stored as INSERT stores them', async () => {
    const names = Object.keys(kinds)
    const row = fc.record(Object.fromEntries(names.map((name) => [name, value])))
    let served = 0
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: many, maxLength: many + 5 }), async (rows) => {
        const plain = await write(db, 'kinds', names, rows, undefined)
        if (plain.error === undefined) served++
        expect(await write(db, 'kinds', names, rows, [])).toEqual(plain)
      }),
      { numRuns: 25 },
    )
    // Rows of which one is refused are the rule with such values.
    const safe = fc.record({ title: fc.string({ unit: 'grapheme' }), wide: wide.filter((n) => n < 2n ** 63n && n >= -(2n ** 63n)), at: fc.date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true }), bytes: fc.uint8Array(), doc: fc.jsonValue(), ratio: fc.double({ noNaN: true }), flag: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(safe, { minLength: many, maxLength: many * 2 }), async (rows) => {
        const plain = await write(db, 'kinds', names, rows, undefined)
        expect(plain.error).toBeUndefined()
        served++
        expect(await write(db, 'kinds', names, rows, ['id'])).toEqual(plain)
      }),
      { numRuns: 40 },
    )
    expect(served).toBeGreaterThanOrEqual(40)
  })

  it('go through a statement without RETURNING', async () => {
    const recorder = recordStatements()
    const rows = range(many).map((n) => ({ title: `t${n}`, doc: { n } }))
    await send(db.attach({ observer: recorder.observer }), 'texts', rows, [])
    expect(recorder.events.filter(({ statement }) => statement.kind === 'insert').map(({ statement }) => /returning/i.test(statement.sql))).toEqual([false])
  })

  it.each([undefined, ['id'], []])('text with a lone surrogate is refused by name, not stored as U+FFFD: wanted %j', async (wanted) => {
    const refused = async (bad: InsertRow) =>
      send(db.attach(), 'texts', withBad(bad), wanted).then(
        () => undefined,
        (error: unknown) => told(error),
      )
    expect(await refused({ title: 'a\ud83dz', doc: null })).toBe(
      'SEEDKIT_INVALID_VALUE\nTestFactory (in TestSeeder): row 37 of 40 for table "texts" cannot be stored: "title" holds half of a surrogate pair, which is no character.\n' +
        'A text was cut inside a character such as an emoji: cut it by code points, e.g. [...text].slice(0, 10).join("").\n',
    )
    expect(await refused({ title: 'a', doc: '"\udc00"' })).toContain('"doc" holds half of a surrogate pair')
    expect(await refused({ title: '\udc00\ud83d', doc: null })).toContain('half of a surrogate pair')
    expect(await refused({ title: '\ud83d\ude00', doc: null })).toBeUndefined()
  })

  it.each([undefined, ['id'], []])('JSON writes a lone surrogate in escapes, which SQLite holds: wanted %j', async (wanted) => {
    await db.knex('texts').del()
    await send(db.attach(), 'texts', range(many).map(() => ({ title: 'x', doc: { half: '\ud83d' } })), wanted)
    const [row] = await db.knex('texts').limit(1)
    expect(JSON.parse(row.doc)).toEqual({ half: '\ud83d' })
  })

  it.each([undefined, ['id'], []])('text with NUL is held whole: wanted %j', async (wanted) => {
    await db.knex('texts').del()
    const sent = send(db.attach(), 'texts', range(many).map((n) => ({ title: `a\0b${n}`, doc: ['\0'] })), wanted)
    if (target.name === 'node-sqlite' && process.versions.node.startsWith('22.')) {
      await expect(sent).rejects.toThrow(/row 1 of 40 for table "texts" has a value that "title" \(TEXT\) cannot hold: text with NUL \(0x00\) is cut/i)
      return
    }
    await sent
    expect((await db.knex('texts').orderBy('id').pluck('title')).slice(0, 2)).toEqual(['a\0b0', 'a\0b1'])
    expect(await db.knex.raw(`select hex(title) as h from texts order by id limit 1`)).toEqual([{ h: '61006230' }])
  })

  it('given keys come back as RETURNING gives them', async () => {
    const key = fc.oneof(textual, fc.integer(), fc.maxSafeInteger(), wide, fc.double({ noNaN: true }))
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(key, { minLength: many, maxLength: many, selector: String }), async (keys) => {
        const rows = keys.map((id, n) => ({ id, n }))
        const outcome = async (wanted: readonly string[] | undefined) => {
          await db.knex('keyed').del()
          return send(db.attach(), 'keyed', rows, wanted).then(
            (back) => back.map(({ id }) => id),
            (error: unknown) => told(error),
          )
        }
        expect(await outcome(['id'])).toEqual(await outcome(undefined))
      }),
      { numRuns: 60 },
    )
  })
})
