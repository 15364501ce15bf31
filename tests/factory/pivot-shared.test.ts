import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { pivot } from '../../src/factory/pivot.js'
import type { Session } from '../../src/factory/session.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { recordStatements } from '../support/record-statements.js'

// A pivot table with one column for a part of both keys: what is attached has the tenant of its parent.

interface Tenant { id: number; name: string }
interface Person { tenant_id: number; no: number; name: string }
interface Team { tenant_id: number; code: string; title: string }
interface Member { tenant_id: number; person_no: number; team_code: string; note: string | null }

class TenantFactory extends Factory<Tenant> {
  readonly table = 'tenants'
  readonly relations = { people: this.hasMany(() => PersonFactory, 'tenant_id') }
  definition(): Attributes<Insertable<Tenant>> { return { name: this.faker.company.name() } }
}
class PersonFactory extends Factory<Person> {
  readonly table = 'people'
  override readonly primaryKey = ['tenant_id', 'no'] as const
  readonly relations = {
    tenant: this.belongsTo(() => TenantFactory, 'tenant_id'),
    teams: this.manyToMany(() => TeamFactory, pivot<Member>('members', ['tenant_id', 'person_no'], ['tenant_id', 'team_code'])),
    loose: this.manyToMany(() => TeamFactory, pivot<Member>('loose_members', ['tenant_id', 'person_no'], ['tenant_id', 'team_code'])),
    homes: this.manyToMany(() => TenantFactory, pivot<Member>('homes', ['tenant_id', 'person_no'], 'tenant_id')),
  }
  definition(): Attributes<Insertable<Person>> { return { tenant_id: this.factory(TenantFactory), no: this.faker.number.int(1_000_000), name: this.faker.person.fullName() } }
}
class TeamFactory extends Factory<Team> {
  readonly table = 'teams'
  override readonly primaryKey = ['tenant_id', 'code'] as const
  readonly relations = {
    tenant: this.belongsTo(() => TenantFactory, 'tenant_id'),
    people: this.manyToMany(() => PersonFactory, pivot<Member>('members', ['tenant_id', 'team_code'], ['tenant_id', 'person_no'])),
  }
  definition(): Attributes<Insertable<Team>> { return { tenant_id: this.factory(TenantFactory), code: this.faker.string.alpha(8), title: this.faker.commerce.department() } }
}

