import { describe, expect, it } from 'vitest'
import { givenValue } from '../../src/app/given-value.js'
import { givenValues } from '../../src/app/given-values.js'
import type { ColumnKind } from '../../src/database/schema/table-schema.js'

describe('values typed in a shell', () => {
  it.each<[text: string, value: unknown]>([
    ['editor', 'editor'],
    ['', ''],
    [' a b ', ' a b '],
    ['null', null],
    ['"null"', 'null'],
    ['"a\\"b"', 'a"b'],
    ['true', true],
    ['True', 'True'],
    ['5', 5],
    ['-0.5', -0.5],
    ['007', '007'],
    ['1.10', '1.10'],
    ['1e3', '1e3'],
    ['+5', '+5'],
    ['12345678901234567890', '12345678901234567890'],
    ['{"a":[1,null]}', { a: [1, null] }],
    ['[1,"b"]', [1, 'b']],
    ['{a:1}', '{a:1}'],
    ['2025-01-01', '2025-01-01'],
    ['NaN', 'NaN'],
  ])('%s in a column that is not known', (text, value) => {
    expect(givenValue(text)).toEqual(value)
  })

  it.each<[kind: ColumnKind, text: string, value: unknown]>([
    ['text', '5', '5'],
    ['text', 'true', 'true'],
    ['text', '{"a":1}', '{"a":1}'],
    ['text', 'null', null],
    ['text', '"null"', 'null'],
    ['enum', '1', '1'],
    ['date', '20250101', '20250101'],
    ['uuid', '12', '12'],
    ['integer', '5', 5],
    ['decimal', '1.10', '1.10'],
    ['boolean', 'false', false],
    ['json', '{"a":1}', { a: 1 }],
    ['json', 'plain', 'plain'],
    ['array', '[1,2]', [1, 2]],
  ])('in a column of %s: %s', (kind, text, value) => {
    expect(givenValue(text, kind)).toEqual(value)
  })

  it('a column that the table does not have is read as one that is not known', () => {
    const column = { name: 'zip', type: 'text', kind: 'text', element: undefined, nullable: true, defaultExpression: undefined, identity: false, generated: false, length: undefined, scale: undefined, values: undefined } as const
    const schema = { schema: 'main', name: 't', columns: [column], primaryKey: [], uniques: [], foreignKeys: [], checks: [], rowid: false }
    expect(givenValues({ zip: '1', other: '1' }, schema)).toEqual({ zip: '1', other: 1 })
    expect(givenValues({ zip: '1' }, undefined)).toEqual({ zip: 1 })
  })
})
