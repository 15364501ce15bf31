import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attachDatabase } from '../../../src/database/attach-database.js'
import type { DatabaseSchema } from '../../../src/database/schema/database-schema.js'
import { openTestDatabase, targets, type TestDatabase } from '../../support/databases.js'
import { recordStatements } from '../../support/record-statements.js'

const label = { seeder: undefined, factory: undefined, relation: undefined, rows: undefined }
const part = (column: string) => ({ column, expression: undefined, prefix: undefined })
const at = (value: string) => ({ value, inclusive: true })
const beyond = (value: string) => ({ value, inclusive: false })

function tableOf(schema: DatabaseSchema, name: string) {
  const table = schema.tables.find((each) => each.name === name)
  if (table === undefined) throw new Error(`No table ${name} among ${schema.tables.map((each) => each.name).join(', ')}`)
  return { ...table, column: (wanted: string) => table.columns.find((each) => each.name === wanted)! }
}

describe.each(targets.filter(({ engine }) => engine === 'postgres'))('a whole schema, as $name alone has it', (target) => {
  let db: TestDatabase
  const read = async (...statements: readonly string[]) => {
    await db.run(...statements)
    return db.attach().readSchema({ label })
  }

  beforeAll(async () => {
    db = await openTestDatabase(target)
  })
  afterAll(() => db?.drop())

  it('types: enums, domains over domains, arrays of them', async () => {
    const schema = await read(
      `create type mood as enum ('sad', 'it''s ok', 'Happy')`,
      `create domain year as integer default 2000 check (value >= 1901 and value <= 2155)`,
      `create domain leap_year as year not null check (value % 4 = 0)`,
      `create domain code as varchar(8) collate "C" check (value ~ '^[A-Z]+$') check (length(value) >= 2)`,
      `create domain odd as integer check (value is null or value * value > 3)`,
      `create domain cheerful as mood check (value in ('it''s ok', 'Happy'))`,
      `create domain words as text[] check (cardinality(value) < 4)`,
      `create type pair as (a int, b int)`,
      `create table typed (mood mood not null default 'sad', moods mood[], released year check (released < 2100), leap leap_year, code code not null default 'AB', codes code[], odd odd, cheerful cheerful, words words,
        name varchar(10)[], price numeric(8,3)[] , plain numeric, rounded numeric(5,-2), whole numeric(6), at timestamptz(2), tiny smallint, obj oid, pair pair, span int4range, doc tsvector, ip inet, label name, letters char(3), flags bit(4), n int[][])`,
    )
    const typed = tableOf(schema, 'typed')
    expect(typed.column('mood')).toMatchObject({ kind: 'enum', type: 'mood', values: ['sad', "it's ok", 'Happy'], nullable: false, defaultExpression: "'sad'::mood", bounds: { values: ['sad', "it's ok", 'Happy'] }, domain: undefined })
    expect(typed.column('moods')).toMatchObject({ kind: 'array', element: 'enum', type: 'mood[]', values: ['sad', "it's ok", 'Happy'] })
    expect(typed.column('released')).toMatchObject({
      kind: 'integer', type: 'year', baseType: 'integer', nullable: true, defaultExpression: '2000', integerRange: { min: '-2147483648', max: '2147483647' },
      bounds: { min: at('1901'), max: beyond('2100') },
      domain: { schema: db.schema, name: 'year', baseType: 'integer', nullable: true, defaultExpression: '2000', checks: [{ columns: ['value'], understood: 'wholly' }] },
    })
    expect(typed.column('leap')).toMatchObject({
      kind: 'integer', type: 'leap_year', baseType: 'integer', nullable: false, defaultExpression: '2000', bounds: { min: at('1901'), max: at('2155'), multipleOf: '4' },
      domain: { name: 'leap_year', baseType: 'integer', nullable: false, checks: [{ name: 'leap_year_check' }, { name: 'year_check' }] },
    })
    expect(typed.column('code')).toMatchObject({
      kind: 'text', type: 'code', baseType: 'character varying(8)', length: 8, collation: 'C', nullable: false,
      bounds: { minLength: 2, patterns: [{ source: '^[A-Z]+$', language: 'regex', ignoresCase: false, negated: false }] },
    })
    expect(typed.column('codes')).toMatchObject({ kind: 'array', element: 'text', length: 8, domain: undefined, bounds: { minLength: 2, patterns: [{ source: '^[A-Z]+$' }] } })
    expect(typed.column('codes')).not.toHaveProperty('elementChecks')
    expect(typed.column('odd')).toMatchObject({ bounds: {}, domain: { checks: [{ understood: 'not', columns: ['value'] }] } })
    expect(typed.column('cheerful')).toMatchObject({ kind: 'enum', values: ['sad', "it's ok", 'Happy'], bounds: { values: ["it's ok", 'Happy'] } })
    expect(typed.column('words')).toMatchObject({ kind: 'array', element: 'text', baseType: 'text[]', bounds: { maxItems: 3 } })
    expect(typed.column('name')).toMatchObject({ kind: 'array', element: 'text', type: 'character varying(10)[]', length: 10 })
    expect(typed.column('price')).toMatchObject({ kind: 'array', element: 'decimal', precision: 8, scale: 3 })
    expect(typed.column('plain')).toMatchObject({ kind: 'decimal', precision: undefined, scale: undefined })
    expect(typed.column('rounded')).toMatchObject({ kind: 'decimal', precision: 5, scale: -2 })
    expect(typed.column('whole')).toMatchObject({ precision: 6, scale: 0 })
    expect(typed.column('at')).toMatchObject({ kind: 'timestamptz', type: 'timestamp(2) with time zone', scale: 2, precision: undefined })
    expect(typed.column('tiny').integerRange).toEqual({ min: '-32768', max: '32767' })
    expect(typed.column('obj').integerRange).toEqual({ min: '0', max: '4294967295' })
    expect(['pair', 'span', 'doc', 'ip', 'flags'].map((name) => typed.column(name).kind)).toEqual(['other', 'other', 'other', 'other', 'other'])
    expect(typed.column('doc').type).toBe('tsvector')
    expect(typed.column('label').length).toBe(63)
    expect(typed.column('letters')).toMatchObject({ length: 3, collation: undefined })
    expect(typed.column('n')).toMatchObject({ kind: 'array', element: 'integer' })
  })

  it('columns that count, that are computed, that have words about them', async () => {
    const schema = await read(
      `create sequence shared_numbers`,
      `create table counted (id int generated always as identity primary key, other int generated by default as identity, old serial, shared bigint default nextval('shared_numbers'),
        title text not null, body text collate "C", search tsvector generated always as (to_tsvector('simple', title)) stored, gone int, nothing text default null, made date default current_date)`,
      `alter table counted drop column gone`,
      `comment on table counted is 'It''s counted'`,
      `comment on column counted.title is 'What it is called'`,
    )
    const counted = tableOf(schema, 'counted')
    expect(counted.comment).toBe("It's counted")
    expect(counted.columns.map(({ name }) => name)).not.toContain('gone')
    expect(counted.column('id')).toMatchObject({ identity: true, generated: true, computed: undefined, nullable: false })
    expect(counted.column('other')).toMatchObject({ identity: true, generated: false })
    expect(counted.column('old')).toMatchObject({ identity: true, generated: false, nullable: false })
    expect(counted.column('shared')).toMatchObject({ identity: true, kind: 'bigint', nullable: true })
    expect(counted.column('title').comment).toBe('What it is called')
    expect(counted.column('body')).toMatchObject({ collation: 'C', comment: undefined })
    expect(counted.column('search')).toMatchObject({ kind: 'other', type: 'tsvector', generated: true, identity: false, computed: { storage: 'stored', expression: "to_tsvector('simple'::regconfig, title)" }, defaultExpression: undefined })
    expect(counted.column('nothing').defaultExpression).toBeUndefined()
    expect(counted.column('made').defaultExpression).toBe('CURRENT_DATE')
  })

  it('unique keys: partial, of expressions, NULLS NOT DISTINCT, covering, deferrable', async () => {
    const schema = await read(
      `create table keyed (id int primary key, email text, tenant int, slug text, gone_at timestamptz, a int, b int, c int unique deferrable initially deferred, d int unique deferrable, unique nulls not distinct (a, b))`,
      `create unique index keyed_email on keyed (lower(email))`,
      `create unique index keyed_mixed on keyed (tenant, (lower(slug) || email), b)`,
      `create unique index keyed_slug on keyed (slug) where gone_at is null and tenant > 3`,
      `create unique index keyed_covering on keyed (tenant, slug) include (email)`,
      `create index keyed_plain on keyed (a)`,
    )
    const plain = { expression: false, predicate: undefined, nullsCollide: false, deferrable: undefined }
    expect(tableOf(schema, 'keyed').uniqueKeys).toEqual([
      { ...plain, name: 'keyed_a_b_key', parts: [part('a'), part('b')], columns: ['a', 'b'], nullsCollide: true, constraint: true },
      { ...plain, name: 'keyed_c_key', parts: [part('c')], columns: ['c'], constraint: true, deferrable: 'always' },
      { ...plain, name: 'keyed_covering', parts: [part('tenant'), part('slug')], columns: ['tenant', 'slug'], constraint: false },
      { ...plain, name: 'keyed_d_key', parts: [part('d')], columns: ['d'], constraint: true, deferrable: 'on request' },
      { ...plain, name: 'keyed_email', parts: [{ column: undefined, expression: 'lower(email)', prefix: undefined }], columns: ['email'], expression: true, constraint: false },
      {
        ...plain, name: 'keyed_mixed', constraint: false, expression: true, columns: ['tenant', 'slug', 'email', 'b'],
        parts: [part('tenant'), { column: undefined, expression: expect.stringContaining('lower(slug)'), prefix: undefined }, part('b')],
      },
      { ...plain, name: 'keyed_slug', parts: [part('slug')], columns: ['slug'], constraint: false, predicate: '((gone_at IS NULL) AND (tenant > 3))' },
    ])
  })

  it('foreign keys: deferrable, MATCH FULL, to partitioned tables, across schemas', async () => {
    const other = await openTestDatabase(target)
    try {
      await other.run('create table countries (code char(2) primary key)')
      const schema = await read(
        `create table parents (a int, b int, primary key (a, b))`,
        `create table split (id int primary key) partition by range (id)`,
        `create table split_1 partition of split for values from (0) to (10)`,
        `create table split_2 partition of split for values from (10) to (20)`,
        `create table children (id int primary key, a int, b int, country char(2) references ${other.quote(other.schema)}.countries on update cascade, split_id int references split on delete restrict,
          self int references children deferrable initially deferred, later int references children on delete set default deferrable,
          constraint children_parent foreign key (b, a) references parents (b, a) match full)`,
      )
      const keys = new Map(tableOf(schema, 'children').foreignKeys.map((key) => [key.name, key]))
      expect([...keys.keys()]).toEqual(['children_country_fkey', 'children_later_fkey', 'children_parent', 'children_self_fkey', 'children_split_id_fkey'])
      expect(keys.get('children_parent')).toMatchObject({ columns: ['b', 'a'], foreignColumns: ['b', 'a'], matchFull: true, table: { schema: db.schema, name: 'parents' } })
      expect(keys.get('children_self_fkey')).toMatchObject({ deferrable: 'always', table: { name: 'children' } })
      expect(keys.get('children_later_fkey')).toMatchObject({ deferrable: 'on request', onDelete: 'set default', onUpdate: 'no action' })
      expect(keys.get('children_country_fkey')).toMatchObject({ table: { schema: other.schema, name: 'countries' }, foreignColumns: ['code'], onUpdate: 'cascade' })
      expect(keys.get('children_split_id_fkey')).toMatchObject({ table: { schema: db.schema, name: 'split' }, onDelete: 'restrict' })
      expect(schema.tables.map(({ name }) => name)).not.toContain('countries')

      const both = await db.attach().readSchema({ label, schemas: [other.schema, db.schema] })
      expect(both.schemas).toEqual([other.schema, db.schema])
      expect(both.tables[0]).toMatchObject({ schema: other.schema, name: 'countries' })
      expect(both.tables.slice(1)).toEqual(schema.tables)
      const alone = await db.attach().readSchema({ label, schemas: [other.schema] })
      expect(alone.tables.map(({ name }) => name)).toEqual(['countries'])
    } finally {
      await db.run('drop table children')
      await other.drop()
    }
  })

  it('partitions: their bounds are limits of the key', async () => {
    const schema = await read(
      `create table listed (region text, n int) partition by list (region)`,
      `create table listed_eu partition of listed for values in ('de', 'fr''s')`,
      `create table listed_us partition of listed for values in ('ca', null)`,
      `create table defaulted (region text) partition by list (region)`,
      `create table defaulted_1 partition of defaulted for values in ('x')`,
      `create table defaulted_rest partition of defaulted default`,
      `create table events (at timestamptz not null, id bigint) partition by range (at)`,
      `create table events_2024 partition of events for values from ('2024-01-01 00:00Z') to ('2025-01-01 00:00Z')`,
      `create table events_2025 partition of events for values from ('2025-01-01 00:00Z') to ('2026-01-01 00:00Z')`,
      `create table gaps (day date not null) partition by range (day)`,
      `create table gaps_2 partition of gaps for values from ('2024-03-01') to ('2024-04-01')`,
      `create table gaps_1 partition of gaps for values from ('2024-01-01') to ('2024-02-01')`,
      `create table endless (n int) partition by range (n)`,
      `create table endless_1 partition of endless for values from (-5) to (maxvalue)`,
      `create table hashed (id int) partition by hash (id)`,
      `create table hashed_0 partition of hashed for values with (modulus 1, remainder 0)`,
      `create table several (a int, b int) partition by range (a, b)`,
      `create table several_1 partition of several for values from (1, minvalue) to (5, 3)`,
      `create table by_expression (email text) partition by list (lower(email))`,
      `create table by_expression_1 partition of by_expression for values in ('a')`,
      `create table empty_split (n int) partition by list (n)`,
    )
    const names = schema.tables.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['listed', 'defaulted', 'events', 'gaps', 'endless', 'hashed', 'several', 'by_expression', 'empty_split']))
    expect(names.filter((name) => /_(eu|us|\d+|rest)$/.test(name))).toEqual([])
    expect(schema.leftOut).toContainEqual({ schema: db.schema, name: 'events_2024', reason: 'partition' })

    expect(tableOf(schema, 'listed')).toMatchObject({ kind: 'partitioned', partitioning: { strategy: 'list', columns: ['region'], key: '(region)', partitions: 2, open: false } })
    expect(tableOf(schema, 'listed').column('region')).toMatchObject({ values: undefined, bounds: { values: expect.arrayContaining(['de', "fr's", 'ca']) } })
    expect(tableOf(schema, 'listed').column('n').bounds).toEqual({})
    expect(tableOf(schema, 'defaulted')).toMatchObject({ partitioning: { open: true, partitions: 2 } })
    expect(tableOf(schema, 'defaulted').column('region').bounds).toEqual({})
    const { bounds } = tableOf(schema, 'events').column('at')
    expect([bounds.min?.value, bounds.max?.value].map((value) => new Date(value!).toISOString())).toEqual(['2024-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'])
    expect(bounds).toMatchObject({ min: { inclusive: true }, max: { inclusive: false } })
    expect(bounds.ranges).toBeUndefined()
    expect(tableOf(schema, 'gaps').column('day').bounds).toEqual({
      min: at('2024-01-01'), max: beyond('2024-04-01'), ranges: [{ min: at('2024-01-01'), max: beyond('2024-02-01') }, { min: at('2024-03-01'), max: beyond('2024-04-01') }],
    })
    expect(tableOf(schema, 'endless').column('n').bounds).toEqual({ min: at('-5') })
    expect(tableOf(schema, 'hashed')).toMatchObject({ partitioning: { strategy: 'hash', open: true } })
    expect(tableOf(schema, 'hashed').column('id').bounds).toEqual({})
    expect(tableOf(schema, 'several').column('a').bounds).toEqual({ min: at('1'), max: beyond('5') })
    expect(tableOf(schema, 'several').column('b').bounds).toEqual({})
    expect(tableOf(schema, 'by_expression')).toMatchObject({ partitioning: { columns: ['email'], key: '(lower(email))' } })
    expect(tableOf(schema, 'by_expression').column('email').bounds).toEqual({})
    expect(tableOf(schema, 'empty_split')).toMatchObject({ partitioning: { partitions: 0, open: false } })

    // What the bounds allow goes in.
    await db.run(`insert into several values (1, -99), (4, 1000)`, `insert into gaps values ('2024-01-01'), ('2024-03-31')`, `insert into endless values (-5)`, `insert into listed values ('ca', 1)`)
  })

  it('partitions: what is declared for them alone holds for the rows of the whole', async () => {
    const schema = await read(
      `create table makers (id int primary key)`,
      `create table parts (id int, maker_id int, n int check (n > 0), other_id int references makers, other_again int references makers, constraint twice foreign key (other_id) references makers) partition by range (id)`,
      `create table parts_1 partition of parts for values from (0) to (10)`,
      `create table parts_2 (maker_id int references makers on delete cascade, n int constraint parts_n_check check (n > 0) check (n < 50), id int primary key, other_id int, other_again int)`,
      `alter table parts attach partition parts_2 for values from (10) to (20)`,
      `alter table parts_1 add primary key (id), add foreign key (maker_id) references makers, add check (maker_id <> n)`,
      `create unique index on parts_1 (n) where n > 3`,
      `create unique index on parts (id, n)`,
    )
    const parts = tableOf(schema, 'parts')
    expect(parts.foreignKeys.map(({ columns, table }) => [columns, table.name]).toSorted()).toEqual([[['maker_id'], 'makers'], [['other_again'], 'makers'], [['other_id'], 'makers'], [['other_id'], 'makers']])
    expect(parts.uniqueKeys.map(({ columns, predicate }) => [columns, predicate])).toEqual([[['id', 'n'], undefined], [['n'], '(n > 3)'], [['id'], undefined]])
    expect(parts.primaryKey).toEqual([])
    expect(parts.column('n').bounds).toEqual({ min: beyond('0'), max: beyond('50') })
    expect(parts.comparisons).toEqual([{ left: 'maker_id', operator: '<>', right: 'n' }])
    expect(parts.checks).toHaveLength(3)
  })

  it('partitions of partitions: what all of them take, or else what one branch does', async () => {
    const schema = await read(
      `create table agreed (year int, region text) partition by list (year)`,
      `create table agreed_2024 partition of agreed for values in (2024) partition by list (region)`,
      `create table agreed_2024_a partition of agreed_2024 for values in ('a', 'b')`,
      `create table agreed_2025 partition of agreed for values in (2025) partition by list (region)`,
      `create table agreed_2025_a partition of agreed_2025 for values in ('b', 'c')`,
      `create table agreed_2026 partition of agreed for values in (2026)`,
      `create table agreed_2027 partition of agreed for values in (2027) partition by list (region)`,
      `create table split_up (continent text, country text) partition by list (continent)`,
      `create table split_up_eu partition of split_up for values in ('eu') partition by list (country)`,
      `create table split_up_eu_1 partition of split_up_eu for values in ('de', 'fr')`,
      `create table split_up_am partition of split_up for values in ('am') partition by list (country)`,
      `create table split_up_am_1 partition of split_up_am for values in ('ca', 'br')`,
    )
    const agreed = tableOf(schema, 'agreed')
    expect(agreed.column('year').bounds).toEqual({ values: ['2024', '2025', '2026'] })
    expect(agreed.column('region').bounds).toEqual({ values: ['b'] })
    const split = tableOf(schema, 'split_up')
    const [continent] = split.column('continent').bounds.values ?? []
    const countries = split.column('country').bounds.values
    expect(countries?.toSorted()).toEqual(continent === 'eu' ? ['de', 'fr'] : ['br', 'ca'])
    await db.run(`insert into agreed values (2024, 'b'), (2025, 'b'), (2026, 'b')`, ...(countries ?? []).map((country) => `insert into split_up values ('${continent}', '${country}')`))
  })

  it('inheritance: bare children are partitions, children with columns of their own are tables', async () => {
    const schema = await read(
      `create table cities (name text primary key, people int check (people > 0))`,
      `create table capitals (country char(2) unique) inherits (cities)`,
      `create table cities_2024 (check (people < 1000)) inherits (cities)`,
    )
    expect(tableOf(schema, 'cities')).toMatchObject({ inherits: [], kind: 'table' })
    expect(tableOf(schema, 'capitals')).toMatchObject({ inherits: [{ schema: db.schema, name: 'cities' }], primaryKey: [] })
    expect(tableOf(schema, 'capitals').columns.map(({ name }) => name)).toEqual(['name', 'people', 'country'])
    expect(tableOf(schema, 'capitals').column('people').bounds).toEqual({ min: beyond('0') })
    expect(schema.leftOut).toContainEqual({ schema: db.schema, name: 'cities_2024', reason: 'partition' })
  })

  it('leaves out what takes no rows of its own', async () => {
    const schema = await read(
      `create materialized view totals as select 1 as n`,
      `create foreign data wrapper nothing_${process.pid}`,
      `create server nowhere_${process.pid} foreign data wrapper nothing_${process.pid}`,
      `create foreign table far (id int) server nowhere_${process.pid}`,
      `create temporary table passing (id int)`,
      `create table no_columns ()`,
      `create table excluded (room int, during tsrange, exclude using gist (during with &&))`,
    )
    await db.run(`drop foreign data wrapper nothing_${process.pid} cascade`)
    expect(schema.leftOut).toContainEqual({ schema: db.schema, name: 'totals', reason: 'view' })
    expect(schema.leftOut).toContainEqual({ schema: db.schema, name: 'far', reason: 'foreign table' })
    expect(schema.tables.map(({ name }) => name)).not.toContain('passing')
    expect(tableOf(schema, 'no_columns').columns).toEqual([])
    expect(tableOf(schema, 'excluded').exclusions).toEqual([{ name: 'excluded_during_excl', expression: 'EXCLUDE USING gist (during WITH &&)' }])
  })

  it('leaves out tables that came with an extension', async () => {
    const undone = new Error('undone')
    await expect(db.knex.transaction(async (trx) => {
      await trx.raw('create table places_known (id int)')
      await trx.raw('alter extension plpgsql add table places_known')
      const { tables, leftOut } = await attachDatabase(trx).readSchema({ label })
      expect(tables.map(({ name }) => name)).not.toContain('places_known')
      expect(leftOut).toContainEqual({ schema: db.schema, name: 'places_known', reason: 'extension' })
      throw undone
    })).rejects.toBe(undone)
  })

  it('checks that are not valid yet hold for new rows; the table\'s and those of its columns are all there', async () => {
    const schema = await read(
      `create table checked (user_id int, team_id int, check (num_nonnulls(user_id, team_id) = 1), state text check (state in ('open', 'paid')), paid_at timestamptz, constraint paid check (state <> 'paid' or paid_at is not null), n int, m int check (m is not null), email text check (email ~ '@') check (email = lower(email)), constraint "odd one" check (n + m > 3), check (n > 0) no inherit)`,
      `alter table checked add constraint checked_late check (n < 100) not valid`,
    )
    const checked = tableOf(schema, 'checked')
    expect(checked.column('n').bounds).toEqual({ min: beyond('0'), max: beyond('100') })
    expect(checked.column('m')).toMatchObject({ nullable: false, bounds: {} })
    expect(checked.column('email').bounds).toEqual({ letterCase: 'lower', patterns: [{ source: '@', language: 'regex', ignoresCase: false, negated: false }] })
    expect(checked.checks.find(({ name }) => name === 'odd one')).toEqual({ name: 'odd one', expression: '((n + m) > 3)', columns: ['n', 'm'], understood: 'not' })
    expect(checked.checks).toHaveLength(9)
    const nothing = { bounds: {}, comparisons: [] }
    expect(checked.alternatives).toEqual([
      { check: 'checked_check', alternatives: [{ ...nothing, nulls: ['team_id'], notNulls: ['user_id'] }, { ...nothing, nulls: ['user_id'], notNulls: ['team_id'] }] },
      { check: 'paid', alternatives: [{ ...nothing, nulls: [], notNulls: [], bounds: { state: { excluded: ['paid'] } } }, { ...nothing, nulls: [], notNulls: ['paid_at'] }] },
    ])
  })

  it('lists the tables of the role, of the search path, and of the schemas that exist on it', async () => {
    const role = `seedkit_reader_${process.pid}`
    const other = await openTestDatabase(target)
    try {
      await other.run(
        `create table allowed (id int primary key)`, `create table readable (id int)`, `create table by_column (id int, secret text)`, `create table hidden (id int)`,
        `create role "${role}"`, `grant usage on schema ${other.quote(other.schema)} to "${role}"`, `grant select, insert on allowed to "${role}"`,
        `grant select on readable to "${role}"`, `grant insert (id) on by_column to "${role}"`,
      )
      const schema = await other.knex.transaction(async (trx) => {
        await trx.raw(`set local role "${role}"`)
        return attachDatabase(trx).readSchema({ label })
      })
      expect(schema.tables.map(({ name }) => name)).toEqual(['allowed', 'by_column', 'readable'])
      expect(schema.leftOut).toEqual([])
      const path = other.another({ searchPath: ['not_there', other.schema, 'pg_catalog', db.schema] })
      expect((await attachDatabase(path).readSchema({ label })).schemas).toEqual([other.schema, db.schema])
      const nowhere = other.another({ searchPath: ['not_there'] })
      expect(await attachDatabase(nowhere).readSchema({ label })).toEqual({ schemas: [], tables: [], leftOut: [] })
      // A schema that the role may not use does not exist for it.
      await expect(other.knex.transaction(async (trx) => {
        await trx.raw(`set local role "${role}"`)
        return attachDatabase(trx).readSchema({ label, schemas: [db.schema] })
      })).rejects.toMatchObject({ code: 'SEEDKIT_MISSING_SCHEMA' })
    } finally {
      await other.run(`drop owned by "${role}"`, `drop role "${role}"`)
      await other.drop()
    }
  })

  it('costs no more for many partitions, enums and schemas', async () => {
    const recorder = recordStatements()
    await db.attach({ observer: recorder.observer }).readSchema({ label, schemas: [db.schema] })
    expect(recorder.count('catalogue')).toBe(7)
  })
})
