import { describe, expect, test } from 'vitest'
import type { LintColumn } from '../../src/app/lint/lint-table.js'
import { valueFault } from '../../src/app/lint/value-fault.js'
import type { ColumnKind } from '../../src/database/schema/table-schema.js'

function column(kind: ColumnKind, parts: Partial<LintColumn> = {}): LintColumn {
  const none = { element: undefined, nullable: true, defaultExpression: undefined, identity: false, generated: false, length: undefined, scale: undefined, values: undefined }
  return { ...none, name: 'c', type: kind, kind, ...parts }
}

const SMALL = { integerRange: { min: '-128', max: '127' } }
const MONEY = { precision: 5, scale: 2 }
const WORDS = { values: ['draft', 'paid'] }

describe('a value that fits', () => {
  test.each<[ColumnKind, unknown, Partial<LintColumn>?]>([
    ['integer', 127, SMALL], ['integer', '-128', SMALL], ['integer', 5n], ['integer', true], ['integer', new Date()], ['bigint', '9007199254740993'], ['integer', 1e21],
    ['decimal', '999.99', MONEY], ['decimal', -999.99, MONEY], ['decimal', '1e2'], ['float', 1.5], ['float', '1.5'],
    ['boolean', 1], ['boolean', 'true'], ['boolean', false],
    ['uuid', '0a1b2c3d-0000-4000-8000-00000000000f'],
    ['date', '2024-02-29'], ['timestamp', '2024-05-06 07:08:09.123'], ['timestamptz', 'Mon, 06 May 2024 07:08:09 GMT'], ['timestamp', 1714979289000], ['time', 'noon'],
    ['text', 'paid', WORDS], ['text', 5], ['enum', 1, WORDS], ['enum', 'PAID ', { ...WORDS, collation: 'utf8mb4_general_ci' }], ['text', 'Paid', { ...WORDS, type: 'citext' }],
    ['integer', 3, { bounds: { values: ['1', '3'] } }], ['decimal', '3.0', { bounds: { values: ['1', '3'] } }], ['date', new Date(0), { bounds: { values: ['2024-01-01'] } }],
    ['text', '🙂🙂', { length: 2 }], ['text', 'ab   ', { length: 2 }], ['bytes', new Uint8Array(2), { length: 2 }], ['text', 'abc', { bounds: { minLength: 3, maxLength: 3 } }],
    ['json', { a: 1 }], ['other', 'anything'],
    ['array', [1, 2], { element: 'integer' }], ['array', 'text of an array', { element: 'integer' }], ['array', [['draft'], ['paid']], { element: 'enum', ...WORDS }],
  ])('%s: %s', (kind, value, parts) => {
    expect(valueFault(column(kind, parts), value)).toBeUndefined()
  })
})

describe('a value that does not', () => {
  test.each<[ColumnKind, unknown, Partial<LintColumn>, string, string]>([
    ['integer', 128, SMALL, 'type', 'gives 128 for "c", which the column (integer) cannot hold'],
    ['integer', '-129', SMALL, 'type', 'gives "-129" for "c"'],
    ['bigint', 2n ** 63n, { integerRange: { min: '0', max: '9223372036854775807' } }, 'type', 'gives 9223372036854775808 for "c"'],
    ['integer', 'many', {}, 'type', 'gives "many" for "c"'],
    ['integer', '', {}, 'type', 'gives "" for "c"'],
    ['integer', 1.5, {}, 'type', 'gives 1.5 for "c"'],
    ['decimal', 1000, MONEY, 'type', 'gives 1000 for "c"'],
    ['float', 'wide', {}, 'type', 'gives "wide" for "c"'],
    ['boolean', 2, {}, 'type', 'gives 2 for "c"'],
    ['boolean', 'maybe', {}, 'type', 'gives "maybe" for "c"'],
    ['uuid', '42', {}, 'type', 'gives "42" for "c"'],
    ['date', 'the day after', {}, 'type', 'gives "the day after" for "c"'],
    ['text', 'sent', WORDS, 'word', 'gives "sent" for "c", which takes draft, paid'],
    ['text', 'Paid', WORDS, 'word', 'gives "Paid" for "c"'],
    ['text', 'paid', { values: ['draft', 'paid'], bounds: { values: ['draft'] } }, 'word', 'which takes draft'],
    ['integer', 2, { bounds: { values: ['1', '3'] } }, 'word', 'gives 2 for "c", which takes 1, 3'],
    ['text', 'abc', { length: 2, type: 'varchar(2)' }, 'length', 'gives 3 characters for "c" (varchar(2)), which takes 2 at most'],
    ['text', 'abc', { length: 20, bounds: { maxLength: 2 } }, 'length', 'which takes 2 at most'],
    ['text', 'abc', { bounds: { minLength: 4 } }, 'length', 'which wants 4 at least'],
    ['bytes', new Uint8Array(3), { length: 2 }, 'length', 'gives 3 bytes for "c"'],
    ['array', [1, 'x'], { element: 'integer' }, 'type', 'gives "x" for "c"'],
    ['array', ['draft', 'sent'], { element: 'enum', ...WORDS }, 'word', 'gives "sent" for "c"'],
    ['text', 'S3CRET', { name: 'password_hash', ...WORDS }, 'word', 'gives *** (hidden) for "password_hash"'],
  ])('%s: %s', (kind, value, parts, fault, fact) => {
    expect(valueFault(column(kind, parts), value)).toMatchObject({ kind: fault, fact: expect.stringContaining(fact), fix: expect.any(String) })
  })
})
