import { faker } from '@faker-js/faker/locale/en'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Factory } from '../../src/factory/factory.js'
import { pivot } from '../../src/factory/pivot.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { lintClasses } from './support/lint-classes.js'

type Row = Record<string, unknown>

const key = (column: string): never => column as never

/** What the row type would say is not what is looked at here. */
abstract class Any extends Factory<any, any> {}

class Teams extends Any {
  readonly table = 'teams'
  readonly relations = { users: this.hasMany(() => Users, key('team_id')) }
  definition(): Row { return { name: this.faker.company.name().slice(0, 20) } }
}
class Users extends Any {
  readonly table = 'users'
  readonly relations = { team: this.belongsTo(() => Teams, key('team_id')), tags: this.manyToMany(() => Tags, pivot<any>('tag_user', 'user_id', 'tag_id')) }
  readonly traits: any = this.defineTraits({ young: { age: 18 }, admin2: ['young', { role: 'admin' }], tagged: (user: any) => user.has('tags', 2) } as any)
  static lintStates = { aged: [40] }
  definition(): Row {
    return { email: ({ faker: own }: any) => own.internet.email(), name: this.faker.person.firstName().slice(0, 10), age: this.faker.number.int({ min: 18, max: 80 }), joined_at: this.faker.date.past(), team_id: this.factory(Teams) }
  }
  admin() { return this.state({ role: 'admin' }) }
  withoutTeam() { return this.state({ team_id: null }) }
  aged(age: number) { return this.state({ age }) }
  async wipe() { return this.createBatch(3) }
}
class Tags extends Any {
  readonly table = 'tags'
  readonly relations = { users: this.manyToMany(() => Users, pivot<any>('tag_user', 'tag_id', 'user_id')) }
  definition(): Row { return { word: this.faker.string.uuid().slice(0, 20) } }
}
/** Users with something wrong. */
abstract class Wrong extends Any {
  readonly table: any = 'users'
  override readonly primaryKey: any = 'id'
  readonly relations: any = { team: this.belongsTo(() => Teams, key('team_id')) }
  definition(): Row { return { ...this.good(), ...this.wrong() } }
  good(): Row { return { email: this.faker.internet.email(), name: 'Ada', age: 30, joined_at: this.faker.date.past() } }
  wrong(): Row { return {} }
}

