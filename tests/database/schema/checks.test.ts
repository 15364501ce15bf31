import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundsOf } from '../../../src/database/schema/checks/bounds-of.js'
import { readCheck } from '../../../src/database/schema/checks/read-check.js'
import { mysqlSyntax, postgresSyntax, sqliteSyntax, type SqlSyntax } from '../../../src/database/schema/checks/sql-syntax.js'
import type { ColumnKind } from '../../../src/database/schema/table-schema.js'

const columns = new Map<string, ColumnKind>(Object.entries({
  n: 'integer', price: 'decimal', ratio: 'float', big: 'bigint', name: 'text', code: 'text', mood: 'enum', day: 'date', until: 'date', at: 'timestamptz',
  active: 'boolean', tags: 'array', data: 'json', id: 'uuid', file: 'bytes', 'odd "name"': 'integer', Value: 'integer', order: 'integer', span: 'other',
}))

const syntaxes: Readonly<Record<string, SqlSyntax>> = { pg: postgresSyntax, mysql: mysqlSyntax, sqlite: sqliteSyntax }

/** What a check says: of `column` alone, or of all columns that it names. */
function read(syntax: string, expression: string, column?: string) {
  const { check, facts } = readCheck({ name: 'c', expression }, { syntax: syntaxes[syntax]!, columns })
  const own = facts.flatMap((fact) => (fact.about === 'comparison' || fact.about === 'alternatives' ? [] : [fact])).filter((fact) => column === undefined || fact.column === column)
  const comparisons = facts.flatMap((fact) => (fact.about === 'comparison' ? [fact.comparison] : []))
  const required = own.flatMap((fact) => (fact.about === 'not null' ? [fact.column] : []))
  const kind = columns.get(own[0]?.column ?? '') ?? 'other'
  return { understood: check.understood, columns: check.columns, bounds: boundsOf(own, kind === 'array' ? 'text' : kind, undefined), comparisons, required }
}

const at = (value: string) => ({ value, inclusive: true })
const beyond = (value: string) => ({ value, inclusive: false })
const regex = (source: string, more: object = {}) => ({ patterns: [{ source, language: 'regex', ignoresCase: false, negated: false, ...more }] })

