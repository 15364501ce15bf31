import { describe, expect, test } from 'vitest'
import type { DatabaseColumn, DatabaseTable } from '../../../src/database/schema/database-schema.js'
import { generatorFor } from './support/generator-for.js'
import { between, column, foreign, table, unique } from './support/tables.js'

const pattern = (source: string, more: object = {}): DatabaseColumn['bounds'] => ({ patterns: [{ source, language: 'regex', ignoresCase: false, negated: false, ...more }] })

function shown(own: DatabaseColumn, tableName = 'things', more: Partial<DatabaseTable> = {}): string | undefined {
  const generator = generatorFor(own.name, table(tableName, [own], more))
  return generator?.kind === 'left out' ? `-- ${generator.why}` : generator?.expression
}

test.each<readonly [string, DatabaseColumn, string, string]>([
  ['a check of numbers', column('age', 'int', { bounds: between(21, 65) }), 'users', 'this.faker.number.int({ min: 21, max: 65 })'],
  ['an end that is not included', column('age', 'int', { bounds: { min: { value: '29', inclusive: false }, max: { value: '31', inclusive: false } } }), 'users', '30'],
  ['a check beyond the meaning', column('age', 'int', { bounds: { min: { value: '1000', inclusive: true } } }), 'users', 'this.faker.number.int({ min: 1000, max: 1062 })'],
  ['the type', column('views', 'tinyint'), 'posts', 'this.faker.number.int({ min: 0, max: 127 })'],
  ['unsigned', column('temperature', 'int unsigned'), 'readings', 'this.faker.number.int({ min: 0, max: 38 })'],
  ['digits before the point', column('price', 'decimal(4,2)'), 'products', 'this.faker.commerce.price({ min: 1, max: 99.99 })'],
  ['a price above zero', column('price', 'decimal(8,2)', { bounds: { min: { value: '0', inclusive: false } } }), 'products', 'this.faker.commerce.price({ min: 1, max: 500 })'],
  ['only fractions', column('ratio', 'decimal(3,3)'), 'readings', 'this.faker.number.float({ min: 0.05, max: 0.95, fractionDigits: 2 }).toFixed(2)'],
  ['multiples', column('pack', 'int', { bounds: { ...between(1, 100), multipleOf: '6' } }), 'things', 'this.faker.number.int({ min: 6, max: 96, multipleOf: 6 })'],
  ['a number that is excluded', column('foo', 'int', { bounds: { excluded: ['1', '99'] } }), 'things', 'this.faker.number.int({ min: 2, max: 98 })'],
  ['values', column('grade', 'text', { bounds: { values: ['A', 'B', "it's"] } }), 'students', "this.faker.helpers.arrayElement(['A', 'B', 'it\\'s'])"],
  ['values less one that is excluded', column('grade', 'text', { bounds: { values: ['A', 'B'], excluded: ['B'] } }), 'students', "'A'"],
  ['values that are numbers', column('stars', 'smallint', { bounds: { values: ['1', '3', '5'] } }), 'reviews', 'this.faker.helpers.arrayElement([1, 3, 5])'],
  ['values that are decimals', column('rate', 'decimal(4,2)', { bounds: { values: ['0.50', '1.00'] } }), 'things', "this.faker.helpers.arrayElement(['0.50', '1.00'])"],
  ['a flag that must be true', column('accepted', 'boolean', { bounds: { values: ['true'] } }), 'things', 'true'],
  ['days of a partition', column('taken_on', 'date', { bounds: { min: { value: '2023-01-01', inclusive: true }, max: { value: '2023-07-01', inclusive: false } } }), 'readings', "this.faker.date.between({ from: '2023-01-01', to: '2023-06-30' })"],
  ['instants of a partition', column('taken_at', 'timestamptz', { bounds: { max: { value: '2023-07-01 00:00:00+00', inclusive: false } } }), 'readings', "this.faker.date.between({ from: '2022-06-30', to: '2023-06-30T23:59:59.000Z' })"],
  ['what must be in the past', column('due_on', 'date', { bounds: { clock: 'past' } }), 'tasks', 'this.faker.date.past()'],
  ['what must be in the future', column('seen_at', 'timestamp', { bounds: { clock: 'future' } }), 'users', "this.faker.date.between({ from: '2036-01-01', to: '2037-12-31' })"],
  ['lower case', column('name', 'varchar(40)', { bounds: { letterCase: 'lower' } }), 'tags', 'this.faker.word.noun().toLowerCase()'],
  ['what is in lower case already', column('email', 'varchar(190)', { bounds: { letterCase: 'lower' } }), 'users', 'this.faker.internet.exampleEmail().toLowerCase()'],
  ['a shortest length', column('password', 'varchar(60)', { bounds: { minLength: 60 } }), 'users', "'$2b$10$mZ6NqYb0vT1sXe9RkWd3UuN4jr0kBI.VyvteJGDZpdCJI3vPJpOZO'.padEnd(60, '0')"],
  ['a length of a CHECK', column('name', 'text', { bounds: { maxLength: 8 } }), 'tags', 'this.faker.word.noun().slice(0, 8).trimEnd()'],
  ['items of an array', column('tags', 'text[]', { bounds: { minItems: 2, maxItems: 2 } }), 'posts', 'this.faker.helpers.multiple(() => this.faker.word.noun(), { count: 2 })'],
  ['elements of an array', column('days', 'text[]', { values: ['mo', 'tu'] }), 'shifts', "this.faker.helpers.arrayElements(['mo', 'tu'], { min: 1, max: 2 })"],
  ['members of a set', column('hobbies', 'text', { members: ['chess', "bird's eye"] }), 'people', "['chess', 'bird\\'s eye'].filter(() => this.faker.datatype.boolean()).join(',')"],
  ['JSON in a text', column('settings', 'text', { bounds: { json: true } }), 'things', "JSON.stringify({ theme: this.faker.helpers.arrayElement(['light', 'dark']), newsletter: this.faker.datatype.boolean(), items_per_page: this.faker.helpers.arrayElement([10, 25, 50]) })"],
  ['bytes of one length', column('hash', 'binary(20)', { kind: 'bytes' }), 'things', 'Uint8Array.from({ length: 20 }, () => this.faker.number.int(255))'],
  ['moments in text of a few letters', column('created_on', 'varchar(10)'), 'things', 'this.faker.date.past({ years: 2 }).toISOString().slice(0, 10)'],
])('%s', (_, own, tableName, expected) => {
  expect(shown(own, tableName)).toBe(expected)
})

