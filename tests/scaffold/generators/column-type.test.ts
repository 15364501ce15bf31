import { expect, test } from 'vitest'
import { columnType } from '../../../src/scaffold/generators/column-type.js'
import { column } from './support/tables.js'

test.each([
  ['int', 'number'], ['bigint', 'number'], ['decimal(8,2)', 'string'], ['money', 'string'], ['float', 'number'], ['boolean', 'boolean'], ['varchar(20)', 'string'], ['uuid', 'string'], ['date', 'Date'], ['timestamp', 'Date'],
  ['timestamptz', 'Date'], ['time', 'string'], ['jsonb', 'unknown'], ['bytea', 'Uint8Array'], ['bits', 'number'], ['interval', 'string'], ['inet', 'string'], ['text[]', 'string[]'], ['int[]', 'number[]'], ['timestamptz[]', 'Date[]'],
  ['jsonb[]', 'unknown[]'], ['point', 'unknown'], ['geometry(Point,4326)', 'unknown'],
])('%s is %s', (type, expected) => {
  expect(columnType(column('c', type))).toBe(expected)
})

test('NULL is part of the type, save for a document', () => {
  expect(columnType(column('c', 'date', { nullable: true }))).toBe('Date | null')
  expect(columnType(column('c', 'json', { nullable: true }))).toBe('unknown')
})

test('words are a union of literals', () => {
  const values = ['draft', "it's"]
  expect(columnType(column('c', 'enum', { values }))).toBe("'draft' | 'it\\'s'")
  expect(columnType(column('c', 'varchar(9)', { values, nullable: true }))).toBe("'draft' | 'it\\'s' | null")
  expect(columnType(column('c', 'text[]', { values }))).toBe("('draft' | 'it\\'s')[]")
  expect(columnType(column('c', 'text[]', { values: ['a'] }))).toBe("'a'[]")
})