describe.each(targets)('pairs whose keys share a column on $name', (target) => {
  let db: TestDatabase
  let session: Session
  let a: Tenant
  let b: Tenant
  const recorder = recordStatements()
  const people = () => session.factory(PersonFactory)
  const teams = (count: number, tenant: Tenant) => session.factory(TeamFactory).forTenant(tenant).createBatch(count)
  const tenantsOf = async (table: string) => (await db.knex(table).orderBy('tenant_id')).map((row) => Number(row.tenant_id))
  const count = async (table: string) => (await db.knex(table)).length

  beforeAll(async () => {
    db = await openTestDatabase(target)
    const person = 'foreign key (tenant_id, person_no) references people (tenant_id, no)'
    await db.run(
      `create table tenants (id ${db.types.id}, name varchar(100) not null)`,
      'create table people (tenant_id int not null, no int not null, name varchar(100) not null, primary key (tenant_id, no), foreign key (tenant_id) references tenants (id))',
      'create table teams (tenant_id int not null, code varchar(10) not null, title varchar(100) not null, primary key (tenant_id, code), foreign key (tenant_id) references tenants (id))',
      `create table members (tenant_id int not null, person_no int not null, team_code varchar(10) not null, note varchar(10), primary key (tenant_id, person_no, team_code), ${person}, foreign key (tenant_id, team_code) references teams (tenant_id, code))`,
      'create table loose_members (tenant_id int not null, person_no int not null, team_code varchar(10) not null, note varchar(10))',
      `create table homes (tenant_id int not null, person_no int not null, ${person})`,
    )
  })
  beforeEach(async () => {
    for (const table of ['members', 'loose_members', 'homes', 'people', 'teams', 'tenants']) await db.knex(table).del()
    session = sessionOn(db.attach({ observer: recorder.observer }), { seed: 3 })
    const [one, other] = await session.factory(TenantFactory).createBatch(2)
    if (one === undefined || other === undefined) throw new Error('no tenants')
    a = one
    b = other
    recorder.clear()
  })
  afterAll(() => db?.drop())

  it('give it to new rows: no tenant is made for them', async () => {
    const person = await people().hasTeams(2).create()
    expect(await tenantsOf('members')).toEqual([person.tenant_id, person.tenant_id])
    expect(await tenantsOf('teams')).toEqual([person.tenant_id, person.tenant_id])
    await session.factory(TenantFactory).hasPeople(3, (each) => each.hasTeams(2, (team) => team.hasPeople(1))).insert(4)
    expect([await count('tenants'), await count('people'), await count('teams'), await count('members')]).toEqual([7, 37, 26, 50])
  })

  it.each([undefined, 2])('pick recycled rows that have it: chunks of %s', async (chunkSize) => {
    const all = [...(await teams(3, a)), ...(await teams(3, b))]
    for (const tenant of [a, b]) await people().forTenant(tenant).recycle(TeamFactory, all).hasTeams(2).hasLoose(3).insert(4, {}, { chunkSize })
    expect(await tenantsOf('members')).toEqual([...Array<number>(8).fill(a.id), ...Array<number>(8).fill(b.id)])
    const pairs = await db.knex('loose_members as m').join('teams as t', (on) => void on.on('t.tenant_id', 'm.tenant_id').on('t.code', 'm.team_code'))
    expect(pairs).toHaveLength(24)
    await people().recycle(TenantFactory, [a, b]).recycle(TeamFactory, (query) => query).hasTeams(3).createBatch(4)
    expect(await count('members')).toBe(28)
  })

  it('count only those that have it, before anything is inserted where it is known', async () => {
    const all = [...(await teams(3, a)), ...(await teams(3, b))]
    recorder.clear()
    const chain = people().recycle(TeamFactory, all).hasTeams(2).hasTeams(2)
    await expect(chain.forTenant(a).createBatch(2)).rejects.toMatchObject({
      code: 'SEEDKIT_TOO_MANY_PAIRS',
      message: expect.stringContaining(`PersonFactory wants 4 different rows for relation "teams", and recycle(TeamFactory) has 3 with tenant_id ${a.id}.`) as unknown,
    })
    expect(recorder.count('insert')).toBe(0)
    // The tenant of these is new.
    await expect(chain.create()).rejects.toThrow(/wants 2 different rows for relation "teams", and recycle\(TeamFactory\) has 0 with tenant_id \d+\./)
    expect([await count('people'), await count('tenants')]).toEqual([0, 2])
  })

  it('attach rows that have it as they are, and refuse others before anything is inserted', async () => {
    const [own, others] = [await teams(2, a), await teams(2, b)]
    await people().forTenant(a).hasTeams(own, undefined, (_, team) => ({ note: team.code.slice(0, 2) })).createBatch(2)
    expect(await tenantsOf('members')).toEqual([a.id, a.id, a.id, a.id])
    recorder.clear()
    for (const relation of ['teams', 'loose'] as const) {
      await expect(people().forTenant(a).has(relation, [...own, ...others]).create()).rejects.toMatchObject({
        code: 'SEEDKIT_PAIR_DIFFERS',
        message: expect.stringContaining(`A row for relation "${relation}" of PersonFactory is told to have "tenant_id" ${b.id}, and the row it is attached to has ${a.id}.`) as unknown,
      })
    }
    expect(recorder.count('insert')).toBe(0)
    // The tenant of this one is new.
    await expect(people().hasLoose(others).create()).rejects.toMatchObject({ code: 'SEEDKIT_PAIR_DIFFERS' })
    expect([await count('loose_members'), await count('people'), await count('tenants')]).toEqual([0, 2, 2])
  })

  it('let new rows say it themselves, as long as they agree', async () => {
    await people().forTenant(a).hasTeams(1, { tenant_id: a.id }).hasTeams(1, (team) => team.forTenant(b).state({ tenant_id: a.id })).create()
    expect(await tenantsOf('teams')).toEqual([a.id, a.id])
    recorder.clear()
    const differs = { code: 'SEEDKIT_PAIR_DIFFERS' }
    await expect(people().forTenant(a).hasTeams(1, { tenant_id: b.id }).create()).rejects.toMatchObject(differs)
    await expect(people().forTenant(a).hasTeams(1, (team) => team.forTenant(b)).create()).rejects.toMatchObject(differs)
    await expect(people().forTenant(a).hasTeams(2, (team) => team.sequence({ tenant_id: a.id }, { tenant_id: b.id })).create()).rejects.toMatchObject(differs)
    expect(recorder.count('insert')).toBe(0)
  })

  it('cannot give it to new rows where the database generates it', async () => {
    await expect(people().hasHomes(1).create()).rejects.toMatchObject({
      code: 'SEEDKIT_PAIR_DIFFERS',
      message: expect.stringContaining('would need the "id" of the row they are attached to, and the database generates that of TenantFactory') as unknown,
    })
    await people().forTenant(a).hasHomes([a]).create()
    expect(await tenantsOf('homes')).toEqual([a.id])
  })
})
