import { readFileSync } from 'node:fs'
import createKnex from 'knex'
import { describe, expect, test } from 'vitest'
import { Project } from './support/project.js'
import { rowsOf, using } from './support/shop-project.js'

const SETTINGS = { client: 'better-sqlite3', connection: { filename: 'shop.sqlite3' }, seed: 3 }
const TABLES = [
  'create table users (id integer primary key, name text not null)',
  'create table orders (id integer primary key, user_id integer not null references users (id), ref varchar(20) not null)',
  'create table order_notes (id integer primary key, order_id integer not null references orders (id), note text not null)',
]
const folder = (name: string): string => `database/factories/${name}Factory.ts`
const SEEDER = 'database/seeders/DatabaseSeeder.ts'

async function shop(settings: object = {}, files: Readonly<Record<string, string>> = {}): Promise<Project> {
  const project = new Project({ 'seed.config.json': JSON.stringify({ ...SETTINGS, ...settings }), 'tsconfig.json': '{}', ...files })
  await using(project, async (db) => {
    for (const statement of TABLES) await db.raw(statement)
  })
  return project
}

const read = (project: Project, file: string): string => readFileSync(project.path(file), 'utf8')
const code = (project: Project): readonly string[] => project.tree().filter((file) => /\.[cm]?[jt]s$/.test(file))

describe('options of make:factory', () => {
  test('--only and --except together, with patterns', async () => {
    const project = await shop()
    const made = await project.run(['make:factory', '--all', '--only', 'order*', '--only', 'users', '--except', '*_notes'])
    expect(made).toMatchObject({ code: 0, stderr: '' })
    expect(code(project)).toEqual([folder('Order'), folder('User'), SEEDER])
    expect(await project.run(['db:seed'])).toMatchObject({ code: 0 })
    expect([await rowsOf(project, 'orders'), await rowsOf(project, 'order_notes')]).toEqual([40, 0])
  })

  test('--dry-run of one table shows the file, with --merge too, and writes nothing', async () => {
    const project = await shop()
    const shown = await project.run(['make:factory', 'User', '--dry-run'])
    expect(shown).toMatchObject({ code: 0, stderr: '' })
    expect(shown.stdout).toMatch(/^\/\/ database\/factories\/UserFactory\.ts would be created: no relations to "orders"/)
    expect(shown.stdout).toContain('class UserFactory extends Factory<User, NewUser>')
    expect(code(project)).toEqual([])
    await project.run(['make:factory', 'User'])
    const before = read(project, folder('User'))
    await using(project, (db) => db.raw('alter table users add column bio text'))
    const merging = await project.run(['make:factory', '--all', '--only', 'users', '--merge', '--dry-run'])
    expect(merging).toMatchObject({ code: 0, stderr: '' })
    expect(merging.stdout).toContain(`// ${folder('User')} would be merged: added column "bio"`)
    expect(merging.stdout).toContain('  bio: string | null\n')
    expect(code(project)).toEqual([folder('User')])
    expect(read(project, folder('User'))).toBe(before)
  })

  test('--force writes one file anew and leaves the others', async () => {
    const project = await shop()
    await project.run(['make:factory', '--all'])
    for (const name of ['User', 'Order']) project.write(folder(name), `// mine\n${read(project, folder(name))}`)
    expect(await project.run(['make:factory', 'User'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--force') })
    expect(read(project, folder('User'))).toMatch(/^\/\/ mine/)
    expect(await project.run(['make:factory', 'User', '--force'])).toMatchObject({ code: 0, stdout: `Rewrote ${folder('User')} (table "users")\n` })
    expect(read(project, folder('User'))).not.toContain('// mine')
    expect(read(project, folder('Order'))).toMatch(/^\/\/ mine/)
  })

  test('--connection and --schema say what is read', async () => {
    const other = { client: 'better-sqlite3', connection: { filename: 'other.sqlite3' } }
    const project = await shop({ connections: { other } })
    const db = createKnex({ client: 'better-sqlite3', connection: { filename: project.path('other.sqlite3') }, useNullAsDefault: true })
    await db.raw('create table machines (id integer primary key, name text not null)')
    await db.destroy()
    expect(await project.run(['make:factory', 'Machine'])).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no table "Machine"') })
    expect(await project.run(['make:factory', 'Machine', '--connection', 'other', '--schema', 'main'])).toMatchObject({ code: 0, stdout: `Created ${folder('Machine')} (table "machines")\n` })
    const all = await project.run(['make:factory', '--all', '--schema', 'nowhere'])
    expect(all).toMatchObject({ code: 2, stdout: '' })
    expect(all.stderr).toContain('nowhere')
  })

  test.each([
    [['--all', '--table', 'users'], "'--table <name>' cannot be used with option '--all'"],
    [['--all', '--merge', '--force'], "'--merge' cannot be used with option '--force'"],
    [['--all', '--plain'], "'--plain' cannot be used with option '--all'"],
    [['--all', '--only', 'usres'], '--only usres leaves none of the 3 tables.'],
    [['--all', '--except', '*'], 'leaves none of the 3 tables.'],
    [['Oder'], 'Did you mean "Order"?'],
    [['Buyer', '--table', 'usres'], 'Did you mean "users"?'],
    [['User', '--merge', '--plain'], 'cannot be used with'],
  ])('%j exits 2 and writes nothing', async (args, message) => {
    const project = await shop()
    const result = await project.run(['make:factory', ...args])
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) })
    expect(code(project)).toEqual([])
  })

  test('a class of the same name in another folder is kept for its table, and refused for another one', async () => {
    const project = await shop()
    await project.run(['make:factory', 'people/User'])
    const all = await project.run(['make:factory', '--all'])
    expect(all).toMatchObject({ code: 0, stdout: expect.stringContaining('Kept    database/factories/people/UserFactory.ts') })
    expect(read(project, folder('Order'))).toContain("from './people/UserFactory.js'")
    expect(code(project)).not.toContain(folder('User'))
    await using(project, (db) => db.raw('create table admins (id integer primary key, name text not null)'))
    const taken = await project.run(['make:factory', 'shop/User', '--table', 'admins', '--force'])
    expect(taken).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('database/factories/people/UserFactory.ts') })
    expect(await project.run(['list'])).toMatchObject({ code: 0 })
  })

  test('a database that cannot be reached: --all, --table and --merge exit 5, a name alone gets the plain template', async () => {
    const project = await shop({ client: 'pg', connection: { host: '127.0.0.1', port: 1, user: 'u', password: 'S3CRETxyz', database: 'd' } })
    for (const args of [['--all'], ['User', '--table', 'users'], ['User', '--merge']]) {
      const result = await project.run(['make:factory', ...args])
      expect(result, args.join(' ')).toMatchObject({ code: 5, stdout: '' })
      expect(result.stderr).not.toContain('S3CRETxyz')
    }
    expect(await project.run(['make:types'])).toMatchObject({ code: 5, stdout: '' })
    expect(code(project)).toEqual([])
    expect(await project.run(['make:factory', 'User'])).toMatchObject({ code: 0, stderr: expect.stringContaining('It is the plain template') })
  })
})

