import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Explanation, ExplanationNode } from '../../src/app/explain/explanation.js'
import { RunExplainer } from '../../src/app/explain/run-explainer.js'
import { observeRun } from '../../src/app/observe-run.js'
import { RunLedger } from '../../src/app/run-ledger.js'
import { explanationLines } from '../../src/cli/reporter/explanation-lines.js'
import { attachDatabase } from '../../src/database/attach-database.js'
import { runInTransaction } from '../../src/database/transaction.js'
import { watchInserts } from '../../src/database/watch-inserts.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { pivot } from '../../src/factory/pivot.js'
import { createRun } from '../../src/seeder/run.js'
import { Seeder } from '../../src/seeder/seeder.js'
import type { SeederClass } from '../../src/seeder/seeder-class.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'

interface Team { id: number; name: string }
interface User { id: number; name: string; team_id: number; boss_id: number | null }
interface Post { id: number; title: string; user_id: number }
interface Role { id: number; name: string }
interface RoleUser { user_id: number; role_id: number }

class TeamFactory extends Factory<Team> {
  readonly table = 'x_teams'
  definition(): Attributes<Insertable<Team>> { return { name: 'T' } }
}
class RoleFactory extends Factory<Role> {
  readonly table = 'x_roles'
  definition(): Attributes<Insertable<Role>> { return { name: 'R' } }
}
class UserFactory extends Factory<User> {
  readonly table = 'x_users'
  readonly relations = {
    posts: this.hasMany(() => PostFactory, 'user_id'),
    team: this.belongsTo(() => TeamFactory, 'team_id'),
    roles: this.manyToMany(() => RoleFactory, pivot<RoleUser>('x_role_user', 'user_id', 'role_id')),
  }
  definition(): Attributes<Insertable<User>> { return { name: 'U', team_id: this.factory(TeamFactory) } }
  bossed() { return this.state({ boss_id: this.factory(UserFactory).state({ boss_id: null }) }) }
}
class PostFactory extends Factory<Post> {
  readonly table = 'x_posts'
  readonly relations = { author: this.belongsTo(() => UserFactory, 'user_id') }
  definition(): Attributes<Insertable<Post>> { return { title: 'P', user_id: this.factory(UserFactory) } }
}

/** The tree as lines: reason, name, table and rows. */
function shape(nodes: readonly ExplanationNode[], indent = ''): readonly string[] {
  return nodes.flatMap(({ reason, name, table, rows, calls, nodes: below }) => [
    `${indent}${reason} ${name}${table === undefined || reason === 'inserted' ? '' : ` ${table}`} ${rows}${calls === undefined || calls === 1 ? '' : ` x${calls}`}`,
    ...shape(below, `${indent}  `),
  ])
}

