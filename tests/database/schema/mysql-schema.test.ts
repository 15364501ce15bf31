import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attachDatabase } from '../../../src/database/attach-database.js'
import type { CatalogueReader } from '../../../src/database/dialects/dialect.js'
import type { DatabaseSchema } from '../../../src/database/schema/database-schema.js'
import { readMysqlSchema } from '../../../src/database/schema/read-mysql-schema.js'
import { openTestDatabase, targets, type TestDatabase } from '../../support/databases.js'

const label = { seeder: undefined, factory: undefined, relation: undefined, rows: undefined }
const at = (value: string) => ({ value, inclusive: true })
const beyond = (value: string) => ({ value, inclusive: false })

function tableOf(schema: DatabaseSchema, name: string) {
  const table = schema.tables.find((each) => each.name === name)
  if (table === undefined) throw new Error(`No table ${name} among ${schema.tables.map((each) => each.name).join(', ')}`)
  return { ...table, column: (wanted: string) => table.columns.find((each) => each.name === wanted)! }
}

describe.each(targets.filter(({ engine }) => engine === 'mysql'))('a whole schema, as $name alone has it', (target) => {
  let db: TestDatabase
  const read = async (...statements: readonly string[]) => {
    await db.run(...statements)
    return db.attach().readSchema({ label })
  }

  beforeAll(async () => {
    db = await openTestDatabase(target)
  })
  afterAll(() => db?.drop())

  it('types: enum, set, unsigned, lengths', async () => {
    const schema = await read(
      `create table typed (id bigint unsigned auto_increment primary key, mood enum('sad', 'it''s ok', 'a,b') not null default 'sad', flags set('x', 'y''s'), flag tinyint(1) not null default 1, tiny tinyint, small smallint unsigned,
        medium mediumint, n int(5) unsigned zerofill, price decimal(10,2) unsigned, ratio double unsigned, at datetime(3), made timestamp default current_timestamp on update current_timestamp, born year, key_id binary(16), raw varbinary(20),
        name varchar(50) character set latin1 collate latin1_bin comment 'It''s a name', body text, doc json, really longtext check (json_valid(really)), bits bit(5), one bit(1), letters char(3)) comment 'All types'`,
    )
    const typed = tableOf(schema, 'typed')
    expect(typed.comment).toBe('All types')
    expect(typed.column('id')).toMatchObject({ kind: 'bigint', identity: true, unsigned: true, integerRange: { min: '0', max: '18446744073709551615' }, bounds: {} })
    expect(typed.column('mood')).toMatchObject({ kind: 'enum', values: ['sad', "it's ok", 'a,b'], defaultExpression: "'sad'", bounds: { values: ['sad', "it's ok", 'a,b'] } })
    expect(typed.column('flags')).toMatchObject({ kind: 'text', members: ['x', "y's"], values: undefined })
    expect(typed.column('flag')).toMatchObject({ kind: 'boolean', defaultExpression: '1', integerRange: undefined })
    expect(typed.column('tiny').integerRange).toEqual({ min: '-128', max: '127' })
    expect(typed.column('small').integerRange).toEqual({ min: '0', max: '65535' })
    expect(typed.column('medium').integerRange).toEqual({ min: '-8388608', max: '8388607' })
    expect(typed.column('n')).toMatchObject({ unsigned: true, integerRange: { min: '0', max: '4294967295' } })
    expect(typed.column('price')).toMatchObject({ kind: 'decimal', precision: 10, scale: 2, unsigned: true, bounds: { min: at('0') } })
    expect(typed.column('ratio')).toMatchObject({ kind: 'float', precision: undefined, bounds: { min: at('0') } })
    expect(typed.column('at')).toMatchObject({ kind: 'timestamp', scale: 3 })
    expect(typed.column('made')).toMatchObject({ kind: 'timestamptz', defaultExpression: expect.stringMatching(/^current_timestamp/i), generated: false, computed: undefined })
    expect(typed.column('born').integerRange).toEqual({ min: '1901', max: '2155' })
    expect(typed.column('key_id')).toMatchObject({ kind: 'bytes', length: 16, collation: undefined })
    expect(typed.column('raw').length).toBe(20)
    expect(typed.column('name')).toMatchObject({ length: 50, collation: 'latin1_bin', comment: "It's a name" })
    expect(typed.column('body')).toMatchObject({ kind: 'text', length: 65535 })
    expect(typed.column('doc')).toMatchObject({ kind: 'json', type: 'json', length: undefined, bounds: {} })
    expect(typed.column('really')).toMatchObject({ kind: 'json', bounds: {} })
    expect(typed.column('bits').kind).toBe('bits')
    expect(typed.column('one').kind).toBe('boolean')
    expect(typed.column('letters').length).toBe(3)
  })

  it('computed columns, prefixes of keys, checks with names of their own', async () => {
    const schema = await read(
      `create table computed (id int primary key, n int, stored_one int as (n + 1) stored, virtual_one int as (n * 2) virtual, body text, title varchar(100), now_and_then timestamp(6) default current_timestamp(6),
        unique key by_prefix (body(20), title(5)), unique key whole (title), key plain (n), constraint \`odd "check"\` check (n > 3), check (n < 100 and title regexp '^[a-z]\\\\d+$'), check (n is null or n <> 50))`,
    )
    const computed = tableOf(schema, 'computed')
    expect(computed.column('stored_one')).toMatchObject({ generated: true, computed: { storage: 'stored', expression: '`n` + 1' }, defaultExpression: undefined })
    expect(computed.column('virtual_one')).toMatchObject({ generated: true, computed: { storage: 'virtual', expression: '`n` * 2' } })
    expect(computed.column('now_and_then')).toMatchObject({ scale: 6, computed: undefined })
    expect(computed.uniqueKeys).toEqual([
      {
        name: 'by_prefix', columns: ['body', 'title'], expression: false, predicate: undefined, nullsCollide: false, constraint: true, deferrable: undefined,
        parts: [{ column: 'body', expression: undefined, prefix: 20 }, { column: 'title', expression: undefined, prefix: 5 }],
      },
      {
        name: 'whole', columns: ['title'], expression: false, predicate: undefined, nullsCollide: false, constraint: true, deferrable: undefined,
        parts: [{ column: 'title', expression: undefined, prefix: undefined }],
      },
    ])
    expect(computed.column('n').bounds).toEqual({ min: beyond('3'), max: beyond('100'), excluded: ['50'] })
    expect(computed.column('title').bounds).toEqual({ patterns: [{ source: '^[a-z]\\d+$', language: 'regex', ignoresCase: true, negated: false }] })
    expect(computed.checks.map(({ name, understood }) => `${name}: ${understood}`)).toContain('odd "check": wholly')
  })

  it('checks of one name in several tables stay apart', async () => {
    const schema = await read(
      `create table first_one (n int check (n > 1), x int, constraint same check (x > 10))`,
      `create table second_one (n int check (n > 2), x int, constraint same_2 check (x > 20))`,
    )
    expect(tableOf(schema, 'first_one').column('n').bounds).toEqual({ min: beyond('1') })
    expect(tableOf(schema, 'second_one').column('n').bounds).toEqual({ min: beyond('2') })
    expect(tableOf(schema, 'second_one').column('x').bounds).toEqual({ min: beyond('20') })
  })

  it('partitions: their bounds are limits of the key', async () => {
    const schema = await read(
      `create table by_year (id int, made date not null) partition by range (year(made)) (partition p0 values less than (2024), partition p1 values less than (2026))`,
      `create table by_day (id int, made date not null) partition by range (to_days(made)) (partition p0 values less than (to_days('2024-05-06')))`,
      `create table by_second (id int, made timestamp not null) partition by range (unix_timestamp(made)) (partition p0 values less than (1735689600))`,
      `create table endless (id int not null) partition by range (id) (partition p0 values less than (10), partition p1 values less than maxvalue)`,
      `create table ended (id int not null primary key) partition by range (id) (partition p0 values less than (10), partition p1 values less than (20))`,
      `create table ended_day (made date not null) partition by range columns (made) (partition p0 values less than ('2025-01-01'))`,
      `create table listed (n int) partition by list (n) (partition p0 values in (1, 2, null), partition p1 values in (-3))`,
      `create table listed_words (region varchar(10)) partition by list columns (region) (partition p0 values in ('it''s', 'b'), partition p1 values in ('c'))`,
      `create table hashed (id int) partition by hash (id) partitions 4`,
      `create table split_again (id int, made date) partition by range (id) subpartition by hash (to_days(made)) subpartitions 2 (partition p0 values less than (5), partition p1 values less than (9))`,
      `create table odd_key (id int, n int) partition by range (id + n) (partition p0 values less than (5))`,
    )
    const bounds = (table: string, column: string) => tableOf(schema, table).column(column).bounds
    expect(tableOf(schema, 'by_year')).toMatchObject({ kind: 'partitioned', partitioning: { strategy: 'range', columns: ['made'], partitions: 2, open: false } })
    expect(bounds('by_year', 'made')).toEqual({ max: beyond('2026-01-01') })
    expect(bounds('by_day', 'made')).toEqual({ max: beyond('2024-05-06') })
    expect(bounds('by_second', 'made')).toEqual({ max: beyond('2025-01-01 00:00:00') })
    expect(bounds('endless', 'id')).toEqual({})
    expect(bounds('ended', 'id')).toEqual({ max: beyond('20') })
    expect(bounds('ended_day', 'made')).toEqual({ max: beyond('2025-01-01') })
    expect(bounds('listed', 'n')).toEqual({ values: ['1', '2', '-3'] })
    expect(bounds('listed_words', 'region')).toEqual({ values: ["it's", 'b', 'c'] })
    expect(tableOf(schema, 'listed_words').column('region').values).toBeUndefined()
    expect(tableOf(schema, 'hashed').partitioning).toEqual({ strategy: 'hash', columns: ['id'], key: '(`id`)', partitions: 4, open: true })
    expect(tableOf(schema, 'split_again')).toMatchObject({ partitioning: { partitions: 2 } })
    expect(bounds('split_again', 'id')).toEqual({ max: beyond('9') })
    expect(tableOf(schema, 'odd_key').partitioning?.columns).toEqual(['id', 'n'])
    expect(bounds('odd_key', 'id')).toEqual({})
    expect(tableOf(schema, 'first_one').partitioning).toBeUndefined()
  })

  it('several databases, keys between them, and objects that are no tables', async () => {
    const other = await openTestDatabase(target)
    try {
      await other.run('create table countries (code char(2) primary key)', 'create sequence counter')
      await db.run(`create table abroad (id int primary key, country char(2), constraint abroad_country foreign key (country) references ${other.quote(other.schema)}.countries (code) on delete set null)`)
      const schema = await db.attach().readSchema({ label, schemas: [other.schema, db.schema] })
      expect(schema.schemas).toEqual([other.schema, db.schema])
      expect(schema.tables[0]).toMatchObject({ schema: other.schema, name: 'countries', primaryKey: ['code'] })
      expect(schema.tables.slice(1).every((table) => table.schema === db.schema)).toBe(true)
      expect(schema.leftOut).toEqual([{ schema: other.schema, name: 'counter', reason: 'sequence' }])
      expect(tableOf(schema, 'abroad').foreignKeys).toMatchObject([{ name: 'abroad_country', table: { schema: other.schema, name: 'countries' }, onDelete: 'set null' }])
    } finally {
      await db.run('drop table abroad')
      await other.drop()
    }
  })

  it('lists the tables of the user', async () => {
    const user = `seedkit_${process.pid}`
    const other = await openTestDatabase(target)
    try {
      await other.run(
        'create table allowed (id int primary key)', 'create table hidden (id int)', `create user ${user}@'%' identified by 'x'`,
        `grant select, insert on ${other.quote(other.schema)}.allowed to ${user}@'%'`,
      )
      const url = new URL(String((other.settings as any).connection))
      url.username = user
      url.password = 'x'
      const knex = other.another({ connection: url.href })
      expect((await attachDatabase(knex, { without: target.without }).readSchema({ label })).tables.map(({ name }) => name)).toEqual(['allowed'])
    } finally {
      await other.run(`drop user if exists ${user}@'%'`)
      await other.drop()
    }
  })

  it('without a database there is nothing to read', async () => {
    const url = new URL(String((db.settings as any).connection))
    url.pathname = '/'
    const knex = db.another({ connection: url.href })
    expect(await attachDatabase(knex).readSchema({ label })).toEqual({ schemas: [], tables: [], leftOut: [] })
    expect((await attachDatabase(knex).readSchema({ label, schemas: [db.schema] })).tables.length).toBeGreaterThan(5)
  })
})

