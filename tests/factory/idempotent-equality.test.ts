import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { recordStatements } from '../support/record-statements.js'

type Sample = { id: number; code: string | null; v: unknown; n: number | null }

class SampleFactory extends Factory<Sample> {
  readonly table = 'samples'
  definition() {
    return { code: 'x', v: () => null }
  }
}

/** Values that the column keeps in other words than those given. */
const cases: readonly { readonly type: string; readonly value: unknown; readonly only: string }[] = [
  { type: 'double', value: 0.1 * 92, only: 'mysql' }, { type: 'float', value: 1234567, only: 'mysql' }, { type: 'money', value: 3, only: 'postgres' },
  { type: 'float', value: 0.1234567, only: 'mysql' }, { type: 'float(7,3)', value: 1.23456, only: 'mysql' }, { type: 'binary(4)', value: Buffer.from('ab'), only: 'mysql' },
  { type: "set('a','b')", value: ['b', 'a'], only: 'mysql' }, { type: "set('a','b')", value: 3, only: 'mysql' }, { type: "enum('a','b')", value: 2, only: 'mysql' },
  { type: "enum('a','b')", value: 'A', only: 'mysql' }, { type: 'time(3)', value: '-25:00:00', only: 'mysql' }, { type: 'time', value: 1234, only: 'mysql' },
  { type: 'year', value: 70, only: 'mysql' }, { type: 'year', value: '0', only: 'mysql' }, { type: 'year', value: 0, only: 'mysql' },
  { type: 'bit(8)', value: 5, only: 'mysql' }, { type: 'bit(8)', value: 5n, only: 'mysql' }, { type: 'bit(8)', value: '5', only: 'mysql' },
  { type: 'bit(8)', value: Buffer.from([7]), only: 'mysql' }, { type: 'bit(1)', value: true, only: 'mysql' }, { type: 'bit(64)', value: Buffer.alloc(8, 255), only: 'mysql' },
  { type: 'tinyint(1)', value: 5, only: 'mysql' }, { type: 'int', value: '1e2', only: 'mysql' }, { type: 'bigint unsigned', value: '18446744073709551615', only: 'mysql' },
  { type: 'decimal(10,2)', value: '1.005', only: 'mysql postgres' }, { type: 'decimal(10,2)', value: 1e-7, only: 'mysql postgres' }, { type: 'varchar(20)', value: true, only: 'mysql postgres sqlite' },
  { type: 'varchar(20)', value: 1.5, only: 'mysql postgres sqlite' }, { type: 'varchar(20) character set latin1', value: 'é', only: 'mysql' }, { type: 'inet6', value: '0::1', only: 'mysql' },
  { type: 'timestamp(0) null', value: '2024-05-06T07:08:09.9Z', only: 'mysql' }, { type: 'varchar(20) collate utf8mb4_bin', value: '🙂', only: 'mysql' },
  { type: 'inet', value: '2001:0db8:0:0::1', only: 'postgres' }, { type: 'cidr', value: '10/8', only: 'postgres' }, { type: 'macaddr', value: '08-00-2B-01-02-03', only: 'postgres' },
  { type: 'interval', value: '-3 hours', only: 'postgres' }, { type: 'interval', value: 'P1DT2H', only: 'postgres' }, { type: 'interval', value: { days: 1, hours: 2 }, only: 'postgres' },
  { type: 'int4range', value: '[1,4]', only: 'postgres' }, { type: 'uuid', value: '{3f2504e0-4f89-41d3-9a0c-0305e82c3301}', only: 'postgres' }, { type: 'money', value: '$1,000.00', only: 'postgres' },
  { type: 'varchar(5)', value: 'trail  ', only: 'postgres mysql sqlite' }, { type: 'varchar(5)', value: 'a ', only: 'postgres mysql sqlite' }, { type: 'char(5)', value: 'ab', only: 'postgres mysql' }, { type: 'timestamp', value: '2024-05-06T07:08:09+05:30', only: 'postgres' },
  { type: 'date', value: '2024-05-06T02:00:00+05:30', only: 'postgres mysql' },
  { type: 'timestamp(1)', value: '2024-05-06 07:08:09.98', only: 'postgres' }, { type: 'real', value: 0.123456789, only: 'postgres' }, { type: 'bit(3)', value: '101', only: 'postgres' },
  { type: 'integer', value: '1e2', only: 'sqlite' }, { type: 'bigint', value: 1e20, only: 'sqlite' }, { type: 'uuid', value: '1e5', only: 'sqlite' }, { type: 'real', value: '0.5', only: 'sqlite' },
]