describe('bounds of one column', () => {
  test.each<[string, string, object]>([
    // As PostgreSQL prints them.
    ['pg', '(price > (0)::numeric)', { min: beyond('0') }],
    ['pg', "((n >= '-5'::integer) AND (n <= 10))", { min: at('-5'), max: at('10') }],
    ['pg', "((ratio >= ('-90'::integer)::double precision) AND (ratio <= (90.5)::double precision))", { min: at('-90'), max: at('90.5') }],
    ['pg', "(big > '10000000000'::bigint)", { min: beyond('10000000000') }],
    ['pg', "((name)::text = ANY ((ARRAY['a'::character varying, 'b''c'::character varying])::text[]))", { values: ['a', "b'c"] }],
    ['pg', "(name = ANY ('{a,\"b c\",d}'::text[]))", { values: ['a', 'b c', 'd'] }],
    ['pg', "((n = ANY (ARRAY[1, 2, 3])) OR (n = 7))", { values: ['1', '2', '3', '7'] }],
    ['pg', "(name <> ALL (ARRAY['q'::text, 'w'::text]))", { excluded: ['q', 'w'] }],
    ['pg', "(mood = 'a'::app.mood)", { values: ['a'] }],
    ['pg', '((length((code)::text) <= 10) AND (char_length((code)::text) > 2))', { minLength: 3, maxLength: 10 }],
    ['pg', "(((code)::text <> ''::text) AND ((code)::text ~ '^[a-z]+$'::text))", { minLength: 1, ...regex('^[a-z]+$') }],
    ['pg', "(code ~* E'^\\\\d+$'::text)", regex('^\\d+$', { ignoresCase: true })],
    ['pg', "(code !~~ 'z%'::text)", { patterns: [{ source: 'z%', language: 'like', ignoresCase: false, negated: true }] }],
    ['pg', "((day >= '2020-01-01'::date) AND (day <= CURRENT_DATE))", { min: at('2020-01-01'), clock: 'past' }],
    ['pg', '(at > now())', { clock: 'future' }],
    ['pg', "((cardinality(tags) <= 3) AND (tags <@ ARRAY['a'::text, 'b'::text]) AND (tags <> '{}'::text[]))", { minItems: 1, maxItems: 3, values: ['a', 'b'] }],
    ['pg', '(array_length(tags, 1) >= 2)', { minItems: 2 }],
    ['pg', '((code = lower(code)) AND (btrim(code) <> \'\'::text))', { minLength: 1, letterCase: 'lower', trimmed: true }],
    ['pg', '(((n % 4) = 0) AND (mod(n, 6) = 0))', { multipleOf: '12' }],
    ['pg', 'active', { values: ['true'] }],
    ['pg', '(NOT active)', { values: ['false'] }],
    ['pg', '(n < (1024 * 1024))', { max: beyond('1048576') }],
    ['pg', '((price IS NULL) OR (price >= 0.50))', { min: at('0.50') }],
    ['pg', '("odd ""name""" > 1)', { min: beyond('1') }],
    ['pg', "((day >= '1930-01-01'::date) AND (day <= (CURRENT_DATE - '18 years 2 mons'::interval)))", { min: at('1930-01-01'), max: at('2006-11-01') }],
    ['pg', "(at < (now() + '1 day'::interval))", { max: beyond('2025-01-02 00:00:00+00') }],
    ['pg', '(day <= (CURRENT_DATE - 10))', { max: at('2024-12-22') }],
    ['pg', "(at > (now() - '1 year'::interval))", { clock: 'future' }],
    // The first of several forms.
    ['pg', '((length(code) = 10) OR (length(code) = 13))', { minLength: 10, maxLength: 10 }],
    ['pg', "((code IS NULL) OR (code ~~ '%a%'::text) OR (code ~~ '%b%'::text))", { patterns: [{ source: '%a%', language: 'like', ignoresCase: false, negated: false }] }],
    ['pg', "((n < 0) OR (n = 5) OR ((n)::text ~ '^1'::text))", { max: beyond('0') }],
    // As MySQL and MariaDB print them.
    ['mysql', '`price` > 0', { min: beyond('0') }],
    ['mysql', '(`n` between 1 and 5)', { min: at('1'), max: at('5') }],
    ['mysql', "`name` in ('a','it\\'s','b\\\\c')", { values: ['a', "it's", 'b\\c'] }],
    ['mysql', "(`name` in (_utf8mb4'draft',_utf8mb4'done'))", { values: ['draft', 'done'] }],
    ['mysql', 'octet_length(`code`) <= 10 and char_length(`code`) between 1 and 5', { minLength: 1, maxLength: 5 }],
    ['mysql', "`code` regexp '^[a-z]+\\\\d$'", regex('^[a-z]+\\d$', { ignoresCase: true })],
    ['mysql', "regexp_like(`code`,_utf8mb4'^a')", regex('^a', { ignoresCase: true })],
    ['mysql', "regexp_like(`code`,'^a','c')", regex('^a')],
    ['mysql', '`n` MOD 5 = 0', { multipleOf: '5' }],
    ['mysql', "`day` > DATE'2020-01-01'", { min: beyond('2020-01-01') }],
    ['mysql', 'json_valid(`name`)', { json: true }],
    ['mysql', '`n` not between 3 and 5', { max: undefined, min: undefined, ranges: [{ max: beyond('3') }, { min: beyond('5') }] }],
    // As people write them.
    ['sqlite', "name IN (\"red\", 'green') -- colours", { values: ['red', 'green'] }],
    ['sqlite', 'n>0 AND/**/n<=100', { min: beyond('0'), max: at('100') }],
    ['sqlite', '[n] between 1 and 5 or N = 9 or n > 20', { min: at('1'), ranges: [{ min: at('1'), max: at('5') }, { min: at('9'), max: at('9') }, { min: beyond('20') }] }],
    ['sqlite', 'length(CODE) = 3', { minLength: 3, maxLength: 3 }],
    ['sqlite', 'length(trim(code)) > 0', { minLength: 1, trimmed: true }],
    ['sqlite', "code GLOB '[A-Z]*'", { patterns: [{ source: '[A-Z]*', language: 'glob', ignoresCase: false, negated: false }] }],
    ['sqlite', "code LIKE '%@%' ESCAPE '\\'", { patterns: [{ source: '%@%', language: 'like', ignoresCase: true, negated: false }] }],
    ['sqlite', 'not (n < 0 or n > 10)', { min: at('0'), max: at('10') }],
    ['sqlite', '10 >= n and 0 < n', { min: beyond('0'), max: at('10') }],
    ['sqlite', 'n == 0x10', { values: ['16'] }],
    ['sqlite', 'n != -1', { excluded: ['-1'] }],
    ['sqlite', "day >= date('2020-01-01') and day <= date('now')", { min: at('2020-01-01'), clock: 'past' }],
    ['sqlite', "typeof(n) = 'integer' and n > +3", { min: beyond('3') }],
    ['sqlite', 'code = upper(code) COLLATE NOCASE', { letterCase: 'upper' }],
  ])('%s: %s', (syntax, expression, bounds) => {
    const found = read(syntax, expression)
    expect(found.bounds).toEqual(bounds)
    expect(found.understood).toBe('wholly')
  })

  test('several checks hold at once', () => {
    const facts = ['n > 0', 'n <= 100', 'n >= 10', 'n < 50.5', 'n in (5, 10, 20, 30, 60)', 'n <> 20'].flatMap((expression) =>
      readCheck({ name: 'c', expression }, { syntax: sqliteSyntax, columns }).facts.flatMap((fact) => (fact.about === 'comparison' || fact.about === 'alternatives' ? [] : [fact])))
    expect(boundsOf(facts, 'integer', undefined)).toEqual({ min: at('10'), max: beyond('50.5'), values: ['10', '30'], excluded: ['20'] })
  })

  test('checks that no value passes allow none', () => {
    expect(read('sqlite', 'n > 5 and n < 3').bounds).toEqual({ values: [] })
    expect(read('sqlite', "name in ('a') and name in ('b')").bounds).toEqual({ values: [] })
  })

  test('numbers are compared as numbers, whatever their length', () => {
    expect(read('pg', "((big >= '9007199254740993'::bigint) AND (big >= '9007199254740992'::bigint) AND (big < 900))").bounds).toEqual({ values: [] })
    expect(read('pg', '((n >= 9) AND (n >= 10))').bounds).toEqual({ min: at('10') })
  })

  test('booleans written as numbers say nothing, unless one of them is missing', () => {
    expect(read('sqlite', 'active in (0, 1)').bounds).toEqual({})
    expect(read('mysql', '`active` between 0 and 1').bounds).toEqual({})
    expect(read('sqlite', 'active = 1').bounds).toEqual({ values: ['true'] })
  })
})

