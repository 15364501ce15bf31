import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DatabaseSchema, DatabaseTable } from '../../../src/database/schema/database-schema.js'
import { createSession } from '../../../src/factory/create-session.js'
import { generatorsFor } from '../../../src/scaffold/generators/generators-for.js'
import { openTestDatabase, targets, type TestDatabase } from '../../support/databases.js'
import { factoryOf, type MadeFactory } from './support/made-factory.js'

const ROWS = 50

/** Tables that stand on their own, in the dialect of each engine; every limit is one that a careless generator breaks. */
const TABLES: Readonly<Record<'sqlite' | 'postgres' | 'mysql', readonly string[]>> = {
  sqlite: [
    `create table people (id integer primary key, first_name varchar(10) not null, last_name varchar(12) not null, email varchar(30) not null unique, age integer not null check (age between 21 and 65),
      born_on date not null, gender char(1) not null check (gender in ('F', 'M')), created_at text not null, seen_at integer, score real not null check (score >= 0 and score <= 1), active boolean not null default 1)`,
    `create table products (sku varchar(6) primary key, name varchar(40) not null unique, price decimal(6,2) not null check (price > 0), sale_price decimal(6,2), stock int not null default 0 check (stock >= 0),
      category text not null check (category in ('book', 'toy', 'food')), pack int not null check (pack % 6 = 0), check (sale_price < price))`,
    `create table bookings (id text primary key, starts_at datetime not null, ends_at datetime not null, room varchar(4) not null, guests integer not null check (guests > 0 and guests < 9), note, meta json not null,
      check (ends_at > starts_at), unique (room, starts_at))`,
    `create table slots (code char(2) not null unique, label text not null check (length(label) <= 8), step tinyint not null unique) strict`.replace('char(2)', 'text').replace('tinyint', 'integer').replace(' strict', ''),
  ],
  postgres: [
    `create type mood as enum ('happy', 'sad', 'so so')`,
    `create domain zip as varchar(5) check (value ~ '^[0-9]{5}$')`,
    `create domain positive as integer check (value > 0)`,
    `create table people (id bigserial primary key, first_name varchar(10) not null, last_name varchar(12) not null, email varchar(30) not null check (email like '%@%'), mood mood not null, moods mood[] not null,
      zip zip not null, level positive not null, born_on date not null check (born_on <= current_date), initials char(2) not null, code char(3) not null unique check (code ~ '^[A-Z]{3}$'),
      nickname varchar(20) check (nickname = lower(nickname)), created_at timestamptz not null default now(), verified_at timestamptz, updated_at timestamptz not null, check (updated_at >= created_at))`,
    `create unique index people_email on people (lower(email))`,
    `create table products (id uuid primary key default gen_random_uuid(), sku varchar(8) not null unique, name varchar(30) not null, price numeric(5,2) not null check (price >= 0.5), cost numeric(12,4) not null,
      quantity smallint not null check (quantity between 1 and 12), tags text[] not null check (cardinality(tags) >= 2), ratio real not null, total numeric generated always as (price * quantity) stored,
      colour varchar(7) not null check (colour ~ '^#[0-9a-f]{6}$'), stock integer not null default 0, weight double precision not null check (weight > 0 and weight < 2.5), list_price money not null)`,
    `create table odd (id uuid primary key, at_time time not null, span interval not null, place point not null, net cidr not null, host inet not null, mac macaddr not null, flags bit(5) not null, more bit varying(6) not null,
      doc xml not null, words tsvector not null, numbers int4range not null, days daterange not null, instants tstzrange not null, blob bytea not null check (octet_length(blob) = 20), circle circle not null,
      box box not null, "char" "char" not null, nm name not null, matrix integer[] not null, docs jsonb[] not null, small smallint not null unique, big bigint not null, oid8 numeric not null, "select" text not null, "Odd Name" varchar(4) not null)`,
    `create table measurements (id bigint generated always as identity, taken_on date not null, region text not null, value numeric(4,1) not null, primary key (id, taken_on)) partition by range (taken_on)`,
    `create table measurements_a partition of measurements for values from ('2023-01-01') to ('2023-04-01')`,
    `create table measurements_b partition of measurements for values from ('2023-04-01') to ('2023-07-01')`,
    `create table regional (region text not null, amount numeric(8,2) not null, noted timestamp(0) not null) partition by list (region)`,
    `create table regional_a partition of regional for values in ('north', 'east')`,
    `create table regional_b partition of regional for values in ('south')`,
    `create table orders (id serial primary key, status text not null default 'new' check (status in ('new', 'paid', 'sent')), paid_at timestamptz, sent_at timestamptz, min_qty int not null, max_qty int not null,
      subtotal numeric(8,2) not null, tax numeric(8,2) not null, total numeric(9,2) not null, opens time not null, closes time not null, check (status <> 'paid' or paid_at is not null), check (min_qty < max_qty),
      check (opens < closes), check ((status = 'sent') = (sent_at is not null)))`,
    `create table prices (low numeric(4,2) not null check (low > 0), high numeric(4,2) not null, top numeric(4,2) not null, check (low < high), check (high <= top))`,
    `create table tiny (a char(1) not null, b varchar(2) not null unique, c smallint not null unique check (c between 100 and 400), d date not null unique, e boolean not null, f text not null check (length(f) between 30 and 34))`,
  ],
  mysql: [
    `create table people (id int unsigned auto_increment primary key, first_name varchar(10) not null, last_name varchar(12) not null, email varchar(30) not null unique, status enum('new', 'it''s on', 'off') not null,
      hobbies set('chess', 'golf', 'tea') not null, level tinyint unsigned not null, points mediumint not null, birth_year year not null, born_on date not null, seen datetime null, created_at timestamp not null default current_timestamp,
      updated_at timestamp not null, active tinyint(1) not null, bits bit(5) not null, ratio decimal(3,3) not null, check (updated_at >= created_at))`,
    `create table products (code char(4) primary key, name varchar(30) not null, price decimal(5,2) unsigned not null check (price > 1), quantity smallint not null check (quantity between 1 and 12), weight float not null check (weight >= 0.5),
      picture varbinary(30) not null, hash binary(16) not null, note tinytext not null, body mediumtext not null, meta json not null, big bigint unsigned not null, sale_price decimal(5,2), check (sale_price < price))`,
    `create table places (id char(36) primary key, spot point not null, area polygon not null, way linestring not null, shape geometry not null, opens time not null, closes time not null, zip varchar(5) not null check (zip regexp '^[0-9]{5}$'))`,
    `create table tiny (a char(1) not null, b varchar(2) not null unique, c tinyint not null unique, d smallint not null check (c <> 3), e double not null, f char(3) character set ascii not null)`,
  ],
}

