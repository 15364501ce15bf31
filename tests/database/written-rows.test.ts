import fc from 'fast-check'
import createKnex from 'knex'
import { describe, expect, it } from 'vitest'
import { resolveDialect } from '../../src/database/dialects/resolve-dialect.js'
import type { ColumnSchema, TableSchema } from '../../src/database/schema/table-schema.js'
import { IntegerSet } from '../../src/database/verify/integer-set.js'
import { KeyRanges } from '../../src/database/verify/key-ranges.js'
import { WrittenRows } from '../../src/database/verify/written-rows.js'
import { planTable } from '../../src/database/write/table-plan.js'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)

describe('ranges of keys', () => {
  it('hold every key, and are few', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(5000), fc.maxSafeInteger(), fc.bigInt({ min: 0n, max: 2n ** 64n })), { maxLength: 3000 }), (keys) => {
        const ranges = new KeyRanges()
        for (const key of keys) expect(ranges.add(key)).toBe(true)
        const list = ranges.list()
        expect(list.length).toBeLessThanOrEqual(1001)
        expect(keys.filter((key) => !list.some(({ from, to }) => key >= from && key <= to))).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('are one for keys counted up piece by piece, whichever way they come', () => {
    const ranges = new KeyRanges()
    for (const key of [...range(3000).map((n) => 7 + n * 3), ...range(100).map((n) => 5 - n)]) ranges.add(key)
    expect(ranges.list()).toEqual([{ from: -94, to: 9004 }])
  })

  it('become one where there are too many', () => {
    const ranges = new KeyRanges()
    for (const heap of range(1500)) ranges.add(heap * 10_000)
    expect(ranges.list()[0]?.from).toBe(0)
    expect(ranges.list().length).toBeLessThan(502)
  })

  it('know digits as text, and nothing but whole numbers', () => {
    const ranges = new KeyRanges()
    expect([ranges.add('12'), ranges.add('18446744073709551615'), ranges.add(14)]).toEqual([true, true, true])
    expect(ranges.list()).toEqual([{ from: 12, to: 14 }, { from: 18446744073709551615n, to: 18446744073709551615n }])
    expect([ranges.add('x'), ranges.add(1.5), ranges.add(undefined), ranges.add({}), ranges.add(null), ranges.add('')]).toEqual([false, false, false, false, false, false])
  })
})

const column = (name: string, identity = false): ColumnSchema => ({
  name, type: 'int', kind: 'integer', element: undefined, nullable: true, defaultExpression: undefined, identity, generated: false, length: undefined, scale: undefined, values: undefined,
})

describe('rows that were written', () => {
  const knex = createKnex({ client: 'mysql2' })
  const key = { name: 'fk', columns: ['user_id'], table: { schema: undefined, name: 'users' }, foreignColumns: ['id'] }
  const rowsOf = (columns: readonly ColumnSchema[]) => {
    const schema: TableSchema = { schema: 'x', name: 't', columns, primaryKey: ['id'], uniques: [], foreignKeys: [key], checks: [], rowid: false }
    return new WrittenRows(planTable(resolveDialect(knex), schema), 'stored as given')
  }

  it('are remembered by what they point with', () => {
    const rows = rowsOf([column('id', true), column('user_id')])
    rows.add(range(1000).map((n) => ({ id: n + 5, user_id: 10 + (n % 90) })), [])
    expect(rows.setsFor(key)).toEqual([{ by: 'runs', runs: [{ from: 10, to: 99 }] }, { by: 'values', values: [] }])
  })

  it('are what came back of them, where that is not what was given', () => {
    const rows = rowsOf([column('id', true), column('user_id')])
    rows.add([{ user_id: 7 }, { user_id: 8 }, {}], [{ id: 5 }, { id: 6, user_id: 9 }, { id: 7, user_id: null }])
    expect(rows.setsFor(key)).toEqual([{ by: 'runs', runs: [{ from: 7, to: 7 }, { from: 9, to: 9 }] }, { by: 'values', values: [] }])
  })

  it('are remembered by their counted key where they point here and there', () => {
    const rows = rowsOf([column('id', true), column('user_id')])
    rows.add(range(1000).map((n) => ({ id: n + 5, user_id: n * 7 })), [])
    expect(rows.setsFor(key)).toMatchObject([{ by: 'ranges', ranges: [{ from: 5, to: 1004 }] }])
  })

  it('are remembered by the values where they have no such key', () => {
    const rows = rowsOf([column('id'), column('user_id')])
    rows.add([...range(100).map((n) => ({ id: n, user_id: (n % 50) * 7 })), { id: 1, user_id: null }, { id: 2 }, { id: 3, user_id: 2n ** 60n }], [])
    expect(rows.setsFor(key)).toEqual([{ by: 'values', values: [...range(50).map((n) => [n * 7]), [2n ** 60n]] }])
  })

  it.each([['an expression', { toSQL: () => '' }], ['a fraction', 1.5], ['a boolean', true], ['an odd text', '7 ']])('are not told apart where one points with %s, unless their keys are counted up', (_what, value) => {
    const bare = rowsOf([column('id'), column('user_id')])
    bare.add([{ id: 1, user_id: 1 }, { id: 2, user_id: value }], [])
    bare.add([{ id: 3, user_id: 1 }], [])
    expect(bare.setsFor(key)).toEqual([{ by: 'table' }])
    const counted = rowsOf([column('id', true), column('user_id')])
    counted.add([{ id: 1, user_id: 1 }, { id: 2, user_id: value }], [])
    expect(counted.setsFor(key)).toMatchObject([{ by: 'ranges' }])
  })

  it('are not told apart where a counted key did not come back either', () => {
    const rows = rowsOf([column('id', true), column('user_id')])
    rows.add([{ id: 1, user_id: 1.5 }, { user_id: 1 }], [])
    rows.add([{ id: 2, user_id: 1 }], [])
    expect(rows.setsFor(key)).toEqual([{ by: 'table' }])
  })

  it('are not told apart any more where they point with more values than should be kept', () => {
    const rows = rowsOf([column('id'), column('user_id')])
    rows.add(range(100_000).map((n) => ({ id: n, user_id: n * 2 })), [])
    expect(rows.setsFor(key)).toMatchObject([{ by: 'values' }])
    rows.add([{ id: -1, user_id: -10 }], [])
    expect(rows.setsFor(key)).toEqual([{ by: 'table' }])
  })
})

describe('a set of integers', () => {
  it('gives back what it was given, as runs', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer({ min: -100, max: 100 }), fc.integer({ min: 32_700, max: 32_800 }), fc.maxSafeInteger()), { maxLength: 400 }), (numbers) => {
        const set = new IntegerSet()
        for (const number of numbers) expect(set.add(number)).toBe(true)
        const runs = [...set.runs()]
        expect(runs.flatMap(({ from, to }) => range(to - from + 1).map((n) => from + n))).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
        expect(runs.slice(1).every(({ from }, at) => from > (runs[at]?.to ?? 0) + 1)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('takes no numbers that lie too far apart', () => {
    const set = new IntegerSet()
    expect(range(4097).map((n) => set.add(n * 32_768)).indexOf(false)).toBe(4096)
    expect(set.add(5)).toBe(true)
  })
})
