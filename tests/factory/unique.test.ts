import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { between } from '../../src/factory/between.js'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import type { Session } from '../../src/factory/session.js'
import { runInTransaction } from '../../src/database/transaction.js'
import { createCycleTables } from '../support/cycle-tables.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { recordStatements } from '../support/record-statements.js'

interface Team { id: number; name: string }
class TeamFactory extends Factory<Team> {
  readonly table = 'teams'
  readonly relations = { members: this.hasMany(() => MemberFactory, 'team_id') }
  definition(): Attributes<Insertable<Team>> {
    return { name: this.faker.company.name() }
  }
}

interface Member { id: number; email: string; code: string | null; team_id: number | null; joined: string | null }
class MemberFactory extends Factory<Member> {
  readonly table = 'members'
  readonly relations = { team: this.belongsTo(() => TeamFactory, 'team_id'), profile: this.hasOne(() => ProfileFactory, 'member_id') }
  definition(): Attributes<Insertable<Member>> {
    return { email: this.faker.internet.email() }
  }
  /** One of `n` e-mail addresses. */
  of(n: number) { return this.state((_, { faker }) => ({ email: `user${faker.number.int({ min: 1, max: n })}@x.test` })) }
}

interface Profile { id: number; member_id: number; nick: string }
class ProfileFactory extends Factory<Profile> {
  readonly table = 'profiles'
  definition(): Attributes<Insertable<Profile>> {
    return { member_id: this.factory(MemberFactory), nick: this.faker.helpers.arrayElement(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) }
  }
}

interface Tag { id: number; name: string }
class TagFactory extends Factory<Tag> {
  readonly table = 'tags'
  definition(): Attributes<Insertable<Tag>> {
    return { name: this.faker.lorem.word() }
  }
}

interface Link { team_id: number; tag_id: number; locale: string }
class LinkFactory extends Factory<Link, Insertable<Link, 'locale'>> {
  readonly table = 'links'
  override readonly primaryKey = []
  definition(): Attributes<Insertable<Link, 'locale'>> {
    return { team_id: this.factory(TeamFactory), tag_id: this.factory(TagFactory) }
  }
}

interface Mixed { id: string; day: Date; amount: string; seen: boolean; bytes: Buffer | null }
class MixedFactory extends Factory<Mixed> {
  readonly table = 'mixed'
  definition(): Attributes<Insertable<Mixed>> {
    const { faker } = this
    return {
      id: faker.string.uuid(),
      day: new Date(Date.UTC(2024, 0, faker.number.int({ min: 1, max: 4 }), faker.number.int({ min: 0, max: 23 }))),
      amount: faker.helpers.arrayElement(['1.5', '1.50', '2']),
      seen: faker.datatype.boolean(),
      bytes: null,
    }
  }
}

const emails = (rows: readonly Member[]) => rows.map(({ email }) => email)
const outcomes = new Map<string, string>()
/** The same on every engine. */
function same(name: string, value: unknown): void {
  const text = JSON.stringify(value)
  expect(text).toBe(outcomes.get(name) ?? text)
  outcomes.set(name, text)
}

