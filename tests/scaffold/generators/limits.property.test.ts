import fc from 'fast-check'
import createKnex from 'knex'
import { afterAll, describe, expect, test } from 'vitest'
import type { ColumnBounds, DatabaseColumn, DatabaseTable } from '../../../src/database/schema/database-schema.js'
import { createSession } from '../../../src/factory/create-session.js'
import type { Session } from '../../../src/factory/session.js'
import type { Meaning } from '../../../src/scaffold/generators/meaning.js'
import { generatorsFor } from '../../../src/scaffold/generators/generators-for.js'
import { faultOf } from './support/check-value.js'
import { factoryOf } from './support/made-factory.js'
import { examplesOf, type RuleExample } from './support/rule-examples.js'
import { rules } from '../../../src/scaffold/generators/rules.js'
import { column, table, unique } from './support/tables.js'

// Nothing is sent: rows are only made.
const knex = createKnex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true })
afterAll(() => knex.destroy())
const sessionOf = (seed: number, locale = 'en'): Session => createSession(knex, { seed, locale })

const texts = fc.record({ type: fc.constantFrom('varchar', 'char'), length: fc.integer({ min: 1, max: 255 }), unbounded: fc.boolean() })
  .map(({ type, length, unbounded }) => ({ type: unbounded ? 'text' : `${type}(${length})`, length: unbounded ? 300 : length }))
const textBounds = fc.record({ low: fc.nat(12), letterCase: fc.constantFrom(undefined, undefined, 'lower' as const, 'upper' as const), max: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined, freq: 3 }) })
const textShapes = fc.tuple(texts, textBounds).map(([{ type, length }, { low, letterCase, max }]): Shape => ({
  type, bounds: { ...(low > 9 ? { minLength: Math.min(low - 8, length, max ?? 99) } : {}), ...(max === undefined ? {} : { maxLength: max }), ...(letterCase === undefined ? {} : { letterCase }) },
}))

interface Shape { readonly type: string; readonly bounds: ColumnBounds }
const limits = (least: number, most: number, digits: number): fc.Arbitrary<ColumnBounds> => {
  const value = fc.integer({ min: Math.trunc(least), max: Math.trunc(most) }).map((whole) => (digits === 0 ? whole : Number(`${whole}.${'5'.padEnd(digits, '0')}`))).map((one) => Math.max(least, Math.min(most, one)))
  return fc.tuple(value, value, fc.constantFrom('none', 'min', 'max', 'both'), fc.boolean(), fc.boolean()).map(([a, b, which, inclusiveMin, inclusiveMax]) => {
    const [low, high] = [Math.min(a, b), Math.max(a, b)]
    const isWide = high - low > 2
    const room = most - low > 2 && high - least > 2
    return {
      ...((which === 'min' && room) || (which === 'both' && room) ? { min: { value: String(low), inclusive: inclusiveMin || !isWide } } : {}),
      ...((which === 'max' && room) || (which === 'both' && room) ? { max: { value: String(high), inclusive: inclusiveMax || !isWide } } : {}),
    }
  })
}
const WHOLES: readonly (readonly [type: string, least: number, most: number])[] = [
  ['tinyint', -128, 127], ['tinyint unsigned', 0, 255], ['smallint', -32_768, 32_767], ['int', -2_000_000_000, 2_000_000_000], ['int unsigned', 0, 2_000_000_000], ['bigint', -2_000_000_000, 2_000_000_000],
]
const wholes = fc.constantFrom(...WHOLES).chain(([type, least, most]) => limits(least, most, 0).map((bounds): Shape => ({ type, bounds })))
const decimals = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.nat(6)).map(([precision, scale]) => [Math.max(precision, scale + 1), scale] as const)
  .chain(([precision, scale]) => {
    const most = Math.min(1e9, 10 ** (precision - scale) - 10 ** -scale)
    return limits(-most, most, scale).map((bounds): Shape => ({ type: `decimal(${precision},${scale})`, bounds }))
  })
