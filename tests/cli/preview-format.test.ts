import { describe, expect, it } from 'vitest'
import { csvLines } from '../../src/cli/preview/csv-lines.js'
import { fitText } from '../../src/cli/preview/fit-text.js'
import { jsonLines } from '../../src/cli/preview/json-lines.js'
import { tableLines } from '../../src/cli/preview/table-lines.js'
import { textWidth } from '../../src/cli/text-width.js'
import { UnmadeKey } from '../../src/factory/unmade-key.js'

const EVERY = {
  text: 'a "b", c', empty: '', nothing: null, number: 1.5, large: 2n ** 60n, none: Number.NaN, yes: true, at: new Date('2024-05-06T07:08:09.010Z'),
  bytes: Buffer.from([0, 255]), object: { a: [1, { b: 2n ** 60n }] }, lines: 'x\ny',
}

describe('texts on a terminal', () => {
  it.each([['abc', 3], ['', 0], ['日本', 4], ['é', 1], ['e\u0301', 1], ['🙂', 2], ['👍🏽', 4], ['한글x', 5], ['a\u200bb', 2]])('%j takes %i columns', (text, width) => {
    expect(textWidth(text)).toBe(width)
  })

  it.each([['abc', 5, 'abc  '], ['abcdef', 4, 'abc…'], ['abcd', 4, 'abcd'], ['日本語', 4, '日… '], ['日本語', 5, '日本…'], ['abc', 1, '…']])('%j in %i columns', (text, width, fitted) => {
    expect(fitText(text, width)).toBe(fitted)
    expect(textWidth(fitText(text, width))).toBe(width)
  })
})

describe('a table', () => {
  it('has names on the left, numbers on the right, and says what is NULL, left out, or not made', () => {
    expect(tableLines([
      { name: 'Ada', age: 7, team_id: new UnmadeKey('TeamFactory'), note: null },
      { name: 'Bartholomew', age: 1234, team_id: new UnmadeKey('Factory'), extra: true },
    ], 100)).toEqual([
      'name          age  team_id    note  extra',
      '-----------  ----  ---------  ----  -----',
      'Ada             7  (Team)     NULL',
      'Bartholomew  1234  (Factory)        true',
    ])
  })

  it('shows every kind of value on one line, and nothing that moves the cursor', () => {
    const [, , row = ''] = tableLines([{ ...EVERY, evil: '\u001b[2J\u0007\u2028' }], 1000)
    for (const shown of ['a "b", c', 'NULL', '1.5', '1152921504606846976', 'NaN', 'true', '2024-05-06T07:08:09.010Z', '00ff', '{"a":[1,{"b":"1152921504606846976"}]}', 'x\\ny', '\\u001b[2J\\u0007\\u2028']) {
      expect(row).toContain(shown)
    }
    expect(row).not.toMatch(/\p{Cc}/u)
  })

  it('cuts the longest values where it is too wide, and no number before them', () => {
    const lines = tableLines([{ id: 1, title: 'x'.repeat(80), body: '語'.repeat(80), url: 'short' }], 60)
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(60)
    expect(lines[2]).toMatch(/^ 1 {2}x+… {2}語+…? ?… {2}short$|^ 1 {2}x+… {2}語+… ? {2}short$/)
  })

  it('goes row by row where even narrow columns do not fit', () => {
    const row = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`column_${index}`, 'some value']))
    const lines = tableLines([row, row], 80)
    expect(lines.slice(0, 3)).toEqual([`-- row 1 ${'-'.repeat(71)}`, 'column_0   some value', 'column_1   some value'])
    expect(lines[21]).toBe('')
    expect(lines[22]).toMatch(/^-- row 2 -/)
    expect(lines).toHaveLength(2 * 21 + 1)
  })

  it('of no rows, and of rows without values', () => {
    expect(tableLines([], 80)).toEqual(['(no rows)'])
    expect(tableLines([{}], 80)).toEqual(['(1 row without values)'])
  })
})

describe('JSON', () => {
  it('is an array that every parser reads', () => {
    expect(JSON.parse(jsonLines([EVERY, { a: 1 }]).join('\n'))).toEqual([
      { ...EVERY, large: '1152921504606846976', none: 'NaN', at: '2024-05-06T07:08:09.010Z', bytes: '00ff', object: { a: [1, { b: '1152921504606846976' }] } },
      { a: 1 },
    ])
    expect(jsonLines([])).toEqual(['[]'])
    expect(jsonLines([{ a: 1 }, { a: 2 }])).toEqual(['[', '  {"a":1},', '  {"a":2}', ']'])
  })
})

/** As RFC 4180 says; empty fields without quotation marks are undefined. */
function parseCsv(text: string): (string | undefined)[][] {
  const records: (string | undefined)[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    records.at(-1)?.push(quoted === undefined ? (plain === '' ? undefined : plain) : quoted.replaceAll('""', '"'))
    if (end === '\r\n') records.push([])
    else if (end === '') break
  }
  return records.slice(0, -1)
}

describe('CSV', () => {
  it('comes back as it was, NULL apart from empty text', () => {
    const rows = [{ ...EVERY, ' odd, "name"': ' space ' }, { text: 'only' }]
    const lines = csvLines(rows)
    expect(lines.every((line) => line.endsWith('\r'))).toBe(true)
    const [header = [], first = [], second = []] = parseCsv(lines.map((line) => `${line}\n`).join(''))
    expect(header).toEqual([...Object.keys(EVERY), ' odd, "name"'])
    expect(first).toEqual(['a "b", c', '', undefined, '1.5', '1152921504606846976', 'NaN', 'true', '2024-05-06T07:08:09.010Z', '00ff', '{"a":[1,{"b":"1152921504606846976"}]}', 'x\ny', ' space '])
    expect(second).toEqual(['only', ...Array.from({ length: 11 }, () => undefined)])
  })

  it('of no rows, or of rows without values, is nothing', () => {
    expect(csvLines([])).toEqual([])
    expect(csvLines([{}])).toEqual([])
  })
})