describe.each(targets)('unique keys on $name', (target) => {
  const recorder = recordStatements()
  let db: TestDatabase
  let session: Session
  const fresh = (seed = 1) => sessionOn(db.attach({ observer: recorder.observer }), { seed })
  const stored = async (table: string) => (await db.knex(table)) as Record<string, any>[]

  beforeAll(async () => {
    db = await openTestDatabase(target)
    const t = db.types
    await db.run(
      `create table teams (id ${t.id}, name varchar(100) not null)`,
      `create table tags (id ${t.id}, name varchar(100) not null)`,
      `create table members (id ${t.id}, email varchar(190) not null, code varchar(20) null, team_id int null references teams (id), joined varchar(20) null,
        constraint members_email_unique unique (email), constraint members_code_unique unique (code))`,
      `create table profiles (id ${t.id}, member_id int not null references members (id), nick varchar(20) not null,
        constraint profiles_member_unique unique (member_id), constraint profiles_nick_unique unique (nick))`,
      `create table links (team_id int not null, tag_id int not null, locale varchar(10) not null default 'en', constraint links_unique unique (team_id, tag_id, locale))`,
      `create table mixed (id ${t.uuid} not null primary key, day date not null, amount decimal(10,2) not null, seen ${t.boolean} not null, bytes ${t.bytes} null,
        constraint mixed_unique unique (day, amount, seen))`,
    )
  })
  beforeEach(async () => {
    for (const table of ['links', 'mixed', 'profiles', 'members', 'tags', 'teams']) await db.knex(table).del()
    recorder.clear()
    session = fresh()
  })
  afterAll(() => db?.drop())

  const members = () => session.factory(MemberFactory)

  it('draws rows that collide anew, the same rows on every engine, and no others', async () => {
    const rows = await members().createBatch(3000)
    expect(new Set(emails(rows).map((email) => email.toLowerCase())).size).toBe(3000)
    // As definition() draws them when nothing is unique.
    await db.knex('members').del()
    const again = await fresh().factory(MemberFactory).stream('same').createBatch(3000)
    const plain = sessionOn(db.attach(), { seed: 1 })
    class Loose extends TeamFactory { override definition() { return { name: this.faker.internet.email() } } }
    Object.defineProperty(Loose, 'name', { value: 'MemberFactory' })
    const loose = (await plain.factory(Loose).stream('same').createBatch(3000)).map(({ name }) => name)
    const seen = new Set<string>()
    for (const [index, email] of loose.entries()) {
      const key = email.toLowerCase()
      if (seen.has(key)) expect(again[index]?.email, `row ${index}`).not.toBe(email)
      else expect(again[index]?.email, `row ${index}`).toBe(email)
      seen.add(again[index]?.email.toLowerCase() ?? '')
      seen.add(key)
    }
    same('emails', emails(rows))
    same('streamed', emails(again))
  })

  it('finds all of 50 values for 50 rows, and no 51st', async () => {
    expect(new Set(emails(await members().of(50).createBatch(50))).size).toBe(50)
    await db.knex('members').del()
    session = fresh(2)
    const started = performance.now()
    const failing = members().of(50).createBatch(51)
    await expect(failing).rejects.toThrow(/MemberFactory: row \d+ of 51 for table "members" finds no new value for "email" in \d+ attempts: 50 different values seen, 51 rows asked for/)
    await expect(failing).rejects.toMatchObject({ code: 'SEEDKIT_NO_NEW_KEY' })
    expect(performance.now() - started).toBeLessThan(3000)
    expect(recorder.rows('insert', 'members')).toBe(50)
    expect(await stored('members')).toHaveLength(0)
  })

  it('finds them, or none, whatever the size of the pieces', async () => {
    const add = (rows: number, chunkSize?: number) => {
      const chain = fresh(4).factory(MemberFactory).of(400)
      return chunkSize === undefined ? chain.createBatch(rows) : chain.insert(rows, {}, { chunkSize })
    }
    for (const chunkSize of [undefined, 1, 7, 150, 1000]) {
      await add(400, chunkSize)
      same('all of 400', await db.knex('members').orderBy('id').pluck('email'))
      await db.knex('members').del()
      const failing = add(401, chunkSize)
      await expect(failing).rejects.toThrow(/400 different values seen, 401 rows asked for/)
      same('none of 401', await failing.then(String, ({ message }: Error) => message))
      expect(await stored('members')).toHaveLength(0)
    }
  })

  it('names the key that was taken most often', async () => {
    for (let seed = 1; seed < 6; seed++) {
      session = fresh(seed)
      const pairs = (codes: string) => members().state((_, { faker }) => ({ code: faker.helpers.arrayElement([...codes]) }))
      await expect(pairs('abcdef').of(3).createBatch(4)).rejects.toThrow(/no new value for "email" in/)
      session = fresh(seed)
      await expect(pairs('abc').of(6).createBatch(4)).rejects.toThrow(/no new value for "code" in/)
    }
  })

  it('lets a row have a value that never changes, however often another of its keys collides, and whichever comes first', async () => {
    for (const [constant, crowded] of [['email', 'code'], ['code', 'email']] as const) {
      await db.knex('members').del()
      const one = (index: number, number: number) => (index === 200 ? 'e7' : `e${number}`)
      const rows = await fresh().factory(MemberFactory)
        .state((_, { index, faker }) => ({ [constant]: one(index, faker.number.int(400)), [crowded]: `c${faker.number.int({ min: 1, max: 211 })}` }))
        .createBatch(205)
      expect(rows[200]?.[constant]).toBe('e7')
      expect([new Set(rows.map((row) => row[constant])).size, new Set(rows.map((row) => row[crowded])).size]).toEqual([205, 205])
      same(`constant ${constant}`, rows.map(({ email, code }) => [email, code]))
    }
  })

  it('links 10 by 10 rows in 100 pairs, not 101', async () => {
    const teams = await session.factory(TeamFactory).createBatch(10)
    const tags = await session.factory(TagFactory).createBatch(10)
    const links = (s: Session) => s.factory(LinkFactory).recycle(TeamFactory, teams).recycle(TagFactory, tags)
    const rows = await links(session).createBatch(100)
    expect(new Set(rows.map((row) => `${row.team_id}/${row.tag_id}`)).size).toBe(100)
    same('links', rows.map((row) => [teams.findIndex(({ id }) => id === row.team_id), tags.findIndex(({ id }) => id === row.tag_id)]))
    await expect(links(session).create()).rejects.toThrow(/"team_id", "tag_id", "locale"/)
    expect(await links(session).createBatch(3, { locale: 'de' })).toHaveLength(3)
    await db.knex('links').del()
    recorder.clear()
    await expect(links(fresh(3)).createBatch(101)).rejects.toThrow(/100 different values seen, 101 rows asked for/)
    expect(recorder.count('insert')).toBe(0)
  })

  it('never changes what was given: the call fails, naming factory, row, column and value', async () => {
    await members().create({ email: 'taken@x.test' })
    for (const start of [
      () => members().create({ email: 'taken@x.test' }),
      () => members().createBatch(2, { email: 'twice@x.test' }),
      () => members().state({ email: 'state@x.test' }).createBatch(2),
      () => members().state(() => ({ email: 'constant@x.test' })).createBatch(2),
      () => members().create({ email: () => 'taken@x.test' }),
      () => fresh().factory(MemberFactory).sequence({}, { email: 'taken@x.test' }).createBatch(2),
    ]) {
      const failing: Promise<unknown> = start()
      await expect(failing).rejects.toThrow(/MemberFactory: row [12] of [12] for table "members" has "email" = "(taken|twice|state|constant)@x.test", and so has another row/)
      await expect(failing).rejects.toMatchObject({ code: 'SEEDKIT_DUPLICATE_KEY', row: { table: 'members' } })
    }
    expect(await stored('members')).toHaveLength(1)
  })

  it('draws a row anew that has what another was given, wherever that stands', async () => {
    const rows = await members().of(3).sequence({}, {}, { email: 'user1@x.test' }).createBatch(3)
    expect(rows[2]?.email).toBe('user1@x.test')
    expect(new Set(emails(rows)).size).toBe(3)
    for (let seed = 1; seed < 8; seed++) {
      await db.knex('members').del()
      const more = await fresh(seed).factory(MemberFactory).of(4).sequence({}, {}, {}, { email: 'user2@x.test' }).createBatch(4)
      expect(new Set(emails(more)).size).toBe(4)
      expect(more[3]?.email).toBe('user2@x.test')
    }
  })

  it('knows what the table holds already, and asks by the keys of the rows', async () => {
    const before = await fresh().factory(MemberFactory).createBatch(1200)
    recorder.clear()
    const after = await fresh().factory(MemberFactory).createBatch(1200)
    expect(new Set([...emails(before), ...emails(after)]).size).toBe(2400)
    expect(recorder.rows('select', 'members') - 2400 * Number(target.name === 'mysql')).toBeLessThan(1400)
    same('second run', emails(after))
    await expect(fresh().factory(MemberFactory).create({ email: before[0]?.email ?? '' })).rejects.toThrow(/and so has another row/)
  })

  it('asks for the keys of further rows before it writes those that it has asked for', async () => {
    await members().createBatch(3)
    recorder.clear()
    await fresh(2).factory(MemberFactory).insert(80, {}, { chunkSize: 20 })
    const asks = (sql: string) => !sql.endsWith('limit 1') && !sql.includes('last_insert_id')
    const sent = recorder.events.filter(({ statement: { kind, sql, table } }) => table === 'members' && (kind === 'insert' || (kind === 'select' && asks(sql))))
    expect(sent.map(({ statement }) => statement.kind)).toEqual(['select', 'select', 'insert', 'select', 'insert', 'select', 'insert', 'insert'])
  })

  it('keeps rows apart whose keys are asked for again and again while others are built', async () => {
    const before = emails(await members().of(300).createBatch(150))
    const insert = async () => {
      await fresh(2).factory(MemberFactory).of(300).insert(140, {}, { chunkSize: 20 })
      return (await db.knex('members').orderBy('id').pluck('email')).slice(150)
    }
    const added = await insert()
    expect(new Set([...before, ...added]).size).toBe(290)
    same('asked again', added)
    await db.knex('members').whereIn('email', added).del()
    expect(await insert()).toEqual(added)
  })

  it('writes nothing behind rows for which there is no key, though others are being asked for', async () => {
    await members().of(60).createBatch(40)
    await expect(fresh(2).factory(MemberFactory).of(60).insert(30, {}, { chunkSize: 5 })).rejects.toThrow(/different values seen/)
    expect(await stored('members')).toHaveLength(40)
    await fresh(3).factory(MemberFactory).insert(1)
    expect(await stored('members')).toHaveLength(41)
  })

  it('gives up when the table holds all there is', async () => {
    await members().of(30).createBatch(30)
    const other = fresh(5)
    await expect(other.factory(MemberFactory).of(30).create()).rejects.toThrow(/\d\d different values seen, 1 rows asked for/)
    expect(emails(await other.factory(MemberFactory).of(31).createBatch(1))).toEqual(['user31@x.test'])
  })

  it('asks an empty table once, and one whose key the database counts up not at all', async () => {
    await members().createBatch(3)
    await members().createBatch(3)
    await members().createBatch(3)
    const own = recorder.events.filter(({ statement }) => statement.kind === 'select' && statement.sql.endsWith('limit 1'))
    expect(own).toHaveLength(1)
    recorder.clear()
    await session.factory(TeamFactory).createBatch(3)
    expect(recorder.count('select', 'teams')).toBe(target.name === 'mysql' ? 1 : 0)
  })

  it('lets NULL be as often as it likes, and compares a code that is there', async () => {
    const rows = await members().sequence({ code: null }, {}, { code: ({ faker }) => faker.helpers.arrayElement(['a', 'b', 'c']) }).createBatch(9)
    expect(rows.map(({ code }) => code).filter((code) => code !== null).toSorted()).toEqual(['a', 'b', 'c'])
    await expect(members().createBatch(1, { code: ({ faker }) => faker.helpers.arrayElement(['a', 'b', 'c']) })).rejects.toThrow(/"code"/)
  })

  it('takes texts for equal that the most forgiving database takes for equal', async () => {
    const words = ['Élan', 'elan', 'ELAN  ', 'Straße', 'strasse', 'ﬁn', 'fin', 'x']
    const rows = await members().createBatch(4, { code: ({ faker }) => faker.helpers.arrayElement(words) })
    const folded = rows.map(({ code }) => (code ?? '').normalize('NFKD').replaceAll(/\p{M}/gu, '').replace('ß', 'ss').toLowerCase().trim())
    expect(folded.toSorted()).toEqual(['elan', 'fin', 'strasse', 'x'])
    same('words', rows.map(({ code }) => code))
  })

  it('leaves values that were given to the database where only the forgiving would refuse them', async () => {
    const both = members().sequence({ code: 'Admin' }, { code: 'admin' }).createBatch(2)
    if (target.engine === 'mysql') await expect(both).rejects.toThrow(/code/)
    else expect((await both).map(({ code }) => code)).toEqual(['Admin', 'admin'])
  })

  it('compares days, decimals and booleans by value', async () => {
    const rows = await session.factory(MixedFactory).createBatch(16)
    const keys = rows.map(({ day, amount, seen }) => `${new Date(day).toISOString().slice(0, 10)} ${Number(amount)} ${seen}`)
    expect(new Set(keys).size).toBe(16)
    same('mixed', keys)
    await expect(session.factory(MixedFactory).create()).rejects.toThrow(/"day", "amount", "seen"/)
    const [{ id } = { id: '' }] = rows
    const upper = session.factory(MixedFactory).create({ id: id.toUpperCase(), amount: '3' })
    if (target.engine === 'sqlite') await upper
    else await expect(upper).rejects.toThrow(/"id" = "[\dA-F-]+", and so has another row/)
    const held = fresh(9)
    await expect(held.factory(MixedFactory).create()).rejects.toThrow(/"day", "amount", "seen" in 100 attempts: 1\d different values seen/)
    expect(Number((await held.factory(MixedFactory).create({ amount: '4' })).amount)).toBe(4)
  })

  it('makes no second parent for a row that is drawn anew', async () => {
    const profiles = await session.factory(ProfileFactory).createBatch(8)
    expect(profiles.map(({ nick }) => nick).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
    const ids = (await stored('members')).map(({ id }) => id as number)
    expect(ids).toHaveLength(8)
    expect(profiles.map(({ member_id }) => member_id).toSorted()).toEqual(ids.toSorted())
    await expect(session.factory(ProfileFactory).create()).rejects.toThrow(/"nick"/)
  })

  it('draws recycled rows anew for a key that must not be shared', async () => {
    const owners = await members().createBatch(8)
    const profiles = await session.factory(ProfileFactory).recycle(MemberFactory, owners).createBatch(8)
    expect(profiles.map(({ member_id }) => member_id).toSorted()).toEqual(owners.map(({ id }) => id).toSorted())
    await expect(session.factory(ProfileFactory).recycle(MemberFactory, owners).create({ nick: 'z' })).rejects.toThrow(/"member_id"/)
  })

  it('tells two children of a parent that may have one', async () => {
    const [owner] = await members().createBatch(1)
    const profile = session.factory(ProfileFactory)
    await profile.create({ member_id: owner?.id ?? 0 })
    await expect(profile.create({ member_id: owner?.id ?? 0 })).rejects.toThrow(/"member_id" = \d+, and so has another row/)
    await expect(profile.createBatch(2, { member_id: (await members().create()).id })).rejects.toThrow(/row 2 of 2.*"member_id"/)
  })

  it('keeps children, parents and everything else of a row where they are', async () => {
    const teams = await session.factory(TeamFactory).has('members', between(1, 3), (member) => member.of(60)).createBatch(20)
    const rows = await stored('members')
    expect(new Set(rows.map(({ email }) => email)).size).toBe(rows.length)
    expect(new Set(rows.map(({ team_id }) => team_id)).size).toBe(teams.length)
    same('children', rows.map(({ email }) => email))
  })

  it('waits for promises and runs afterMake for the row that is kept', async () => {
    const made: string[] = []
    const rows = await members()
      .state({ email: async ({ faker }) => { await Promise.resolve(); return `${faker.helpers.arrayElement(['a', 'b', 'c', 'd'])}@x.test` } })
      .afterMake((row) => { row.email = row.email.toUpperCase(); made.push(row.email) })
      .createBatch(4)
    expect(emails(rows).toSorted()).toEqual(['A@X.TEST', 'B@X.TEST', 'C@X.TEST', 'D@X.TEST'])
    expect(made.length).toBeGreaterThanOrEqual(4)
    same('lazy', emails(rows))
  })

  it('forgets the rows of a call that was rolled back, and of a statement that failed', async () => {
    const given = { email: 'once@x.test' }
    await expect(members().afterCreate(() => { throw new Error('undo') }).create(given)).rejects.toThrow('undo')
    expect(await members().create(given)).toMatchObject(given)
    await expect(members().create(given)).rejects.toThrow(/and so has another row/)
    await expect(members().of(5).afterCreate(() => { throw new Error('undo') }).createBatch(5)).rejects.toThrow('undo')
    expect(await members().of(5).createBatch(5)).toHaveLength(5)
  })

  it('notices rows that were deleted, and leaves what it cannot know to the database', async () => {
    await members().create({ email: 'gone@x.test' })
    await db.knex('members').del()
    expect(await members().create({ email: 'gone@x.test' })).toMatchObject({ email: 'gone@x.test' })
    await db.knex('members').insert({ email: 'beside@x.test' })
    await expect(members().create({ email: 'beside@x.test' })).rejects.toThrow(/email/)
    await expect(members().beforeCreate((row) => { row.email = 'beside@x.test' }).create()).rejects.toThrow(/email/)
  })

  it('knows nothing of another session', async () => {
    const rows = await runInTransaction(db.knex, async (trx) => {
      const inside = sessionOn(db.attach().on(trx), { seed: 1 })
      return [...(await inside.factory(MemberFactory).of(4).createBatch(2)), ...(await inside.factory(MemberFactory).of(4).createBatch(2))]
    })
    expect(new Set(emails(rows)).size).toBe(4)
    await db.knex('members').del()
    expect(await fresh().factory(MemberFactory).of(4).createBatch(4)).toHaveLength(4)
  })
})

describe.each(targets)('unique keys in circles on $name', (target) => {
  let db: TestDatabase
  const letters = ['a', 'b', 'c', 'd', 'e', 'f']
  interface Department { id: number; name: string; head_id: number }
  class DepartmentFactory extends Factory<Department> {
    readonly table = 'departments'
    definition(): Attributes<Insertable<Department>> {
      return { name: this.faker.helpers.arrayElement(letters), head_id: this.factory(TeacherFactory) }
    }
  }
  interface Teacher { id: number; name: string; department_id: number }
  class TeacherFactory extends Factory<Teacher> {
    readonly table = 'teachers'
    definition(): Attributes<Insertable<Teacher>> {
      return { name: this.faker.helpers.arrayElement(letters), department_id: this.factory(DepartmentFactory) }
    }
  }
  beforeAll(async () => {
    db = await openTestDatabase(target)
  })
  afterAll(() => db?.drop())

  it.each([true, false])('draw rows anew and leave the circle as it is (both keys required: %s)', async (required) => {
    if (await db.knex.schema.hasTable('teachers')) await dropCircle()
    await createCycleTables(db, {
      departments: [{ name: 'head_id', to: 'teachers', required: true }],
      teachers: [{ name: 'department_id', to: 'departments', required }],
    })
    await db.run('create unique index dep_name on departments (name)', 'create unique index tea_name on teachers (name)')
    const session = sessionOn(db.attach(), { seed: 3 })
    const departments = await session.factory(DepartmentFactory).createBatch(6)
    const teachers = (await db.knex('teachers')) as Teacher[]
    expect(departments.map(({ name }) => name).toSorted()).toEqual(letters)
    expect(teachers.map(({ name }) => name).toSorted()).toEqual(letters)
    for (const { id, head_id } of departments) expect(teachers.find((teacher) => teacher.id === head_id)?.department_id).toBe(id)
    same(`circle ${required}`, departments.map(({ name }) => name))
    await expect(session.factory(DepartmentFactory).create()).rejects.toThrow(/"name"/)
  })

  async function dropCircle(): Promise<void> {
    const cascade = target.engine === 'postgres' ? ' cascade' : ''
    if (target.engine === 'mysql') await db.run('alter table teachers drop foreign key teachers_department_id_fk')
    if (target.engine === 'sqlite') await db.run('pragma foreign_keys = off')
    await db.run(`drop table departments${cascade}`, `drop table teachers${cascade}`)
    if (target.engine === 'sqlite') await db.run('pragma foreign_keys = on')
  }
})

describe.each(targets)('keys that are not of whole columns on $name', (target) => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await openTestDatabase(target)
    const expression = target.engine === 'mysql' ? [] : ['create unique index partial_flag on partial_keys (name) where flag = 1', 'create unique index lower_note on partial_keys (lower(note))']
    const prefix = target.engine === 'mysql' ? ['create unique index note_prefix on partial_keys (note(3))'] : []
    const including = target.engine === 'postgres' ? ['create unique index covering on covered (name) include (note)', 'alter table covered add constraint nulls_too unique nulls not distinct (note)'] : []
    await db.run(
      `create table partial_keys (id ${db.types.id}, name varchar(20) not null, note varchar(20) not null, flag int not null default 0)`,
      `create table covered (id ${db.types.id}, name varchar(20) not null, note varchar(20) null)`,
      ...expression, ...prefix, ...including,
    )
  })
  afterAll(() => db?.drop())

  interface Partial { id: number; name: string; note: string; flag: number }
  class PartialFactory extends Factory<Partial, Insertable<Partial, 'flag'>> {
    readonly table = 'partial_keys'
    definition(): Attributes<Insertable<Partial, 'flag'>> {
      return { name: 'same', note: this.faker.string.alphanumeric(20) }
    }
  }
  interface Covered { id: number; name: string; note: string | null }
  class CoveredFactory extends Factory<Covered> {
    readonly table = 'covered'
    definition(): Attributes<Insertable<Covered>> {
      return { name: this.faker.helpers.arrayElement(['a', 'b', 'c']), note: this.faker.string.alphanumeric(9) }
    }
  }

  it('are not taken for more than they are', async () => {
    const session = sessionOn(db.attach(), { seed: 1 })
    expect(await session.factory(PartialFactory).createBatch(5)).toHaveLength(5)
    const notes = session.factory(PartialFactory).state((_, { faker }) => ({ note: `${faker.helpers.arrayElement(['xyz', 'uvw'])}${faker.string.alphanumeric(10)}` }))
    if (target.engine === 'mysql') {
      expect(new Set((await notes.createBatch(2)).map(({ note }) => note.slice(0, 3)))).toEqual(new Set(['xyz', 'uvw']))
      await expect(notes.create()).rejects.toThrow(/"note"/)
    } else {
      expect(await notes.createBatch(9)).toHaveLength(9)
      await expect(session.factory(PartialFactory).createBatch(2, { flag: 1 })).rejects.toThrow(/row [12] of 2 .*"name" = "same", and so has another row/)
    }
  })

  it.runIf(target.engine === 'postgres')('know included columns and NULLS NOT DISTINCT', async () => {
    const session = sessionOn(db.attach(), { seed: 1 })
    expect((await session.factory(CoveredFactory).createBatch(3)).map(({ name }) => name).toSorted()).toEqual(['a', 'b', 'c'])
    await expect(session.factory(CoveredFactory).create()).rejects.toThrow(/"name"/)
    await db.knex('covered').del()
    const other = sessionOn(db.attach(), { seed: 1 })
    await expect(other.factory(CoveredFactory).createBatch(2, { note: null })).rejects.toThrow(/"note" = NULL, and so has another row/)
    await other.factory(CoveredFactory).create({ note: null })
    await expect(sessionOn(db.attach(), { seed: 2 }).factory(CoveredFactory).create({ note: null })).rejects.toThrow(/"note" = NULL/)
  })
})

