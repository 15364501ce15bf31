import { spawnSync } from 'node:child_process'
import path from 'node:path'
import knex from 'knex'
import { beforeEach, describe, expect, test } from 'vitest'
import { UserProject } from '../support/packed-package.js'
import { repository } from '../support/source-files.js'

const TABLES = ['users', 'posts', 'comments', 'tags', 'post_tag']

describe('examples/blog', () => {
  const project = new UserProject({}).linkSeedkit().link('knex', 'sqlite3')
  project.copy(path.join(repository, 'examples/blog'))

  beforeEach(async () => {
    expect(await project.shell('node create-database.js')).toMatchObject({ code: 0, stderr: '' })
  })

  async function read<T>(body: (db: knex.Knex) => Promise<T>): Promise<T> {
    const db = knex({ client: 'sqlite3', connection: { filename: project.path('blog.sqlite3') }, useNullAsDefault: true })
    try {
      return await body(db)
    } finally {
      await db.destroy()
    }
  }
  const dump = () => read((db) => Promise.all(TABLES.map((table) => db(table))))
  const counts = () => read((db) => Promise.all(TABLES.map(async (table) => (await db(table)).length)))
  /** How many users have how many posts: `{ 5: 10 }`. */
  const usersByPosts = () => read(async (db) => {
    const users = await db('users').leftJoin('posts', 'posts.user_id', 'users.id').groupBy('users.id').select({ posts: db.raw('count(posts.id)') })
    const histogram: Record<number, number> = {}
    for (const { posts } of users) histogram[posts] = (histogram[posts] ?? 0) + 1
    return histogram
  })

  test('DatabaseSeeder: ten users, five posts each, three comments a post, two tags a post', async () => {
    const { code, stdout, stderr } = await project.shell('npx seedkit db:seed')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/UserSeeder +users +10 /)
    expect(stdout).toMatch(/ comments +150 /)
    expect(stdout).toMatch(/^Committed: .* Seed 42\.$/m)
    expect(await counts()).toEqual([10, 50, 150, 4, 100])
    expect(await usersByPosts()).toEqual({ 5: 10 })
    const posts = await read((db) => db('posts'))
    for (const post of posts) expect(Date.parse(post.published_at)).toBeGreaterThanOrEqual(Date.parse(post.created_at))
  })

  test('UserSeeder', async () => {
    expect(await project.shell('npx seedkit db:seed --class=UserSeeder')).toMatchObject({ code: 0, stderr: '' })
    expect(await counts()).toEqual([10, 50, 150, 0, 0])
  })

  test('AdminSeeder: one administrator, whose e-mail is known', async () => {
    expect(await project.shell('npx seedkit db:seed --class=Admin')).toMatchObject({ code: 0, stderr: '' })
    expect(await read((db) => db('users'))).toMatchObject([{ email: 'admin@example.com', role: 'admin' }])
    expect(await project.shell('npx seedkit db:seed --class=Admin')).toMatchObject({ code: 1, stderr: expect.stringContaining('has "email" = "admin@example.com", and so has another row') })
    expect(await counts()).toEqual([1, 0, 0, 0, 0])
  })

  test('DevelopmentDataSeeder: writers, occasional ones and readers', async () => {
    expect(await project.shell('npx seedkit db:seed DevelopmentData')).toMatchObject({ code: 0, stderr: '' })
    expect(await usersByPosts()).toEqual({ 10: 3, 2: 5, 0: 2 })
    const drafts = await read((db) => db('posts').whereNull('published_at'))
    expect(drafts).toHaveLength(10)
  })

  test('all of it together, and the same again from an empty database', async () => {
    const all = 'npx seedkit db:seed Database Admin DevelopmentData --quiet'
    expect(await project.shell(all)).toEqual({ code: 0, stdout: '', stderr: '' })
    const first = await dump()
    expect(await project.shell('node create-database.js')).toMatchObject({ code: 0 })
    expect(await project.shell(all)).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(await dump()).toEqual(first)
    expect(first[0]).toHaveLength(21)
  })

  test('its TypeScript compiles where it stands', { timeout: 60_000 }, () => {
    const run = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'examples/blog'], { cwd: repository, encoding: 'utf8' })
    expect(run.stdout + run.stderr).toBe('')
  })
})