describe('generators of the configuration', () => {
  test('a key that fits no column is told, with the one that was meant', async () => {
    const project = await shop({ generators: { 'orders.reff': "'R-1'", 'xylophones.*': '1', 'main.orders.ref': "'R-2'" } })
    const warnings = 'Warning: "orders.reff" in the configuration\'s generators fits no column. Did you mean "orders.ref"?\nWarning: "xylophones.*" in the configuration\'s generators fits no column.\n'
    expect(await project.run(['make:factory', '--all'])).toMatchObject({ code: 0, stderr: warnings })
    expect(read(project, folder('Order'))).toContain("ref: 'R-2',")
    expect(await project.run(['make:factory', 'User', '--force'])).toMatchObject({ code: 0, stderr: warnings })
  })

  test.each(['this.faker.', '1, 2', '1 // one', '...[1]', '1] + [2', ') => {'])('%j is no expression: refused before anything is written', async (expression) => {
    const project = await shop({ generators: { 'orders.ref': expression } })
    for (const args of [['--all'], ['Order']]) {
      const result = await project.run(['make:factory', ...args])
      expect(result).toMatchObject({ code: 2, stdout: '' })
      expect(result.stderr).toContain('"orders.ref" is no expression of TypeScript.')
      expect(code(project)).toEqual([])
    }
  })
})

describe('options of make:types', () => {
  test('--except, --schema, --connection and --dry-run', async () => {
    const project = await shop()
    const shown = await project.run(['make:types', '--except', 'order*', '--schema', 'main', '--dry-run'])
    expect(shown).toMatchObject({ code: 0, stderr: '' })
    expect(shown.stdout).toContain('export interface User {')
    expect(shown.stdout).not.toContain('interface Order')
    expect(code(project)).toEqual([])
    for (const args of [['--only', 'usres'], ['--schema', 'nowhere'], ['--connection', 'nowhere']]) expect(await project.run(['make:types', ...args]), args.join(' ')).toMatchObject({ code: 2, stdout: '' })
    expect(code(project)).toEqual([])
  })
})
