import { describe, expect, test } from 'vitest'
import { seeder, shopProject } from './support/shop-project.js'

const parse = (stdout: string) => stdout.trimEnd().split('\n').map((line) => JSON.parse(line))

describe('db:seed --explain', () => {
  test('ends with a tree of reasons, before the summary; nothing changes without it', async () => {
    const project = await shopProject()
    const result = await project.run(['db:seed', '--explain', '--dry-run'])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    const tree = result.stdout.slice(result.stdout.indexOf('Why'), result.stdout.indexOf('\nSeeder ')).trimEnd().split('\n')
    expect(tree).toEqual([
      'Why these rows were made:',
      'DatabaseSeeder                           11',
      '├─ AdminSeeder                            2',
      '│  └─ UserFactory.createBatch(2)  users   2',
      '└─ UserFactory.createBatch(3)     users   3',
      '   └─ posts: children             posts   6',
    ])
    expect((await project.run(['db:seed', '--dry-run'])).stdout).not.toContain('Why')
  })

  test('warns of parents that nobody asked for', async () => {
    const files = seeder('PostSeeder', `
      const { PostFactory } = await import('../factories/PostFactory.js')
      await this.factory(UserFactory).createBatch(2)
      await this.factory(PostFactory).createBatch(3)`)
    const project = await shopProject({
      ...files,
      'database/factories/UserFactory.ts': `
import { Factory, type Attributes, type Insertable } from 'seedkit'
import { PostFactory } from './PostFactory.js'
export interface User { id: number; name: string; role: string }
export class UserFactory extends Factory<User, Insertable<User, 'role'>> {
  readonly table = 'users'
  readonly relations = { posts: this.hasMany(() => PostFactory, 'user_id') }
  definition(): Attributes<Insertable<User, 'role'>> { return { name: 'x' } }
  protected override configure() { return this.hasPosts(1) }
}
`.replace('this.hasPosts(1)', "this.has('posts', 1)"),
    })
    const result = await project.run(['db:seed', 'Post', '--explain'])
    expect(result.code).toBe(0)
    expect(result.stdout).toContain('Warning: PostFactory.createBatch(3) in PostSeeder made 3 rows that were asked for, and 6 more as parents that nobody asked for (users 3, posts 3).')
  })

  test('--json has an event of its own', async () => {
    const result = await (await shopProject()).run(['db:seed', '--explain', '--json'])
    const events = parse(result.stdout)
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['explanation', 'run:done'])
    expect(events.at(-2)).toEqual({
      type: 'explanation',
      nodes: [{
        reason: 'seeder', name: 'DatabaseSeeder', rows: 11, nodes: [
          { reason: 'seeder', name: 'AdminSeeder', rows: 2, nodes: [{ reason: 'call', name: 'UserFactory.createBatch(2)', factory: 'UserFactory', table: 'users', rows: 2, calls: 1, nodes: [] }] },
          { reason: 'call', name: 'UserFactory.createBatch(3)', factory: 'UserFactory', table: 'users', rows: 3, calls: 1, nodes: [
            { reason: 'child', name: 'posts', factory: 'PostFactory', table: 'posts', rows: 6, nodes: [] },
          ] },
        ],
      }],
      sideEffects: [],
    })
    expect((await (await shopProject()).run(['db:seed', '--json'])).stdout).not.toContain('explanation')
  })

  test('a run that fails explains nothing, and --quiet forbids it', async () => {
    const project = await shopProject(seeder('BadSeeder', "await this.factory(UserFactory).create()\n    throw new Error('no luck')"))
    const failed = await project.run(['db:seed', 'Bad', '--explain'])
    expect(failed.code).toBe(1)
    expect(failed.stdout).not.toContain('Why')
    expect(await project.run(['db:seed', '--explain', '--quiet'])).toMatchObject({ code: 2, stdout: '' })
  })
})
