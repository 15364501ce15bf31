import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attachDatabase } from '../../src/database/attach-database.js'
import { mysqlLoadFile } from '../../src/database/bulk/mysql-load-file.js'
import type { Database, InsertRow } from '../../src/database/database.js'
import type { Capability } from '../../src/database/dialects/capability.js'
import { planTable } from '../../src/database/write/table-plan.js'
import { DatabaseError } from '../../src/errors/database-error.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insertMany } from '../support/insert-many.js'
import { recordStatements } from '../support/record-statements.js'

process.env['TZ'] = 'America/Los_Angeles'

const texts = [
  '', ' ', 'a', 'a ', ' a', 'A', 'b', 'a,b', 'b,a', 'c d', 'é', 'ß', '日本', '🙂', 'x🙂y', '\0', 'x\0y', '\\', '\\\\', '\\N', '\\n', '\\0', '\\.', '\\.\n', 'NULL', '\t', 'a\tb', '\n', '\r\n', 'a\nb', '\r',
  '\x1a', "'", "''", '"', '`', '%', '?', '??', ':name', '0', '1', '2', '00', '-1', '+5', '1.5', '1.239', '2.5', '-2.5', '1e3', '1e400', '007', '0x41', ' 12', '12 ', '12abc', '70', '2155', '99999', '9223372036854775808', '18446744073709551616',
  '99999999999999999999999999', '0.000000000000000000001', '2024-05-06', '2024-05-06 12:34:56', '2024-05-06 12:34:56.789', '2024-05-06T12:34:56.789Z', '2024-05-06T12:34:56+05:45', '2024-02-30', '0000-00-00', '20240506', '240506', '1960-01-01T00:00:00Z',
  '12:34:56', '12:34:56.789', '-838:59:59', '839:00:00', '11:60:00', 'true', '{"a": 1}', '[1,"x\\t"]', '"x"', '{', 'null', '::1', '127.0.0.1', '3f2504e0-4f89-41d3-9a0c-0305e82c3301', '\ud83d', 'a\ude42', 'x'.repeat(300),
]
const numbers = [0, -0, 1, 2, -1, 5, 70, 99, 255, 256, 4095, 4096, 2155, 65_535, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 64, 1e21, 1.5, 2.5, -2.5, 0.1, 0.1 + 0.2, 1.005, 1.239, 1e-7, 1.234567890123456e-7, 5e-324, 1.7e308, 3.5e38, Number.NaN, Infinity, 20_240_506, 101]
const dates = ['2024-05-06T12:34:56.789Z', '2024-03-10T02:30:00Z', '2024-11-03T08:30:00.123Z', '1970-01-01T00:00:00Z', '1970-01-01T00:00:01Z', '2038-01-19T03:14:07Z', '2039-01-01T00:00:00Z', '1899-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z', '0001-01-01T00:00:00Z']

const anyText = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: 'binary', maxLength: 30 }), fc.string({ unit: 'grapheme', maxLength: 12 }), fc.string({ maxLength: 30 }))
const anyNumber = fc.oneof(fc.constantFrom(...numbers), fc.double(), fc.integer(), fc.integer({ min: -200, max: 200 }), fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 1000))
const anyBytes = fc.uint8Array({ maxLength: 24 }).map((bytes) => Buffer.from(bytes))
const anyDate = fc.oneof(fc.constantFrom(...dates.map((text) => new Date(text))), fc.date({ min: new Date('1971-01-01'), max: new Date('2037-12-31'), noInvalidDate: true }))
const anything = fc.oneof(
  anyText,
  anyNumber,
  fc.boolean(),
  fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }),
  fc.bigInt({ min: -200n, max: 200n }),
  anyDate,
  fc.constant(new Date(Number.NaN)),
  anyBytes,
  fc.uint8Array({ maxLength: 8 }),
  fc.jsonValue(),
  fc.constant(null),
  fc.constantFrom([], ['a'], ['b', 'a'], ['\ud83d'], { a: '\\' }, new Map(), { a: undefined }),
)
const digits = fc.tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.nat(99_999)).map(([whole, part]) => `${whole}.${part}`)
const times = fc.tuple(fc.integer({ min: -838, max: 838 }), fc.nat(59), fc.nat(59), fc.nat(999)).map(([h, m, s, ms]) => `${h}:${m}:${s}.${ms}`)
const plainDate = anyDate.map((date) => date.toISOString().slice(0, 10))
const json = fc.jsonValue()

