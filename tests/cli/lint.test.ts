import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openTestDatabase, targets } from '../support/databases.js'
import { repository } from '../support/source-files.js'
import { personEnvironment } from './support/person-environment.js'
import { BIN, Project } from './support/project.js'
import { rowsOf, shopProject, using } from './support/shop-project.js'
import { SHOP } from './support/shop.js'

const CLEAN = `Linting 2 factories on "default" (better-sqlite3, <file>) with seed 42

No findings: 2 factories, 2 states and traits in <time>. Everything is rolled back.
`

const WRONG = {
  'database/factories/UserFactory.ts': `
import { Factory } from 'seedkit'
console.log('loaded')
export class UserFactory extends Factory<any, any> {
  readonly table = 'users'
  definition() {
    return { name: this.faker.person.fullName(), nick: 'x', age: Math.random() }
  }
  admin() { return this.state({ role: 'admin' }) }
  named() { return this.state({ name: 'postgres://ada:S3CRET@db/x' }).afterCreate((user) => { throw new Error('no mail for ' + user.name) }) }
}
`,
  'database/factories/PostFactory.ts': `
import { Factory } from 'seedkit'
export class PostFactory extends Factory<any, any> {
  readonly table = 'posts'
  definition() {
    return { title: 'x', user_id: null }
  }
}
`,
}

const REPORT = `Linting 2 factories on "default" (better-sqlite3, <file>) with seed 42

PostFactory
  error    PostFactory gives NULL for "user_id", which is NOT NULL.
           Let it give a value for every row.
  warning  Foreign key of table "posts" (user_id) to "users" has no relation in PostFactory.
           Add it to relations: user: this.belongsTo(() => UserFactory, 'user_id').

UserFactory
  error    UserFactory gives "nick", but table "users" has no such column.
           Leave it out, or run the migration that adds it.
           Also: admin, named.
  error    UserFactory gives "age", but table "users" has no such column.
           Leave it out, or run the migration that adds it.
           Also: admin, named.
  error    UserFactory gives other values for "age" when it is built again with the same seed.
           Take values from this.faker, and moments from its dates or session.refDate: Math.random(), Date.now(), new Date(), a faker of your own and counters outside the factory know no seed.
           Also: admin, named.

4 errors, 1 warning: 2 factories, 2 states and traits in <time>. Everything is rolled back.
`

function shown(project: Project, text: string): string {
  return text.replaceAll(/\d+(?:\.\d+)? (?:ms|s)\b/g, '<time>').replace(project.path('shop.sqlite3'), '<file>').replace('./shop.sqlite3', '<file>')
}