describe.each(targets.filter(({ name }) => name !== 'mysql'))('rows of generated expressions on $name', (target) => {
  let db: TestDatabase
  let schema: DatabaseSchema
  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(...TABLES[target.engine])
    schema = await db.attach().readSchema({ schemas: [db.schema], label: { seeder: 'Test', factory: undefined, relation: undefined, rows: undefined } })
  })
  afterAll(() => db.drop())

  const tableNames = TABLES[target.engine].flatMap((statement) => (statement.includes('partition of') ? [] : (/^create table (\w+)/.exec(statement)?.[1] ?? [])))
  test.each(tableNames)(`${ROWS} rows of %s keep to every constraint, twice, and come back as they were given`, async (name) => {
    const found = tableOf(name)
    const Made = madeOf(found)
    const session = createSession(db.knex, { seed: 5 })
    const made = session.factory(Made).makeBatch(ROWS)
    const rows = await session.factory(Made).stream('first').createBatch(ROWS)
    // A second call has to find other keys than the first, and than those of the table.
    await createSession(db.knex, { seed: 5 }).factory(Made).createBatch(10)
    expect(rows).toHaveLength(ROWS)
    expect(Object.keys(made[0] ?? {}).length).toBeGreaterThan(0)
    const [count] = await db.knex(name).count({ n: '*' })
    expect(Number(count?.['n'])).toBe(ROWS + 10)
    for (const column of Object.keys(made[0] ?? {})) {
      const kinds = new Set(rows.map((row) => (row[column] === null ? 'null' : (row[column] as object).constructor.name)))
      const givenKinds = new Set(made.map((row) => (row[column] === null ? 'null' : (row[column] as object).constructor.name)))
      kinds.delete('null')
      givenKinds.delete('null')
      // Bytes come as a Buffer, which is a Uint8Array; spatial values as whatever the driver makes of them.
      if (givenKinds.has('Uint8Array')) continue
      expect([column, [...kinds]]).toEqual([column, [...givenKinds]])
    }
  })

  test('texts, numbers and moments vary', () => {
    const found = tableOf('people')
    const rows = new (madeOf(found))(createSession(db.knex, { seed: 9 })).makeBatch(40)
    for (const column of ['first_name', 'last_name', 'email']) expect(new Set(rows.map((row) => row[column])).size, column).toBeGreaterThan(25)
  })

  function tableOf(name: string): DatabaseTable {
    const found = schema.tables.find((one) => one.name === name)
    if (found === undefined) throw new Error(`No table "${name}".`)
    return found
  }

  function madeOf(found: DatabaseTable): MadeFactory {
    return factoryOf(found, generatorsFor(found, { schema }))
  }
})
