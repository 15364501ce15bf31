import { describe, expect, it } from 'vitest'
import type { ColumnSchema } from '../../src/database/schema/table-schema.js'
import { fingerprintOf, forgivingFingerprint } from '../../src/factory/uniqueness/fingerprint.js'
import { FingerprintSet } from '../../src/factory/uniqueness/fingerprint-set.js'
import { forgivingText } from '../../src/database/values/forgiving-text.js'
import { valueToken } from '../../src/database/values/value-token.js'
import type { ColumnPlan } from '../../src/database/write/table-plan.js'
import { postgresCodec } from '../../src/database/values/postgres-codec.js'

describe('a set of fingerprints', () => {
  it('holds what was added, and nothing else, whatever was taken out between', () => {
    const set = new FingerprintSet()
    const model = new Set<number>()
    let random = 12345
    for (let step = 0; step < 50_000; step++) {
      random = (Math.imul(random, 1103515245) + 12345) >>> 0
      const value = (random >>> 8) % 3000
      // Few home places: long runs, which wrap around the end.
      const print = { high: value % 7 === 0 ? 15 : value >>> 3, low: value + 1 }
      if (random % 3 === 0) expect(set.delete(print)).toBe(model.delete(value))
      else {
        expect(set.add(print)).toBe(!model.has(value))
        model.add(value)
      }
    }
    expect(set.size).toBe(model.size)
    for (let value = 0; value < 3000; value++) expect(set.has({ high: value % 7 === 0 ? 15 : value >>> 3, low: value + 1 })).toBe(model.has(value))
  })

  it('takes at most 32 bytes a key, at the peak of growth too', () => {
    const set = new FingerprintSet()
    for (let key = 1; key <= 300_000; key++) {
      set.add(fingerprintOf(`user${key}@example.test`))
      if (key > 100) expect(set.peakBytes).toBeLessThanOrEqual(32 * key)
    }
    expect(set.size).toBe(300_000)
  })

  it('takes no two of 400,000 similar texts for one', () => {
    const set = new FingerprintSet()
    let added = 0
    for (let key = 0; key < 200_000; key++) {
      added += Number(set.add(fingerprintOf(`user${key}@example.test`)))
      added += Number(set.add(fingerprintOf(`${key}\u0000${key ^ 1}`)))
    }
    expect(added).toBe(400_000)
  })

  it('has nothing at first, and tells the order of parts', () => {
    const set = new FingerprintSet()
    expect(set.has(fingerprintOf(''))).toBe(false)
    expect(set.delete(fingerprintOf('a'))).toBe(false)
    set.add(fingerprintOf('a\u0000b'))
    expect(set.has(fingerprintOf('b\u0000a'))).toBe(false)
    expect(set.has(fingerprintOf('a\u0000b'))).toBe(true)
  })
})

describe('forgiving equality', () => {
  it.each([
    ['Ada', 'ada'], ['é', 'e\u0301'], ['é', 'E'], ['ﬁn', 'FIN'], ['a ', 'a'], ['Straße', 'STRASSE'], ['ΟΔΟΣ', 'οδοσ'], ['οδος', 'οδοσ'], ['Å', 'a'], ['①', '1'], ['Ａ', 'a'], ['İ', 'i'],
  ])('takes %j and %j for the same', (one, other) => {
    expect(forgivingText(one)).toBe(forgivingText(other))
    expect(forgivingFingerprint(one).equals(forgivingFingerprint(other))).toBe(true)
    expect(forgivingFingerprint(one)).toMatchObject({ ...fingerprintOf(forgivingText(one)), other: forgivingFingerprint(one).other })
  })
  it.each([['a', 'b'], [' a', 'a'], ['a b', 'ab'], ['a.b', 'ab'], ['ø', 'p'], ['', '0'], ['я', 'r']])('tells %j and %j apart', (one, other) => {
    expect(forgivingText(one)).not.toBe(forgivingText(other))
    expect(forgivingFingerprint(one).equals(forgivingFingerprint(other))).toBe(false)
  })
  it.each([['Weiße', 'Weise'], ['Weiße', 'WEISSE'], ['🙂', '🙃'], ['a 🙂', 'A 🎉 '], ['groß 🙂', 'gros 🙃']])('has two readings where databases differ: %j and %j', (one, other) => {
    expect(forgivingFingerprint(one).equals(forgivingFingerprint(other))).toBe(true)
    expect(forgivingFingerprint(other).equals(forgivingFingerprint(one))).toBe(true)
  })
  it.each([['Weise', 'Weisse'], ['🙂', 'b'], ['a🙂', 'b🙂'], ['🙂', '🙂🙂'], ['Weiße', 'Weibe']])('does not take %j and %j for one for that', (one, other) => {
    expect(forgivingFingerprint(one).equals(forgivingFingerprint(other))).toBe(false)
  })
})

const plan = (kind: ColumnSchema['kind'], { type = kind, scale, element }: { readonly type?: string; readonly scale?: number | undefined; readonly element?: ColumnSchema['kind'] } = {}): ColumnPlan => {
  const column: ColumnSchema = { name: 'c', type, kind, element, nullable: true, defaultExpression: undefined, identity: false, generated: false, length: undefined, scale, values: undefined }
  return { name: 'c', column, codec: postgresCodec(column), quoted: '"c"', alias: 'c0', selected: '"c" as c0', returned: '"c" as c0' }
}

