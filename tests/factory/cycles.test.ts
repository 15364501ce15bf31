import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { sessionOn } from '../../src/factory/create-session.js'
import type { DatabaseObserver } from '../../src/database/database.js'
import { createCycleTables } from '../support/cycle-tables.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { recordStatements } from '../support/record-statements.js'

interface User { id: number; name: string; team_id: number | null }
interface Team { id: number; name: string; owner_id: number | null }

/** Users of a team that has an owner among the users, on tables `<prefix>users` and `<prefix>teams`. */
function mutual(prefix: string) {
  class UserFactory extends Factory<User> {
    readonly table = `${prefix}users`
    readonly relations = { team: this.belongsTo(() => TeamFactory, 'team_id') }
    definition(): Attributes<Insertable<User>> {
      return { name: this.faker.person.firstName(), team_id: this.factory(TeamFactory) }
    }
  }
  class TeamFactory extends Factory<Team> {
    readonly table = `${prefix}teams`
    readonly relations = { members: this.hasMany(() => UserFactory, 'team_id') }
    definition(): Attributes<Insertable<Team>> {
      return { name: this.faker.company.name(), owner_id: this.factory(UserFactory) }
    }
  }
  return { UserFactory, TeamFactory }
}

/** Which of the two keys may be NULL, and how the circle is written then. */
const variants = [
  { prefix: 'both_null_', team: false, owner: false, deferrable: false },
  { prefix: 'owner_null_', team: true, owner: false, deferrable: false },
  { prefix: 'team_null_', team: false, owner: true, deferrable: false },
  { prefix: 'strict_', team: true, owner: true, deferrable: false },
  { prefix: 'deferrable_', team: true, owner: true, deferrable: true },
] as const

interface Person { id: number; name: string; house_id: number }
interface House { id: number; name: string; street_id: number }
interface Street { id: number; name: string; mayor_id: number | null; founder_id: number | null }
function town(prefix: string) {
  class PersonFactory extends Factory<Person> {
    readonly table = `${prefix}people`
    definition(): Attributes<Insertable<Person>> {
      return { name: this.faker.person.firstName(), house_id: this.factory(HouseFactory) }
    }
  }
  class HouseFactory extends Factory<House> {
    readonly table = `${prefix}houses`
    definition(): Attributes<Insertable<House>> {
      return { name: this.faker.lorem.word(), street_id: this.factory(StreetFactory) }
    }
  }
  class StreetFactory extends Factory<Street> {
    readonly table = `${prefix}streets`
    definition(): Attributes<Insertable<Street>> {
      return { name: this.faker.location.street(), mayor_id: this.factory(PersonFactory), founder_id: this.factory(PersonFactory) }
    }
  }
  return { PersonFactory, HouseFactory, StreetFactory }
}
const towns = [
  { prefix: 'town1_', house: true, street: true, mayor: false },
  { prefix: 'town2_', house: true, street: false, mayor: true },
  { prefix: 'town3_', house: false, street: true, mayor: true },
  { prefix: 'town4_', house: true, street: true, mayor: true },
] as const

interface Employee { id: number; name: string; manager_id: number | null }
function staff(table: string) {
  return class EmployeeFactory extends Factory<Employee> {
    readonly table = table
    readonly relations = {
      manager: this.belongsTo(() => EmployeeFactory, 'manager_id'),
      reports: this.hasMany(() => EmployeeFactory, 'manager_id'),
    }
    definition(): Attributes<Insertable<Employee>> {
      return { name: this.faker.person.firstName(), manager_id: this.factory(EmployeeFactory) }
    }
  }
}

