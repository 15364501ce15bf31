import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attachDatabase } from '../../../src/database/attach-database.js'
import type { DatabaseSchema, DatabaseTable } from '../../../src/database/schema/database-schema.js'
import { createBlogSchema } from '../../support/blog-schema.js'
import { openTestDatabase, targets, type TestDatabase } from '../../support/databases.js'
import { recordStatements } from '../../support/record-statements.js'

const label = { seeder: undefined, factory: undefined, relation: undefined, rows: undefined }

function tableOf(schema: DatabaseSchema, name: string): DatabaseTable {
  const table = schema.tables.find((each) => each.name === name)
  if (table === undefined) throw new Error(`No table ${name} among ${schema.tables.map((each) => each.name).join(', ')}`)
  return table
}

const boundsIn = (table: DatabaseTable, column: string) => table.columns.find(({ name }) => name === column)?.bounds
const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1)
const camel = (name: string) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const at = (value: string) => ({ value, inclusive: true })
const beyond = (value: string) => ({ value, inclusive: false })

describe.each(targets)('a whole schema on $name', (target) => {
  let db: TestDatabase

  beforeAll(async () => {
    db = await openTestDatabase(target)
    await createBlogSchema(db)
  })
  afterAll(() => db?.drop())

  it('has all tables with the columns that the engine writes by', async () => {
    const database = db.attach()
    const schema = await database.readSchema({ label })
    expect(schema.schemas).toEqual([db.schema])
    expect(schema.leftOut).toEqual([])
    const names = schema.tables.map(({ name }) => name)
    expect(names).toEqual(names.toSorted())
    expect(names).toEqual(expect.arrayContaining(['orders', 'order_lines', 'posts', 'reviews', 'users']))
    for (const table of schema.tables) {
      const written = await database.schemaOf({ schema: table.schema, name: table.name }, label)
      expect(table.columns.map(({ name, type, kind, element, nullable, identity, generated, defaultExpression, scale }) => ({ name, type, kind, element, nullable, identity, generated, defaultExpression, scale })), table.name)
        .toEqual(written.columns.map(({ name, type, kind, element, nullable, identity, generated, defaultExpression, scale }) => ({ name, type, kind, element, nullable, identity, generated, defaultExpression, scale })))
      expect(table.primaryKey).toEqual(written.primaryKey)
      expect(table.foreignKeys.map(({ columns, foreignColumns, table: { name } }) => [columns, foreignColumns, name]).toSorted())
        .toEqual(written.foreignKeys.map(({ columns, foreignColumns, table: { name } }) => [columns, foreignColumns, name]).toSorted())
      expect(table.uniqueKeys.map(({ columns }) => columns).toSorted()).toEqual(written.uniques.map(({ columns }) => columns).toSorted())
      expect(table.checks.map(({ name, expression }) => [name, expression.length > 0]).toSorted()).toEqual(written.checks.map(({ name }) => [name, true]).toSorted())
      expect(table.rowid).toBe(written.rowid)
      expect(table).toMatchObject({ kind: 'table', partitioning: undefined, inherits: [], exclusions: [], strict: false })
    }
  })

  it('is read in a constant number of queries', async () => {
    const recorder = recordStatements()
    const other = await openTestDatabase(target)
    try {
      const database = other.attach({ observer: recorder.observer })
      expect(await database.readSchema({ label })).toEqual({ schemas: [other.schema], tables: [], leftOut: [] })
      const empty = recorder.count('catalogue')
      recorder.clear()
      await other.run('create table one (id integer primary key)')
      expect((await database.readSchema({ label })).tables).toHaveLength(1)
      const one = recorder.count('catalogue')
      recorder.clear()
      for (let n = 0; n < 30; n++) {
        await other.run(`create table t${n} (id ${other.types.id}, n integer not null unique check (n > 0), name varchar(20) default 'x', parent integer references one (id), unique (name, n))`)
      }
      expect((await database.readSchema({ label })).tables).toHaveLength(31)
      expect(recorder.count('catalogue')).toBe(one)
      // The server is asked once for what it can do.
      expect(empty - one).toBe(target.engine === 'mysql' ? 1 : 0)
      expect(one).toBe({ sqlite: 6, postgres: 7, mysql: 8 }[target.engine])
      expect(recorder.events.every(({ statement }) => statement.kind === 'catalogue')).toBe(true)
    } finally {
      await other.drop()
    }
  })

  it('tells keys: composite, self, of another name, with actions', async () => {
    const other = await openTestDatabase(target)
    try {
      await other.run(
        `create table tenants (code varchar(10) not null, region integer not null, primary key (region, code))`,
        `create table staff (staff_no integer not null primary key, boss_no integer, tenant_code varchar(10), tenant_region integer, email varchar(50) not null, nick varchar(20),
          constraint staff_boss foreign key (boss_no) references staff (staff_no) on delete set null on update cascade,
          constraint staff_tenant foreign key (tenant_region, tenant_code) references tenants (region, code) on delete cascade,
          constraint staff_email unique (email), constraint staff_nick unique (tenant_code, nick))`,
        `create unique index staff_extra on staff (nick, email)`,
      )
      const schema = await other.attach().readSchema({ label })
      expect(tableOf(schema, 'tenants')).toMatchObject({ primaryKey: ['region', 'code'], uniqueKeys: [], foreignKeys: [] })
      const staff = tableOf(schema, 'staff')
      expect(staff.primaryKey).toEqual(['staff_no'])
      expect(staff.foreignKeys.toSorted(byName)).toEqual([
        {
          name: 'staff_boss', columns: ['boss_no'], table: { schema: other.schema, name: 'staff' }, foreignColumns: ['staff_no'],
          onDelete: 'set null', onUpdate: 'cascade', matchFull: false, deferrable: undefined,
        },
        {
          name: 'staff_tenant', columns: ['tenant_region', 'tenant_code'], table: { schema: other.schema, name: 'tenants' }, foreignColumns: ['region', 'code'],
          onDelete: 'cascade', onUpdate: expect.stringMatching(/^(no action|restrict)$/), matchFull: false, deferrable: undefined,
        },
      ])
      expect(staff.uniqueKeys.map(({ columns, expression, predicate, nullsCollide }) => ({ columns, expression, predicate, nullsCollide })).toSorted((a, b) => (a.columns.join() < b.columns.join() ? -1 : 1))).toEqual([
        { columns: ['email'], expression: false, predicate: undefined, nullsCollide: false },
        { columns: ['nick', 'email'], expression: false, predicate: undefined, nullsCollide: false },
        { columns: ['tenant_code', 'nick'], expression: false, predicate: undefined, nullsCollide: false },
      ])
      const extra = staff.uniqueKeys.find(({ name }) => name === 'staff_extra')
      expect(extra?.constraint).toBe(target.engine === 'mysql')
      expect(extra?.parts.map(({ column }) => column)).toEqual(['nick', 'email'])
    } finally {
      await other.drop()
    }
  })

  it('turns checks into bounds', async () => {
    const other = await openTestDatabase(target)
    try {
      await other.run(`create table things (
        id integer not null primary key, price decimal(10,2) check (price > 0), stars integer check (stars between 1 and 5), percent integer check (percent >= 0 and percent <= 100),
        code varchar(12) check (length(code) <= 10), status varchar(10) not null check (status in ('draft', 'it''s', 'done')), size varchar(5) check (size = 'S' or size = 'M'),
        starts_at date, ends_at date, low integer, high integer, odd integer check (odd % 2 = 1 or odd is null or low > 3), nick varchar(20) check (nick <> ''),
        first_id integer, second_id integer, constraint period check (starts_at < ends_at), constraint span check (high >= low), constraint others check (first_id <> second_id), constraint squares check (low * low < high))`)
      const table = tableOf(await other.attach().readSchema({ label }), 'things')
      expect(boundsIn(table, 'price')).toEqual({ min: beyond('0') })
      expect(boundsIn(table, 'stars')).toEqual({ min: at('1'), max: at('5') })
      expect(boundsIn(table, 'percent')).toEqual({ min: at('0'), max: at('100') })
      expect(boundsIn(table, 'code')).toEqual({ maxLength: 10 })
      expect(boundsIn(table, 'status')).toEqual({ values: ['draft', "it's", 'done'] })
      expect(boundsIn(table, 'size')).toEqual({ values: ['S', 'M'] })
      expect(boundsIn(table, 'nick')).toEqual({ minLength: 1 })
      expect(boundsIn(table, 'odd')).toEqual({})
      expect(table.columns.find(({ name }) => name === 'status')).toMatchObject({ kind: 'text', values: ['draft', "it's", 'done'], length: 10, nullable: false })
      expect(table.columns.find(({ name }) => name === 'price')).toMatchObject({ kind: 'decimal', precision: 10, scale: 2, values: undefined })
      expect(table.comparisons.toSorted((a, b) => (a.left < b.left ? -1 : 1))).toEqual([
        { left: 'first_id', operator: '<>', right: 'second_id' },
        { left: 'low', operator: '<=', right: 'high' },
        { left: 'starts_at', operator: '<', right: 'ends_at' },
      ])
      expect(table.alternatives).toMatchObject([{
        alternatives: [{ nulls: [], notNulls: [], bounds: { low: { min: beyond('3') } }, comparisons: [] }, { nulls: ['odd'], notNulls: [], bounds: {}, comparisons: [] }],
      }])
      expect(table.checks.filter(({ understood }) => understood === 'not').map(({ columns }) => columns)).toEqual([['low', 'high']])
      expect(table.checks.find(({ name }) => name === 'period')).toMatchObject({ columns: ['starts_at', 'ends_at'], understood: 'wholly' })
    } finally {
      await other.drop()
    }
  })

  it('tells defaults, computed columns and kinds', async () => {
    const other = await openTestDatabase(target)
    try {
      await other.run(`create table things (
        id ${other.types.id}, done ${other.types.boolean} not null default ${other.types.false}, made_at ${other.types.instant} default ${other.types.now}, size integer not null,
        twice integer generated always as (size * 2) stored, label varchar(30) not null default 'it''s', data ${other.types.json}, small smallint, huge bigint, raw ${other.types.bytes}, empty varchar(5) default null)`)
      const { columns } = tableOf(await other.attach().readSchema({ label }), 'things')
      const column = (wanted: string) => columns.find(({ name }) => name === wanted)!
      expect(column('id')).toMatchObject({ identity: true, generated: false, computed: undefined })
      expect(column('twice')).toMatchObject({ generated: true, identity: false, defaultExpression: undefined, computed: { storage: 'stored', expression: expect.stringContaining('size') } })
      expect(column('label').defaultExpression).toContain("'it")
      expect(column('made_at').defaultExpression?.toLowerCase()).toMatch(/now|current_timestamp/)
      expect(column('empty').defaultExpression).toBeUndefined()
      expect(column('size').defaultExpression).toBeUndefined()
      expect(column('done')).toMatchObject({ kind: 'boolean', nullable: false, integerRange: undefined })
      expect(column('data').kind).toBe('json')
      expect(column('raw').kind).toBe('bytes')
      expect(column('small')).toMatchObject({ integerRange: { min: '-32768', max: '32767' }, unsigned: false })
      expect(column('huge').integerRange).toEqual({ min: '-9223372036854775808', max: '9223372036854775807' })
    } finally {
      await other.drop()
    }
  })

  it('keeps odd names as they are', async () => {
    const other = await openTestDatabase(target)
    try {
      const name = (text: string) => other.quote(text)
      const odd = ['order', 'Mixed Case', 'with.dot', 'it\'s "quoted"', 'where`s?', 'naïve', '100%']
      for (const table of odd) {
        await other.run(`create table ${name(table)} (id integer not null primary key, ${name('group')} integer check (${name('group')} > 3), ${name(`${table} x`)} varchar(10) check (${name(`${table} x`)} in ('a', 'b')),
          ${name('to')} integer, constraint ${name(`${table} fk`)} foreign key (${name('to')}) references ${name(table)} (id), constraint ${name(`${table} u`)} unique (${name('group')}, ${name(`${table} x`)}))`)
      }
      const schema = await other.attach().readSchema({ label })
      expect(schema.tables.map((table) => table.name).toSorted()).toEqual(odd.toSorted())
      for (const table of schema.tables) {
        expect(boundsIn(table, 'group'), table.name).toEqual({ min: beyond('3') })
        expect(boundsIn(table, `${table.name} x`), table.name).toEqual({ values: ['a', 'b'] })
        expect(table.foreignKeys).toMatchObject([{ name: `${table.name} fk`, columns: ['to'], table: { schema: other.schema, name: table.name }, foreignColumns: ['id'] }])
        expect(table.uniqueKeys.map(({ columns }) => columns)).toEqual([['group', `${table.name} x`]])
      }
    } finally {
      await other.drop()
    }
  })

  it('leaves out views and tables of migration tools, and says so', async () => {
    const other = await openTestDatabase(target)
    try {
      await other.run(
        `create table knex_migrations (id ${other.types.id}, name varchar(255), batch integer, migration_time ${other.types.datetime})`,
        `create table knex_migrations_lock (${other.quote('index')} ${other.types.id}, is_locked integer)`,
        `create table our_own_log (id ${other.types.id}, name varchar(255), batch integer, migration_time ${other.types.datetime})`,
        `create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64), migration_name varchar(255))`,
        `create table schema_migrations (version varchar(255) primary key)`,
        `create table ar_internal_metadata (${other.quote('key')} varchar(255) primary key, value varchar(255))`,
        `create table ${other.quote('SequelizeMeta')} (name varchar(255) primary key)`,
        `create table migrations (id ${other.types.id}, timestamp bigint, name varchar(200))`,
        `create table schema_version (id ${other.types.id}, product varchar(10))`,
        `create table users (id ${other.types.id}, name varchar(20))`,
        `create table bird_migrations (id ${other.types.id}, bird varchar(20))`,
        `create view some_users as select * from users`,
      )
      const schema = await other.attach().readSchema({ label })
      // An app may have a table of such a name.
      expect(schema.tables.map(({ name }) => name)).toEqual(['bird_migrations', 'schema_version', 'users'])
      expect(schema.leftOut.map(({ name, reason }) => `${name}: ${reason}`).toSorted()).toEqual([
        'SequelizeMeta: migrations', '_prisma_migrations: migrations', 'ar_internal_metadata: migrations', 'knex_migrations: migrations', 'knex_migrations_lock: migrations', 'migrations: migrations',
        'our_own_log: migrations', 'schema_migrations: migrations', 'some_users: view',
      ].toSorted())
      await other.run(`drop table migrations`, `create table migrations (id ${other.types.id}, name varchar(20), animal_id integer, season varchar(6))`)
      expect((await other.attach().readSchema({ label })).tables.map(({ name }) => name)).toContain('migrations')
    } finally {
      await other.drop()
    }
  })

  it('refuses a schema that is not there', async () => {
    await expect(db.attach().readSchema({ label, schemas: [`${db.schema}x`] })).rejects.toMatchObject({
      code: 'SEEDKIT_MISSING_SCHEMA', message: `Schema "${db.schema}x" does not exist.`, hint: `Did you mean "${db.schema}"?`,
    })
    await expect(db.attach().readSchema({ label, schemas: ['quite something else'] })).rejects.toMatchObject({ hint: expect.stringContaining(db.schema) })
    expect(await db.attach().readSchema({ label, schemas: [] })).toEqual({ schemas: [], tables: [], leftOut: [] })
  })

  it('is read through whatever Knex does to results and names', async () => {
    const convert = (result: any): any => {
      if (Array.isArray(result)) return result.map(convert)
      if (Array.isArray(result?.rows)) return { ...result, rows: result.rows.map(convert) }
      if (result === null || typeof result !== 'object' || result.constructor?.name === 'ResultSetHeader') return result
      return Object.fromEntries(Object.entries(result).map(([key, value]) => [camel(key), convert(value)]))
    }
    const knex = db.another({ postProcessResponse: convert, wrapIdentifier: (value, wrap) => wrap(value.toUpperCase()) })
    expect(await attachDatabase(knex, { without: target.without }).readSchema({ label })).toEqual(await db.attach().readSchema({ label }))
  })

  it('sees what the transaction has made', { skip: target.engine === 'mysql' }, async () => {
    await db.knex.transaction(async (trx) => {
      await trx.raw('create table fresh (id integer primary key)')
      expect((await attachDatabase(trx).readSchema({ label })).tables.map(({ name }) => name)).toContain('fresh')
      await trx.raw('drop table fresh')
    })
  })
})
