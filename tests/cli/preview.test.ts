import { describe, expect, test } from 'vitest'
import { Project } from './support/project.js'
import { rowsOf, shopProject, using } from './support/shop-project.js'
import { SHOP } from './support/shop.js'

const DOWN = "export default { client: 'pg', connection: 'postgres://nobody:S3CRETxyz@127.0.0.1:1/none' }"
const { 'seed.config.ts': _, ...WITHOUT_CONFIG } = SHOP

/** The shop over a database that is not there. */
const down = (files: Readonly<Record<string, string>> = {}) => new Project({ ...WITHOUT_CONFIG, 'seed.config.js': DOWN, ...files })
const lines = (text: string): readonly string[] => text.trimEnd().split('\n')

describe('preview', () => {
  test('shows rows as a table, five if not said otherwise, without a database', async () => {
    const result = await down().run(['preview', 'User', '--state', 'admin', '--seed', '1'])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    const [head, rule, ...rows] = lines(result.stdout)
    expect(head).toMatch(/^name +role$/)
    expect(rule).toMatch(/^-+ {2}-+$/)
    expect(rows).toHaveLength(5)
    for (const row of rows) expect(row).toMatch(/^\S.* +admin$/)
  })

  test('shows what run inserts with that seed, and parents that would be made', async () => {
    const project = await shopProject()
    const shown = JSON.parse((await project.run(['preview', 'Post', '--count', '3', '--seed', '9', '--format', 'json'])).stdout)
    expect(await project.run(['run', 'Post', '3', '--seed', '9'])).toMatchObject({ code: 0 })
    expect(await using(project, (db) => db('posts').select('title'))).toEqual(shown)
    const table = await project.run(['preview', 'Post', '--count', '1', '--seed', '9'])
    expect(table.stdout).toMatch(/^title +user_id\n-+ {2}-+\n.+ {2}\(User\)\n$/)
  })

  test('--set, traits and several states; the last word counts', async () => {
    const result = await down().run(['preview', 'User', '--count', '1', '--state', 'admin,boss', '--set', 'name=Ada = B', '--set', 'role=null', '--format', 'json', '--seed', '1'])
    expect(JSON.parse(result.stdout)).toEqual([{ name: 'Ada = B', role: null }])
  })

  test('sql runs on the configured database, csv and json are for programs', async () => {
    const project = await shopProject({ 'database/factories/NoisyFactory.ts': `console.log('loaded')\n${SHOP['database/factories/PostFactory.ts']?.replaceAll('PostFactory', 'NoisyFactory')}` })
    const sql = await project.run(['preview', 'User', '--count', '3', '--set', "name=O'Hara; --", '--format', 'sql'])
    expect(sql).toMatchObject({ code: 0, stderr: 'loaded\n' })
    await using(project, (db) => db.raw(sql.stdout))
    expect(await using(project, (db) => db('users').select('name', 'role'))).toEqual(Array.from({ length: 3 }, () => ({ name: "O'Hara; --", role: 'member' })))
    const csv = await project.run(['preview', 'Post', '--count', '2', '--set', 'title=a,"b"', '--format', 'csv'])
    expect(csv.stdout).toBe('title\r\n"a,""b"""\r\n"a,""b"""\r\n')
  })

  test('sql speaks the language of the connection that is named', async () => {
    const config = `export default { defaultConnection: 'a', connections: {
      a: { client: 'pg', connection: 'postgres://localhost:1/x' }, b: { client: 'mysql2', connection: 'mysql://localhost:1/x' } } }`
    const project = new Project({ ...WITHOUT_CONFIG, 'seed.config.js': config })
    const run = (...more: string[]) => project.run(['preview', 'User', '--count', '1', '--set', 'name=a\\b', '--format', 'sql', '--seed', '1', ...more])
    expect((await run()).stdout).toBe(`insert into "users" ("name") values\n  ('a\\b');\n`)
    expect((await run('--connection', 'b')).stdout).toBe("insert into `users` (`name`) values\n  ('a\\\\b');\n")
    expect(await run('--connection', 'c')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('"c"') })
  })

  test('a connection that is not configured matters to SQL alone', async () => {
    const project = new Project({ ...WITHOUT_CONFIG, 'seed.config.js': "export default { client: 'pg', connection: process.env.NOT_SET, seed: 1 }" })
    expect(await project.run(['preview', 'User'])).toMatchObject({ code: 0, stderr: '' })
    expect(await project.run(['preview', 'User', '--format', 'sql'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('connection') })
  })

  test('a random seed is told on stderr, with the command that repeats the preview', async () => {
    const project = down()
    const first = await project.run(['preview', 'User', '--count', '2', '--set', 'role=a b', '--format', 'csv'])
    const [, command = ''] = /^The seed was \d+\. The same rows: seedkit (.+)\n$/.exec(first.stderr) ?? []
    expect(command).toMatch(/^preview User --count 2 --seed \d+ --set 'role=a b' --format csv$/)
    const words = command.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", '')) ?? []
    expect(await project.run(words)).toMatchObject({ code: 0, stdout: first.stdout, stderr: '' })
    expect((await project.run(['preview', 'User', '--count', '2', '--set', 'role=a b', '--format', 'csv'])).stdout).not.toBe(first.stdout)
  })

  test("the configuration's seed is used, and not told", async () => {
    const project = await shopProject()
    const [first, second] = [await project.run(['preview', 'User']), await project.run(['preview', 'User', '--seed', '42'])]
    expect(first).toMatchObject({ code: 0, stderr: '', stdout: second.stdout })
  })

  test('is cut to 100 columns where there is no terminal', async () => {
    const result = await down().run(['preview', 'User', '--set', `name=${'x'.repeat(300)}`, '--seed', '1', '--count', '1'])
    for (const line of lines(result.stdout)) expect(line.length).toBeLessThanOrEqual(100)
    expect(result.stdout).toContain('…')
  })
})

