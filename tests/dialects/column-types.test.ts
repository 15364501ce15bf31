import { describe, expect, it } from 'vitest'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import { openTestDatabase, targets } from '../support/databases.js'
import { insert } from '../support/insert.js'
import { recordStatements } from '../support/record-statements.js'

class Population extends Factory<{ id: number; people: string }> {
  readonly table = 'populations'
  definition() {
    return { people: '0' }
  }
}

const label = { seeder: undefined, factory: undefined, relation: undefined, rows: undefined }

describe.each(targets.filter(({ engine }) => engine === 'postgres'))('a table of $name as rows are written by it', (target) => {
  it('has each foreign key once, whether or not the parent has partitions', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run(
        'create table regions (id int primary key) partition by range (id)',
        'create table regions_1 partition of regions for values from (0) to (10)',
        'create table regions_2 partition of regions for values from (10) to (20)',
        'create table shops (id serial primary key, region_id int not null constraint shops_region references regions, other_id int references shops) partition by hash (id)',
        'create table shops_1 partition of shops for values with (modulus 1, remainder 0)',
      )
      const keys = async (table: string) => (await db.attach().schemaOf(table, label)).foreignKeys.map(({ columns, table: parent }) => [columns, parent.name]).toSorted()
      expect(await keys('shops')).toEqual([[['other_id'], 'shops'], [['region_id'], 'regions']])
      expect(await keys('shops_1')).toEqual([[['other_id'], 'shops'], [['region_id'], 'regions']])
    } finally {
      await db.drop()
    }
  })

  it('knows what is below domains, and what arrays hold', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run(
        `create type mood as enum ('sad', 'ok')`,
        'create domain code as varchar(5) not null',
        `create domain short_code as code default 'ab'`,
        'create domain moment as timestamptz(0)',
        `create table things (
          id int primary key, gone int, code short_code, moods mood[], mood mood, names varchar(9)[], codes short_code[], at moment, round numeric(5, -2), cents numeric(5, 2),
          twice int generated always as (id * 2) stored)`,
        'alter table things drop column gone',
      )
      const { columns } = await db.attach().schemaOf('things', label)
      expect(columns.map(({ name, kind, element, length, scale, values, nullable, generated }) => [name, kind, element, length ?? scale, values, nullable, generated])).toEqual([
        ['id', 'integer', undefined, undefined, undefined, false, false],
        ['code', 'text', undefined, 5, undefined, false, false],
        ['moods', 'array', 'enum', undefined, undefined, true, false],
        ['mood', 'enum', undefined, undefined, ['sad', 'ok'], true, false],
        ['names', 'array', 'text', undefined, undefined, true, false],
        ['codes', 'array', 'text', undefined, undefined, true, false],
        ['at', 'timestamptz', undefined, 0, undefined, true, false],
        ['round', 'decimal', undefined, -2, undefined, true, false],
        ['cents', 'decimal', undefined, 2, undefined, true, false],
        ['twice', 'integer', undefined, undefined, undefined, true, true],
      ])
      expect(columns.find(({ name }) => name === 'code')?.defaultExpression).toBe(`'ab'::character varying`)
      const at = new Date('2024-05-06T07:08:09.600Z')
      expect(await insert(db.attach(), 'things', [{ id: 1, moods: ['ok', 'sad'], codes: ['a', 'b,"c'], at, round: '12349.6' }])).toEqual([
        { id: 1, code: 'ab', moods: ['ok', 'sad'], mood: null, names: null, codes: ['a', 'b,"c'], at: new Date('2024-05-06T07:08:09.000Z'), round: '12300', cents: null, twice: 2 },
      ])
    } finally {
      await db.drop()
    }
  })

  it('tells whole hundreds that are stored from those that are given', async () => {
    const db = await openTestDatabase(target)
    const recorder = recordStatements()
    try {
      await db.run('create table populations (id serial primary key, people numeric(8, -2))')
      const session = sessionOn(db.attach({ observer: recorder.observer }))
      for (const [given, stored, updates] of [['12350', '12400', 1], ['12440.5', '12400', 0], ['-12349', '-12300', 1], ['-12250', '-12300', 0], ['1.24e4', '12400', 1]] as const) {
        recorder.clear()
        expect(await session.factory(Population).updateOrCreate({ id: 1 }, { people: given })).toEqual({ id: 1, people: stored })
        expect(recorder.count('insert') + recorder.count('update')).toBe(updates)
      }
    } finally {
      await db.drop()
    }
  })
})

describe.each(targets.filter(({ engine }) => engine === 'sqlite'))('checks of a table of $name', (target) => {
  it('are those that are declared, not those in comments and texts', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run(`create table notes (
        id integer primary key, -- check (id > 0)
        body text default 'check (body > 1)' constraint "a ""b""" check (length(body) < 20 and body <> ')'),
        /* constraint gone check (n = 1) */
        "check (n)" int,
        n int check(n > /* ) */ 0))`)
      expect((await db.attach().schemaOf('notes', label)).checks).toEqual([
        { name: 'a "b"', expression: `length(body) < 20 and body <> ')'` },
        { name: 'n > /* ) */ 0', expression: 'n > /* ) */ 0' },
      ])
    } finally {
      await db.drop()
    }
  })
})
