import type { Faker } from '@faker-js/faker'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Draft } from '../../src/factory/draft.js'
import { CycleLevel } from '../../src/factory/cycles/cycle-level.js'
import { openCircles } from '../../src/factory/cycles/open-circles.js'
import { proveParents } from '../../src/database/cycles/prove-parents.js'
import { DatabaseError } from '../../src/errors/database-error.js'
import { FactoryError } from '../../src/errors/factory-error.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { sessionOn } from '../../src/factory/create-session.js'
import type { DatabaseObserver } from '../../src/database/database.js'
import { createCycleTables } from '../support/cycle-tables.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { recordStatements } from '../support/record-statements.js'

interface User<Key> { id: Key; name: string; team_id: Key }
interface Team<Key> { id: Key; name: string; owner_id: Key }

class UserFactory extends Factory<User<number>> {
  readonly table = 'users'
  readonly relations = { team: this.belongsTo(() => TeamFactory, 'team_id') }
  definition(): Attributes<Insertable<User<number>>> {
    return { name: this.faker.person.firstName(), team_id: this.factory(TeamFactory) }
  }
}
class TeamFactory extends Factory<Team<number>> {
  readonly table = 'teams'
  readonly relations = { members: this.hasMany(() => UserFactory, 'team_id') }
  definition(): Attributes<Insertable<Team<number>>> {
    return { name: this.faker.company.name(), owner_id: this.factory(UserFactory) }
  }
}

/** The same on tables with keys of text, which the factory gives, or the database, or nobody. */
function texts(prefix: string, key: (() => string) | undefined) {
  class TextUserFactory extends Factory<User<string>> {
    readonly table = `${prefix}users`
    definition(): Attributes<Insertable<User<string>>> {
      const id = key === undefined ? {} : { id: ({ faker }: { readonly faker: Faker }) => `${key()}${faker.string.uuid()}` }
      return { ...id, name: this.faker.person.firstName(), team_id: this.factory(TextTeamFactory) }
    }
  }
  class TextTeamFactory extends Factory<Team<string>> {
    readonly table = `${prefix}teams`
    definition(): Attributes<Insertable<Team<string>>> {
      const id = key === undefined ? {} : { id: `${key()}${this.faker.string.uuid()}` }
      return { ...id, name: this.faker.company.name(), owner_id: this.factory(TextUserFactory) }
    }
  }
  return { TextUserFactory, TextTeamFactory }
}