describe('facts of two columns', () => {
  test.each<[string, string, object]>([
    ['pg', '(day < until)', { left: 'day', operator: '<', right: 'until' }],
    ['pg', '(until >= day)', { left: 'day', operator: '<=', right: 'until' }],
    ['pg', '(price < (n)::numeric)', { left: 'price', operator: '<', right: 'n' }],
    ['pg', '((day IS NULL) OR (until IS NULL) OR (until > day))', { left: 'day', operator: '<', right: 'until' }],
    ['pg', '((until IS NULL) OR (until > day))', { left: 'day', operator: '<', right: 'until' }],
    ['mysql', '`n` <> `big`', { left: 'n', operator: '<>', right: 'big' }],
    ['sqlite', 'not n = big', { left: 'n', operator: '<>', right: 'big' }],
    ['sqlite', 'name = code', { left: 'name', operator: '=', right: 'code' }],
  ])('%s: %s', (syntax, expression, comparison) => {
    const found = read(syntax, expression)
    expect(found).toMatchObject({ comparisons: [comparison], bounds: {}, understood: 'wholly' })
  })
})

const one = (about: 'null' | 'not null', column: string) => ({ about, column })
/** Whatever the order of alternatives and of keys. */
const sorted = (list: readonly unknown[]) => list.map((each) => JSON.stringify(each, (_, value: unknown) => (typeof value !== 'object' || value === null || Array.isArray(value) ? value : Object.fromEntries(Object.entries(value).toSorted())))).toSorted()
const above = (column: string, value: string) => ({ about: 'range', column, ranges: [{ min: beyond(value) }] })