describe('values of a column', () => {
  const token = (value: unknown, kind: ColumnSchema['kind'], scale?: number) => valueToken(value, plan(kind, { scale }), 'forgiving')

  it.each([
    [1, '1', 'integer'], [1n, 1, 'bigint'], ['9007199254740993', 9007199254740993n, 'bigint'], ['1.50', '1.5', 'decimal'], [1.5, '01.5', 'decimal'], ['-0', 0, 'integer'], [true, 1, 'boolean'], ['7.0', 7, 'float'],
    [new Date('2024-05-06T07:00:00Z'), '2024-05-06', 'date'], [new Date('2024-05-06T07:00:00Z'), '2024-05-06 07:00:00', 'timestamp'], [Buffer.from('ab'), new Uint8Array([97, 98]), 'bytes'], ['A-B', 'a-b', 'uuid'],
  ] as const)('%s and %s are the same %s', (one, other, kind) => {
    expect(token(one, kind)).toBeDefined()
    expect(token(one, kind)).toBe(token(other, kind))
  })
  it.each([
    ['9007199254740993', '9007199254740992', 'bigint'], [1, -1, 'integer'], [1.5, 1.51, 'decimal'], [new Date(0), new Date(1), 'timestamp'], [Buffer.from('a'), Buffer.from('A'), 'bytes'], ['1', '01', 'text'],
  ] as const)('%s and %s are not the same %s', (one, other, kind) => {
    expect(token(one, kind)).not.toBe(token(other, kind))
  })
  it('are as fine as the column', () => {
    expect(token('2024-01-01 00:00:00.123456', 'timestamp')).not.toBe(token('2024-01-01 00:00:00.123457', 'timestamp'))
    expect(token('2024-01-01 00:00:00.123456', 'timestamp', 6)).toBe(token('2024-01-01T01:00:00.1234560+01:00', 'timestamp', 6))
    expect(token('2024-01-01 00:00:00.1234567', 'timestamp')).toBe(token('2024-01-01 00:00:00.1234561', 'timestamp'))
    expect(token('2024-01-01 00:00:00.1239', 'timestamp', 3)).toBe(token(new Date('2024-01-01T00:00:00.123Z'), 'timestamp', 3))
    expect(token('2024-01-01 00:00:00.123000', 'timestamptz')).toBe(token(new Date('2024-01-01T00:00:00.123Z'), 'timestamptz'))
    expect(token(new Date(1200), 'timestamp', 0)).toBe(token(new Date(1900), 'timestamp', 0))
    expect(token(new Date(1200), 'timestamp', 6)).not.toBe(token(new Date(1201), 'timestamp', 6))
    expect(token(1.504, 'decimal', 2)).toBe(token('1.50', 'decimal', 2))
  })
  it.each<readonly [unknown, unknown, ColumnPlan]>([
    ['1.04', '1.03', plan('decimal', { scale: 1 })], ['1.05', 1.1, plan('decimal', { scale: 1 })], [1.005, '1.01', plan('decimal', { scale: 2 })], ['12:00', '12:00:00', plan('time')],
    [0.1234567891, 0.1234567892, plan('float', { type: 'real' })], [{ a: 1, b: 2 }, { b: 2, a: 1 }, plan('json')], [[1, 2], ['1', '02'], plan('array', { element: 'integer' })],
    [['a', 'b'], 'b,a', plan('text', { type: "set('a','b')" })], [2001, '01', plan('integer', { type: 'year' })], [1999, 99, plan('integer', { type: 'year' })],
  ])('%j and %j are the same to the database', (one, other, own) => {
    expect(valueToken(one, own, 'forgiving')).toBeDefined()
    expect(valueToken(one, own, 'forgiving')).toBe(valueToken(other, own, 'forgiving'))
  })
  it.each<readonly [unknown, unknown, ColumnPlan]>([
    ['1.04', '1.06', plan('decimal', { scale: 1 })], ['1.04', '1.03', plan('decimal')], ['12:00', '12:01', plan('time')], [0.1234567891, 0.1234567892, plan('float', { type: 'double precision' })],
    [{ a: 1 }, { a: 2 }, plan('json')], [[1, 2], [2, 1], plan('array', { element: 'integer' })], [['a'], 'b,a', plan('text', { type: "set('a','b')" })], [2001, 2002, plan('integer', { type: 'year' })],
  ])('%j and %j are two to the database', (one, other, own) => {
    expect(valueToken(one, own, 'forgiving')).not.toBe(valueToken(other, own, 'forgiving'))
  })
  it('are unknown where only the database can tell', () => {
    const expression = { toSQL: () => '' }
    for (const kind of ['text', 'integer', 'timestamp', 'bytes', 'json'] as const) expect(token(expression, kind)).toBeUndefined()
    expect([token('x', 'integer'), token(Number.NaN, 'float'), token('soon', 'date'), token(3, 'bytes'), token(() => 1, 'text')]).toEqual(Array(5).fill(undefined))
  })
  it('are told by letter case where exactly that is asked', () => {
    for (const equality of ['by letters', 'exact'] as const) expect(valueToken('A', plan('text'), equality)).not.toBe(valueToken('a', plan('text'), equality))
    expect(valueToken('a ', plan('text'), 'by letters')).toBe(valueToken('a', plan('text'), 'by letters'))
    expect(valueToken('a ', plan('text'), 'exact')).not.toBe(valueToken('a', plan('text'), 'exact'))
  })
})