describe('preview --parents', () => {
  test('shows keys and defaults, and leaves nothing behind', async () => {
    const project = await shopProject()
    const result = await project.run(['preview', 'Post', '--parents', '--count', '2', '--format', 'json', '--set', 'title=5'])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(result.stdout)).toEqual([{ id: 1, title: '5', user_id: 1 }, { id: 2, title: '5', user_id: 2 }])
    expect([await rowsOf(project, 'users'), await rowsOf(project, 'posts')]).toEqual([0, 0])
  })

  test('needs the database, and is guarded like a run', async () => {
    const project = down()
    expect(await project.run(['preview', 'User', '--parents'])).toMatchObject({ code: 5, stdout: '', stderr: expect.not.stringContaining('S3CRETxyz') })
    const guarded = await (await shopProject()).run(['preview', 'User', '--parents'], { env: { NODE_ENV: 'production' } })
    expect(guarded).toMatchObject({ code: 3, stdout: '' })
    const free = await (await shopProject()).run(['preview', 'User', '--count', '1'], { env: { NODE_ENV: 'production' } })
    expect(free).toMatchObject({ code: 0 })
    const forced = await (await shopProject()).run(['preview', 'User', '--parents', '--force', '--count', '1'], { env: { NODE_ENV: 'production' } })
    expect(forced).toMatchObject({ code: 0, stdout: expect.stringContaining('member') })
  })

  test('a column that is not there is an error of the row', async () => {
    const result = await (await shopProject()).run(['preview', 'User', '--parents', '--set', 'nam=x'])
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toContain('Did you mean "name"?')
  })
})

describe('preview refuses', () => {
  const broken = `
import { Factory } from 'seedkit'
export class BrokenFactory extends Factory<{ id: number; name: string }> {
  readonly table = 'users'
  definition(): { name: string | (() => Promise<string>) } {
    return { name: async () => String(await this.session.db('users').count()) }
  }
  failing() { return this.state({ name: () => { throw new Error('no luck') } }) }
}
`
  test.each<[what: string, args: readonly string[], code: number, message: string]>([
    ['an unknown factory', ['Usr'], 2, 'Did you mean "UserFactory"?'],
    ['an unknown state', ['User', '--state', 'amdin'], 2, 'Did you mean "admin"? Known: "admin", "boss".'],
    ['a state with parameters', ['User', '--state', 'called'], 2, 'called() of UserFactory takes parameters'],
    ['a method that is no state', ['User', '--state', 'wipe'], 2, 'wipe() of UserFactory is a method, but no state'],
    ['no factory', [], 2, "missing required argument 'factory'"],
    ['a count that is none', ['User', '--count', '-1'], 2, 'not a whole number'],
    ['a value without a column', ['User', '--set', '=5'], 2, 'not column=value'],
    ['a format that is none', ['User', '--format', 'xml'], 2, 'table, json, csv, sql'],
    ['a seed that is none', ['User', '--seed', 'x'], 2, 'not an integer'],
    ['code that wants the database', ['Broken'], 2, 'Run the command with --parents'],
    ['code that fails', ['Broken', '--state', 'failing'], 1, 'failed in attribute "name": no luck'],
  ])('%s', async (_what, args, code, message) => {
    const result = await down({ 'database/factories/BrokenFactory.ts': broken }).run(['preview', ...args])
    expect(result).toMatchObject({ code, stdout: '' })
    expect(result.stderr).toContain(message)
    expect(result.stderr).not.toContain('bin/seedkit.js')
  })
})
