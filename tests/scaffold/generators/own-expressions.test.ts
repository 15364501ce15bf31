import { expect, test } from 'vitest'
import { generatorFor } from './support/generator-for.js'
import { generatorsFor } from '../../../src/scaffold/generators/generators-for.js'
import { column, foreign, table } from './support/tables.js'

const orders = table('orders', [column('ref', 'varchar(20)'), column('tenant_id', 'bigint'), column('note', 'text', { nullable: true }), column('total', 'int', { computed: { storage: 'stored', expression: '1' } })], { schema: 'sales' })
const shown = (name: string, generators: Readonly<Record<string, string>>): unknown => {
  const generator = generatorFor(name, orders, { generators })
  return generator?.kind === 'left out' ? generator.why : generator?.expression
}

test("an expression of the user's stands for a column", () => {
  expect(shown('ref', { 'orders.ref': "'A-1'" })).toBe("'A-1'")
  expect(shown('ref', { 'ORDERS.Ref': "'A-1'" })).toBe("'A-1'")
  expect(shown('ref', { 'sales.orders.ref': "'A-1'" })).toBe("'A-1'")
  expect(shown('tenant_id', { '*.tenant_id': '1' })).toBe('1')
  expect(shown('note', { 'orders.n*': "'x'" })).toBe("'x'")
})

test('a name without a star goes before one with it, and the longer one before the shorter', () => {
  const generators = { '*.ref': '1', 'orders.*': '2', 'orders.ref': '3', 'sales.orders.*': '4' }
  expect(shown('ref', generators)).toBe('3')
  expect(shown('tenant_id', generators)).toBe('4')
})

test('a dot parts, and stars stay within a part', () => {
  expect(shown('ref', { 'other.ref': '1', 'x.orders.ref': '2', '*': '3' })).toBe('`ORD-${this.faker.string.numeric(8)}`')
})

test('an expression for a column that the database computes is of no use', () => {
  expect(shown('total', { 'orders.total': '1' })).toBe('computed')
})

test.each([['({ attributes }) => attributes.ref', 'lazy'], ['({ attributes, faker }) => `${faker.word.noun()}`', 'lazy'], ['async (row) => 1', 'lazy'], ['row => 1', 'lazy'], ["this.faker.helpers.maybe(() => 'x') ?? null", 'plain']])('%s is %s', (expression, kind) => {
  expect(generatorFor('ref', orders, { generators: { 'orders.ref': expression } })).toMatchObject({ kind, expression, rule: 'config' })
})

test('it stands for a foreign key as well, and other columns do not touch it', () => {
  const made = table('posts', [column('user_id', 'bigint'), column('created_at', 'timestamptz'), column('updated_at', 'timestamptz')], { foreignKeys: [foreign('user_id', 'users')] })
  const generators = generatorsFor(made, { generators: { 'posts.user_id': '1', 'posts.updated_at': 'new Date(0)' } })
  expect(generators.map((one) => (one.kind === 'left out' ? one.why : one.expression))).toEqual(['identity', '1', 'this.faker.date.past({ years: 2 })', 'new Date(0)'])
})
