import { describe, expect, test } from 'vitest'
import { rowsOf, seeder, shopProject, using } from './support/shop-project.js'

// The child first: what only a check at the end lets through.
const LATE_PARENT = seeder('LateSeeder', `
    await this.db('posts').insert({ id: 1, title: 'first', user_id: 9 })
    await this.db('users').insert({ id: 9, name: 'late' })
    await this.factory(UserFactory).insert(40)`)
const NO_PARENT = seeder('LostSeeder', `
    await this.factory(UserFactory).createBatch(2)
    await this.db('posts').insert({ id: 1, title: 'first', user_id: 77 })`)
const withMode = (mode: string) => ({
  'seed.config.ts': `export default { client: 'better-sqlite3', connection: { filename: './shop.sqlite3' }, seed: 42, foreignKeys: ${JSON.stringify(mode)} }`,
})
const events = (stdout: string) => stdout.trim().split('\n').map((line) => JSON.parse(line))

describe('db:seed --foreign-keys', () => {
  test('without it, or with check, a row needs its parent when it comes', async () => {
    const project = await shopProject(LATE_PARENT)
    for (const args of [[], ['--foreign-keys', 'check']]) {
      const result = await project.run(['db:seed', 'Late', ...args])
      expect(result.code).toBe(1)
      expect(result.stderr).toContain('FOREIGN KEY constraint failed')
    }
    expect(await rowsOf(project, 'users')).toBe(0)
  })

  test.each([
    ['--foreign-keys verify', ['--foreign-keys', 'verify'], {}],
    ['--foreign-keys=verify, before the configuration', ['--foreign-keys=verify'], withMode('check')],
    ['the configuration', [], withMode('verify')],
  ])('verify: keys have to hold at the end (%s)', async (_, args, files) => {
    const project = await shopProject({ ...LATE_PARENT, ...files })
    const result = await project.run(['db:seed', 'Late', ...args])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(result.stdout).toMatch(/^Seeding "default" \(better-sqlite3, .*\) with seed 42, foreign keys verified once\n/)
    expect([await rowsOf(project, 'users'), await rowsOf(project, 'posts')]).toEqual([41, 1])
  })

  test('the configuration can be overruled', async () => {
    const project = await shopProject({ ...LATE_PARENT, ...withMode('verify') })
    expect(await project.run(['db:seed', 'Late', '--foreign-keys', 'check'])).toMatchObject({ code: 1 })
  })

  test.each([[[]], [['--dry-run']]])('verify: a bad key exits 1 and leaves nothing, and the replay says how it was run (%j)', async (args) => {
    const project = await shopProject(NO_PARENT)
    const result = await project.run(['db:seed', 'Lost', '--foreign-keys', 'verify', ...args])
    expect(result.code).toBe(1)
    expect(result.stderr).toContain('The row with rowid 1 of table "posts" points at no row of table "users" (foreign key on "user_id").')
    expect(result.stderr).toContain('"user_id" is 77.')
    expect(result.stderr).toContain('seedkit db:seed --seed 42 --foreign-keys verify')
    expect([await rowsOf(project, 'users'), await rowsOf(project, 'posts')]).toEqual([0, 0])
  })

  test('verify: what was wrong before the run is none of its business', async () => {
    const project = await shopProject()
    await using(project, async (db) => {
      await db.raw('pragma foreign_keys = off')
      await db('posts').insert({ id: 500, title: 'old', user_id: 999 })
    })
    expect(await project.run(['db:seed', '--foreign-keys', 'verify'])).toMatchObject({ code: 0, stderr: '' })
    expect(await rowsOf(project, 'posts')).toBe(7)
  })

  test('--json says which it is', async () => {
    const project = await shopProject()
    expect(events((await project.run(['db:seed', '--json', '--foreign-keys', 'verify'])).stdout)[0]).toMatchObject({ type: 'run:start', foreignKeys: 'verify' })
    expect(events((await project.run(['db:seed', '--json'])).stdout)[0]).toMatchObject({ type: 'run:start', foreignKeys: 'check' })
  })

  test.each([['later'], ['']])('there is nothing else: %j', async (mode) => {
    const result = await (await shopProject()).run(['db:seed', '--foreign-keys', mode])
    expect(result.code).toBe(2)
    expect(result.stderr).toContain('Allowed choices are check, verify.')
  })

  test('nor in the configuration', async () => {
    const result = await (await shopProject(withMode('never'))).run(['db:seed'])
    expect(result.code).toBe(2)
    expect(result.stderr).toContain('"foreignKeys"')
    expect(result.stderr).toContain('"check" or "verify"')
  })
})
