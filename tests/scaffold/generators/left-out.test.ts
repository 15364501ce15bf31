import { describe, expect, test } from 'vitest'
import type { DatabaseColumn, DatabaseTable } from '../../../src/database/schema/database-schema.js'
import { generatorFor } from './support/generator-for.js'
import { between, column, foreign, table, unique } from './support/tables.js'

function shown(own: DatabaseColumn, tableName = 'things', more: Partial<DatabaseTable> = {}, beside: readonly DatabaseColumn[] = []): string | undefined {
  const generator = generatorFor(own.name, table(tableName, [own, ...beside], more))
  return generator?.kind === 'left out' ? `-- ${generator.why}` : generator?.expression
}

describe('a column is left out', () => {
  test.each<readonly [string, DatabaseColumn, string]>([
    ['that the database counts up', column('number', 'bigint', { identity: true }), '-- identity'],
    ['that the database computes', column('total', 'int', { generated: true, computed: { storage: 'stored', expression: 'a + b' } }), '-- computed'],
    ['with a default that the database computes of its own', column('code', 'varchar(20)', { defaultExpression: "next_code('T')" }), '-- default'],
    ['that is no moment by its name or type', column('bucket', 'int', { defaultExpression: 'unixepoch()' }), '-- default'],
    ['that counts from 0', column('login_count', 'int', { defaultExpression: '0' }), '-- default'],
    ['that is a version', column('lock_version', 'int', { defaultExpression: "'1'::smallint" }), '-- default'],
    ['that is a flag with a default', column('is_active', 'boolean', { defaultExpression: 'true' }), '-- default'],
    ['that is a role', column('role', 'varchar(20)', { defaultExpression: "'member'::character varying", values: ['admin', 'member'] }), '-- default'],
    ['that has a word as its default', column('locale', 'varchar(5)', { defaultExpression: "'en'" }), '-- default'],
    ['that has an empty document as its default', column('settings', 'jsonb', { defaultExpression: "'{}'::jsonb" }), '-- default'],
    ['that says when a row was deleted', column('deleted_at', 'timestamptz', { nullable: true }), '-- null'],
    ['of bytes that nobody asks for', column('thumbprint', 'bytea', { nullable: true }), '-- null'],
  ])('%s', (_, own, expected) => {
    expect(shown(own)).toBe(expected)
  })

  test('that is part of a foreign key', () => {
    expect(shown(column('team_id', 'bigint'), 'users', { foreignKeys: [foreign('team_id', 'teams')] })).toBe('-- foreign key')
  })

  test('that somebody else gives', () => {
    expect(generatorFor('owner_type', table('things', [column('owner_type', 'text')]), { given: ['owner_type'] })).toMatchObject({ kind: 'left out', why: 'given' })
  })

  test('that takes NULL and is named in a CHECK that nobody understands', () => {
    const check = { name: 'odd', expression: 'checksum_of(code) = sum', columns: ['code', 'sum'], understood: 'not' } as const
    expect(shown(column('code', 'text', { nullable: true }), 'things', { checks: [check] })).toBe('-- null')
    expect(shown(column('code', 'text'), 'things', { checks: [check] })).not.toBe('-- null')
  })
})