describe.each(targets)("the database's own equality on $name", (target) => {
  let db: TestDatabase
  const recorder = recordStatements()
  const samples = () => sessionOn(db.attach({ observer: recorder.observer }), { seed: 1 }).factory(SampleFactory)
  const table = async (type: string, code = 'varchar(20)') => {
    await db.run('drop table if exists samples', `create table samples (id ${target.types.id}, code ${code}, v ${type}, n int)`)
    recorder.clear()
  }
  const stored = async () => {
    const text = { mysql: 'hex(v)', postgres: 'v::text', sqlite: "typeof(v) || quote(v)" }[target.engine]
    return (await db.knex('samples').select(db.knex.raw(`${text} as v`)).orderBy('id')).map((row: { v: unknown }) => row.v)
  }
  beforeAll(async () => {
    db = await openTestDatabase(target)
  })
  beforeEach(() => recorder.clear())
  afterAll(() => db?.drop())

  it.each(cases.filter(({ only }) => only.includes(target.engine)))('$type: $value', async ({ type, value }) => {
    await table(type)
    const key = { v: value }
    const first = await samples().firstOrCreate(key, { n: 1 })
    expect(await samples().firstOrCreate(key, { n: 2 })).toEqual(first)
    expect(await samples().updateOrCreate(key, { n: 2 })).toEqual({ ...first, n: 2 })
    expect(await samples().upsert([{ v: value, n: 2 }], ['v'])).toEqual([{ ...first, n: 2 }])
    expect(recorder.count('update')).toBe(1)
    // As an attribute: an UPDATE stores what an INSERT stores, once.
    await samples().upsert([{ code: 'a', v: value }, { code: 'b', v: null }], ['code'])
    await samples().upsert([{ code: 'b', v: value }], ['code'])
    expect(new Set(await stored()).size).toBe(1)
    recorder.clear()
    await samples().upsert([{ code: 'a', v: value }, { code: 'b', v: value }], ['code'])
    expect([recorder.count('update'), recorder.count('insert')]).toEqual([0, 0])
  })

  it('decimals beyond what is written out', async () => {
    await table(target.engine === 'postgres' ? 'numeric' : 'decimal(40,0)')
    for (const value of [1e21, '1e21', '1e+30', 2e25, '12.5e22']) {
      const first = await samples().firstOrCreate({ v: value })
      expect((await samples().firstOrCreate({ v: value })).id).toBe(first.id)
      await samples().updateOrCreate({ code: 'd' }, { v: value })
      recorder.clear()
      await samples().updateOrCreate({ code: 'd' }, { v: value })
      expect(recorder.count('update')).toBe(0)
      await db.knex('samples').del()
    }
  })

  it('letters in another case are stored, though they are equal', async () => {
    await table('varchar(20)')
    await samples().upsert([{ code: 'a', v: 'ada' }], ['code'])
    expect((await samples().updateOrCreate({ code: 'a' }, { v: 'Ada' })).v).toBe('Ada')
    expect((await samples().updateOrCreate({ code: 'a' }, { v: 'Ada ' })).v).toBe('Ada ')
  })

  it('a moment in another zone is told from the same wall clock', async () => {
    await table('timestamp')
    await samples().upsert([{ code: 'a', v: new Date('2024-05-06T01:38:09Z') }], ['code'])
    await samples().upsert([{ code: 'a', v: '2024-05-06T07:08:09+05:30' }], ['code'])
    const updated = await stored()
    await db.knex('samples').del()
    await samples().upsert([{ code: 'a', v: '2024-05-06T07:08:09+05:30' }], ['code'])
    expect(await stored()).toEqual(updated)
  })

  it('what no column of numbers holds is not taken for a row with 0', async () => {
    if (target.engine === 'postgres') return
    await table('int')
    await samples().create({ v: 0 })
    await samples().updateOrCreate({ v: 'abc' }, { n: 5 }).catch(() => undefined)
    expect(await db.knex('samples').where({ v: 0 })).toMatchObject([{ n: null }])
  })

  it('values of different types in one list', async () => {
    await table({ mysql: 'bit(8)', postgres: 'numeric', sqlite: 'numeric' }[target.engine])
    const list = (values: readonly unknown[]) => values.map((v, at) => ({ code: `c${at}`, v }))
    const values = target.engine === 'mysql' ? [5, true, 3n, '5', Buffer.from([7]), null] : [5, true, 3n, '4.50', 1e21, null]
    await samples().createBatch(1, { code: 'other' })
    await samples().upsert(list(values), ['code'])
    const made = await stored()
    await db.knex('samples').update({ v: null })
    await samples().upsert(list(values), ['code'])
    expect(await stored()).toEqual(made)
  })

  it('two spellings of one key in a list are an error, in an empty table too', async () => {
    const { type, pair } = {
      mysql: { type: 'varchar(20)', pair: ['X1', 'x1'] },
      postgres: { type: 'inet', pair: ['10.0.0.1', '10.0.0.1/32'] },
      sqlite: { type: 'int', pair: ['1', 1] },
    }[target.engine]
    await table(type)
    const [first, second] = pair
    const both = () => samples().upsert([{ v: first, n: 1 }, { v: second, n: 2 }], ['v'])
    await expect(both()).rejects.toMatchObject({ code: 'SEEDKIT_SAME_NATURAL_KEY', message: expect.stringMatching(/^Rows 1 and 2 given to upsert/) })
    expect(await db.knex('samples')).toEqual([])
    await samples().create({ v: second })
    await expect(both()).rejects.toMatchObject({ code: 'SEEDKIT_SAME_NATURAL_KEY' })
  })

  it.skipIf(target.engine === 'sqlite')('two spellings of one key are found however long the list is', async () => {
    const { type, keys } = {
      mysql: { type: 'varchar(20)', keys: [['k', 'K'], ['æ', 'Æ'], ['ñ', 'N']] },
      postgres: { type: 'inet', keys: [['10.0.', '10.0.'], ['::', '0::']] },
    }[target.engine as 'mysql' | 'postgres']
    await table(type)
    for (const [first, second] of keys) {
      const valueOf = (at: number) => (target.engine === 'mysql' ? `${first}${at}` : first === '::' ? `::${at.toString(16)}` : `10.0.${at >> 8}.${at & 255}`)
      const rows = Array.from({ length: 21_000 }, (_, at) => ({ v: valueOf(at), n: at }))
      const spelled = target.engine === 'mysql' ? `${second} 20500`.replace(' ', '') : first === '::' ? `0::${(20_500).toString(16)}` : `${valueOf(20_500)}/32`
      recorder.clear()
      await expect(samples().upsert([{ v: spelled, n: 0 }, ...rows], ['v'])).rejects.toThrow('Rows 1 and 20502 given to upsert() of SampleFactory have the same "v".')
      // Three for the rows of the table, at most as many for those that may be alike, and one for those that are.
      expect(recorder.count('select')).toBeLessThanOrEqual(7)
      expect(await db.knex('samples')).toEqual([])
    }
  }, 60_000)

  it('10,000 keys with a NULL, and as many without, are found in one SELECT each', async () => {
    await table('int')
    const rows = Array.from({ length: 10_000 }, (_, at) => ({ code: `k${at}`, v: at % 2 === 0 ? null : 1, n: at }))
    const first = await samples().upsert(rows, ['code', 'v'])
    recorder.clear()
    expect(await samples().upsert(rows, ['code', 'v'])).toEqual(first)
    expect([recorder.count('select'), recorder.count('insert'), recorder.count('update')]).toEqual([2, 0, 0])
  }, 60_000)

  it('NULL finds rows by a column of JSON, and by no value at all', async () => {
    await table(target.types.json)
    const first = await samples().firstOrCreate({ v: null }, { code: null })
    expect(await samples().firstOrCreate({ v: null })).toEqual(first)
    expect(await samples().firstOrCreate({ v: null, code: null })).toEqual(first)
  })

  it('a table without a key is changed by what was given as one', async () => {
    if (target.engine !== 'mysql') return
    await db.run('drop table if exists samples', 'create table samples (id int, code varchar(20), v float, n int)')
    await samples().updateOrCreate({ v: 0.1234567 }, { n: 1 })
    await samples().updateOrCreate({ v: 0.1234567 }, { n: 2 })
    expect(await db.knex('samples')).toMatchObject([{ n: 2 }])
  })

  it.runIf(target.engine === 'postgres')('a new key in other words than the database prints', async () => {
    await db.run('drop table if exists samples', 'create table samples (id serial, code varchar(20), v inet primary key, n int)')
    await samples().create({ code: 'a', v: '10.0.0.1' })
    await samples().updateOrCreate({ code: 'a' }, { v: '2001:0db8:0:0::1' })
    expect(await stored()).toEqual(['2001:db8::1/128'])
  })

  it.runIf(target.engine === 'sqlite')('a number and its text are two values of a column without a type', async () => {
    await table('')
    await samples().create({ id: 1, v: '1' })
    expect(await samples().updateOrCreate({ id: 1 }, { v: 1 })).toMatchObject({ v: 1 })
    expect(await stored()).not.toEqual(["text'1'"])
    await samples().updateOrCreate({ id: 1 }, { v: '1' })
    expect(await stored()).toEqual(["text'1'"])
  })

  it.runIf(target.engine === 'mysql').each([
    ['tinytext', 'x'.repeat(256)], ['tinytext', 'é'.repeat(128)], ['text character set ucs2', 'x'.repeat(40_000)], ['text', 'x'.repeat(65_536)], ['tinyblob', Buffer.alloc(300, 7)], ['blob', Buffer.alloc(66_000, 7)],
  ])('what is too long for %s is refused in an UPDATE too, and not cut', async (type, value) => {
    await table(type)
    await samples().upsert([{ id: 1, code: 'a', v: 'x' }, { id: 2, code: 'b', v: 'y' }], 'id')
    const before = await stored()
    // MariaDB calls a text of other characters than its own invalid.
    const { code } = (await samples().create({ v: value }).catch((error: unknown) => error)) as { code: string }
    expect(code).toMatch(/^SEEDKIT_(VALUE_TOO_LONG|INVALID_VALUE)$/)
    const refused = { code, message: expect.stringMatching(/^SampleFactory: row 2 of 2 .*"v"/s) }
    await expect(samples().upsert([{ id: 1, v: 'z' }, { id: 2, v: value }], 'id')).rejects.toMatchObject(refused)
    await expect(samples().updateOrCreate({ code: 'a' }, { v: value })).rejects.toMatchObject({ code })
    expect(await stored()).toEqual(before)
  })

  it.runIf(target.engine === 'mysql')('what just fits is stored, whatever else the statement would hold', async () => {
    await table('text')
    const rows = [{ id: 1, v: 'x'.repeat(65_535) }, { id: 2, v: 'é'.repeat(32_767) }, { id: 3, v: 'short' }, { id: 4, v: null }]
    await samples().upsert(rows.map(({ id }) => ({ id, v: 'x' })), 'id')
    expect((await samples().upsert(rows, 'id')).map(({ v }) => v)).toEqual(rows.map(({ v }) => v))
    await expect(samples().upsert([{ id: 3, v: db.knex.raw("repeat('x', 70000)") }, { id: 4, v: db.knex.raw("'y'") }], 'id')).rejects.toMatchObject({ code: 'SEEDKIT_VALUE_TOO_LONG' })
  })
})
