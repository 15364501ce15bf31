import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DatabaseSchema } from '../../../src/database/schema/database-schema.js'
import { attachDatabase } from '../../../src/database/attach-database.js'
import { openTestDatabase, targets, type TestDatabase } from '../../support/databases.js'

const label = { seeder: undefined, factory: undefined, relation: undefined, rows: undefined }
const part = (column: string) => ({ column, expression: undefined, prefix: undefined })
const at = (value: string) => ({ value, inclusive: true })
const beyond = (value: string) => ({ value, inclusive: false })

function tableOf(schema: DatabaseSchema, name: string) {
  const table = schema.tables.find((each) => each.name === name)
  if (table === undefined) throw new Error(`No table ${name} among ${schema.tables.map((each) => each.name).join(', ')}`)
  return { ...table, column: (wanted: string) => table.columns.find((each) => each.name === wanted)! }
}

describe.each(targets.filter(({ engine }) => engine === 'sqlite'))('a whole schema, as $name alone has it', (target) => {
  let db: TestDatabase
  const read = async (...statements: readonly string[]) => {
    await db.run(...statements)
    return db.attach().readSchema({ label })
  }

  beforeAll(async () => {
    db = await openTestDatabase(target)
  })
  afterAll(() => db?.drop())

  it('the words of the declaration, row numbers, STRICT and WITHOUT ROWID', async () => {
    const schema = await read(
      `create table typed (id integer primary key autoincrement, name varchar ( 10 ) not null default 'it''s', price decimal(10, 2), big unsigned big int, small smallint, plain, clob nvarchar(30), flag boolean default true, raw blob(16),
        at datetime default current_timestamp, made text default (datetime('now', '+1 day')), folded text collate nocase, "quoted" text collate "rtrim", n int unsigned)`,
      `create table no_rowid (b text, a int, primary key (a, b)) without rowid`,
      `create table strict_one (id integer primary key, any_value any, n int not null) strict`,
      `create table text_key (id text primary key, n int)`,
      `create table int_key (id int primary key)`,
      `create table copied as select id, name from typed`,
    )
    const typed = tableOf(schema, 'typed')
    expect(typed).toMatchObject({ rowid: true, strict: false, primaryKey: ['id'], comment: undefined })
    expect(typed.column('id')).toMatchObject({ identity: true, kind: 'integer', nullable: true, integerRange: { min: '-9223372036854775808' } })
    expect(typed.column('name')).toMatchObject({ kind: 'text', length: 10, nullable: false, defaultExpression: "'it''s'" })
    expect(typed.column('price')).toMatchObject({ kind: 'decimal', precision: 10, scale: 2, length: undefined })
    expect(typed.column('big')).toMatchObject({ kind: 'bigint', unsigned: true, integerRange: { min: '0', max: '9223372036854775807' } })
    expect(typed.column('small').integerRange).toEqual({ min: '-32768', max: '32767' })
    expect(typed.column('plain')).toMatchObject({ kind: 'other', type: '', baseType: '' })
    expect(typed.column('clob')).toMatchObject({ kind: 'text', length: 30 })
    expect(typed.column('raw')).toMatchObject({ kind: 'bytes', length: 16 })
    expect(typed.column('made').defaultExpression).toBe("datetime('now', '+1 day')")
    expect(typed.columns.filter(({ collation }) => collation !== undefined).map(({ name, collation }) => [name, collation])).toEqual([['folded', 'nocase'], ['quoted', 'rtrim']])
    expect(tableOf(schema, 'no_rowid')).toMatchObject({ rowid: false, primaryKey: ['a', 'b'] })
    expect(tableOf(schema, 'no_rowid').columns.map(({ nullable, identity }) => [nullable, identity])).toEqual([[false, false], [false, false]])
    expect(tableOf(schema, 'strict_one')).toMatchObject({ strict: true, rowid: true })
    expect(tableOf(schema, 'text_key').column('id')).toMatchObject({ identity: false })
    expect(tableOf(schema, 'int_key').column('id').identity).toBe(false)
    expect(tableOf(schema, 'copied').columns.map(({ name }) => name)).toEqual(['id', 'name'])
    expect(schema.leftOut).toEqual([])
  })

  it('checks from the text of the declaration, whatever is around them', async () => {
    const schema = await read(`create table "check" (
        id integer primary key check (id > 0), -- check (id > 5)
        "check" text check ("check" in ('a)', 'b', 'c')) default 'check (1)', /* check (id < 3) */
        n int constraint n_range check(n>=0 and n<=100) not null check (n <> 13) unique on conflict ignore,
        [odd one] real default (1 + (2)) check ([odd one] between -1.5 and 1e3),
        \`back\` text check (length(\`back\`) = 3) collate nocase,
        day date check (day >= '2020-01-01'), until date,
        nested int check ((((nested)) > (3))), twice int generated always as (n * (2 + 1)) virtual, more int as (n + 1) stored,
        constraint "the days" check (day < until) constraint upper check (until <= date('2099-12-31')) on conflict fail
        check (n is not null and abs(n) > 5), unique (n, day) check (day is not null)
      )`)
    const table = tableOf(schema, 'check')
    expect(table.column('id').bounds).toEqual({ min: beyond('0') })
    expect(table.column('check')).toMatchObject({ values: ['a)', 'b', 'c'], defaultExpression: "'check (1)'", bounds: { values: ['a)', 'b', 'c'] } })
    expect(table.column('n').bounds).toEqual({ min: at('0'), max: at('100'), excluded: ['13'] })
    expect(table.column('odd one').bounds).toEqual({ min: at('-1.5'), max: at('1e3') })
    expect(table.column('back')).toMatchObject({ collation: 'nocase', bounds: { minLength: 3, maxLength: 3 } })
    expect(table.column('day')).toMatchObject({ nullable: false, bounds: { min: at('2020-01-01') } })
    expect(table.column('until').bounds).toEqual({ max: at('2099-12-31') })
    expect(table.column('nested').bounds).toEqual({ min: beyond('3') })
    expect(table.column('twice')).toMatchObject({ generated: true, computed: { storage: 'virtual', expression: 'n * (2 + 1)' } })
    expect(table.column('more')).toMatchObject({ generated: true, computed: { storage: 'stored', expression: 'n + 1' } })
    expect(table.comparisons).toEqual([{ left: 'day', operator: '<', right: 'until' }])
    expect(table.checks.map(({ name, understood }) => [name, understood])).toEqual([
      ['id > 0', 'wholly'], [`"check" in ('a)', 'b', 'c')`, 'wholly'], ['n_range', 'wholly'], ['n <> 13', 'wholly'], ['[odd one] between -1.5 and 1e3', 'wholly'], ['length(`back`) = 3', 'wholly'],
      [`day >= '2020-01-01'`, 'wholly'], ['(((nested)) > (3))', 'wholly'], ['the days', 'wholly'], ['upper', 'wholly'], ['n is not null and abs(n) > 5', 'partly'], ['day is not null', 'wholly'],
    ])
  })

  it('columns that were added later', async () => {
    const schema = await read(
      'create table grown (id integer primary key)',
      `alter table grown add column size text check (size in ('S', 'M'))`,
      'alter table grown add column parent_id integer references grown (id) on delete cascade',
      'alter table grown add column "na,me" text default (1) collate nocase',
      'alter table grown rename column size to extent',
    )
    const grown = tableOf(schema, 'grown')
    expect(grown.columns.map(({ name }) => name)).toEqual(['id', 'extent', 'parent_id', 'na,me'])
    expect(grown.column('extent').bounds).toEqual({ values: ['S', 'M'] })
    expect(grown.column('na,me').collation).toBe('nocase')
    expect(grown.foreignKeys).toMatchObject([{ columns: ['parent_id'], foreignColumns: ['id'], onDelete: 'cascade' }])
  })

  it('unique keys: partial, of expressions, on conflict', async () => {
    const schema = await read(
      `create table keyed (id integer primary key, email text unique on conflict replace, tenant int, slug text, gone_at text, constraint slug_once unique (tenant, slug))`,
      `create unique index keyed_email on keyed (lower(email) collate nocase desc)`,
      `create unique index keyed_mixed on keyed (tenant, slug || '-' || substr(email, 1, 3), gone_at desc)`,
      `create unique index "keyed on (x)" on keyed (slug collate nocase) where gone_at is null and tenant > 3`,
      `create index keyed_plain on keyed (tenant)`,
    )
    const plain = { expression: false, predicate: undefined, nullsCollide: false, deferrable: undefined }
    expect(tableOf(schema, 'keyed').uniqueKeys).toEqual([
      { ...plain, name: 'keyed on (x)', parts: [part('slug')], columns: ['slug'], constraint: false, predicate: 'gone_at is null and tenant > 3' },
      { ...plain, name: 'keyed_email', parts: [{ column: undefined, expression: 'lower(email)', prefix: undefined }], columns: ['email'], constraint: false, expression: true },
      {
        ...plain, name: 'keyed_mixed', columns: ['tenant', 'slug', 'email', 'gone_at'], constraint: false, expression: true,
        parts: [part('tenant'), { column: undefined, expression: "slug || '-' || substr(email, 1, 3)", prefix: undefined }, part('gone_at')],
      },
      { ...plain, name: 'sqlite_autoindex_keyed_1', parts: [part('email')], columns: ['email'], constraint: true },
      { ...plain, name: 'sqlite_autoindex_keyed_2', parts: [part('tenant'), part('slug')], columns: ['tenant', 'slug'], constraint: true },
    ])
  })

  it('foreign keys: names and deferral from the declaration, parents that are left to guess', async () => {
    const schema = await read(
      `create table parents (a int, b int, primary key (b, a))`,
      `create table children (id integer primary key, Parent_a int, parent_b int, one int constraint one_fk references KEYED, two int references nowhere on delete set null on update set default, three int references nowhere_either (x) deferrable initially deferred,
        four int references keyed (id) not deferrable initially deferred, five int references keyed (id) deferrable,
        constraint parent_fk foreign key (parent_b, parent_a) references "Parents" match simple on delete restrict)`,
    )
    expect(tableOf(schema, 'children').foreignKeys.map(({ name, columns, table, foreignColumns, deferrable, onDelete, onUpdate }) => [name, columns, table.name, foreignColumns, deferrable, onDelete, onUpdate])).toEqual([
      ['one_fk', ['one'], 'keyed', ['id'], undefined, 'no action', 'no action'],
      ['', ['two'], 'nowhere', [], undefined, 'set null', 'set default'],
      ['', ['three'], 'nowhere_either', ['x'], 'always', 'no action', 'no action'],
      ['', ['four'], 'keyed', ['id'], undefined, 'no action', 'no action'],
      ['', ['five'], 'keyed', ['id'], undefined, 'no action', 'no action'],
      ['parent_fk', ['parent_b', 'Parent_a'], 'parents', ['b', 'a'], undefined, 'restrict', 'no action'],
    ])
    await db.run('drop table children')
  })

  it('leaves out views, virtual tables and what those keep their data in', async () => {
    const schema = await read(
      `create virtual table found using fts5(title, body)`,
      `create view broken as select * from no_such_table`,
      `create temporary table passing (id int)`,
      `insert into typed (name) values ('x')`,
    )
    expect(schema.leftOut).toEqual([
      { schema: 'main', name: 'broken', reason: 'view' },
      ...['found', 'found_config', 'found_content', 'found_data', 'found_docsize', 'found_idx'].map((name) => ({ schema: 'main', name, reason: 'virtual table' })),
    ])
    expect(schema.tables.map(({ name }) => name).filter((name) => /^(found|broken|passing|sqlite)/.test(name))).toEqual([])
  })

  it('attached databases', async () => {
    const other = await openTestDatabase(target)
    try {
      await other.run('create table far (id integer primary key, n int check (n > 3) unique)', 'create table near (id integer primary key, far_id int references far)')
      const { filename } = (other.settings as any).connection
      await db.knex.raw(`attach database '${filename}' as "the other?"`)
      expect((await db.attach().readSchema({ label })).schemas).toEqual(['main'])
      const schema = await db.attach().readSchema({ label, schemas: ['the other?', 'MAIN'] })
      expect(schema.schemas).toEqual(['the other?', 'main'])
      expect(schema.tables.slice(0, 2).map((table) => [table.schema, table.name])).toEqual([['the other?', 'far'], ['the other?', 'near']])
      expect(tableOf(schema, 'far').column('n').bounds).toEqual({ min: beyond('3') })
      expect(tableOf(schema, 'near').foreignKeys).toMatchObject([{ table: { schema: 'the other?', name: 'far' }, foreignColumns: ['id'] }])
      expect(tableOf(schema, 'typed').schema).toBe('main')
      expect((await db.attach().readSchema({ label, schemas: ['temp'] })).tables.map(({ name }) => name)).toEqual(['passing'])
      await db.run('detach database "the other?"')
    } finally {
      await other.drop()
    }
  })

  it('a file that is new has none', async () => {
    const other = await openTestDatabase(target)
    try {
      expect(await attachDatabase(other.knex).readSchema({ label })).toEqual({ schemas: ['main'], tables: [], leftOut: [] })
    } finally {
      await other.drop()
    }
  })
})
