import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database/database.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insert } from '../support/insert.js'

// Far from UTC, and with daylight saving: what goes through local time comes back changed. Set before any Date is made.
process.env['TZ'] = 'America/Los_Angeles'

const noon = new Date('2024-05-06T12:34:56.789Z')
// Gone in local time: clocks go from 02:00 to 03:00.
const gap = new Date('2024-03-10T02:30:00.000Z')
// Twice in local time.
const overlap = new Date('2024-11-03T08:30:00.123Z')
const midnight = new Date('2024-05-06T00:00:00.000Z')

interface Case {
  readonly what: string
  readonly type: (db: TestDatabase) => string
  readonly value: unknown
  /** What comes back, if it is not the value given. */
  readonly back?: unknown
  readonly not?: readonly TestDatabase['target']['engine'][]
}

const cases: readonly Case[] = [
  { what: 'a Date in a datetime', type: (db) => db.types.datetime, value: noon },
  { what: 'a Date in a datetime that local time lacks', type: (db) => db.types.datetime, value: gap },
  { what: 'a Date in a datetime that local time has twice', type: (db) => db.types.datetime, value: overlap },
  { what: 'a Date in an instant', type: (db) => db.types.instant, value: noon },
  { what: 'a Date in an instant that local time lacks', type: (db) => db.types.instant, value: gap },
  { what: 'a Date in a date', type: () => 'date', value: midnight },
  {
    what: 'a Date with a time in a date: the day in UTC',
    type: () => 'date',
    value: new Date('2024-05-06T23:59:59Z'),
    back: midnight,
  },
  { what: 'a Date in an instant after the year 9999', type: () => 'timestamptz', value: new Date('+012024-03-10T02:30:00.123Z'), not: ['sqlite', 'mysql'] },
  { what: 'a Date in an instant before the year 0', type: () => 'timestamptz', value: new Date('-000044-03-15T12:00:00.789Z'), not: ['sqlite', 'mysql'] },
  { what: 'such a Date in an instant with fewer digits', type: () => 'timestamptz(1)', value: new Date('+012024-03-10T02:30:59.999Z'), back: new Date('+012024-03-10T02:30:59.900Z'), not: ['sqlite', 'mysql'] },
  { what: 'an ISO text in a datetime', type: (db) => db.types.datetime, value: '2024-05-06T12:34:56.789Z' },
  { what: 'an ISO text in an instant', type: (db) => db.types.instant, value: '2024-05-06T12:34:56.789Z' },
  { what: 'a day as text in a date', type: () => 'date', value: '2024-05-06' },
  { what: 'a Date in a text', type: () => 'varchar(40)', value: noon },
  { what: 'a Date in an integer of SQLite', type: () => 'integer', value: noon, not: ['postgres', 'mysql'] },
  { what: 'true', type: (db) => db.types.boolean, value: true },
  { what: 'false', type: (db) => db.types.boolean, value: false },
  { what: '1 in a boolean', type: (db) => db.types.boolean, value: 1 },
  { what: 'true in an integer', type: () => 'int', value: true },
  { what: 'a JSON object', type: (db) => db.types.json, value: { a: [1, 'b\'"?', null], c: { d: true } } },
  { what: 'a JSON array', type: (db) => db.types.json, value: ['a', "b'", 3] },
  { what: 'an empty JSON array', type: (db) => db.types.json, value: [] },
  { what: 'a JSON number', type: (db) => db.types.json, value: 5 },
  { what: 'a JSON true', type: (db) => db.types.json, value: true },
  { what: 'a text in JSON', type: (db) => db.types.json, value: 'just text' },
  { what: 'JSON as text', type: (db) => db.types.json, value: '{"a": [1, 2]}' },
  { what: 'an object in a text', type: (db) => db.types.text, value: { a: 1 } },
  { what: 'an array in a text', type: (db) => db.types.text, value: [1, 2] },
  { what: 'a bigint', type: () => 'bigint', value: 2n ** 60n },
  {
    what: 'a bigint in an integer of SQLite',
    type: () => 'integer',
    value: 2n ** 60n + 1n,
    not: ['postgres', 'mysql'],
  },
  { what: 'a small bigint', type: () => 'bigint', value: 7n },
  { what: 'a number in a bigint', type: () => 'bigint', value: 7 },
  { what: 'a large number in a bigint', type: () => 'bigint', value: 9_007_199_254_740_991 },
  { what: 'digits in a bigint', type: () => 'bigint', value: '1152921504606846977' },
  { what: 'a decimal as text', type: () => 'decimal(20,2)', value: '12345678901.50' },
  { what: 'a decimal as number', type: () => 'decimal(10,2)', value: 12.5 },
  { what: 'a whole decimal as number', type: () => 'decimal(10,2)', value: 100 },
  { what: 'a float', type: (db) => db.types.double, value: 0.1 + 0.2 },
  { what: 'a negative integer', type: () => 'int', value: -5 },
  { what: 'digits in an integer', type: () => 'int', value: '42' },
  { what: 'a number in a text', type: () => 'varchar(10)', value: 42 },
  { what: 'a text', type: (db) => db.types.text, value: 'quote \' " ` ? ?? \\ % \n 🙂 ü' },
  { what: 'an empty text', type: () => 'varchar(10)', value: '' },
  { what: 'a Buffer', type: (db) => db.types.bytes, value: Buffer.from([0, 1, 255, 92, 39]) },
  { what: 'a Uint8Array', type: (db) => db.types.bytes, value: new Uint8Array([0, 1, 255]) },
  { what: 'a uuid', type: (db) => db.types.uuid, value: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' },
  { what: 'null', type: (db) => db.types.json, value: null },
  { what: 'a time', type: () => 'time', value: '12:34:56' },
  {
    what: 'an array of texts',
    type: () => 'text[]',
    value: ['a', 'b c', 'q"\\,{}', '', 'NULL', null],
    not: ['sqlite', 'mysql'],
  },
  {
    what: 'an array of arrays',
    type: () => 'int[]',
    value: [
      [1, 2],
      [3, 4],
    ],
    not: ['sqlite', 'mysql'],
  },
  { what: 'an empty array', type: () => 'int[]', value: [], not: ['sqlite', 'mysql'] },
  { what: 'an array of Dates', type: () => 'timestamp[]', value: [noon, gap], not: ['sqlite', 'mysql'] },
  { what: 'an array of booleans', type: () => 'boolean[]', value: [true, false], not: ['sqlite', 'mysql'] },
  { what: 'an array of JSON', type: () => 'jsonb[]', value: [{ a: 1 }, [2]], not: ['sqlite', 'mysql'] },
  { what: 'NaN in a float', type: (db) => db.types.double, value: Number.NaN, not: ['sqlite', 'mysql'] },
  { what: 'Infinity in a float', type: (db) => db.types.double, value: Infinity, not: ['mysql'] },
  { what: 'a Date long ago', type: (db) => db.types.datetime, value: new Date('1899-12-31T23:59:59.999Z') },
]

describe.each(targets)('values on $name', (target) => {
  let db: TestDatabase
  let database: Database
  const fitting = cases.filter(({ not }) => not?.includes(target.engine) !== true)

  beforeAll(async () => {
    db = await openTestDatabase(target)
    const columns = fitting.map(({ type }, n) => `v${n} ${type(db)}`).join(', ')
    await db.run(`create table samples (id ${db.types.id}, ${columns})`)
    database = db.attach()
  })
  afterAll(() => db?.drop())

  it('the process is in another time zone than the values', () => {
    expect(noon.getHours()).toBe(5)
  })

  it.each(fitting.map((sample, n) => ({ ...sample, column: `v${n}` })))(
    '$what',
    async ({ column, value, back = value }) => {
      const rows = await insert(database, 'samples', [{ [column]: value }, { [column]: null }, { [column]: value }])
      expect(rows.map((row) => row[column])).toEqual([back, null, back])
      expect(typeof rows[0]?.[column]).toBe(typeof back)
    },
  )

  it('all in one row', async () => {
    const row = Object.fromEntries(fitting.map(({ value }, n) => [`v${n}`, value]))
    const [back] = await insert(database, 'samples', [row])
    expect(back).toEqual({
      id: expect.any(Number),
      ...Object.fromEntries(fitting.map(({ value, back: other = value }, n) => [`v${n}`, other])),
    })
  })

  it('that the database filled in come in the same types everywhere', async () => {
    const t = db.types
    const float = target.engine === 'mysql' ? 'double' : t.double
    await db.run(`create table filled (id ${t.id}, given int, b ${t.boolean} not null default ${t.true}, n int default 5, w bigint default 6,
      d decimal(10,2) default 1.5, f ${float} default 0.5, s varchar(10) default 'x''y', day date default '2024-05-06',
      at ${t.instant} default ${t.now}, j ${t.json} default ${target.engine === 'mysql' ? `('{"a":1}')` : `'{"a":1}'`})`)
    const [row] = await insert(database, 'filled', [{ given: 1 }])
    expect(row).toEqual({
      id: 1,
      given: 1,
      b: true,
      n: 5,
      w: 6,
      d: '1.50',
      f: 0.5,
      s: "x'y",
      day: midnight,
      at: expect.any(Date),
      j: { a: 1 },
    })
    expect(Math.abs(Number(row?.['at']) - Date.now())).toBeLessThan(60_000)
  })

  it('are read by the database as they were meant', async () => {
    const at = fitting.findIndex(({ what }) => what === 'a Date in a datetime')
    const [row] = await insert(database, 'samples', [{ [`v${at}`]: noon }])
    const text = { sqlite: `v${at}`, postgres: `v${at}::text`, mysql: `cast(v${at} as char)` }[target.engine]
    const stored = await db
      .knex('samples')
      .where({ id: row?.['id'] as number })
      .select(db.knex.raw(`${text} as at`))
    expect(stored[0]?.at).toBe('2024-05-06 12:34:56.789')
  })

  it('of a Knex expression', async () => {
    await db.run(`create table computed (id ${db.types.id}, n int, s varchar(20))`)
    const rows = await insert(database, 'computed', [
      { n: db.knex.raw('1 + ?', [2]), s: 'a' },
      { n: 4, s: db.knex.raw("'b'") },
    ])
    expect(rows).toEqual([
      { id: 1, n: 3, s: 'a' },
      { id: 2, n: 4, s: 'b' },
    ])
  })

  it.runIf(target.engine === 'mysql')('of a shape, which is an expression', async () => {
    await db.run(`create table places (id ${db.types.id}, at point, area geometry)`)
    const at = db.knex.raw("ST_GeomFromText('POINT(1 2.5)')")
    expect(await insert(database, 'places', [{ at, area: at }, { at: null }])).toMatchObject([{ id: 1, at: { x: 1, y: 2.5 }, area: { x: 1, y: 2.5 } }, { id: 2, at: null }])
    const sending = insert(database, 'places', [{ at }, { at: 'POINT(1 2)' }])
    await expect(sending).rejects.toMatchObject({
      message: 'TestFactory (in TestSeeder): row 2 of 2 for table "places" cannot be stored: "at" is a text, but the column is point.',
      hint: expect.stringContaining('ST_GeomFromText'),
    })
  })

  const refused: readonly {
    readonly what: string
    readonly type: (db: TestDatabase) => string
    readonly value: unknown
    readonly why: RegExp
  }[] = [
    { what: 'NaN in an integer', type: () => 'int', value: Number.NaN, why: /NaN/ },
    { what: 'a function', type: () => 'varchar(10)', value: () => 1, why: /function/ },
    { what: 'a symbol', type: () => 'varchar(10)', value: Symbol('x'), why: /symbol/ },
    { what: 'an invalid Date', type: (each) => each.types.datetime, value: new Date(Number.NaN), why: /invalid Date/ },
    { what: 'an object in an integer', type: () => 'int', value: { a: 1 }, why: /an object, but the column is int/i },
    {
      what: 'an array in a boolean',
      type: (each) => each.types.boolean,
      value: [1],
      why: /an array, but the column is/,
    },
  ]
  it.each(refused)('refuses $what, naming attribute and row, and sends nothing', async ({ what, type, value, why }) => {
    const table = `refused_${what.replace(/\W/g, '_').toLowerCase()}`
    await db.run(`create table ${table} (id ${db.types.id}, n int, bad ${type(db)})`)
    const sending = insert(database, table, [
      { n: 1, bad: null },
      { n: 2, bad: value },
    ])
    await expect(sending).rejects.toMatchObject({
      code: 'SEEDKIT_INVALID_VALUE',
      hint: expect.stringContaining('TestFactory.bad'),
    })
    await expect(sending).rejects.toThrow(why)
    await expect(sending).rejects.toThrow(/TestFactory \(in TestSeeder\): row 2 of 2.*"bad"/)
    expect(await db.knex(table)).toEqual([])
  })
})

describe.each(targets.filter(({ engine }) => engine === 'postgres'))(
  'text that cannot be stored on $name',
  (target) => {
    it.each([
      ['text', 'a\0b'],
      ['jsonb', { a: 'b\0' }],
    ])('a NUL in %s is refused by name', async (type, value) => {
      const db = await openTestDatabase(target)
      try {
        await db.run(`create table texts (id ${db.types.id}, body ${type})`)
        const sending = insert(db.attach(), 'texts', [{ body: type === 'text' ? 'fine' : {} }, { body: value }])
        await expect(sending).rejects.toThrow(/row 2 of 2.*"body"/)
        await expect(sending).rejects.toMatchObject({ code: 'SEEDKIT_INVALID_VALUE' })
      } finally {
        await db.drop()
      }
    })
  },
)

describe.each(targets.filter(({ engine }) => engine === 'mysql'))('the session time zone on $name', (target) => {
  it('does not matter for TIMESTAMP', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run(
        `create table moments (id ${db.types.id}, at timestamp(3) null, made timestamp(3) null default current_timestamp(3))`,
      )
      await db.knex.transaction(async (trx) => {
        await trx.raw("set session time_zone = '+05:45'")
        const [row] = await insert(db.attach().on(trx), 'moments', [{ at: noon }])
        await trx.raw("set session time_zone = '-03:00'")
        const [other] = await insert(db.attach().on(trx), 'moments', [{ at: '2024-05-06T12:34:56.789Z' }])
        const stored = await trx('moments').select(trx.raw('unix_timestamp(at) as at'))
        await trx.raw("set session time_zone = 'SYSTEM'")
        expect(row?.['at']).toEqual(noon)
        expect(Math.abs(Number(row?.['made']) - Date.now())).toBeLessThan(60_000)
        expect(other?.['at']).toBe('2024-05-06T12:34:56.789Z')
        expect(stored.map(({ at }) => Number(at) * 1000)).toEqual([noon.getTime(), noon.getTime()])
      })
      await expect(insert(db.attach(), 'moments', [{ at: new Date('1960-01-01') }])).rejects.toMatchObject({
        code: 'SEEDKIT_INVALID_VALUE',
        hint: expect.stringContaining('DATETIME'),
      })
    } finally {
      await db.drop()
    }
  })
})

describe.each(targets.filter(({ engine }) => engine === 'mysql'))('the moment that is none on $name', (target) => {
  it('is the same text in every column of moments', async () => {
    const db = await openTestDatabase(target)
    try {
      const zero = '0000-00-00 00:00:00'
      await db.run(`create table zeros (id ${db.types.id}, n int, at timestamp not null default '${zero}', exact timestamp(3) not null default '${zero}', clock datetime not null default '${zero}')`)
      expect(await insert(db.attach(), 'zeros', [{ n: 1 }, { n: 2, at: zero, clock: zero }])).toEqual([
        { id: 1, n: 1, at: zero, exact: `${zero}.000`, clock: zero },
        { id: 2, n: 2, at: zero, exact: `${zero}.000`, clock: zero },
      ])
    } finally {
      await db.drop()
    }
  })
})

describe.each(targets)('numbers in a column of text on $name', (target) => {
  it('are stored as the same text by every driver', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run('create table texts (v varchar(40))')
      await insert(db.attach(), 'texts', [{ v: 42 }, { v: 0.5 }, { v: 5n }], [])
      expect(await db.knex('texts').pluck('v')).toEqual(['42', '0.5', '5'])
    } finally {
      await db.drop()
    }
  })
})