describe.each(targets)('why rows were made, on $name', (target) => {
  let db: TestDatabase
  const tables = ['x_role_user', 'x_posts', 'x_users', 'x_roles', 'x_teams']
  beforeAll(async () => {
    db = await openTestDatabase(target)
    const { id } = db.types
    await db.run(
      `create table x_teams (id ${id}, name varchar(20) not null)`,
      `create table x_roles (id ${id}, name varchar(20) not null)`,
      `create table x_users (id ${id}, name varchar(20) not null, team_id int not null references x_teams (id), boss_id int null references x_users (id))`,
      `create table x_posts (id ${id}, title varchar(20) not null, user_id int not null references x_users (id))`,
      'create table x_role_user (user_id int not null references x_users (id), role_id int not null references x_roles (id))',
    )
  })
  beforeEach(async () => {
    if (target.engine !== 'sqlite') await db.knex('x_users').update({ boss_id: null })
    for (const table of tables) await db.knex(table).del()
  })
  afterAll(() => db?.drop())

  /** Runs seeders (or work at the root) as the CLI does, and gives the explanation with the rows that are in the tables. */
  async function explain(work: readonly SeederClass<[]>[] | ((session: any) => Promise<unknown>)): Promise<{ explanation: Explanation; stored: Record<string, number> }> {
    const explainer = new RunExplainer()
    await runInTransaction(db.knex, async (trx) => {
      const { statements, seeders, inserts } = observeRun(() => {}, new RunLedger(), explainer)
      watchInserts(trx, inserts)
      const database = attachDatabase(trx, { observer: statements, transaction: 'own', without: target.without })
      const run = createRun({ database, seed: 1, locale: 'en', refDate: new Date(0), observer: seeders })
      if (typeof work === 'function') await run.perform('X', work)
      else await run.runSeeders(work)
    })
    const stored: Record<string, number> = {}
    for (const table of tables) stored[table] = (await db.knex(table)).length
    return { explanation: explainer.explain(), stored }
  }

  function rowsByTable(nodes: readonly ExplanationNode[], sum: Record<string, number> = {}): Record<string, number> {
    for (const { reason, table, rows, nodes: below } of nodes) {
      if (table !== undefined && reason !== 'recycled') sum[table] = (sum[table] ?? 0) + rows
      rowsByTable(below, sum)
    }
    return sum
  }

  it('a seeder, the seeders it calls, their calls, children, parents and pivot rows', async () => {
    class TeamSeeder extends Seeder {
      async run() { await this.factory(TeamFactory).createBatch(2) }
    }
    class RootSeeder extends Seeder {
      async run() {
        await this.call(TeamSeeder)
        await this.factory(UserFactory).hasPosts(3).hasRoles(2).createBatch(4)
        await this.factory(PostFactory).forAuthor((author: UserFactory) => author.has('roles', 1)).createBatch(5)
      }
    }
    const { explanation, stored } = await explain([RootSeeder])
    expect(shape(explanation.nodes)).toEqual([
      'seeder RootSeeder 47',
      '  seeder TeamSeeder 2',
      '    call TeamFactory.createBatch(2) x_teams 2',
      '  call UserFactory.createBatch(4) x_users 4',
      '    implied team_id x_teams 4',
      '    child posts x_posts 12',
      '    child roles x_roles 8',
      '    pivot roles x_role_user 8',
      '  call PostFactory.createBatch(5) x_posts 5',
      '    parent author x_users 1',
      '      implied team_id x_teams 1',
      '      child roles x_roles 1',
      '      pivot roles x_role_user 1',
    ])
    expect(rowsByTable(explanation.nodes)).toEqual(stored)
    expect(explanation.sideEffects).toEqual([])
  })

  it('alike calls are one, whatever their counts; a seeder that runs twice is one', async () => {
    class LeafSeeder extends Seeder {
      async run() {
        for (const count of [1, 2, 3]) await this.factory(RoleFactory).createBatch(count)
        for (let index = 0; index < 3; index++) await this.factory(TeamFactory).create()
      }
    }
    class RootSeeder extends Seeder {
      async run() { await this.call([LeafSeeder, LeafSeeder]) }
    }
    const { explanation, stored } = await explain([RootSeeder])
    expect(shape(explanation.nodes)).toEqual([
      'seeder RootSeeder 18',
      '  seeder LeafSeeder 18',
      '    call RoleFactory.createBatch(…) x_roles 12 x6',
      '    call TeamFactory.create() x_teams 6 x6',
    ])
    expect(rowsByTable(explanation.nodes)).toMatchObject({ x_roles: stored['x_roles'], x_teams: stored['x_teams'] })
  })

  it('a factory that a state gives was asked for; one that definition() gives was not', async () => {
    const { explanation } = await explain(async (session) => session.factory(UserFactory).bossed().createBatch(3))
    expect(shape(explanation.nodes)).toEqual([
      'call UserFactory.createBatch(3) x_users 3',
      '  implied team_id x_teams 3',
      '  parent boss_id x_users 3',
      '    implied team_id x_teams 3',
    ])
    expect(explanation.sideEffects).toEqual([])
  })

  it('recycled rows are counted where they are picked', async () => {
    class RootSeeder extends Seeder {
      async run() {
        const teams = await this.factory(TeamFactory).createBatch(2)
        const roles = await this.factory(RoleFactory).createBatch(3)
        await this.factory(PostFactory).recycle(TeamFactory, teams).createBatch(6)
        await this.factory(UserFactory).recycle(TeamFactory, teams).recycle(RoleFactory, roles).forTeam().hasRoles(2).createBatch(4)
      }
    }
    const { explanation, stored } = await explain([RootSeeder])
    expect(shape(explanation.nodes).slice(3)).toEqual([
      '  call PostFactory.createBatch(6) x_posts 6',
      '    implied user_id x_users 6',
      '      recycled team_id 6',
      '  call UserFactory.createBatch(4) x_users 4',
      '    pivot roles x_role_user 8',
      '    recycled team 1',
      '    recycled roles 8',
    ])
    expect(rowsByTable(explanation.nodes)).toEqual(stored)
  })

  it('more parents than rows asked for: each call is named, the worst first; as many are no fault', async () => {
    class RootSeeder extends Seeder {
      async run() {
        await this.factory(UserFactory).createBatch(3)
        await this.factory(PostFactory).create()
        await this.factory(PostFactory).createBatch(10)
      }
    }
    const { explanation } = await explain([RootSeeder])
    expect(explanation.sideEffects).toEqual([
      { seeder: 'RootSeeder', call: 'PostFactory.createBatch(10)', asked: 10, implied: 20, tables: [{ table: 'x_users', rows: 10 }, { table: 'x_teams', rows: 10 }] },
      { seeder: 'RootSeeder', call: 'PostFactory.create()', asked: 1, implied: 2, tables: [{ table: 'x_users', rows: 1 }, { table: 'x_teams', rows: 1 }] },
    ])
    expect(explanationLines(explanation)).toContain(
      'Warning: PostFactory.createBatch(10) in RootSeeder made 10 rows that were asked for, and 20 more as parents that nobody asked for (x_users 10, x_teams 10). Use recycle(), for…() or withoutParents().',
    )
  })

  it('what hooks make stands below the call, and rows that the seeder inserts itself are told apart', async () => {
    class RootSeeder extends Seeder {
      async run() {
        await this.factory(UserFactory).afterCreate(async (user, { session }) => {
          await session.factory(PostFactory).for('author', user).createBatch(2)
        }).createBatch(3)
        await this.db('x_roles').insert([{ name: 'a' }, { name: 'b' }])
      }
    }
    const { explanation, stored } = await explain([RootSeeder])
    expect(shape(explanation.nodes)).toEqual([
      'seeder RootSeeder 14',
      '  call UserFactory.createBatch(3) x_users 3',
      '    implied team_id x_teams 3',
      '    call PostFactory.createBatch(2) x_posts 6 x3',
      '  inserted x_roles 2',
    ])
    expect(rowsByTable(explanation.nodes)).toMatchObject({ x_users: stored['x_users'], x_posts: 6, x_roles: 2 })
  })

  it('streams and large batches are counted once, however they are written', async () => {
    const { explanation, stored } = await explain(async (session) => {
      await session.factory(UserFactory).has('posts', 2).insert(2500)
      await session.factory(TeamFactory).createBatch(2500)
    })
    expect(shape(explanation.nodes)).toEqual([
      'call UserFactory.insert(2500) x_users 2500',
      '  implied team_id x_teams 2500',
      '  child posts x_posts 5000',
      'call TeamFactory.createBatch(2500) x_teams 2500',
    ])
    expect(stored).toMatchObject({ x_users: 2500, x_posts: 5000, x_teams: 5000 })
  })

  it('a row that is found is no reason; one that is made is', async () => {
    const { explanation } = await explain(async (session) => {
      const roles = session.factory(RoleFactory)
      await roles.firstOrCreate({ name: 'a' })
      await roles.firstOrCreate({ name: 'a' })
      await roles.upsert([{ name: 'a' }, { name: 'b' }], 'name')
    })
    expect(shape(explanation.nodes)).toEqual(['call RoleFactory.firstOrCreate() x_roles 1', 'call RoleFactory.upsert(2) x_roles 1'])
  })

  it('a run without rows has nothing to explain', async () => {
    const { explanation } = await explain(async (session) => session.factory(RoleFactory).createBatch(0))
    expect(explanation).toEqual({ nodes: [], sideEffects: [] })
    expect(explanationLines(explanation)).toEqual(['Why these rows were made:'])
  })
})

function leaf(reason: ExplanationNode['reason'], name: string, rows: number, table?: string): ExplanationNode {
  return { reason, name, rows, nodes: [], ...(table === undefined ? {} : { table }) }
}

it('the tree as text', () => {
  const call: ExplanationNode = { reason: 'call', name: 'A.create()', calls: 1200, table: 'a', rows: 1200, nodes: [
    { ...leaf('implied', 'b_id', 1200, 'b'), nodes: [{ ...leaf('recycled', 'c_id', 1), factory: 'CFactory' }] },
    leaf('pivot', 'roles', 7, 'role_a'),
  ] }
  const seeder: ExplanationNode = { reason: 'seeder', name: 'RootSeeder', rows: 2409, nodes: [call, leaf('inserted', 'logs', 2, 'logs')] }
  expect(explanationLines({ nodes: [seeder], sideEffects: [] })).toEqual([
    'Why these rows were made:',
    'RootSeeder                                          2,409',
    '├─ A.create(), 1,200 calls                  a       1,200',
    '│  ├─ b_id: parents that nobody asked for   b       1,200',
    '│  │  └─ c_id: CFactory rows recycled once',
    '│  └─ roles: attached                       role_a      7',
    '└─ inserted through db                      logs        2',
  ])
})