const numbers = fc.oneof(wholes, decimals, limits(-1e6, 1e6, 1).map((bounds): Shape => ({ type: 'float', bounds })))
const day = (at: number): string => new Date(at * 86_400_000).toISOString().slice(0, 10)
const days = fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 3, max: 4000 }), fc.constantFrom('none', 'min', 'max', 'both'), fc.boolean()).map(([first, more, which, inclusive]): ColumnBounds => {
  return { ...(which === 'min' || which === 'both' ? { min: { value: day(first), inclusive } } : {}), ...(which === 'max' || which === 'both' ? { max: { value: day(first + more), inclusive } } : {}) }
})
const moments = fc.tuple(fc.constantFrom('timestamp', 'timestamptz', 'date'), days).map(([type, bounds]): Shape => ({ type, bounds }))
const SHAPES: Readonly<Record<Meaning['kind'], fc.Arbitrary<Shape>>> = {
  text: textShapes, words: textShapes, list: textShapes, number: numbers, moment: moments, time: fc.constant({ type: 'time', bounds: {} }), flag: fc.constantFrom('boolean', 'int').map((type) => ({ type, bounds: {} })),
  json: fc.constant({ type: 'jsonb', bounds: {} }),
}

/** The example's table with the column in another shape. */
function reshaped({ table: made, column: own }: RuleExample, { type, bounds }: Shape, isNullable: boolean, isUnique: boolean): readonly [DatabaseTable, DatabaseColumn] {
  const shaped = column(own.name, type, { bounds, nullable: isNullable })
  const columns = made.columns.map((one) => (one.name === own.name ? shaped : one))
  return [{ ...made, columns, uniqueKeys: isUnique ? [unique(own.name)] : [] }, shaped]
}

function check(made: DatabaseTable, shaped: DatabaseColumn, schema: RuleExample['schema'] | undefined, session: Session, count: number, locale = 'en'): void {
  const generators = generatorsFor(made, { schema, locale })
  const generator = generators.find((one) => one.column === shaped.name)
  if (generator === undefined || generator.kind === 'left out') {
    expect(shaped.nullable, `${shaped.name} is left out`).toBe(true)
    return
  }
  const Made = factoryOf(made, [generator])
  for (const row of new Made(session).makeBatch(count)) {
    const value = row[shaped.name]
    const fault = faultOf(value, shaped)
    if (fault !== undefined) throw new Error(`${made.name}.${shaped.name} ${shaped.type} ${JSON.stringify(shaped.bounds)}: ${String(value)} ${fault}. ${generator.expression} (${generator.rule})`)
  }
}

describe('every rule, in columns of many shapes, gives values that keep to type and limits', () => {
  const session = sessionOf(1)
  test.each(rules.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
    const examples = examplesOf(rule, 5)
    fc.assert(fc.property(fc.constantFrom(...examples), SHAPES[rule.gives.kind], fc.integer({ min: 0, max: 9 }), (example, shape, chance) => {
      const [made, shaped] = reshaped(example, shape, chance === 0, chance > 7)
      check(made, shaped, example.schema, session, 10)
    }), { numRuns: 20, seed: 7 })
  })
})

describe('columns whose names say nothing', () => {
  const session = sessionOf(2)
  test.each([['texts', textShapes], ['numbers', numbers], ['moments', moments]] as const)('%s', (_, shapes) => {
    fc.assert(fc.property(shapes, fc.boolean(), ({ type, bounds }, isUnique) => {
      const shaped = column('zq', type, { bounds })
      check(table('things', [shaped], { uniqueKeys: isUnique ? [unique('zq')] : [] }), shaped, undefined, session, 5)
    }), { numRuns: 400, seed: 11 })
  })
})

test.each(['de', 'fr', 'pl', 'ja', 'ru', 'pt_BR'])('texts keep to their limits in the locale %s', (locale) => {
  const session = sessionOf(3, locale)
  for (const rule of rules.filter(({ gives }) => gives.kind === 'text' || gives.kind === 'words')) {
    const [example] = examplesOf(rule, 1)
    for (const length of [4, 12, 40]) {
      const [made, shaped] = example === undefined ? [undefined, undefined] : reshaped(example, { type: `varchar(${length})`, bounds: {} }, false, false)
      if (made !== undefined && shaped !== undefined) check(made, shaped, example?.schema, session, 8, locale)
    }
  }
})