describe('a catalogue as MySQL 8 prints it', () => {
  // No MySQL 8 is at hand in these tests: these rows are as its manual and its issue tracker show them.
  const table = { db: 'app', tablename: 'things' }
  const column = { ...table, nullable: 'YES', expr: null, extra: '', length: null, digits: null, scale: null, fraction: null, collation: null, comment: '', computed: '' }
  const catalogue: readonly (readonly [RegExp, readonly Record<string, unknown>[]])[] = [
    [/schemata/, [{ name: 'app', own: 1 }, { name: 'mysql', own: 0 }]],
    [/information_schema\.tables/, [{ ...table, type: 'BASE TABLE', comment: '' }]],
    [/check_constraints/, [
      { ...table, name: 'things_chk_1', expr: "(`status` in (_utf8mb4\\'draft\\',_utf8mb4\\'it\\\\\\'s\\'))" },
      { ...table, name: 'things_chk_2', expr: "regexp_like(`code`,_utf8mb4\\'^[a-z]\\\\\\\\d$\\')" },
      { ...table, name: 'things_chk_3', expr: '((`n` >= 0) and (`n` <= 100))' },
    ]],
    [/information_schema\.columns/, [
      { ...column, name: 'status', base: 'varchar', type: 'varchar(20)', length: 20, expr: "it's", collation: 'utf8mb4_0900_ai_ci' },
      { ...column, name: 'code', base: 'varchar', type: 'varchar(20)', length: 20, expr: 'uuid()', extra: 'DEFAULT_GENERATED' },
      { ...column, name: 'n', base: 'int', type: 'int unsigned', expr: '5' },
      { ...column, name: 'twice', base: 'int', type: 'int', extra: 'VIRTUAL GENERATED', computed: "concat(`n`,_utf8mb4\\'x\\')" },
    ]],
    [/statistics/, [
      { ...table, name: 'things_code', col: 'n', prefix: null, expr: null },
      { ...table, name: 'things_code', col: null, prefix: null, expr: 'lower(`code`)' },
    ]],
    [/referential_constraints|key_column_usage|partitions/, []],
  ]
  const sent: string[] = []
  const read: CatalogueReader = async (sql) => {
    sent.push(sql)
    const found = catalogue.find(([pattern]) => pattern.test(sql))
    if (found === undefined) throw new Error(`Unexpected: ${sql}`)
    return found[1]
  }

  it('is read like MariaDB\'s', async () => {
    const facts = { capabilities: new Set<never>(), maxBytes: 1, keyStep: 1, quotedDefaults: false, namesChecks: true }
    const things = tableOf(await readMysqlSchema(read, undefined, facts), 'things')
    expect(things.column('status')).toMatchObject({ values: ['draft', "it's"], defaultExpression: "'it''s'", collation: 'utf8mb4_0900_ai_ci' })
    expect(things.column('code')).toMatchObject({ defaultExpression: 'uuid()', generated: false, bounds: { patterns: [{ source: '^[a-z]\\d$' }] } })
    expect(things.column('n')).toMatchObject({ defaultExpression: '5', bounds: { min: at('0'), max: at('100') } })
    expect(things.column('twice').computed).toEqual({ storage: 'virtual', expression: "concat(`n`,_utf8mb4'x')" })
    expect(things.uniqueKeys).toMatchObject([{ name: 'things_code', columns: ['n', 'code'], expression: true, parts: [{ column: 'n' }, { column: undefined, expression: 'lower(`code`)' }] }])
    expect(sent.filter((sql) => sql.includes('enforced'))).toHaveLength(1)
  })

  it('has no checks before version 8', async () => {
    sent.length = 0
    const facts = { capabilities: new Set<never>(), maxBytes: 1, keyStep: 1, quotedDefaults: false, namesChecks: false }
    const things = tableOf(await readMysqlSchema(read, ['app'], facts), 'things')
    expect(things.checks).toEqual([])
    expect(sent.some((sql) => sql.includes('check_constraints') || sql.includes('s.expression'))).toBe(false)
  })
})