describe('patterns', () => {
  test.each([
    ['^[A-Z]{2}[0-9]{4}$', "this.faker.helpers.fromRegExp('[A-Z]{2}[0-9]{4}')"],
    ['^\\d{3}-\\d{2,4}$', "this.faker.helpers.fromRegExp('[0-9]{3}-[0-9]{2,4}')"],
    ['^[[:upper:]]{3}$', "this.faker.helpers.fromRegExp('[A-Z]{3}')"],
    ['^(a|b|cc)\\.[0-9]+$', "`${this.faker.helpers.arrayElement(['a', 'b', 'cc'])}.${this.faker.string.numeric({ min: 1, max: 9 })}`"],
    ['^x(-[0-9]{2})?$', "`x${this.faker.helpers.multiple(() => this.faker.helpers.fromRegExp('-[0-9]{2}'), { count: { min: 0, max: 1 } }).join('')}`"],
    ['^#[0-9a-f]{6}$', "`#${this.faker.string.fromCharacters('0123456789abcdef', 6)}`"],
  ])('texts are made of %s', (source, expected) => {
    expect(shown(column('foo', 'text', { bounds: pattern(source) }))).toBe(expected)
  })

  test('a pattern that texts of the meaning keep to anyway leaves it as it is', () => {
    const source = '^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$'
    expect(shown(column('email', 'varchar(190)', { bounds: pattern(source) }), 'users')).toBe('this.faker.internet.exampleEmail().toLowerCase()')
    expect(shown(column('email', 'varchar(190)', { bounds: pattern('%@%', { language: 'like' }) }), 'users')).toBe('this.faker.internet.exampleEmail().toLowerCase()')
    expect(shown(column('name', 'text', { bounds: pattern('^\\s*$', { negated: true }) }), 'users')).toBe('this.faker.person.fullName()')
  })

  test('LIKE and GLOB are patterns as well', () => {
    expect(shown(column('ref', 'varchar(10)', { bounds: pattern('SK-__', { language: 'like' }) }))).toBe("this.faker.helpers.fromRegExp('SK-[0-9A-Za-z]{1}[0-9A-Za-z]{1}')".replaceAll('{1}', ''))
    expect(shown(column('ref', 'varchar(10)', { bounds: pattern('[A-C][0-9]*', { language: 'glob' }) }))).toContain('[A-C]')
  })

  test('a pattern is cut to the length of the column', () => {
    expect(shown(column('foo', 'varchar(5)', { bounds: pattern('^[A-Z]+$') }))).toBe("this.faker.helpers.fromRegExp('[A-Z]{1,5}')")
  })

  test('what cannot be made leaves the meaning as it is', () => {
    expect(shown(column('foo', 'text', { bounds: pattern('^(?=.*[A-Z])(?=.*\\d).+$') }))).toBe('`${this.faker.word.adjective()} ${this.faker.word.noun()}`')
  })
})

describe('unique columns', () => {
  test.each([
    ['categories', 'name', 'varchar(50)', '`${this.faker.person.jobDescriptor()} ${this.faker.commerce.department()} ${this.faker.commerce.product()}`'],
    ['roles', 'name', 'varchar(40)', '`${this.faker.person.jobArea()} ${this.faker.person.jobType()}`'],
    ['countries', 'code', 'char(2)', 'this.faker.location.countryCode()'],
    ['tags', 'name', 'varchar(40)', 'this.faker.word.noun()'],
    ['things', 'code', 'char(3)', "this.faker.string.alpha({ length: 3, casing: 'upper' })"],
    ['things', 'position', 'smallint', 'this.faker.number.int({ min: 1, max: 32_767 })'],
    ['things', 'position', 'tinyint unsigned', 'this.faker.number.int({ min: 0, max: 255 })'],
    ['holidays', 'day', 'date', 'this.faker.date.past({ years: 12 })'],
    ['orders', 'status', 'varchar(20)', "`${this.faker.helpers.arrayElement(['pending', 'paid', 'shipped', 'delivered', 'cancelled'])} ${this.faker.number.int({ min: 2, max: 9999 })}`"],
  ])('%s.%s %s has many values', (tableName, name, type, expected) => {
    expect(shown(column(name, type), tableName, { uniqueKeys: [unique(name)] })).toBe(expected)
  })

  test('a line number is unique with its parent, and stays small', () => {
    const own = column('line_number', 'int')
    expect(shown(own, 'order_lines', { uniqueKeys: [unique('order_id', 'line_number')], foreignKeys: [foreign('order_id', 'orders')] })).toBe('this.faker.number.int({ min: 1, max: 12 })')
  })

  test('the one column of a key that can vary has to', () => {
    const kind = column('kind', 'text', { values: ['a', 'b'] })
    const made = table('things', [kind, column('code', 'varchar(20)')], { uniqueKeys: [unique('kind', 'code')] })
    expect(generatorFor('code', made)).toMatchObject({ expression: "this.faker.helpers.replaceSymbols('???-###')" })
  })
})