describe('lint', () => {
  test('finds nothing in factories that fit, exits 0 and leaves nothing behind', async () => {
    const project = await shopProject()
    const result = await project.run(['lint'])
    expect({ ...result, stdout: shown(project, result.stdout) }).toMatchObject({ code: 0, stdout: CLEAN, stderr: '' })
    expect([await rowsOf(project, 'users'), await rowsOf(project, 'posts')]).toEqual([0, 0])
  })

  test('reports everything at once, exits 1 and leaves nothing behind', async () => {
    const project = await shopProject(WRONG)
    const result = await project.run(['lint'])
    expect(result).toMatchObject({ code: 1, stderr: '' })
    expect(shown(project, result.stdout).replace('loaded\n', '')).toBe(REPORT)
    expect([await rowsOf(project, 'users'), await rowsOf(project, 'posts')]).toEqual([0, 0])
  })

  test('--json prints one event a line, whatever the project prints', async () => {
    const project = await shopProject(WRONG)
    const result = await project.run(['lint', '--json'])
    expect(result).toMatchObject({ code: 1, stderr: 'loaded\n' })
    const events = result.stdout.trimEnd().split('\n').map((line) => JSON.parse(line))
    expect(events.map(({ type }) => type)).toEqual([
      'lint:start', 'factory:start', 'factory:done', 'factory:start', 'factory:done', 'finding', 'finding', 'finding', 'finding', 'finding', 'lint:done',
    ])
    expect(events[0]).toMatchObject({ connection: 'default', client: 'better-sqlite3', seed: 42, factories: ['PostFactory', 'UserFactory'] })
    expect(events[4]).toEqual({ type: 'factory:done', factory: 'UserFactory', table: 'users', states: ['admin', 'named'], milliseconds: expect.any(Number) })
    expect(events[7]).toEqual({
      type: 'finding', severity: 'error', kind: 'unknown-column', factory: 'UserFactory', also: [{ factory: 'UserFactory', state: 'admin' }, { factory: 'UserFactory', state: 'named' }],
      table: 'users', columns: ['nick'], message: 'UserFactory gives "nick", but table "users" has no such column.', fix: 'Leave it out, or run the migration that adds it.',
    })
    expect(events.at(-1)).toEqual({ type: 'lint:done', factories: 2, tried: 4, errors: 4, warnings: 1, milliseconds: expect.any(Number) })
  })

  test('shows no password, whoever put it there', async () => {
    const project = await shopProject({ ...WRONG, 'database/factories/UserFactory.ts': WRONG['database/factories/UserFactory.ts'].replace(`, nick: 'x', age: Math.random()`, '') })
    for (const args of [['lint'], ['lint', '--json'], ['lint', '--debug']]) {
      const result = await project.run(args)
      expect(result.code).toBe(1)
      expect(result.stdout).toContain('no mail for postgres://ada:***@')
      expect(result.stdout + result.stderr).not.toContain('S3CRET')
    }
  })

  test('--only lints these alone; a name that is none exits 2 before anything is connected to', async () => {
    const project = await shopProject(WRONG)
    const result = await project.run(['lint', '--only', 'Post', '--json'])
    const events = result.stdout.trimEnd().split('\n').map((line) => JSON.parse(line))
    expect(events[0]).toMatchObject({ factories: ['PostFactory'] })
    expect(events.filter(({ type }) => type === 'finding').map(({ factory }) => factory)).toEqual(['PostFactory', 'PostFactory'])
    expect(await project.run(['lint', '--only=User,Post', '--only', 'PostFactory', '--json'])).toMatchObject({ code: 1, stdout: expect.stringContaining('"factories":["UserFactory","PostFactory"]') })
    const unknown = await project.run(['lint', '--only', 'Pots', '--json'])
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean "PostFactory"?') })
    expect(JSON.parse(unknown.stdout.replace('loaded\n', ''))).toMatchObject({ type: 'lint:failed', code: 'SEEDKIT_UNKNOWN_FACTORY', hint: expect.any(String) })
  })

  test('--seed goes before the configuration, and without either it is 0', async () => {
    const project = await shopProject({ 'seed.config.ts': SHOP['seed.config.ts']?.replace(', seed: 42', '') ?? '' })
    expect((await project.run(['lint'])).stdout).toContain('with seed 0\n')
    expect((await project.run(['lint', '--seed', '9'])).stdout).toContain('with seed 9\n')
  })

  test('a database that cannot be reached exits 5', async () => {
    const project = new Project({ ...SHOP, 'seed.config.ts': `export default { client: 'pg', connection: 'postgres://ada:S3CRET@127.0.0.1:1/x' }` })
    const result = await project.run(['lint'])
    expect(result).toMatchObject({ code: 5, stdout: '' })
    expect(result.stderr).not.toContain('S3CRET')
  })

  test('no configuration, no factories and unknown options exit 2', async () => {
    expect(await new Project().run(['lint'])).toMatchObject({ code: 2, stdout: '' })
    expect(await new Project({ 'seed.config.ts': SHOP['seed.config.ts'] ?? '' }).run(['lint'])).toMatchObject({ code: 2, stdout: '' })
    expect(await (await shopProject()).run(['lint', '--onyl', 'Post'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--only') })
  })

  test('is allowed where db:seed asks: nothing of it stays', async () => {
    const project = await shopProject()
    expect(await project.run(['lint'], { env: { NODE_ENV: 'production' } })).toMatchObject({ code: 0 })
    expect(await rowsOf(project, 'users')).toBe(0)
  })

  test.each([['SIGINT', 130], ['SIGTERM', 143]] as const)('%s rolls back and exits %i', async (signal, code) => {
    const waiting = SHOP['database/factories/UserFactory.ts']?.replace('  admin()', `  waiting() { return this.afterCreate(async () => { console.log('READY'); await new Promise((resolve) => setTimeout(resolve, 20_000)) }) }\n  admin()`)
    const project = await shopProject({ 'database/factories/UserFactory.ts': waiting ?? '' })
    const child = project.start(['lint'])
    let stderr = ''
    child.stderr.on('data', (data) => (stderr += String(data)))
    child.stdout.on('data', (data) => void (String(data).includes('READY') && child.kill(signal)))
    const [exitCode] = await once(child, 'close')
    expect({ exitCode, stderr }).toEqual({ exitCode: code, stderr: expect.stringMatching(/^interrupted, rolled back\n/) })
    expect(await rowsOf(project, 'users')).toBe(0)
  })

  test('process.exit() in a factory exits 1, and nothing stays', async () => {
    const exiting = SHOP['database/factories/UserFactory.ts']?.replace('  admin()', '  leaving() { return this.afterCreate(() => process.exit(0)) }\n  admin()')
    const project = await shopProject({ 'database/factories/UserFactory.ts': exiting ?? '' })
    expect(await project.run(['lint'])).toMatchObject({ code: 1, stderr: expect.stringContaining('process.exit()') })
    expect(await rowsOf(project, 'users')).toBe(0)
  })

  test('rows that are there stay as they are', async () => {
    const project = await shopProject()
    await using(project, (db) => db('users').insert({ name: 'Ada' }))
    expect(await project.run(['lint'])).toMatchObject({ code: 0 })
    expect(await using(project, (db) => db('users').select('name', 'role'))).toEqual([{ name: 'Ada', role: 'member' }])
  })

  test.skipIf(spawnSync('script', ['--version']).status !== 0)('shows the factory at work on a terminal, and the same report', async () => {
    const project = await shopProject(WRONG)
    const command = `stty cols 200 rows 50; "${process.execPath}" "${BIN}" lint`
    const { stdout, status } = spawnSync('script', ['-qec', command, '/dev/null'], { cwd: project.root, env: { ...personEnvironment(), TERM: 'xterm' }, encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stdout).toContain('PostFactory (1 of 2)')
    expect(stdout).toContain('UserFactory (2 of 2)')
    expect(stdout).toContain('  error    UserFactory gives "nick", but table "users" has no such column.')
    expect(stdout).toContain('4 errors, 1 warning: 2 factories')
  })
})

describe.each(targets.filter(({ engine }) => engine !== 'sqlite'))('lint on $name', (target) => {
  test('reports, exits 1 and leaves nothing behind', async () => {
    const database = await openTestDatabase(target)
    try {
      await database.run(
        `create table users (id ${database.types.id}, name varchar(60) not null, role varchar(20) not null default 'member', constraint users_role check (role in ('member', 'admin')))`,
        `create table posts (id ${database.types.id}, title varchar(200) not null, user_id int not null, constraint posts_user foreign key (user_id) references users (id))`,
      )
      const { client, connection, searchPath } = database.settings
      const project = new Project({ ...SHOP, 'seed.config.ts': `export default ${JSON.stringify({ client, connection, searchPath, seed: 42 })}` })
      const result = await project.run(['lint', '--json'])
      expect(result).toMatchObject({ code: 1, stderr: '' })
      const findings = result.stdout.trimEnd().split('\n').map((line) => JSON.parse(line)).filter(({ type }) => type === 'finding')
      expect(findings).toMatchObject([{ kind: 'word', factory: 'UserFactory', state: 'boss', columns: ['role'], constraint: 'users_role' }])
      expect([await database.knex('users').select(), await database.knex('posts').select()]).toEqual([[], []])
    } finally {
      await database.drop()
    }
  })
})

describe('lint of an example', () => {
  test.each(['blog', 'university'])('finds nothing: %s', async (name) => {
    const project = new Project()
    cpSync(path.join(repository, 'examples', name), project.root, { recursive: true, filter: (file) => !file.includes('node_modules') && !file.includes('.sqlite3') })
    cpSync(path.join(repository, 'node_modules/knex'), path.join(project.root, 'node_modules/knex'), { recursive: true, dereference: true })
    const made = spawnSync(process.execPath, ['create-database.js'], { cwd: project.root, encoding: 'utf8', env: { ...process.env, NODE_PATH: path.join(repository, 'node_modules') } })
    expect(made).toMatchObject({ status: 0, stderr: '' })
    expect(await project.run(['lint'])).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/No findings: 4 factories/) })
  })
})