describe.each(targets)('lint on $name', (target) => {
  let db: TestDatabase
  const TABLES = ['teams', 'tags', 'users', 'tag_user']
  const counts = async () => Promise.all(TABLES.map(async (table) => Number((await db.knex(table).count({ n: '*' }))[0]?.['n'])))
  const lint = (...classes: Parameters<typeof lintClasses>[1]) => lintClasses(db, classes)

  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(
      `create table teams (id ${db.types.id}, name varchar(20) not null)`,
      `create table tags (id ${db.types.id}, word varchar(20) not null unique)`,
      `create table users (
        id ${db.types.id}, email varchar(60) not null unique, name varchar(10) not null, age smallint not null, joined_at ${db.types.datetime}, team_id int,
        role varchar(20) not null default 'member', age_twice int generated always as (age * 2) stored,
        constraint users_role check (role in ('member', 'admin')), constraint users_team foreign key (team_id) references teams (id))`,
      `create table tag_user (user_id int not null, tag_id int not null, primary key (user_id, tag_id), foreign key (user_id) references users (id), foreign key (tag_id) references tags (id))`,
      `insert into teams (id, name) values (500, 'before')`,
      `insert into users (email, name, age, team_id) values ('taken@example.test', 'before', 50, 500)`,
    )
  })
  afterAll(() => db?.drop())

  describe('finds nothing', () => {
    it('in factories that fit, and leaves nothing behind', async () => {
      const { findings, events } = await lint(Teams, Users, Tags)
      expect(findings).toEqual([])
      expect(events.filter(({ type }) => type === 'factory:done')).toMatchObject([
        { factory: 'Teams', table: 'teams', states: [] },
        { factory: 'Users', table: 'users', states: ['admin', 'withoutTeam', 'aged(40)', 'young', 'admin2', 'tagged'] },
        { factory: 'Tags', table: 'tags', states: [] },
      ])
      expect(events.filter(({ type }) => type === 'note')).toEqual([])
      expect(await counts()).toEqual([1, 0, 1, 0])
    })

    it('in as few statements for a state as for a factory, none of which changes the schema', async () => {
      const { recorder } = await lint(Users)
      const other = recorder.events.map(({ statement }) => statement.sql.trim().split(/\s+/, 1)[0]?.toLowerCase())
      expect([...new Set(other)].toSorted().filter((word) => !['select', 'insert', 'with', 'savepoint', 'rollback', 'release', 'pragma', 'show'].includes(word ?? ''))).toEqual([])
      // Seven subjects, each built and created under a savepoint of its own.
      expect(recorder.events.filter(({ statement }) => statement.sql === 'savepoint seedkit_rehearsal')).toHaveLength(14)
      expect(recorder.count('insert', 'users')).toBe(7)
      // One that has no team, and one whose trait changes it: the tagged one makes two tags and their pairs.
      expect([recorder.count('insert', 'teams'), recorder.count('insert', 'tags'), recorder.count('insert', 'tag_user')]).toEqual([6, 1, 1])
    })

    it('in states that give the same unique value: each is alone', async () => {
      class Fixed extends Wrong {
        root() { return this.state({ email: 'root@example.test' }) }
        boss() { return this.state({ email: 'root@example.test' }) }
      }
      expect((await lint(Fixed)).findings).toEqual([])
    })

    it('of a column that a factory as a value, an inverse relation or a pivot fills, nor of one whose parents nobody makes', async () => {
      class ByValue extends Wrong {
        override readonly relations: any = {}
        override wrong() { return { team_id: this.factory(Teams) } }
      }
      class ByInverse extends Wrong { override readonly relations: any = {} }
      class Pairs extends Any {
        readonly table = 'tag_user'
        override readonly primaryKey: any = ['user_id', 'tag_id']
        definition(): Row { return { user_id: this.factory(Users), tag_id: this.factory(Tags) } }
      }
      class Alone extends Wrong {
        override readonly relations: any = {}
        override wrong() { return { team_id: 500 } }
      }
      expect((await lint(ByValue, Teams)).findings).toEqual([])
      expect((await lintClasses(db, [ByInverse, Teams, Users, Tags], { only: ['ByInverse'] })).findings).toEqual([])
      expect((await lint(Pairs, Users, Teams, Tags)).findings).toEqual([])
      expect((await lint(Alone)).findings).toEqual([])
    })

    it('wrong with values that are drawn by the seed, refDate and SQL included', async () => {
      class Seeded extends Wrong {
        override wrong() {
          const { refDate } = this.session
          return { joined_at: () => new Date(refDate.getTime() - 1000), name: Promise.resolve('Ada'), age: this.faker.number.int(99) }
        }
        bySql() { return this.state({ role: this.session.db.raw(`'admin'`) }) }
      }
      expect((await lint(Seeded)).findings).toEqual([])
    })

    it('wrong with another primary key by which rows are told apart', async () => {
      class ByEmail extends Wrong { override readonly primaryKey: any = 'email' }
      expect((await lint(ByEmail)).findings).toEqual([])
    })
  })

  describe('finds', () => {
    it('a table that is missing, and what else is wrong with the factory', async () => {
      class Lost extends Wrong {
        override readonly table: any = 'userss'
        override wrong() { return { age: Math.random() } }
      }
      const { findings, short } = await lint(Lost, Users)
      expect(short).toEqual(['error missing-table Lost', 'error determinism Lost age'])
      expect(findings[0]).toMatchObject({ table: 'userss', message: 'Table "userss" of Lost does not exist.', fix: expect.stringContaining('Did you mean "users"?') })
    })

    it('columns that are gone', async () => {
      class Gone extends Wrong {
        override wrong() { return { nmae: 'x', a_column_that_was: 1 } }
        other() { return this.state({ nickname: 'y' }) }
      }
      const { findings, short } = await lint(Gone)
      expect(short).toEqual(['error unknown-column Gone nmae', 'error unknown-column Gone a_column_that_was', 'error unknown-column Gone.other nickname'])
      expect(findings[0]).toMatchObject({
        table: 'users', message: 'Gone gives "nmae", but table "users" has no such column.', fix: 'Write "name" if that is what it is called now, or leave it out.', also: [{ factory: 'Gone', state: 'other' }],
      })
      expect(findings[1]?.fix).toBe('Leave it out, or run the migration that adds it.')
    })

    it('NOT NULL columns without a value, all at once, and those that are NULL in some row', async () => {
      class Empty extends Wrong {
        override good() { return { email: this.faker.internet.email() } }
      }
      class Sometimes extends Wrong {
        override wrong() { return { name: ({ index }: any) => (index === 3 ? null : 'Ada') } }
      }
      const { findings, short } = await lint(Empty, Sometimes)
      expect(short).toEqual(['error missing-value Empty name', 'error missing-value Empty age', 'error missing-value Sometimes name'])
      expect(findings[1]).toMatchObject({ table: 'users', message: 'Empty gives no value for "age", which is NOT NULL and has no default.', fix: expect.stringMatching(/^Add "age" \(smallint.*\) to Empty\.definition\(\)\.$/) })
      expect(findings[2]?.message).toBe('Sometimes gives NULL for "name", which is NOT NULL (row 4).')
    })

    it('columns that the database computes', async () => {
      class Computed extends Wrong { override wrong() { return { age_twice: 60 } } }
      const { findings, short } = await lint(Computed)
      expect(short).toEqual(['error generated-column Computed age_twice'])
      expect(findings[0]?.fix).toBe('Leave it out.')
    })

    it('values of another type, and beyond what the type holds', async () => {
      class Typed extends Wrong {
        override wrong() { return { age: 'old' } }
        huge() { return this.state({ age: 40_000 }) }
        half() { return this.state({ age: ({ index }: any) => (index === 0 ? 1 : 1.5) }) }
        fine() { return this.state({ age: '31' }) }
      }
      const { findings, short } = await lint(Typed)
      expect(short).toEqual(['error type Typed age', 'error type Typed.huge age', 'error type Typed.half age'])
      expect(findings[0]).toMatchObject({ table: 'users', message: expect.stringMatching(/^Typed gives "old" for "age", which the column \(smallint.*\) cannot hold\.$/), also: [] })
      expect(findings[2]?.message).toMatch(/gives 1\.5 for "age", .* \(row 2\)\.$/)
    })

    it('words that a column does not take any more', async () => {
      class Worded extends Wrong {
        boss() { return this.state({ role: 'boss' }) }
        rarely() { return this.state({ role: ({ index }: any) => (index === 4 ? 'chief' : 'member') }) }
        member() { return this.state({ role: 'member' }) }
      }
      const { findings, short } = await lint(Worded)
      expect(short).toEqual(['error word Worded.boss role', 'error word Worded.rarely role'])
      expect(findings[0]).toMatchObject({ state: 'boss', columns: ['role'], constraint: 'users_role', message: 'Worded.boss() gives "boss" for "role", which takes member, admin.' })
      expect(findings[1]?.message).toBe('Worded.rarely() gives "chief" for "role", which takes member, admin (row 5).')
    })

    it('texts that are too long, whether or not the database says so', async () => {
      class Long extends Wrong {
        override wrong() { return { name: 'Ada Lovelace' } }
        other() { return this.state({ name: ({ index }: any) => 'é'.repeat(index === 4 ? 11 : 10) }) }
      }
      const { findings, short } = await lint(Long)
      expect(short).toEqual(['error length Long name', 'error length Long.other name'])
      expect(findings[0]).toMatchObject({ message: expect.stringMatching(/^Long gives 12 characters for "name" \(.*\), which takes 10 at most\.$/) })
    })

    it('a primary key that is none', async () => {
      class ByGone extends Wrong { override readonly primaryKey: any = 'uuid' }
      class ByAge extends Wrong { override readonly primaryKey: any = 'age' }
      class ByNothing extends Wrong { override readonly primaryKey: any = [] }
      const { findings, short } = await lint(ByGone, ByAge, ByNothing, Teams)
      expect(short.filter((line) => line.includes('primary-key'))).toEqual(['error primary-key ByGone uuid', 'warning primary-key ByAge age', 'warning primary-key ByNothing'])
      expect(findings.find(({ factory }) => factory === 'ByAge')).toMatchObject({ message: `The primary key of ByAge is "age", and that of table "users" is "id".`, fix: `Write readonly primaryKey = 'id'.` })
    })

    it('relations whose tables, columns or factories are not there', async () => {
      class Related extends Wrong {
        override readonly relations: any = {
          team: this.belongsTo(() => Teams, key('team_id')),
          boss: this.belongsTo(() => Users, key('boss_id')),
          posts: this.hasMany(() => Tags, key('usr_id')),
          groups: this.manyToMany(() => Tags, pivot<any>('tag_users', 'user_id', 'tag_id')),
          marks: this.manyToMany(() => Tags, pivot<any>('tag_user', 'usr_id', 'tag_id')),
          lost: this.belongsTo(() => undefined as never, key('team_id')),
        }
      }
      const { findings, short } = await lint(Related, Users, Teams, Tags)
      expect(short).toEqual(['error relation Related boss_id', 'error relation Related usr_id', 'error relation Related user_id', 'error relation Related tag_id', 'error relation Related usr_id', 'error relation Related'])
      expect(findings.map(({ message }) => message)).toEqual([
        'Relation "boss" of Related needs column "boss_id", which table "users" does not have.',
        'Relation "posts" of Related needs column "usr_id", which table "tags" does not have.',
        'Relation "groups" of Related needs table "tag_users", which does not exist.',
        'Relation "groups" of Related needs table "tag_users", which does not exist.',
        'Relation "marks" of Related needs column "usr_id", which table "tag_user" does not have.',
        expect.stringContaining('Relation "lost" of Related cannot be used: '),
      ])
      expect(findings[4]).toMatchObject({ table: 'tag_user', fix: 'Write "user_id" if that is what it is called now.' })
    })

    it('foreign keys that no relation knows of, or one to another table', async () => {
      class Keyless extends Wrong { override readonly relations: any = {} }
      class Elsewhere extends Wrong { override readonly relations: any = { team: this.belongsTo(() => Tags, key('team_id')) } }
      class Groups extends Any {
        readonly table = 'teams'
        definition(): Row { return { name: 'g' } }
      }
      const { findings, short } = await lint(Keyless, Elsewhere, Groups, Tags)
      expect(short.filter((line) => line.includes('foreign-key'))).toEqual(['warning foreign-key Keyless team_id', 'warning foreign-key Elsewhere team_id'])
      expect(findings.find(({ factory }) => factory === 'Keyless')).toMatchObject({
        table: 'users', constraint: target.engine === 'sqlite' ? expect.anything() : 'users_team', fix: `Add it to relations: team: this.belongsTo(() => Groups, 'team_id').`,
      })
    })

    it.each([
      ['Math.random()', () => Math.floor(Math.random() * 1e6) % 30_000, 'age'],
      ['Date.now()', () => new Date(Date.now()), 'joined_at'],
      ['a faker of its own', () => faker.number.int(30_000), 'age'],
      ['a counter', () => counter++, 'age'],
      ['a lazy attribute', () => () => new Date(), 'joined_at'],
      ['a promise', () => Promise.resolve(new Date()), 'joined_at'],
    ])('values that the seed does not decide: %s', async (_, value, column) => {
      class Drawn extends Wrong {
        override wrong() { return { [column]: value() } }
        admin() { return this.state({ role: 'admin' }) }
      }
      const { findings, short } = await lint(Drawn)
      expect(short).toEqual([`error determinism Drawn ${column}`])
      expect(findings[0]).toMatchObject({ message: `Drawn gives other values for "${column}" when it is built again with the same seed.`, also: [{ factory: 'Drawn', state: 'admin' }] })
    })

    it('what code of the project throws, in a row, a hook, a state, a trait', async () => {
      class Throwing extends Wrong {
        readonly traits: any = this.defineTraits({ circle: ['circle'], unknown: ['none'], good: { role: 'admin' } } as any)
        static lintStates = { fits: 1, none: [], inserts: ['x'], at: ['x.io'] }
        override wrong() { return { name: () => { throw new Error('no name today') } } }
        broken(): any { throw new TypeError('this.stat is not a function') }
        named() { return this.state({ name: 'Ada' }).afterCreate(() => { throw new Error('no mail') }) }
        fits(age: number) { return this.state({ age, name: 'Ada' }) }
        inserts(name: string) { return name }
        at(name: string) { return this.state({ name }) }
      }
      const { findings } = await lint(Throwing)
      expect(findings.map(({ kind, state, columns }) => [kind, state, ...columns])).toEqual([
        ['creation', undefined, 'name'],
        ['state', 'broken'],
        ['state', 'fits'],
        ['state', 'none()'],
        ['state', 'inserts("x")'],
        ['state', 'circle'],
        ['state', 'unknown'],
        ['creation', 'named'],
      ])
      expect(findings[0]).toMatchObject({ message: expect.stringContaining('failed in attribute "name": no name today'), also: [{ factory: 'Throwing', state: 'good' }] })
      expect(findings[1]?.message).toBe('Throwing.broken() cannot be applied: this.stat is not a function')
      expect(findings.at(-1)?.message).toMatch(/^Throwing\.named\(\) cannot be created: .*no mail/)
      expect(await counts()).toEqual([1, 0, 1, 0])
    })

    it('work of a hook that nobody waits for, before it gets into the next', async () => {
      class Hasty extends Wrong {
        hasty() { return this.afterCreate((_: unknown, { session }: any) => { void session.db('tags').insert({ word: 'late' }) }) }
        forgetful() { return this.afterCreate((_: unknown, { session }: any) => { session.factory(Tags).create({ word: 'late' }).catch(() => undefined) }) }
        ending() { return this.afterCreate(async (_: unknown, { session }: any) => session.db.commit()) }
      }
      const { findings, short } = await lint(Hasty, Teams, Users, Tags)
      expect(short).toEqual(['error creation Hasty.hasty', 'error creation Hasty.forgetful', 'error creation Hasty.ending'])
      expect(findings.map(({ message }) => message)).toEqual([
        expect.stringContaining('nobody waited for: db("tags").insert'), expect.stringContaining('nobody waited for: factory(Tags).create'), expect.stringContaining('"db.commit" was called inside a run'),
      ])
      expect(await counts()).toEqual([1, 0, 1, 0])
    })

    it('rows that the database refuses, and goes on', async () => {
      class Refused extends Wrong {
        orphan() { return this.state({ team_id: 12_345 }) }
        taken() { return this.state({ email: 'taken@example.test' }) }
        good2() { return this.state({ role: 'admin' }) }
      }
      const { findings, short, events } = await lint(Refused, Teams, Users, Tags)
      expect(short).toEqual(['error creation Refused.orphan team_id', 'error creation Refused.taken email'])
      expect(findings[0]).toMatchObject({ table: 'users', message: expect.stringMatching(/^Refused\.orphan\(\) cannot be created: Refused: row 1 of 1 for table "users" points at no row/), fix: expect.any(String) })
      if (target.engine !== 'sqlite') expect(findings[0]?.constraint).toBe('users_team')
      expect(events.filter(({ type }) => type === 'factory:done')).toHaveLength(4)
    })

    it('a class that cannot be used, beside the others', async () => {
      class Tableless extends Any {
        definition(): Row { return {} }
        readonly table: any = ''
      }
      class Parent extends Wrong { override readonly relations: any = { bad: 'relation' } }
      const { findings } = await lint(Tableless, Parent, Teams, Users, Tags)
      expect(findings.map(({ kind, factory }) => [kind, factory])).toEqual([['factory', 'Tableless'], ['factory', 'Parent']])
      expect(findings[0]).toMatchObject({ message: 'Tableless cannot be used: Tableless names no table.', fix: expect.any(String) })
    })

    it('the fault of a parent once, at the parent', async () => {
      class Bad extends Wrong {
        override readonly table: any = 'teams'
        override readonly relations: any = { users: this.hasMany(() => Child, key('team_id')) }
        override good() { return {} }
      }
      class Child extends Wrong {
        override readonly relations: any = { team: this.belongsTo(() => Bad, key('team_id')) }
        override wrong() { return { team_id: this.factory(Bad) } }
        admin() { return this.state({ role: 'admin' }) }
        alone() { return this.state({ team_id: null }) }
      }
      const { findings, short } = await lint(Child, Bad)
      expect(short).toEqual(['error missing-value Bad name'])
      expect(findings[0]?.also).toEqual([{ factory: 'Child', state: undefined }, { factory: 'Child', state: 'admin' }])
      const alone = await lintClasses(db, [Child, Bad], { only: ['Child'] })
      expect(alone.short).toEqual(['error creation Child name'])
      expect(alone.findings[0]).toMatchObject({ table: 'teams', also: [{ factory: 'Child', state: 'admin' }] })
    })
  })

  it('says so where a row cannot be built apart from its parents', async () => {
    class Needing extends Wrong {
      override wrong() { return { team_id: this.factory(Teams), name: ({ attributes }: any) => attributes.team_id.toString() } }
    }
    const { findings, events } = await lint(Needing, Teams, Users, Tags)
    expect(findings).toEqual([])
    expect(events.filter(({ type }) => type === 'note')).toMatchObject([{ message: expect.stringMatching(/^Needing cannot be built apart from its parents/) }])
  })

  it.runIf(target.engine === 'mysql')('stops where a hook commits, before anything more is written', async () => {
    let afterwards = 0
    class Committing extends Any {
      readonly table = 'tags'
      definition(): Row { return { word: this.faker.string.uuid().slice(0, 20) } }
      override configure() { return this.afterCreate(async (_: unknown, { session }: any) => void (await session.db.raw('create table if not exists by_hook (id int)'))) }
    }
    class Zebra extends Any {
      readonly table = 'teams'
      definition(): Row { return { name: `z${afterwards++}` } }
    }
    await expect(lint(Committing, Zebra)).rejects.toMatchObject({ code: 'SEEDKIT_TRANSACTION_ENDED' })
    expect(afterwards).toBe(0)
    expect(await db.knex('tags').del()).toBe(1)
  })

  it.runIf(target.engine !== 'mysql')('stops where a hook ends the transaction', async () => {
    class Ending extends Any {
      readonly table = 'tags'
      definition(): Row { return { word: this.faker.string.uuid().slice(0, 20) } }
      override configure() { return this.afterCreate(async (_: unknown, { session }: any) => void (await session.db.raw('rollback'))) }
    }
    await expect(lint(Ending, Teams)).rejects.toMatchObject({ code: 'SEEDKIT_TRANSACTION_ENDED' })
    expect(await counts()).toEqual([1, 0, 1, 0])
  })
})

let counter = 0