describe('a column is given although it has a default', () => {
  test.each<readonly [string, DatabaseColumn, RegExp]>([
    ['that nobody means: an empty text', column('first_name', 'varchar(50)', { defaultExpression: "''::character varying" }), /firstName/],
    ['that nobody means: a price of 0', column('price', 'decimal(8,2)', { defaultExpression: '0.00' }), /commerce\.price/],
    ['that its CHECK does not take', column('level', 'int', { defaultExpression: '0', bounds: between(1, 5) }), /min: 1, max: 5/],
    ['that partitions may not take: the time of insertion', column('logged_at', 'timestamptz', { defaultExpression: 'now()', bounds: between('2025-01-01', '2025-03-31') }), /2025-01-01.*2025-03-31/s],
    ['that all rows of a run would share: the time of insertion', column('created_at', 'timestamptz', { defaultExpression: 'now()' }), /date\.past/],
    ['that is a day which PostgreSQL prints as text', column('create_date', 'date', { defaultExpression: "('now'::text)::date" }), /date\.past/],
    ['that MySQL would write anew', column('updated_at', 'timestamp', { defaultExpression: 'CURRENT_TIMESTAMP' }), /date\.recent/],
    ['that SQLite keeps as text', column('created_at', 'text', { defaultExpression: "datetime('now')" }), /date\.past/],
    ['that counts seconds', column('created_at', 'int', { defaultExpression: 'unixepoch()' }), /date\.past/],
    ['that would differ from run to run: a random key', column('id', 'uuid', { defaultExpression: 'gen_random_uuid()' }), /^this\.faker\.string\.uuid\(\)$/],
    ['that is a key of another extension', column('token', 'uuid', { defaultExpression: 'uuid_generate_v4()' }), /^this\.faker\.string\.uuid\(\)$/],
    ['that is a key as text', column('id', 'char(36)', { defaultExpression: 'uuid()' }), /^this\.faker\.string\.uuid\(\)$/],
    ['that is a key of four parts', column('ref', 'text', { defaultExpression: "lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || lower(hex(randomblob(2))) || '-' || lower(hex(randomblob(8)))" }), /string\.uuid/],
    ['that is a key of random bytes', column('ref', 'text', { defaultExpression: 'lower(hex(randomblob(8)))' }), /hexadecimal\(\{ length: 16, casing: 'lower'/],
    ['that is a digest of a random number', column('ref', 'varchar(40)', { defaultExpression: 'md5((random())::text)' }), /hexadecimal\(\{ length: 32/],
    ['that is random bytes', column('secret', 'bytea', { defaultExpression: 'gen_random_bytes(16)' }), /Uint8Array/],
    ['of words', column('status', 'varchar(10)', { defaultExpression: "'new'", values: ['new', 'done'], bounds: { values: ['new', 'done'] } }), /\['new', 'done'\]/],
    ['that is a word of an enum', column('rating', 'enum', { defaultExpression: "'G'::rating", values: ['G', 'PG'] }), /\['G', 'PG'\]/],
  ])('%s', (_, own, expected) => {
    expect(shown(own)).toMatch(expected)
  })

  test('that would be the same in every row of a unique column', () => {
    expect(shown(column('locale', 'varchar(5)', { defaultExpression: "'en'" }), 'things', { uniqueKeys: [unique('locale')] })).toMatch(/faker/)
  })

  test('but the time of insertion stays where a CHECK that nobody understands names it', () => {
    const created = column('created_at', 'timestamptz', { defaultExpression: 'now()' })
    const check = { name: 'odd', expression: 'is_today(created_at)', columns: ['created_at'], understood: 'not' } as const
    expect(shown(created, 'posts', { checks: [check] })).toBe('-- default')
  })

  test('and what was created before it was updated still is, where both have the time of insertion as their default', () => {
    const created = column('created_at', 'timestamptz', { defaultExpression: 'now()' })
    expect(shown(column('updated_at', 'timestamptz', { defaultExpression: 'now()' }), 'posts', {}, [created])).toMatch(/attributes\.created_at/)
  })
})

describe('a column that takes NULL', () => {
  test.each([
    ['users', 'email', 'varchar(190)', 100],
    ['users', 'phone', 'varchar(30)', 85],
    ['users', 'middle_name', 'varchar(30)', 40],
    ['users', 'fax', 'varchar(30)', 30],
    ['addresses', 'address2', 'varchar(30)', 30],
    ['orders', 'cancelled_at', 'timestamptz', 10],
    ['things', 'foo', 'text', 70],
  ])('%s.%s is given in as many rows as a person would', (tableName, name, type, filled) => {
    expect(generatorFor(name, table(tableName, [column(name, type, { nullable: true })]))).toMatchObject({ filled })
  })

  test('is not NULL as part of the primary key', () => {
    expect(shown(column('code', 'varchar(8)', { nullable: true }), 'things', { primaryKey: ['code'] })).toMatch(/^this\.faker\.helpers\.replaceSymbols/)
  })
})