describe('alternatives', () => {
  test.each<[string, string, readonly (readonly object[])[]]>([
    ['pg', "((mood <> 'paid'::mood) OR (at IS NOT NULL))", [[{ about: 'excluded', column: 'mood', values: ['paid'] }], [one('not null', 'at')]]],
    ['pg', '((n IS NULL) OR (price > (0)::numeric))', [[above('price', '0')], [one('null', 'n')]]],
    ['pg', '((n IS NULL) OR ((n > 1) AND (price > (0)::numeric)))', [[above('n', '1'), above('price', '0')], [one('null', 'n')]]],
    ['pg', '((n > 5) OR (price > (0)::numeric))', [[above('n', '5')], [above('price', '0')]]],
    ['pg', '((n > 5) OR (price > random()))', [[above('n', '5')]]],
    ['pg', '((n IS NULL) OR (price > random()))', [[one('null', 'n')]]],
    ['pg', '((day < until) OR active)', [[{ about: 'comparison', comparison: { left: 'day', operator: '<', right: 'until' } }], [{ about: 'values', column: 'active', values: ['true'] }]]],
    ['pg', '(num_nonnulls(n, big, price) = 1)', [
      [one('not null', 'n'), one('null', 'big'), one('null', 'price')], [one('null', 'n'), one('not null', 'big'), one('null', 'price')], [one('null', 'n'), one('null', 'big'), one('not null', 'price')],
    ]],
    ['pg', '(num_nulls(n, big) = 0)', [[one('not null', 'n'), one('not null', 'big')]]],
    ['pg', '((n IS NULL) <> (big IS NULL))', [[one('null', 'n'), one('not null', 'big')], [one('not null', 'n'), one('null', 'big')]]],
    ['pg', '((n IS NULL) = (big IS NULL))', [[one('null', 'n'), one('null', 'big')], [one('not null', 'n'), one('not null', 'big')]]],
    ['pg', '((((n IS NOT NULL))::integer + ((big IS NOT NULL))::integer) = 1)', [[one('not null', 'n'), one('null', 'big')], [one('null', 'n'), one('not null', 'big')]]],
    ['mysql', '`n` is null and `big` is not null or `n` is not null and `big` is null', [[one('null', 'n'), one('not null', 'big')], [one('not null', 'n'), one('null', 'big')]]],
    ['pg', "(((mood = 'paid'::mood) AND (at IS NOT NULL)) OR ((mood <> 'paid'::mood) AND (at IS NULL)))", [
      [{ about: 'values', column: 'mood', values: ['paid'] }, one('not null', 'at')], [{ about: 'excluded', column: 'mood', values: ['paid'] }, one('null', 'at')],
    ]],
    ['sqlite', '(n is null and n is not null) or (n is null and big > 2)', [[one('null', 'n'), above('big', '2')]]],
    ['mysql', '`n` is null xor `big` is null', [[one('null', 'n'), one('not null', 'big')], [one('not null', 'n'), one('null', 'big')]]],
    ['sqlite', '(n is not null) + (big is not null) + (price is not null) < 2', [
      [one('not null', 'n'), one('null', 'big'), one('null', 'price')], [one('null', 'n'), one('not null', 'big'), one('null', 'price')],
      [one('null', 'n'), one('null', 'big'), one('not null', 'price')], [one('null', 'n'), one('null', 'big'), one('null', 'price')],
    ]],
    ['mysql', '`n` in (1,2) or `n` = 3 xor `big` = 4', [[{ about: 'values', column: 'n', values: ['1', '2'] }]]],
    ['sqlite', "(name = 'gone') = (at is not null)", [
      [{ about: 'values', column: 'name', values: ['gone'] }, one('not null', 'at')], [{ about: 'excluded', column: 'name', values: ['gone'] }, one('null', 'at')],
    ]],
    ['pg', "(((name)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])) <> (at IS NULL))", [
      [{ about: 'values', column: 'name', values: ['a', 'b'] }, one('not null', 'at')], [{ about: 'excluded', column: 'name', values: ['a', 'b'] }, one('null', 'at')],
    ]],
    ['pg', '(active = (at IS NOT NULL))', [
      [{ about: 'values', column: 'active', values: ['true'] }, one('not null', 'at')], [{ about: 'values', column: 'active', values: ['false'] }, one('null', 'at')],
    ]],
    ['mysql', "case `name` when 'card' then `code` is not null when 'wire' then `n` > 5 else 0 end", [
      [{ about: 'values', column: 'name', values: ['card'] }, one('not null', 'name'), one('not null', 'code')],
      [{ about: 'excluded', column: 'name', values: ['card'] }, { about: 'values', column: 'name', values: ['wire'] }, one('not null', 'name'), above('n', '5')],
    ]],
    ['pg', "CASE WHEN (name = 'card'::text) THEN (code IS NOT NULL) ELSE true END", [
      [{ about: 'values', column: 'name', values: ['card'] }, one('not null', 'name'), one('not null', 'code')], [{ about: 'excluded', column: 'name', values: ['card'] }],
    ]],
    ['sqlite', 'n is not null or big is not null', [[one('not null', 'n')], [one('not null', 'big')]]],
  ])('%s: %s', (syntax, expression, alternatives) => {
    const { check, facts } = readCheck({ name: 'c', expression }, { syntax: syntaxes[syntax]!, columns })
    const [fact, ...more] = facts
    expect(more).toEqual([])
    expect(fact?.about === 'alternatives' ? sorted(fact.alternatives) : fact).toEqual(sorted(alternatives))
    expect(check.understood).toBe('wholly')
  })

  test('are too much where there are too many, or some within others', () => {
    expect(read('sqlite', Array.from({ length: 7 }, () => '(n is null)').join(' + ') + ' = 3').understood).toBe('not')
    expect(read('sqlite', '(n > 1 or big > 2) and (price > 3 or (n > 2 and (big > 3 or price > 5)))').understood).toBe('wholly')
    expect(read('sqlite', '(n > 1 and (big > 2 or price > 5)) or (n > 2 and (big > 3 or price > 6))').understood).toBe('not')
  })
})

