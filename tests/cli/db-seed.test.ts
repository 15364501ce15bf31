import { describe, expect, test } from 'vitest'
import { rowsOf, seeder, shopProject, using } from './support/shop-project.js'

/** Times differ from run to run; everything else does not. */
function withoutTimes(text: string): string {
  return text
    .replaceAll(/\d+(?:\.\d+)? (?:ms|s)\b/g, '<time>')
    .replaceAll(/(<time>) +[\d,-]+\n/g, '$1  <rate>\n')
    .replaceAll(/ +<time>/g, ' <time>')
    .replaceAll(/Rows +Time +Rows/g, 'Rows Time  Rows')
    .replaceAll(/-{10,}/g, '<rule>')
}

const OUTPUT = `Seeding "default" (better-sqlite3, <file>) with seed 42
    AdminSeeder: 2 rows in <time>
  DatabaseSeeder: 9 rows in <time>

Seeder          Table  Rows Time  Rows/s
<rule>
AdminSeeder     users     2 <time>  <rate>
DatabaseSeeder  users     3 <time>  <rate>
                posts     6 <time>  <rate>
<rule>
Total                    11 <time>  <rate>

Committed: 11 rows in <time>. Seed 42.
`

describe('db:seed', () => {
  test('runs DatabaseSeeder, prints plain lines and commits', async () => {
    const project = await shopProject()
    const result = await project.run(['db:seed'])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    const shown = withoutTimes(result.stdout.replace(project.path('shop.sqlite3'), '<file>').replace('./shop.sqlite3', '<file>'))
    expect(shown).toBe(OUTPUT)
    expect([await rowsOf(project, 'users'), await rowsOf(project, 'posts')]).toEqual([5, 6])
  })

  test.each([{ CI: '1' }, { NO_COLOR: '1' }, { TERM: 'dumb' }, { FORCE_COLOR: '1' }])('no control characters with %j', async (env) => {
    const result = await (await shopProject()).run(['db:seed'], { env })
    expect(result.code).toBe(0)
    // oxlint-disable-next-line no-control-regex -- they are what must not be there
    expect(result.stdout + result.stderr).not.toMatch(/[\u001b\r]/)
  })

  test.each([
    [['Admin'], ['AdminSeeder']],
    [['AdminSeeder', 'Other'], ['AdminSeeder', 'OtherSeeder']],
    [['--class=Other', '--class', 'Admin'], ['OtherSeeder', 'AdminSeeder']],
    [['--class', 'Other,Admin'], ['OtherSeeder', 'AdminSeeder']],
    [['Other', '--class', 'Admin'], ['OtherSeeder', 'AdminSeeder']],
    [['Other', 'Other'], ['OtherSeeder', 'OtherSeeder']],
  ])('%j runs just these, in this order', async (args, expected) => {
    const project = await shopProject(seeder('OtherSeeder', 'await this.factory(UserFactory).create()'))
    const result = await project.run(['db:seed', '--json', ...args])
    const events = result.stdout.trim().split('\n').map((line) => JSON.parse(line))
    expect(events[0]).toMatchObject({ type: 'run:start', seeders: expected })
    expect(events.filter(({ type }) => type === 'seeder:start').map((event) => event.seeder)).toEqual(expected)
  })

  test('an unknown class exits 2 with a suggestion, and nothing runs', async () => {
    const project = await shopProject()
    const result = await project.run(['db:seed', '--class=Admin', '--class=Admni'])
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toContain('Admni')
    expect(result.stderr).toContain('Did you mean "AdminSeeder"?')
    expect(await rowsOf(project, 'users')).toBe(0)
  })

  test('--dry-run shows the counts and writes nothing', async () => {
    const project = await shopProject()
    const result = await project.run(['db:seed', '--dry-run'])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(result.stdout).toMatch(/Dry run: 11 rows in .*, rolled back\. Seed 42\./)
    expect(result.stdout).not.toContain('Committed')
    expect([await rowsOf(project, 'users'), await rowsOf(project, 'posts')]).toEqual([0, 0])
  })

  test('--quiet prints nothing', async () => {
    const project = await shopProject()
    expect(await project.run(['db:seed', '--quiet'])).toMatchObject({ code: 0, stdout: '', stderr: '' })
    expect(await rowsOf(project, 'users')).toBe(5)
  })

  test('a run without rows says so', async () => {
    const project = await shopProject(seeder('IdleSeeder', ''))
    const result = await project.run(['db:seed', 'Idle'])
    expect(result).toMatchObject({ code: 0 })
    expect(result.stdout).toMatch(/Committed: 0 rows in .*No factory inserted anything\./)
  })

  test('the same seed gives the same rows, another one other rows, none a random one that is printed', async () => {
    const names = async (args: readonly string[]) => {
      const project = await shopProject({ 'seed.config.ts': UNSEEDED })
      const result = await project.run(['db:seed', '--json', ...args])
      const start = JSON.parse(result.stdout.split('\n')[0] ?? '')
      return { seed: start.seed, rows: JSON.stringify(await using(project, (db) => db('users').select().orderBy('id'))) }
    }
    const first = await names([])
    expect(await names(['--seed', String(first.seed)])).toEqual(first)
    expect((await names([])).seed).not.toBe(first.seed)
    expect(await names(['--seed', '9007199254740991'])).not.toMatchObject({ rows: first.rows })
  })

  test('--config, --cwd, --connection and --env are obeyed', async () => {
    const config = `export default ({ env }) => ({ connections: {
      main: { client: 'pg', connection: 'postgres://localhost:1/x' },
      shop: { client: 'better-sqlite3', connection: { filename: env + '.sqlite3' } } }, defaultConnection: 'main' })`
    const project = await shopProject({ 'other.config.js': config })
    const args = ['db:seed', '--cwd', project.root, '--config', 'other.config.js', '--connection', 'shop', '--env', 'shop']
    expect(await project.run(args, { cwd: '/' })).toMatchObject({ code: 0 })
    expect(await rowsOf(project, 'users')).toBe(5)
    const unknown = await project.run(['db:seed', '--connection', 'shpo'])
    expect(unknown).toMatchObject({ code: 2, stdout: '' })
  })
})

const UNSEEDED = `export default { client: 'better-sqlite3', connection: { filename: './shop.sqlite3' } }`