const rowsOf = (values: readonly unknown[]): InsertRow[] => values.map((v, n) => ({ n, v }))

/** What fits more often than not; anything is tried beside it. */
const types: readonly (readonly [string, fc.Arbitrary<unknown>])[] = [
  ['varchar(40)', anyText],
  ['varchar(40) character set latin1', anyText],
  ['varchar(40) character set ucs2', anyText],
  ['varchar(40) character set utf8mb4 collate utf8mb4_bin', anyText],
  ['varchar(40) character set latin1 collate latin1_bin', anyText],
  ['char(12)', anyText],
  ['tinytext', anyText],
  ['longtext', anyText],
  ["enum('a', 'b', 'c d', 'é', '1', '🙂')", fc.constantFrom('a', 'b', 'c d', 'é', '1', '🙂', 'B', '2', '6', 2, true)],
  ["enum('x', 'a\\\\', 'b\\'') character set latin1", fc.constantFrom('x', 'a\\', "b'", 'X')],
  ["set('a', 'b', 'c')", fc.oneof(fc.subarray(['c', 'a', 'b']), fc.constantFrom('a', 'a,b', 'c,a', '', '3', 3))],
  ['bit(1)', fc.oneof(fc.boolean(), fc.constantFrom(0, 1, Buffer.from([1])))],
  ['bit(12)', fc.oneof(fc.nat(5000), fc.constantFrom(Buffer.from([1, 2]), Buffer.from([0, 0, 5]), 'a'))],
  ['bit(64)', fc.oneof(fc.maxSafeNat(), fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => Buffer.from(bytes)))],
  ['tinyint', fc.integer({ min: -130, max: 130 })],
  ['tinyint unsigned', fc.integer({ min: -5, max: 260 })],
  ['tinyint(1)', fc.oneof(fc.boolean(), fc.constantFrom(0, 1, 2, '1', '0'))],
  ['smallint', fc.integer({ min: -33_000, max: 33_000 })],
  ['int', fc.oneof(fc.integer(), fc.integer().map(String))],
  ['int unsigned', fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 2n ** 32n }))],
  ['bigint', fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n }))],
  ['bigint unsigned', fc.bigInt({ min: 0n, max: 2n ** 64n })],
  ['decimal(10,2)', fc.oneof(anyNumber, digits)],
  ['decimal(38,10)', fc.oneof(anyNumber, digits)],
  ['decimal(5,0)', fc.oneof(anyNumber, fc.integer({ min: -99_999, max: 99_999 }))],
  ['float', fc.oneof(anyNumber, fc.float())],
  ['double', fc.oneof(anyNumber, fc.double().map(String))],
  ['double unsigned', anyNumber],
  ['date', fc.oneof(anyDate, plainDate)],
  ['datetime', fc.oneof(anyDate, plainDate)],
  ['datetime(3)', anyDate],
  ['datetime(6)', fc.oneof(anyDate, plainDate)],
  ['timestamp null', anyDate],
  ['timestamp(3) null', anyDate],
  ['timestamp(6) null', plainDate],
  ['time', times],
  ['time(3)', times],
  ['year', fc.oneof(fc.integer({ min: 1899, max: 2157 }), fc.nat(100), fc.nat(100).map(String))],
  ['json', json],
  ['blob', anyBytes],
  ['varbinary(20)', anyBytes],
  ['binary(8)', anyBytes],
  ['tinyblob', anyBytes],
  ['uuid', fc.uuid()],
  ['inet6', fc.oneof(fc.ipV6(), fc.ipV4())],
  ['inet4', fc.ipV4()],
]