describe.each(targets)('circles on $name', (target) => {
  let db: TestDatabase
  const recorder = recordStatements()
  const session = (observer: DatabaseObserver = recorder.observer) => sessionOn(db.attach({ observer }), { seed: 1 })
  const rows = (table: string): Promise<Record<string, any>[]> => db.knex(table).orderBy('id')
  const { engine } = target
  const counts = () => ({ insert: recorder.byTable('insert'), update: recorder.byTable('update') })

  beforeAll(async () => {
    db = await openTestDatabase(target)
    for (const { prefix, team, owner, deferrable } of variants) {
      await createCycleTables(db, {
        [`${prefix}users`]: [{ name: 'team_id', to: `${prefix}teams`, required: team, deferrable }],
        [`${prefix}teams`]: [{ name: 'owner_id', to: `${prefix}users`, required: owner, deferrable, unique: true }],
      })
    }
    for (const { prefix, house, street, mayor } of towns) {
      await createCycleTables(db, {
        [`${prefix}people`]: [{ name: 'house_id', to: `${prefix}houses`, required: house }],
        [`${prefix}houses`]: [{ name: 'street_id', to: `${prefix}streets`, required: street }],
        [`${prefix}streets`]: [
          { name: 'mayor_id', to: `${prefix}people`, required: mayor },
          { name: 'founder_id', to: `${prefix}people`, required: mayor },
        ],
      })
    }
    await createCycleTables(db, {
      free_staff: [{ name: 'manager_id', to: 'free_staff' }],
      strict_staff: [{ name: 'manager_id', to: 'strict_staff', required: true }],
    })
  })
  beforeEach(() => recorder.clear())
  afterAll(() => db?.drop())

  describe.each(variants)('of two tables, $prefix', ({ prefix, team, owner, deferrable }) => {
    const { UserFactory, TeamFactory } = mutual(prefix)
    const updates = !owner ? { [`${prefix}teams`]: 1 } : !team ? { [`${prefix}users`]: 1 } : {}
    const together = engine === 'postgres' && team && owner && !deferrable

    it('makes one user and one team that refer to each other', async () => {
      const user = await session().factory(UserFactory).create()
      expect(await rows(`${prefix}users`)).toMatchObject([{ id: user.id, name: user.name, team_id: user.team_id }])
      expect(await rows(`${prefix}teams`)).toMatchObject([{ id: user.team_id, owner_id: user.id }])
    })

    it('does so for a batch in a fixed number of statements', async () => {
      await session().factory(UserFactory).create()
      const before = recorder.events.length
      recorder.clear()
      const users = await session().factory(UserFactory).createBatch(100)
      const events = recorder.events.filter(({ statement }) => statement.kind !== 'catalogue')
      expect(events.length).toBeLessThanOrEqual(before)
      expect(counts()).toEqual({
        insert: together ? { [`${prefix}users`]: 1 } : { [`${prefix}users`]: 1, [`${prefix}teams`]: 1 },
        update: updates,
      })
      const teams = new Map((await rows(`${prefix}teams`)).map((each) => [each['id'], each]))
      expect(users.map((user) => teams.get(user.team_id)?.['owner_id'])).toEqual(users.map(({ id }) => id))
      const stored = new Map((await rows(`${prefix}users`)).map((each) => [each['id'], each]))
      expect(users.map(({ id }) => stored.get(id))).toMatchObject(users)
    })

    it('tells of every row that is written', async () => {
      await session().factory(UserFactory).createBatch(7)
      const told: [unknown, number][] = []
      for (const { statement, rows: written } of recorder.events) {
        if (statement.kind !== 'insert') continue
        if (statement.parts === undefined) told.push([statement.table, written])
        else for (const part of statement.parts) told.push([part.table, part.rows])
      }
      expect(Object.fromEntries(told)).toEqual({ [`${prefix}users`]: 7, [`${prefix}teams`]: 7 })
    })

    it('writes thousands in chunks', async () => {
      const users = await session().factory(UserFactory).createBatch(2500)
      const wrong = await db.knex(`${prefix}users as u`).join(`${prefix}teams as t`, 't.id', 'u.team_id').whereRaw('t.owner_id <> u.id')
      expect(wrong).toEqual([])
      expect(new Set(users.map((user) => user.team_id)).size).toBe(2500)
      expect(recorder.events.length).toBeLessThan(40)
    })

    it('starts from the other side too, and shows the final rows to hooks and children', async () => {
      const seen: unknown[] = []
      const made = await session()
        .factory(TeamFactory)
        .afterCreate((row) => void seen.push({ ...row }))
        .has('members', 2, (member) => member.afterCreate((row, { parent }) => void seen.push({ member: row.team_id, owner: parent?.['owner_id'] })))
        .createBatch(3)
      expect(made.every((each) => typeof each.owner_id === 'number')).toBe(true)
      expect(seen).toEqual([
        ...made.flatMap((each) => [0, 1].map(() => ({ member: each.id, owner: each.owner_id }))),
        ...made,
      ])
      const stored = new Map((await rows(`${prefix}teams`)).map((each) => [each['id'], each]))
      expect(made.map(({ id }) => stored.get(id))).toMatchObject(made)
      for (const each of made) {
        const members = await db.knex(`${prefix}users`).where({ team_id: each.id }).orderBy('id')
        expect(members).toHaveLength(3)
        expect(members.map(({ id }) => id)).toContain(each.owner_id)
      }
    })

    it('shows the final row to hooks of the parent, after those of nobody else had to wait', async () => {
      const seen: unknown[] = []
      class HookedTeamFactory extends TeamFactory {
        override configure() {
          return this.afterCreate((row) => void seen.push({ ...row }))
        }
      }
      class HookedUserFactory extends UserFactory {
        override definition() {
          return { ...super.definition(), team_id: this.factory(HookedTeamFactory) }
        }
      }
      const users = await session().factory(HookedUserFactory).createBatch(2)
      expect(seen).toMatchObject(users.map(({ id, team_id }) => ({ id: team_id, owner_id: id })))
    })

    it('writes them into a table that holds rows already, with rows of the same table made in between', async () => {
      const maker = session()
      const users = await maker
        .factory(UserFactory)
        .beforeCreate(async (_, { session: inner, index }) => {
          if (index === 0) await inner.factory(UserFactory).create()
        })
        .createBatch(3)
      const stored = await rows(`${prefix}teams`)
      for (const user of users) expect(stored.find(({ id }) => id === user.team_id)?.['owner_id']).toBe(user.id)
    })

    it('follows states, overrides and for…', async () => {
      const maker = session()
      const given = await maker.factory(UserFactory).create()
      const joined = await maker.factory(UserFactory).create({ team_id: given.team_id })
      expect(joined.team_id).toBe(given.team_id)
      const led = await maker.factory(TeamFactory).state({ owner_id: maker.factory(UserFactory) }).create()
      const holder = (await rows(`${prefix}users`)).find(({ id }) => id === led.owner_id)
      expect(holder?.['team_id']).toBe(led.id)
    })

    it('shares a for… parent that refers back to the first row', async () => {
      const users = await session().factory(UserFactory).for('team').createBatch(4)
      expect(new Set(users.map((user) => user.team_id)).size).toBe(1)
      const [made] = await db.knex(`${prefix}teams`).where({ id: users[0]?.team_id ?? 0 })
      expect(made?.owner_id).toBe(users[0]?.id)
      const stored = await db.knex(`${prefix}users`).where({ team_id: users[0]?.team_id ?? 0 })
      expect(stored).toHaveLength(4)
    })

    it('leaves no setting changed', async () => {
      const setting = async (trx: typeof db.knex) => {
        if (engine === 'sqlite') return trx.raw('pragma defer_foreign_keys')
        if (engine === 'postgres') return []
        return (await trx.raw('select @@foreign_key_checks as checks, @seedkit_foreign_key_checks as kept'))[0]
      }
      await db.knex.transaction(async (trx) => {
        const before = await setting(trx)
        const inside = sessionOn(db.attach().on(trx), { seed: 5 })
        await inside.factory(UserFactory).createBatch(2)
        expect(await setting(trx)).toEqual(before)
        if (team && owner) {
          // The constraint holds again, at once.
          await expect(trx.transaction((nested) => nested(`${prefix}users`).insert({ name: 'x', team_id: 987_654 }))).rejects.toThrow()
        }
      })
    })
  })

  it.each(towns)('writes circles of three tables, two of them through one table: $prefix', async ({ prefix, house, street, mayor }) => {
    const { PersonFactory } = town(prefix)
    const people = await session().factory(PersonFactory).createBatch(20)
    const tables = [`${prefix}people`, `${prefix}houses`, `${prefix}streets`]
    const strict = house && street && mayor
    expect(counts()).toEqual({
      insert: strict && engine === 'postgres' ? { [`${prefix}people`]: 1 } : Object.fromEntries(tables.map((table) => [table, 1])),
      update: strict ? {} : { [`${prefix}${!mayor ? 'streets' : !street ? 'houses' : 'people'}`]: 1 },
    })
    const found = await db
      .knex(`${prefix}people as p`)
      .join(`${prefix}houses as h`, 'h.id', 'p.house_id')
      .join(`${prefix}streets as s`, 's.id', 'h.street_id')
      .select('p.id', 's.mayor_id', 's.founder_id')
      .orderBy('p.id')
    expect(found).toEqual(people.map(({ id }) => ({ id, mayor_id: id, founder_id: id })))
    const stored = await db.knex(`${prefix}people`).orderBy('id')
    expect(stored).toMatchObject(people)
  })

  describe('within one table', () => {
    it('end with NULL', async () => {
      const EmployeeFactory = staff('free_staff')
      const made = await session().factory(EmployeeFactory).createBatch(3)
      expect(counts()).toEqual({ insert: { free_staff: 2 }, update: {} })
      const bosses = await db.knex('free_staff').whereNull('manager_id')
      expect(bosses.map(({ id }) => id)).toEqual(made.map((each) => each.manager_id))
      const nobody = await session().factory(EmployeeFactory).create({ manager_id: null })
      expect(nobody.manager_id).toBeNull()
    })

    it('end with a row that refers to itself where NULL is not allowed', async () => {
      const EmployeeFactory = staff('strict_staff')
      const made = await session().factory(EmployeeFactory).createBatch(3)
      expect(counts()).toEqual({ insert: { strict_staff: 2 }, update: {} })
      const all = await rows('strict_staff')
      expect(all).toHaveLength(6)
      for (const each of made) expect(all.find(({ id }) => id === each.manager_id)).toMatchObject({ id: each.manager_id, manager_id: each.manager_id })
    })

    it('keep belongsTo and hasMany of one table apart, to a given depth', async () => {
      const EmployeeFactory = staff('free_staff')
      await db.knex('free_staff').update({ manager_id: null })
      await db.knex('free_staff').del()
      recorder.clear()
      const tree = (depth: number) => (employee: InstanceType<typeof EmployeeFactory>): InstanceType<typeof EmployeeFactory> =>
        depth === 0 ? employee : employee.has('reports', 2, tree(depth - 1))
      const boss = await tree(4)(session().factory(EmployeeFactory)).create({ manager_id: null })
      expect(counts()).toEqual({ insert: { free_staff: 5 }, update: {} })
      const all = await rows('free_staff')
      expect(all).toHaveLength(31)
      // Parents come before their children, level by level.
      for (const row of all) if (row['id'] !== boss.id) expect(row['manager_id']).toBeLessThan(row['id'])
    })

    it('of children, which a sequence item asks for without end, is refused by its depth; a hundred levels are not', async () => {
      class Endless extends staff('free_staff') {
        override readonly relations = { reports: this.hasMany(() => Endless, 'manager_id') } as never
        protected override configure() { return this.sequence((employee) => (employee as any).has('reports', 1)) }
        override definition() { return { name: 'endless', manager_id: null } }
      }
      await db.knex('free_staff').update({ manager_id: null })
      await db.knex('free_staff').del()
      await expect(session().factory(Endless).create()).rejects.toMatchObject({
        code: 'SEEDKIT_ENDLESS_CHILDREN', message: 'Children of Endless lead to children without end: reports.reports.reports.reports.… is more than 100 levels of has….',
      })
      expect(await rows('free_staff')).toEqual([])
      const deep = (depth: number, employee: any): any => (depth === 0 ? employee : employee.has('reports', 1, (report: any) => deep(depth - 1, report)))
      await deep(100, session().factory(staff('free_staff'))).create({ manager_id: null })
      expect(await rows('free_staff')).toHaveLength(101)
    })
  })
})
