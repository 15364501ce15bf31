import { describe, expect, test } from 'vitest'
import { targets, openTestDatabase } from '../support/databases.js'
import { Project } from './support/project.js'
import { rowsOf, seeder, shopProject, using } from './support/shop-project.js'
import { SHOP } from './support/shop.js'

const parse = (stdout: string) => stdout.trimEnd().split('\n').map((line) => JSON.parse(line))

describe('run', () => {
  test('inserts rows with states, children and values, and shows what went in', async () => {
    const project = await shopProject()
    const result = await project.run(['run', 'User', '3', '--state=admin', '--has=posts:2', '--set', 'name=Ada'])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(result.stdout).toMatch(/^Seeding "default" \(better-sqlite3, .*\) with seed 42\n\nTable +Rows +Time +Rows\/s\n-+\nusers +3 .*\nposts +6 .*\n-+\nTotal +9 .*\n\nCommitted: 9 rows in .*\. Seed 42\.\n$/)
    expect(await using(project, (db) => db('users').distinct('name', 'role'))).toEqual([{ name: 'Ada', role: 'admin' }])
    expect(await rowsOf(project, 'posts')).toBe(6)
  })

  test('one row if not said otherwise, and none if asked for', async () => {
    const project = await shopProject()
    expect(await project.run(['run', 'UserFactory'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Committed: 1 row in') })
    expect(await project.run(['run', 'user', '0'])).toMatchObject({ code: 0, stdout: expect.stringContaining('No factory inserted anything') })
    expect(await rowsOf(project, 'users')).toBe(1)
  })

  test('parents by key, and one that all rows share', async () => {
    const project = await shopProject()
    await project.run(['run', 'User', '2'])
    expect(await project.run(['run', 'Post', '2', '--for=author:2'])).toMatchObject({ code: 0 })
    expect(await project.run(['run', 'Post', '3', '--for', 'author'])).toMatchObject({ code: 0 })
    expect(await using(project, (db) => db('posts').orderBy('id').pluck('user_id'))).toEqual([2, 2, 3, 3, 3])
  })

  test('the same seed gives the same rows', async () => {
    const project = await shopProject()
    await project.run(['run', 'User', '4', '--seed', '5'])
    await project.run(['run', 'User', '4', '--seed', '5'])
    await project.run(['run', 'User', '4', '--seed', '6'])
    const names = await using(project, (db) => db('users').orderBy('id').pluck('name'))
    expect(names.slice(0, 4)).toEqual(names.slice(4, 8))
    expect(names.slice(0, 4)).not.toEqual(names.slice(8))
  })

  test('--dry-run, --quiet and --json', async () => {
    const project = await shopProject()
    expect(await project.run(['run', 'User', '2', '--dry-run'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Dry run: 2 rows') })
    expect(await rowsOf(project, 'users')).toBe(0)
    expect(await project.run(['run', 'User', '2', '--quiet'])).toMatchObject({ code: 0, stdout: '', stderr: '' })
    const { stdout } = await project.run(['run', 'User', '2', '--has', 'posts', '--json'])
    const events = parse(stdout)
    expect(events[0]).toMatchObject({ type: 'run:start', seeders: [], factory: 'UserFactory', seed: 42, dryRun: false })
    expect(events.at(-1)).toMatchObject({ type: 'run:done', rows: 4, committed: true, tables: [{ table: 'users', rows: 2 }, { table: 'posts', rows: 2 }] })
  })

  test.each([[], ['--json'], ['--debug']])('values of columns that look like secrets are not printed %s', async (...flags) => {
    const project = await shopProject()
    for (const column of ['password', 'api_token', 'password_hash']) {
      const result = await project.run(['run', 'User', '2', '--set', `${column}=hunter2`, '--set', 'name=Ada', ...flags])
      expect(result.code).toBe(1)
      expect(result.stderr).toContain(`To replay the run, with what *** hides put back:\nseedkit run User 2 --seed 42 --set '${column}=***' --set name=Ada\n`)
      expect(result.stdout + result.stderr).not.toContain('hunter2')
    }
  })

  test.each([
    ['password=hunter2 is wrong'],
    ['{"password_hash":"hunter2"}'],
    ["api_token: 'hunter2'"],
    ['with x-api-key=hunter2'],
    ['postgres://ada:hunter2@localhost/shop'],
  ])('a message of the project with a secret in it is masked: %s', async (message) => {
    const project = await shopProject(seeder('BadSeeder', `throw new Error(${JSON.stringify(message)})`))
    const result = await project.run(['db:seed', 'Bad'])
    expect(result.stderr).toContain('***')
    expect(result.stderr).not.toContain('hunter2')
  })

  test('what is said of an attribute with such a name is told', async () => {
    const body = `await this.factory(UserFactory).create({ password_hash: () => { throw new Error('Salt is missing') } } as never)`
    const result = await (await shopProject(seeder('BadSeeder', body))).run(['db:seed', 'Bad'])
    expect(result.stderr).toContain('Salt is missing')
  })

  test('many rows are streamed', async () => {
    const project = await shopProject()
    expect(await project.run(['run', 'User', '10001', '--set', 'role=x'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Committed: 10,001 rows') })
    expect(await using(project, (db) => db('users').where({ role: 'x' }).count({ n: '*' }))).toEqual([{ n: 10_001 }])
  })

  test('--explain says why', async () => {
    const result = await (await shopProject()).run(['run', 'Post', '3', '--explain'])
    expect(result.stdout).toContain('Why these rows were made:\nPostFactory.createBatch(3)                 posts  3\n└─ user_id: parents that nobody asked for  users  3\n')
    expect(result.stdout).not.toContain('Warning')
  })
})

describe('run refuses', () => {
  test.each<[what: string, args: readonly string[], message: string]>([
    ['an unknown factory', ['Usr'], 'Did you mean "UserFactory"?'],
    ['an unknown state', ['User', '--state=amdin'], 'Did you mean "admin"?'],
    ['a state with parameters', ['User', '--state=called'], 'takes parameters'],
    ['an unknown relation', ['User', '--has=post:3'], 'Did you mean "posts"?'],
    ['an unknown relation further down', ['User', '--has=posts.comments:3'], 'PostFactory has no relation "comments"'],
    ['a parent as a child', ['Post', '--has=author'], 'Use for("author").'],
    ['a child as a parent', ['User', '--for=posts'], 'Use has("posts").'],
    ['a relation twice', ['User', '--has=posts:1', '--has=posts:2'], 'was given a count for "posts" twice'],
    ['a count that is none', ['User', 'many'], 'not a whole number'],
    ['a relation without a name', ['User', '--has=:3'], 'not a relation and a count'],
    ['a range that is none', ['User', '--has=posts:3-'], 'not a relation and a count'],
    ['a range upside down', ['User', '--has=posts:3-1'], 'was given [ 3, 1 ] as a count'],
    ['a key that is missing', ['Post', '--for=author:'], 'not a relation, or a relation and a key'],
    ['a value without a column', ['User', '--set', 'admin'], 'not column=value'],
    ['--explain with --quiet', ['User', '--explain', '--quiet'], 'cannot be used with'],
    ['no factory', [], "missing required argument 'factory'"],
  ])('%s: exit 2, nothing is connected to', async (_what, args, message) => {
    const { 'seed.config.ts': _, ...files } = SHOP
    const project = new Project({ ...files, 'seed.config.js': "export default { client: 'pg', connection: 'postgres://localhost:1/none' }" })
    const result = await project.run(['run', ...args])
    expect(result.code).toBe(2)
    expect(result.stderr).toContain(message)
    expect(result.stdout).toBe('')
  })

  test('a column that is not there: exit 1, rolled back, with the command that repeats it', async () => {
    const project = await shopProject()
    const result = await project.run(['run', 'User', '2', '--seed', '3', '--state', 'admin', '--has', 'posts:1-2', '--set', 'nam=a b'])
    expect(result.code).toBe(1)
    expect(result.stderr).toContain('Did you mean "name"?')
    expect(result.stderr).toContain("Everything is rolled back. To replay the run:\nseedkit run User 2 --seed 3 --state admin --has posts:1-2 --set 'nam=a b'\n")
    expect(await rowsOf(project, 'users')).toBe(0)
  })

  test('what may be production: exit 3; a database that is down: exit 5', async () => {
    expect(await (await shopProject()).run(['run', 'User'], { env: { NODE_ENV: 'production' } })).toMatchObject({ code: 3 })
    const { 'seed.config.ts': _, ...files } = SHOP
    const project = new Project({ ...files, 'seed.config.js': "export default { client: 'pg', connection: 'postgres://127.0.0.1:1/none' }" })
    expect(await project.run(['run', 'User'])).toMatchObject({ code: 5 })
  })

  test('a hook that nobody waits for fails the run', async () => {
    const hooked = SHOP['database/factories/UserFactory.ts']?.replace('admin() {', `late() { return this.afterCreate((user, { session }) => { void session.factory(PostFactory).for('author', user).create() }) }
  admin() {`) ?? ''
    const project = await shopProject({ 'database/factories/UserFactory.ts': hooked })
    const result = await project.run(['run', 'User', '--state', 'late'])
    expect(result.code).toBe(1)
    expect(result.stderr).toContain('UserFactory ended with an operation that nobody waited for: factory(PostFactory).create()')
    expect([await rowsOf(project, 'users'), await rowsOf(project, 'posts')]).toEqual([0, 0])
  })

  test('an interrupt rolls back: exit 130', async () => {
    const slow = SHOP['database/factories/UserFactory.ts']?.replace('admin() {', `slow() { return this.afterCreate(async () => { process.stderr.write('READY\\n'); await new Promise((resolve) => setTimeout(resolve, 60_000)) }) }
  admin() {`) ?? ''
    const project = await shopProject({ 'database/factories/UserFactory.ts': slow })
    const child = project.start(['run', 'User', '--state', 'slow'])
    let stderr = ''
    const code = await new Promise((resolve) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text
        if (text.includes('READY')) child.kill('SIGINT')
      })
      child.on('close', resolve)
    })
    expect(code).toBe(130)
    expect(stderr).toContain('interrupted, rolled back')
    expect(await rowsOf(project, 'users')).toBe(0)
  })
})

describe.each(targets)('run on $name', (target) => {
  test('values by the columns they go into, many rows, preview with parents', async () => {
    const db = await openTestDatabase(target)
    const { types: t } = db
    try {
      await db.run(
        `create table things (id ${t.id}, code varchar(20) not null, amount int null, settings ${t.json} null, happy ${t.boolean} null, made_at ${t.datetime} null)`,
      )
      const { connection, searchPath } = db.settings
      const project = new Project({
        'seed.config.js': `export default { client: '${target.client}', connection: ${JSON.stringify(connection)}, searchPath: ${JSON.stringify(searchPath)}, seed: 1 }`,
        'database/factories/ThingFactory.js': `
import { Factory } from 'seedkit'
export class ThingFactory extends Factory {
  table = 'things'
  definition() { return { code: 'c' } }
}
`,
      })
      const set = ['--set', 'code=007', '--set', 'amount=5', '--set', 'settings={"a":[1,null]}', '--set', 'happy=true', '--set', 'made_at=2024-05-06 07:08:09']
      expect(await project.run(['run', 'Thing', '2', ...set])).toMatchObject({ code: 0, stderr: '' })
      expect(await project.run(['run', 'Thing', '10500', '--set', 'code=5', '--set', 'amount=null'])).toMatchObject({ code: 0, stderr: '' })
      const { stdout } = await project.run(['preview', 'Thing', '--count', '1', '--parents', '--format', 'json', ...set])
      expect(JSON.parse(stdout)).toEqual([{ id: expect.any(Number), code: '007', amount: 5, settings: { a: [1, null] }, happy: true, made_at: '2024-05-06 07:08:09' }])
      const sql = await project.run(['preview', 'Thing', '--count', '3', '--format', 'sql', '--set', "code=O'H\\a", '--set', 'settings={"a":"b"}'])
      expect(sql).toMatchObject({ code: 0, stderr: '' })
      await db.run(sql.stdout.trim().replace(/;$/, ''))
      const count = async (where: object) => Number((await db.knex('things').where(where).count({ n: '*' }))[0]?.['n'])
      expect([await count({ code: '007', amount: 5 }), await count({ code: '5', amount: null }), await count({ code: "O'H\\a" })]).toEqual([2, 10_500, 3])
    } finally {
      await db.drop()
    }
  })
})
