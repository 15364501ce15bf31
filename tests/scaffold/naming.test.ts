import { describe, expect, test } from 'vitest'
import { ScaffoldError } from '../../src/errors/scaffold-error.js'
import { findTable, tableNamed } from '../../src/scaffold/find-table.js'
import { camelCase } from '../../src/scaffold/naming/camel-case.js'
import { nameTables } from '../../src/scaffold/naming/table-names.js'
import { pluralWords } from '../../src/scaffold/naming/plural-words.js'
import { stemOf } from '../../src/scaffold/naming/stem-of.js'
import { PlainTables } from '../../src/scaffold/plan/plain-tables.js'
import { keyOfTable } from '../../src/scaffold/plan/schema-map.js'
import { selectTables } from '../../src/scaffold/select-tables.js'
import { schemaOf } from './support/planned.js'

const tables = async (...names: readonly string[]) => schemaOf(names.map((name) => `create table "${name}" (id integer primary key)`).join(';'))

/** A schema of which some tables are of another schema: `sales.users`. */
async function inSchemas(...names: readonly string[]) {
  const schema = await tables(...names)
  const moved = schema.tables.map((table) => (table.name.includes('.') ? { ...table, schema: table.name.split('.')[0] ?? '', name: table.name.split('.')[1] ?? '' } : table))
  return { ...schema, tables: moved }
}

describe('names of classes', () => {
  test.each([
    ['users', 'User'], ['order_items', 'OrderItem'], ['OrderItems', 'OrderItem'], ['people', 'Person'], ['news', 'News'], ['tblUsers', 'User'], ['salesorderheader', 'SalesOrderHeader'], ['ORDERS', 'Order'],
    ['order details', 'OrderDetail'], ['2fa_codes', '_2faCode'], ['ärzte', 'Ärzte'], ['statuses', 'Status'],
  ])('of %s is %s', async (name, base) => {
    const schema = await tables(name)
    const names = nameTables(schema.tables, { isPlain: () => true }).get(keyOfTable(schema.tables[0] ?? { schema: '', name: '' }))
    expect(names).toMatchObject({ row: base, insert: `New${base}`, factory: `${base}Factory` })
  })

  test.each([['dates', 'Date', 'DateRow'], ['sets', 'Set', 'SetRow'], ['attributes', 'Attribute', 'Attribute'], ['insertables', 'Insertable', 'InsertableRow'], ['user_factories', 'UserFactory', 'UserFactoryRow']])(
    'of %s do not hide what the file needs', async (name, base, row) => {
      const schema = await tables(name)
      expect([...nameTables(schema.tables, { isPlain: () => true }).values()]).toMatchObject([{ row, factory: `${base}Factory` }])
    })

  test('are never the same, whatever the letters', async () => {
    const schema = await inSchemas('user', 'users', 'sales.users', 'audit.users')
    const names = [...nameTables(schema.tables, { isPlain: (table) => table.schema === 'main', reserved: ['SalesUserFactory'] }).values()].map(({ factory }) => factory)
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(4)
    expect(names).toEqual(expect.arrayContaining(['UserFactory', 'UsersFactory', 'AuditUserFactory']))
    expect(names).not.toContain('SalesUserFactory')
  })
})

describe('words', () => {
  test.each([
    ['author_id', 'author'], ['authorId', 'author'], ['AuthorID', 'author'], ['country_code', 'country'], ['dept_no', 'dept'], ['id_user', 'user'], ['fk_user', 'user'], ['businessentityid', 'business_entity'],
    ['id', undefined], ['reports_to', undefined], ['created_by', undefined],
  ])('of the foreign key %s: %s', (column, stem) => {
    expect(stemOf(column)).toBe(stem)
  })

  test('in the plural, and as members', () => {
    expect(['order_item', 'person', 'sales_person', 'category', 'news'].map(pluralWords)).toEqual(['order_items', 'people', 'sales_people', 'categories', 'news'])
    expect(['order_item', 'a', '2fa'].map(camelCase)).toEqual(['orderItem', 'a', '_2fa'])
  })
})

describe('the table of a class', () => {
  test.each([
    ['User', ['users', 'user_logs'], 'users'], ['User', ['user'], 'user'], ['User', ['Users'], 'Users'], ['User', ['tbl_users'], 'tbl_users'], ['Person', ['people'], 'people'], ['Person', ['person'], 'person'],
    ['OrderItem', ['order_items'], 'order_items'], ['OrderItem', ['OrderItem'], 'OrderItem'], ['OrderItem', ['orderItems'], 'orderItems'], ['SalesOrderHeader', ['salesorderheader'], 'salesorderheader'],
    ['Users', ['users'], 'users'], ['user', ['users', 'user'], 'users'], ['Address', ['addresses'], 'addresses'], ['Status', ['status'], 'status'],
  ])('%s of %j is %s', async (name, all, found) => {
    const schema = await tables(...all)
    expect(findTable(name, schema, new PlainTables(schema, ['main'])).name).toBe(found)
  })

  test('is one that is found without its schema, if there is one', async () => {
    const schema = await inSchemas('users', 'sales.users', 'sales.deals', 'audit.deals')
    const plain = new PlainTables(schema, ['main'])
    expect(findTable('User', schema, plain)).toMatchObject({ schema: 'main' })
    expect(() => findTable('Deal', schema, plain)).toThrow('"Deal" may be any of these tables: "audit.deals", "sales.deals".')
    expect(tableNamed('audit.deals', schema, plain)).toMatchObject({ schema: 'audit' })
    expect(tableNamed('SALES.users', schema, plain)).toMatchObject({ schema: 'sales' })
  })

  test('that is not there is an error with a suggestion', async () => {
    const schema = await tables('users', 'posts')
    const plain = new PlainTables(schema, ['main'])
    const fault = (act: () => unknown): unknown => {
      try {
        return act()
      } catch (error) {
        return error
      }
    }
    expect(fault(() => findTable('Usr', schema, plain))).toMatchObject({ code: 'SEEDKIT_UNKNOWN_TABLE', hint: expect.stringContaining('Did you mean "User"?') })
    expect(fault(() => tableNamed('post', schema, plain))).toMatchObject({ code: 'SEEDKIT_UNKNOWN_TABLE', hint: expect.stringContaining('Did you mean "posts"?') })
  })

  test('a schema that is searched later needs its name where the first has such a table', async () => {
    const schema = await inSchemas('users', 'sales.users', 'sales.deals')
    const plain = new PlainTables(schema, ['main', 'sales'])
    expect(schema.tables.map((table) => plain.nameOf(table))).toEqual(expect.arrayContaining(['users', 'deals', { schema: 'sales', name: 'users' }]))
  })
})

describe('--only and --except', () => {
  test.each([
    [['user*'], [], ['user_logs', 'users']], [['main.posts'], [], ['posts']], [[], ['*_logs'], ['posts', 'users']], [['POSTS'], [], ['posts']], [['user?'], [], ['users']],
  ])('%j %j', async (only, except, left) => {
    const schema = await tables('users', 'posts', 'user_logs')
    expect(selectTables(schema, { only, except }).map(({ name }) => name)).toEqual(left)
  })

  test('that leave nothing, and schemas without tables, are errors', async () => {
    const schema = await tables('users')
    expect(() => selectTables(schema, { only: ['post*'], except: [] })).toThrow('--only post* leaves none of the 1 tables.')
    expect(() => selectTables({ ...schema, tables: [] }, { only: [], except: [] })).toThrow(ScaffoldError)
  })
})