describe.each(targets)('circles on $name', (target) => {
  let db: TestDatabase
  const recorder = recordStatements()
  const { engine } = target
  const session = (observer: DatabaseObserver = recorder.observer) => sessionOn(db.attach({ observer }), { seed: 1 })
  const settings = async (knex: TestDatabase['knex']) => {
    if (engine === 'sqlite') return knex.raw('pragma defer_foreign_keys')
    if (engine === 'postgres') return undefined
    return (await knex.raw('select @@foreign_key_checks as checks, @seedkit_foreign_key_checks as kept'))[0]
  }
  const textKey = (rule: string) => (engine === 'mysql' ? `varchar(60) ${rule} primary key` : `text ${rule} primary key`)
  const made = { sqlite: '(lower(hex(randomblob(8))))', postgres: 'gen_random_uuid()::text', mysql: '(uuid())' }[engine]

  beforeAll(async () => {
    db = await openTestDatabase(target)
    await createCycleTables(db, {
      users: [{ name: 'team_id', to: 'teams', required: true }],
      teams: [{ name: 'owner_id', to: 'users', required: true }],
      late_users: [{ name: 'team_id', to: 'late_teams', required: true, deferrable: true }],
      late_teams: [{ name: 'owner_id', to: 'late_users', required: true, deferrable: true }],
    })
    const strict = (prefix: string) => ({
      [`${prefix}users`]: [{ name: 'team_id', to: `${prefix}teams`, required: true, text: true }],
      [`${prefix}teams`]: [{ name: 'owner_id', to: `${prefix}users`, required: true, text: true }],
    })
    await createCycleTables(db, strict('given_'), textKey('not null'))
    await createCycleTables(db, strict('made_'), textKey(`default ${made}`))
    if (engine === 'postgres') {
      for (const prefix of ['always_', 'late_always_']) {
        await createCycleTables(
          db,
          {
            [`${prefix}users`]: [{ name: 'team_id', to: `${prefix}teams`, required: true, deferrable: prefix === 'late_always_' }],
            [`${prefix}teams`]: [{ name: 'owner_id', to: `${prefix}users`, required: true, deferrable: prefix === 'late_always_' }],
          },
          'int generated always as identity primary key',
        )
      }
    }
  })
  beforeEach(() => recorder.clear())
  afterAll(() => db?.drop())

  it('take keys that the factory gives, also lazily', async () => {
    const { TextUserFactory } = texts('given_', () => 'k-')
    const users = await session().factory(TextUserFactory).createBatch(5)
    const teams = await db.knex('given_teams')
    for (const user of users) expect(teams.find(({ id }) => id === user.team_id)?.owner_id).toBe(user.id)
    expect(recorder.count('update')).toBe(0)
    expect(users.every(({ id }) => id.startsWith('k-'))).toBe(true)
  })

  it('take keys that a default of the database makes', async () => {
    const { TextUserFactory } = texts('made_', undefined)
    const users = await session().factory(TextUserFactory).createBatch(5)
    const teams = await db.knex('made_teams')
    for (const user of users) expect(teams.find(({ id }) => id === user.team_id)?.owner_id).toBe(user.id)
    expect(recorder.count('update')).toBe(0)
  })

  it('are refused, by their path and before any insert, where no key can be known', async () => {
    const { TextUserFactory } = texts('given_', undefined)
    const failure = await session().factory(TextUserFactory).create().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(FactoryError)
    expect(failure).toMatchObject({ code: 'SEEDKIT_CYCLE_WITHOUT_KEYS' })
    expect((failure as Error).message).toContain('given_users.team_id -> given_teams.owner_id -> given_users')
    expect(recorder.count('insert')).toBe(0)
  })

  it.runIf(engine === 'postgres').each(['always_', 'late_always_'])('are written with keys that are always generated: %s', async (prefix) => {
    class AlwaysUserFactory extends UserFactory {
      override readonly table = `${prefix}users` as 'users'
      override definition() {
        return { ...super.definition(), team_id: this.factory(AlwaysTeamFactory) }
      }
    }
    class AlwaysTeamFactory extends TeamFactory {
      override readonly table = `${prefix}teams` as 'teams'
      override definition() {
        return { ...super.definition(), owner_id: this.factory(AlwaysUserFactory) }
      }
    }
    const users = await session().factory(AlwaysUserFactory).createBatch(4)
    const teams = await db.knex(`${prefix}teams`)
    for (const user of users) expect(teams.find(({ id }) => id === user.team_id)?.owner_id).toBe(user.id)
    const [plain] = await db.knex(`${prefix}users`).insert({ name: 'x', team_id: users[0]?.team_id }).returning('id')
    expect(users.map(({ id }) => id)).not.toContain(plain.id)
  })

  it.runIf(engine !== 'postgres')('put settings back when an insert fails', async () => {
    await db.knex.transaction(async (trx) => {
      const before = await settings(trx)
      const observer: DatabaseObserver = {
        beforeStatement({ kind, table }) {
          if (kind === 'insert' && table === 'teams') throw new Error('pulled the plug')
        },
      }
      const inside = sessionOn(db.attach({ observer }).on(trx), { seed: 1 })
      await expect(inside.factory(UserFactory).createBatch(3)).rejects.toThrow('pulled the plug')
      expect(await settings(trx)).toEqual(before)
    })
    if (engine === 'mysql') expect((await db.knex.raw('select @@foreign_key_checks as checks'))[0]).toEqual([{ checks: 1 }])
  })

  it.runIf(engine !== 'postgres')('keep a setting that was another one before', async () => {
    await db.knex.transaction(async (trx) => {
      await trx.raw(engine === 'sqlite' ? 'pragma defer_foreign_keys = on' : 'set foreign_key_checks = 0')
      await sessionOn(db.attach().on(trx), { seed: 2 }).factory(UserFactory).create()
      const [[after] = []] = engine === 'sqlite' ? [await trx.raw('pragma defer_foreign_keys')] : await trx.raw('select @@foreign_key_checks as checks')
      expect(after).toEqual(engine === 'sqlite' ? { defer_foreign_keys: 1 } : { checks: 0 })
      if (engine === 'mysql') await trx.raw('set foreign_key_checks = 1')
    })
  })

  it('are proved: an orphan is an error, with or without constraints in force', async () => {
    const unproven = (rows: readonly Record<string, unknown>[]) => ({
      table: 'late_teams', primaryKey: ['id'], column: 'owner_id', parent: { table: 'late_users', column: 'id' }, rows,
      label: { seeder: undefined, factory: 'TeamFactory', relation: undefined, rows: undefined },
    })
    const attempt = db.knex.transaction(async (trx) => {
      if (engine === 'sqlite') await trx.raw('pragma defer_foreign_keys = on')
      else await trx.raw(engine === 'mysql' ? 'set foreign_key_checks = 0' : 'set constraints all deferred')
      await trx('late_teams').insert([{ id: 501, name: 'good', owner_id: 601 }, { id: 502, name: 'orphan', owner_id: 602 }])
      await trx('late_users').insert({ id: 601, name: 'u', team_id: 501 })
      if (engine === 'mysql') await trx.raw('set foreign_key_checks = 1')
      const database = db.attach().on(trx)
      await proveParents(database, unproven([{ id: 501 }]))
      await proveParents(database, unproven([{ id: 501 }, { id: 502 }]))
    })
    const failure = await attempt.catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(DatabaseError)
    expect(failure).toMatchObject({ code: 'SEEDKIT_FOREIGN_KEY_VIOLATION' })
    expect((failure as Error).message).toContain('"late_teams" points with "owner_id" at no row of table "late_users"')
    expect(await db.knex('late_teams').where({ id: 501 })).toEqual([])
  })

  it('ask for that proof by one query a batch where checks were set aside', async () => {
    await session().factory(UserFactory).createBatch(50)
    const proofs = recorder.events.filter(({ statement }) => statement.sql.includes('as orphan'))
    // SQLite proves the rows at the other end too.
    expect(proofs).toHaveLength(engine === 'postgres' ? 0 : engine === 'sqlite' ? 2 : 1)
    if (engine === 'mysql') expect(proofs[0]?.statement.sql).toContain('lock in share mode')
    const order = recorder.events.map(({ statement }) => statement)
    const session1 = order.filter(({ kind }) => kind === 'session').length
    expect(session1).toBeLessThanOrEqual(engine === 'sqlite' ? 3 : 2)
  })

  it.runIf(target.name === 'better-sqlite3')('fail the run when a row goes missing before the proof', async () => {
    let connection: { exec(sql: string): void } | undefined
    const observer: DatabaseObserver = {
      beforeStatement({ sql }) {
        if (sql.includes('as orphan')) connection?.exec('pragma defer_foreign_keys = on; update teams set owner_id = 987654 where id = (select max(id) from teams)')
      },
    }
    const teams = await db.knex('teams')
    await expect(
      db.knex.transaction(async (trx) => {
        connection = await (trx as any).client.acquireConnection()
        await sessionOn(db.attach({ observer }).on(trx), { seed: 3 }).factory(UserFactory).create()
      }),
    ).rejects.toMatchObject({ code: 'SEEDKIT_FOREIGN_KEY_VIOLATION' })
    expect(await db.knex('teams')).toEqual(teams)
  })

  it('that states or configure() make endless are errors with the path, never a stack overflow', async () => {
    class EagerUserFactory extends UserFactory {
      override configure() {
        return this.state({ team_id: this.factory(EagerTeamFactory) })
      }
    }
    class EagerTeamFactory extends TeamFactory {
      override configure() {
        return this.state({ owner_id: this.factory(EagerUserFactory) })
      }
    }
    const failure = await session().factory(EagerUserFactory).create().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(FactoryError)
    expect((failure as Error).message).toContain('teams.owner_id -> users')
    expect((failure as Error).message).not.toContain('call stack')
    expect((failure as Error).message.length).toBeLessThan(300)
    expect(recorder.count('insert')).toBe(0)
  })

  it('that children make endless are errors too', async () => {
    class GuestFactory extends UserFactory {
      override definition() {
        return { name: 'guest', team_id: this.factory(HostFactory) }
      }
    }
    class HostFactory extends TeamFactory {
      override readonly relations = { members: this.hasMany(() => UserFactory, 'team_id'), guests: this.hasMany(() => VisitorFactory, 'team_id') }
      override definition() {
        return { name: 'host', owner_id: this.factory(UserFactory) }
      }
      override configure() {
        return this.has('guests', 1)
      }
    }
    class VisitorFactory extends Factory<{ id: number; name: string; team_id: number; owner_id: number }> {
      readonly table = 'late_users'
      definition() {
        return { name: 'visitor', team_id: 1, owner_id: this.factory(GuestFactory) }
      }
    }
    const failure = await session().factory(GuestFactory).create().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(FactoryError)
    expect(failure).toMatchObject({ code: 'SEEDKIT_ENDLESS_PARENTS' })
  })

  it('of which something is left to do when the call ends are an error, and nothing is kept', async () => {
    class ForgetfulFactory extends TeamFactory {
      override configure() {
        return this.afterCreate((_, { session: { db: knex } }) => void openCircles(db.attach().on(knex)).due.set({}, draft))
      }
    }
    const draft = { plan: { model: { name: 'TeamFactory', tableLabel: 'teams' } }, index: 0, of: 1 } as unknown as Draft
    const before = await db.knex('teams')
    await expect(session().factory(ForgetfulFactory).create()).rejects.toMatchObject({ code: 'SEEDKIT_CYCLE_LEFT_OPEN', message: expect.stringContaining('"teams"') })
    expect(await db.knex('teams')).toEqual(before)
    expect(() => new CycleLevel([]).rowOf(draft)).toThrow('circle of foreign keys')
  })

  it('take recycled rows and withoutParents() before they refer back', async () => {
    const maker = session()
    const [first] = await maker.factory(UserFactory).createBatch(2)
    if (first === undefined) throw new Error('no user')
    const user = await maker.factory(UserFactory).recycle(UserFactory, [first]).create()
    const [team] = await db.knex('teams').where({ id: user.team_id })
    expect(team.owner_id).toBe(first.id)
  })

  it('draw nothing: a row has the values that it has without the circle', async () => {
    const names = async (Class: typeof TeamFactory) => {
      const seen: string[] = []
      class NamedUserFactory extends UserFactory {
        override definition() {
          return { ...super.definition(), team_id: this.factory(NamedTeamFactory) }
        }
      }
      class NamedTeamFactory extends Class {
        override configure() {
          return this.afterCreate((row) => void seen.push(row.name))
        }
      }
      const users = await session().factory(NamedUserFactory).createBatch(3)
      return [...users.map(({ name }) => name), ...seen]
    }
    const [owner] = await session().factory(UserFactory).createBatch(1)
    class OwnedTeamFactory extends TeamFactory {
      override definition() {
        return { ...super.definition(), owner_id: owner?.id ?? 0 }
      }
    }
    expect(await names(TeamFactory)).toEqual(await names(OwnedTeamFactory))
  })
})
