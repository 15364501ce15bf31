import { describe, expect, it } from 'vitest'
import { createBlogSchema } from '../support/blog-schema.js'
import { openTestDatabase, targets } from '../support/databases.js'
import { insert } from '../support/insert.js'

const label = { seeder: undefined, factory: undefined, relation: undefined, rows: undefined }

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

describe.each(targets)('the catalogue on $name', (target) => {
  it('tells columns, keys and constraints', async () => {
    const db = await openTestDatabase(target)
    try {
      await createBlogSchema(db)
      const database = db.attach()
      const posts = await database.schemaOf('posts', label)
      expect(posts.name).toBe('posts')
      expect(posts.columns.map(({ name, kind, nullable, identity }) => [name, kind, nullable, identity])).toEqual([
        ['id', 'integer', target.engine === 'sqlite', true],
        ['title', 'text', false, false],
        ['user_id', 'integer', false, false],
        ['editor_id', 'integer', true, false],
        ['published', 'boolean', false, false],
        ['created_at', target.engine === 'sqlite' ? 'timestamp' : 'timestamptz', true, false],
      ])
      expect(posts.columns.find(({ name }) => name === 'title')?.length).toBe(200)
      expect(
        posts.columns
          .filter(({ defaultExpression, identity }) => defaultExpression !== undefined && !identity)
          .map(({ name }) => name),
      ).toEqual(['published', 'created_at'])
      expect(posts.primaryKey).toEqual(['id'])
      expect(
        posts.foreignKeys.map(({ columns, table, foreignColumns }) => [columns, table.name, foreignColumns]).toSorted(),
      ).toEqual([
        [['editor_id'], 'users', ['id']],
        [['user_id'], 'users', ['id']],
      ])
      const orders = await database.schemaOf('orders', label)
      expect(orders.primaryKey).toEqual(['tenant_id', 'number'])
      expect(
        (await database.schemaOf('order_lines', label)).foreignKeys.map(({ columns, foreignColumns }) => [
          columns,
          foreignColumns,
        ]),
      ).toEqual([
        [
          ['tenant_id', 'order_number'],
          ['tenant_id', 'number'],
        ],
      ])
      expect((await database.schemaOf('users', label)).uniques.map(({ columns }) => columns)).toEqual([['email']])
      expect((await database.schemaOf('reviews', label)).checks.map(({ name }) => name)).toEqual([
        'reviews_stars_check',
      ])
      expect((await database.schemaOf('readings', label)).primaryKey).toEqual([])
    } finally {
      await db.drop()
    }
  })

  it('is read through whatever Knex does to results and names', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run(
        `create table long_names (the_id ${db.types.id}, first_name varchar(20) default 'x', made_at ${db.types.instant} default ${db.types.now})`,
      )
      const convert = (result: any): any => {
        if (Array.isArray(result)) return result.map(convert)
        if (Array.isArray(result?.rows)) return { ...result, rows: result.rows.map(convert) }
        if (result === null || typeof result !== 'object' || result.constructor?.name === 'ResultSetHeader')
          return result
        return Object.fromEntries(Object.entries(result).map(([key, value]) => [camel(key), value]))
      }
      const knex = db.another({
        postProcessResponse: convert,
        wrapIdentifier: (value, wrap) => wrap(value.toUpperCase()),
      })
      const { attachDatabase } = await import('../../src/database/attach-database.js')
      const rows = await insert(
        attachDatabase(knex, { without: target.without }),
        'long_names',
        [{ first_name: 'a' }, { first_name: 'b' }],
        ['the_id'],
      )
      expect(rows).toEqual([
        { the_id: 1, first_name: 'a', made_at: expect.any(Date) },
        { the_id: 2, first_name: 'b', made_at: expect.any(Date) },
      ])
    } finally {
      await db.drop()
    }
  })
})

describe.each(targets.filter(({ engine }) => engine === 'postgres'))('the search path on $name', (target) => {
  it('decides between tables of one name', async () => {
    const db = await openTestDatabase(target)
    const other = await openTestDatabase(target)
    try {
      await db.run(
        `create table things (id serial primary key, here int)`,
        `create table "Mixed" (id serial primary key, n int)`,
      )
      await other.run(
        `create table things (id serial primary key, there int)`,
        `create table only_there (id serial primary key, n int)`,
      )
      const both = db.another({ searchPath: [other.schema, db.schema] })
      const { attachDatabase } = await import('../../src/database/attach-database.js')
      expect(await insert(attachDatabase(both), 'things', [{ there: 1 }])).toEqual([{ id: 1, there: 1 }])
      expect(await insert(attachDatabase(both), { schema: db.schema, name: 'things' }, [{ here: 1 }])).toEqual([
        { id: 1, here: 1 },
      ])
      expect(await insert(attachDatabase(both), 'Mixed', [{ n: 1 }])).toEqual([{ id: 1, n: 1 }])
      await expect(insert(db.attach(), 'only_there', [{ n: 1 }])).rejects.toMatchObject({
        code: 'SEEDKIT_MISSING_TABLE',
      })
      await expect(insert(attachDatabase(both), 'mixed', [{ n: 1 }])).rejects.toMatchObject({
        hint: expect.stringContaining('"Mixed"'),
      })
    } finally {
      await db.drop()
      await other.drop()
    }
  })
})