describe('NULL', () => {
  test('is ruled out', () => {
    expect(read('pg', '(n IS NOT NULL)').required).toEqual(['n'])
    expect(read('sqlite', 'n NOTNULL and not (code is null)').required).toEqual(['n', 'code'])
    expect(read('sqlite', 'n not null and n > 3', 'n')).toMatchObject({ required: ['n'], bounds: { min: beyond('3') } })
  })

  test('in a list makes the list say nothing', () => {
    expect(read('pg', "(name = ANY (ARRAY['a'::text, NULL::text]))")).toMatchObject({ understood: 'not', bounds: {} })
  })
})

describe('what is not understood stays opaque', () => {
  test.each<[string, string]>([
    ['pg', "(code ~ similar_to_escape('a%'::text))"],
    ['pg', "((data ->> 'a'::text) IS NOT NULL)"],
    ['pg', "(at >= (now() + '18 years'::interval))"],
    ['pg', "(at <= (now() - '18 hours'::interval))"],
    ['pg', "(at <= (now() - span))"],
    ['pg', '(num_nonnulls(n, big) > 2)'],
    ['pg', '(num_nonnulls(VARIADIC tags) = 1)'],
    ['pg', '((random() > 5) OR (price > random()))'],
    ['pg', '((n IS NULL) < (big IS NULL))'],
    ['pg', '((code)::integer > 5)'],
    ['pg', '((price)::integer > 0)'],
    ['pg', "(day > 'now'::date)"],
    ['pg', "(span > '1 day'::interval)"],
    ['pg', "(mood > 'a'::mood)"],
    ['pg', '(n > (price + (1)::numeric))'],
    ['pg', "('x'::text = ANY (tags))"],
    ['pg', "((n)::text ~ '^[0-9]{4}$'::text)"],
    ['pg', '(n = n)'],
    ['pg', '(EXTRACT(year FROM day) > (2000)::numeric)'],
    ['pg', "(POSITION(('@'::text) IN (code)) > 1)"],
    ['pg', '(ratio > random())'],
    ['pg', "(n <@ '[1,10]'::int4range)"],
    ['sqlite', 'n in (select x from y)'],
    ['sqlite', 'abs(n) < 5'],
    ['sqlite', 'coalesce(n, 0) > 0'],
    ['sqlite', "code like 'a!%' escape '!'"],
    ['sqlite', "case when random() > 5 then name = 'a' end"],
    ['sqlite', 'case when n > 1 then 5 end > 3'],
    ['sqlite', '(n, big) = (1, 2)'],
    ['sqlite', "typeof(n) = 'text'"],
    ['sqlite', "name = 'never closed"],
    ['sqlite', 'n >'],
    ['sqlite', ''],
    ['sqlite', ')'],
    ['sqlite', '('.repeat(50_000)],
  ])('%s: %.60s', (syntax, expression) => {
    expect(read(syntax, expression)).toMatchObject({ understood: 'not', bounds: {}, comparisons: [], required: [] })
  })

  test('but the rest of the check counts', () => {
    expect(read('pg', '((n > 0) AND ((price)::double precision > random()))')).toMatchObject({ understood: 'partly', columns: ['n', 'price'], bounds: { min: beyond('0') } })
    expect(read('sqlite', 'n > 0 and (length(code) > price)')).toMatchObject({ understood: 'partly', columns: ['n', 'code', 'price'] })
  })

  test('and the columns that it names are told where it can be parsed', () => {
    expect(read('pg', "(CASE WHEN active THEN (day IS NOT NULL) ELSE true END)").columns).toEqual(['active', 'day'])
    expect(read('pg', "((at AT TIME ZONE 'UTC'::text) > '2020-01-01 00:00:00'::timestamp without time zone)").columns).toEqual(['at'])
    expect(read('pg', '((tags)[1] IS NOT NULL)').columns).toEqual(['tags'])
    expect(read('sqlite', 'n in (select 1)').columns).toEqual([])
  })

  test('nothing that is written there makes the reader fail', () => {
    const piece = fc.constantFrom('n', 'code', '(', ')', "'a'", ',', 'and', 'or', 'not', 'in', 'between', 'is', 'null', '1', '-', '>', '=', '::', 'text', '[', ']', 'case', 'end', 'like', '"x"', "'", '"', '/*', '--', 'cast', 'as', 'any', 'array', '\\', '`', 'collate', 'E')
    fc.assert(fc.property(fc.array(piece, { maxLength: 14 }), fc.constantFrom(...Object.keys(syntaxes)), (pieces, syntax) => {
      const { understood } = read(syntax, pieces.join(' '))
      return ['wholly', 'partly', 'not'].includes(understood)
    }), { numRuns: 3000, seed: 5 })
  })
})