describe.each(targets.filter(({ name }) => name === 'mariadb'))('values by LOAD DATA on $name', (target) => {
  let db: TestDatabase
  const recorder = recordStatements()
  const handle = (without: readonly Capability[]) => attachDatabase(db.knex, { observer: recorder.observer, without })

  beforeAll(async () => {
    db = await openTestDatabase(target)
  })
  afterAll(() => db?.drop())

  async function outcome(database: Database, table: string, values: readonly unknown[]): Promise<DatabaseError | undefined> {
    try {
      await db.knex.transaction((trx) => insertMany(database.on(trx), table, rowsOf(values), []))
      return undefined
    } catch (error) {
      if (error instanceof DatabaseError) return error
      throw error
    }
  }

  async function difference(): Promise<readonly unknown[]> {
    const [rows] = await db.knex.raw(
      `select n, hex(cast(a.v as char)) as loaded, hex(cast(b.v as char)) as inserted from loaded a join inserted b using (n)
       where not (binary cast(a.v as char) <=> binary cast(b.v as char)) or not (a.v <=> b.v) or not (length(a.v) <=> length(b.v))`,
    )
    return rows
  }

  /** The values that INSERT takes, each on its own, and those that it refuses. */
  async function sorted(database: Database, values: readonly unknown[]) {
    const good: unknown[] = []
    const bad: unknown[] = []
    const trx = await db.knex.transaction()
    const inside = database.on(trx)
    for (const [n, v] of values.entries()) {
      await insertMany(inside, 'inserted', [{ n, v }], []).then(
        () => good.push(v),
        () => bad.push(v),
      )
    }
    await trx.rollback()
    return { good, bad }
  }

  it.each(types)('%s', async (type, fitting) => {
    const by = { load: handle([]), insert: handle(['loadData']) }
    await db.run('drop table if exists loaded, inserted', `create table inserted (n int primary key, v ${type})`, 'create table loaded like inserted')
    const label = { seeder: undefined, factory: undefined, relation: undefined, rows: undefined }
    const plan = planTable(db.attach().dialect, await by.load.schemaOf('loaded', label))
    const write = mysqlLoadFile(plan, plan.columns)
    const placeOf = (v: unknown) => plan.byName.get('v')?.codec.placeholder?.(v) ?? '?'
    const isLoadable = (values: readonly unknown[]) => write?.(rowsOf(values)).finish() !== undefined
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof({ weight: 3, arbitrary: fitting }, { weight: 1, arbitrary: anything }), { minLength: 150, maxLength: 150 }), async (values) => {
        const { good, bad } = await sorted(by.insert, values)
        const each = good.filter((value) => isLoadable([value]))
        // Instants and texts without a zone do not go together: those of which there are more.
        const [loadable = []] = ['?', 'from_unixtime(?)'].map((place) => each.filter((value) => value === null || placeOf(value) === place)).toSorted((a, b) => b.length - a.length)
        expect(loadable.length).toBeGreaterThan(20)
        const full = Array.from({ length: 600 }, (_, n) => loadable[n % loadable.length])
        for (const part of [full, Array.from({ length: 600 }, (_, n) => good[n % good.length])]) {
          await db.run('delete from loaded', 'delete from inserted')
          recorder.clear()
          expect(await outcome(by.load, 'loaded', part)).toBeUndefined()
          const loads = recorder.events.filter(({ statement }) => statement.sql.includes('load data'))
          // Never in vain.
          expect(loads.filter(({ error }) => error !== undefined)).toEqual([])
          if (part === full) expect(loads).not.toEqual([])
          expect(await outcome(by.insert, 'inserted', part)).toBeUndefined()
          expect(await difference()).toEqual([])
        }
        await db.run('delete from loaded', 'delete from inserted')
        for (const value of bad.slice(0, 8)) {
          const part = full.with(140, value)
          const expected = await outcome(by.insert, 'inserted', part)
          const actual = await outcome(handle([]), 'loaded', part)
          expect(expected).toBeDefined()
          expect({ code: actual?.code, message: actual?.message.replaceAll('loaded', 'inserted'), hint: actual?.hint }).toEqual({ code: expected?.code, message: expected?.message, hint: expected?.hint })
        }
        expect(await db.knex('loaded')).toEqual([])
      }),
      // A smaller list of values says no more than the difference that was found.
      { numRuns: Number(process.env['SEEDKIT_VALUE_RUNS'] ?? 2), endOnFailure: true },
    )
  })
})