describe.each(targets)('a default that a trigger replaces on $name', (target) => {
  interface Page { id: number; slug: string; title: string }
  class PageFactory extends Factory<Page, Insertable<Page, 'slug'>> {
    readonly table = 'pages'
    definition({ index }: { index: number }): Attributes<Insertable<Page, 'slug'>> {
      return { title: `t${index}` }
    }
  }

  it('is no key that collides', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run(`create table pages (id ${db.types.id}, slug varchar(40) not null default '', title varchar(40) not null, constraint pages_slug unique (slug))`)
      const triggers = {
        sqlite: [`create trigger slugged after insert on pages begin update pages set slug = new.title || '-x' where id = new.id; end`],
        postgres: [
          `create function slugged() returns trigger language plpgsql as 'begin new.slug := new.title || $x$-x$x$; return new; end'`,
          `create trigger slugged before insert on pages for each row execute function slugged()`,
        ],
        mysql: [`create trigger slugged before insert on pages for each row set new.slug = concat(new.title, '-x')`],
      }
      await db.run(...triggers[target.engine])
      const pages = sessionOn(db.attach(), { seed: 1 }).factory(PageFactory)
      const created = await pages.createBatch(3)
      await pages.state(({ title }) => ({ title: String(title).replace('t', 'u') })).insert(300)
      await expect(pages.create({ title: 't1' })).rejects.toMatchObject({ code: 'SEEDKIT_UNIQUE_VIOLATION' })
      expect(created.map(({ slug }) => slug)).toEqual(['t0-x', 't1-x', 't2-x'])
      expect(await db.knex('pages').where('slug', 'like', 'u%-x').count({ n: '*' })).toEqual([{ n: target.engine === 'postgres' ? '300' : 300 }])
    } finally {
      await db.drop()
    }
  })
})
