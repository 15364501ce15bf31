import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { personEnvironment } from './support/person-environment.js'
import { BIN, Project } from './support/project.js'
import { rowsOf, using } from './support/shop-project.js'

const CONFIG = { 'seed.config.json': '{ "client": "better-sqlite3", "connection": { "filename": "shop.sqlite3" }, "seed": 3 }', 'tsconfig.json': '{}' }
const TABLES = [
  'create table users (id integer primary key, name text not null, email varchar(80) not null unique)',
  'create table posts (id integer primary key, title text not null, user_id integer not null references users (id))',
  'create table tags (id integer primary key, label varchar(20) not null)',
  'create table post_tag (post_id integer not null references posts (id), tag_id integer not null references tags (id), primary key (post_id, tag_id))',
]
const ALL = ['Post', 'Tag', 'User'].map((name) => `database/factories/${name}Factory.ts`)
const SEEDER = 'database/seeders/DatabaseSeeder.ts'

async function blog(files: Readonly<Record<string, string>> = CONFIG, tables: readonly string[] = TABLES): Promise<Project> {
  const project = new Project(files)
  await run(project, ...tables)
  return project
}

async function run(project: Project, ...statements: readonly string[]): Promise<void> {
  await using(project, async (db) => {
    for (const statement of statements) await db.raw(statement)
  })
}

const read = (project: Project, file: string): string => readFileSync(project.path(file), 'utf8')
const code = (project: Project): readonly string[] => project.tree().filter((file) => /\.[cm]?[jt]s$/.test(file))

describe('make:factory with a database', () => {
  test('writes the table as it is, and says what is missing around it', async () => {
    const project = await blog()
    const made = await project.run(['make:factory', 'Post'])
    expect(made).toMatchObject({ code: 0, stderr: '' })
    expect(made.stdout).toBe(`Created database/factories/PostFactory.ts (table "posts")
  "user_id" takes a row of "users" that is there: that table has no factory yet
  no relations to "users", "post_tag": --merge adds them once there are factories
`)
    const text = read(project, 'database/factories/PostFactory.ts')
    expect(text).toContain('export interface Post {\n  id: number\n  title: string\n  user_id: number\n}')
    expect(text).toContain("session.db('users').orderBy('id').limit(100).pluck('id')")
    expect(code(project)).toEqual(['database/factories/PostFactory.ts'])
  })

  test('relates it to the factories that are there, and --merge adds the others', { timeout: 30_000 }, async () => {
    const project = await blog()
    expect(await project.run(['make:factory', 'User'])).toMatchObject({ code: 0 })
    expect(await project.run(['make:factory', 'Post'])).toMatchObject({ code: 0 })
    expect(read(project, 'database/factories/PostFactory.ts')).toContain("user: this.belongsTo(() => UserFactory, 'user_id')")
    const user = 'database/factories/UserFactory.ts'
    const before = read(project, user)
    expect(before).not.toContain('relations')
    const merged = await project.run(['make:factory', 'User', '--merge'])
    expect(merged).toMatchObject({ code: 0, stdout: `Merged ${user} (table "users")\n  added relation "posts"\n` })
    const after = read(project, user)
    expect(after).toContain("posts: this.hasMany(() => PostFactory, 'user_id'),")
    expect(after.split('\n').filter((line) => !/PostFactory|relations = \{|^ {2}\}$/.test(line))).toEqual(before.split('\n').filter((line) => !/^ {2}\}$/.test(line)))
    expect(await project.run(['db:seed'])).toMatchObject({ code: 2 })
    expect(await project.run(['run', 'Post', '5', '--for=user'])).toMatchObject({ code: 0 })
    expect(await rowsOf(project, 'users')).toBe(1)
  })

  test('finds the table by its own name, and by --table', async () => {
    const project = await blog()
    expect(await project.run(['make:factory', 'shop/Member', '--table', 'USERS'])).toMatchObject({ code: 0, stdout: expect.stringContaining('database/factories/shop/MemberFactory.ts (table "users")') })
    expect(read(project, 'database/factories/shop/MemberFactory.ts')).toContain('class MemberFactory extends Factory<Member, NewMember>')
    const twice = await project.run(['make:factory', 'User'])
    expect(twice).toMatchObject({ code: 2, stdout: '' })
    expect(twice.stderr).toContain('The table "users" has a factory already: MemberFactory in "database/factories/shop/MemberFactory.ts".')
  })

  test.each([
    [['make:factory', 'Psot'], 'There is no table "Psot" in "main".', 'Did you mean "Post"?'],
    [['make:factory', 'Post', '--table', 'post'], 'There is no table "post" in "main".', 'Did you mean "posts"?'],
    [['make:factory', 'Post', '--schema', 'nowhere'], 'nowhere', ''],
    [['make:factory', 'Post', '--connection', 'nowhere'], '"nowhere"', ''],
    [['make:factory'], 'neither a name nor --all', 'make:factory --all'],
    [['make:factory', 'Post', '--all'], 'a name and --all', ''],
    [['make:factory', 'Post', '--only', 'posts'], '--only and --except choose among all tables', ''],
    [['make:factory', '--all', '--only', 'x*'], '--only x* leaves none of the 4 tables.', ''],
    [['make:factory', 'Post', '--merge', '--force'], "'--merge'", "'--force'"],
    [['make:factory', 'Post', '--plain', '--table', 'posts'], "'--table <name>'", "'--plain'"],
  ])('refuses %j and writes nothing', async (args, message, hint) => {
    const project = await blog()
    const result = await project.run(args)
    expect(result).toMatchObject({ stdout: '' })
    expect(result.code).not.toBe(0)
    expect(result.stderr).toContain(message)
    expect(result.stderr).toContain(hint)
    expect(code(project)).toEqual([])
  })

  test('writes the plain template where it cannot ask, and where it is told to', async () => {
    const project = new Project(CONFIG)
    const unread = await project.run(['make:factory', 'User'])
    expect(unread).toMatchObject({ code: 0, stdout: 'Created database/factories/UserFactory.ts (table "users")\n' })
    expect(unread.stderr).toContain('It is the plain template: ')
    expect(unread.stderr).toContain('the file does not exist')
    expect(existsSync(project.path('shop.sqlite3'))).toBe(false)
    expect((await project.run(['make:factory', '--all'])).code).toBe(5)
    await run(project, ...TABLES)
    expect(await project.run(['make:factory', 'Invoice', '--plain'])).toMatchObject({ code: 0, stderr: '', stdout: 'Created database/factories/InvoiceFactory.ts (table "invoices")\n' })
  })

  test('of a database without tables writes the plain template, and --all says so', async () => {
    const project = await blog(CONFIG, ['create view one as select 1'])
    const single = await project.run(['make:factory', 'User'])
    expect(single).toMatchObject({ code: 0 })
    expect(single.stderr).toContain('the database has no tables yet')
    const all = await project.run(['make:factory', '--all'])
    expect(all).toMatchObject({ code: 2, stdout: '' })
    expect(all.stderr).toContain('There is no table in "main", only views and the like (1).')
  })
})

describe('make:factory --all', () => {
  test('writes factories and a seeder that runs; files that are there are left alone until --force', async () => {
    const project = await blog()
    const made = await project.run(['make:factory', '--all'])
    expect(made).toMatchObject({ code: 0, stderr: '' })
    expect(made.stdout).toBe(`${ALL.map((file) => `Created ${file} (table "${file.replace(/.*\/(\w+)Factory\.ts/, '$1').toLowerCase()}s")\n`).join('')}Created ${SEEDER}

3 factories written.
Relations of the tables they connect: post_tag.
`)
    expect(await project.run(['db:seed'])).toMatchObject({ code: 0, stderr: '' })
    for (const table of ['users', 'posts', 'tags', 'post_tag']) expect(await rowsOf(project, table), table).toBeGreaterThanOrEqual(20)

    const own = '// mine\n' + read(project, ALL[2] ?? '')
    project.write(ALL[2] ?? '', own)
    rmSync(project.path(ALL[1] ?? ''))
    const again = await project.run(['make:factory', '--all'])
    expect(again.stdout).toContain(`Kept    ${ALL[2]} (table "users")`)
    expect(again.stdout).toContain(`Created ${ALL[1]}`)
    expect(again.stdout).toContain('1 factory written, 3 files left alone (--merge adds what is new, --force rewrites).')
    expect(read(project, ALL[2] ?? '')).toBe(own)
    expect(await project.run(['make:factory', '--all', '--force'])).toMatchObject({ code: 0, stdout: expect.stringContaining(`Rewrote ${ALL[2]}`) })
    expect(read(project, ALL[2] ?? '')).not.toContain('// mine')
  })

  test('--only and --except choose, --dry-run shows', async () => {
    const project = await blog()
    const shown = await project.run(['make:factory', '--all', '--except', 'post*', '--dry-run'])
    expect(shown).toMatchObject({ code: 0, stderr: '' })
    expect(shown.stdout).toContain(`// ${ALL[2]} would be created\nimport { Factory, type Attributes, type Insertable } from 'seedkit'`)
    expect(shown.stdout).toContain(`// ${SEEDER} would be created`)
    expect(shown.stdout).not.toContain('PostFactory')
    expect(code(project)).toEqual([])
    expect(await project.run(['make:factory', '--all', '--only', 'users,tags'])).toMatchObject({ code: 0 })
    expect(code(project)).toEqual([ALL[1], ALL[2], SEEDER])
    expect(await project.run(['db:seed'])).toMatchObject({ code: 0 })
  })

  test('takes the place of the examples of init that nobody has touched', async () => {
    const project = await blog({ 'tsconfig.json': '{}', 'shop.sqlite3': '' }, [])
    expect(await project.run(['init'])).toMatchObject({ code: 0 })
    await run(project, 'create table teams (id integer primary key, name text not null)')
    const made = await project.run(['make:factory', '--all'])
    expect(made.stdout).toContain('Removed database/factories/UserFactory.ts')
    expect(made.stdout).toContain(`Rewrote ${SEEDER}`)
    expect(code(project)).toEqual(['database/factories/TeamFactory.ts', SEEDER, 'seed.config.ts'])
    expect(await project.run(['db:seed'])).toMatchObject({ code: 0 })
    expect(await rowsOf(project, 'teams')).toBe(20)
  })

  test('keeps the example where a seeder of the user needs it', async () => {
    const project = await blog({ 'tsconfig.json': '{}', 'shop.sqlite3': '' }, [])
    await project.run(['init'])
    project.write('database/seeders/AdminSeeder.ts', "import { UserFactory } from '../factories/UserFactory.js'\nexport const used = UserFactory\n")
    await run(project, 'create table teams (id integer primary key, name text not null)')
    await project.run(['make:factory', '--all'])
    expect(code(project)).toContain('database/factories/UserFactory.ts')
  })

  test('--merge adds what is new, names what it does not understand, and keeps the seeder', async () => {
    const project = await blog()
    await project.run(['make:factory', '--all'])
    const user = read(project, ALL[2] ?? '').replace(/\n\}\n$/, '\n\n  /** Runs the place. */\n  admin() { return this.state({ name : "Root" }) }\n}\n')
    project.write(ALL[2] ?? '', user)
    project.write(ALL[1] ?? '', read(project, ALL[1] ?? '').replace(/return \{[^}]*\}/, 'return tag()'))
    await run(project, 'alter table users add column bio text', 'alter table tags add column author_id integer references users (id)', 'create table teams (id integer primary key, owner_id integer not null references users (id))')
    const merged = await project.run(['make:factory', '--all', '--merge'])
    expect(merged.code).toBe(2)
    expect(merged.stdout).toContain(`Merged     ${ALL[2]} (table "users")\n  added column "bio"\n  added relation "teams"\n`)
    expect(merged.stdout).toContain(`Left alone ${ALL[1]} (table "tags")\n  its definition() does not return an object\n`)
    expect(merged.stdout).toContain(`Unchanged  ${ALL[0]} (table "posts")\n`)
    expect(merged.stdout).toContain(`Kept       ${SEEDER}\n  it does not use TeamFactory\n`)
    const text = read(project, ALL[2] ?? '')
    expect(text).toContain('  /** Runs the place. */\n  admin() { return this.state({ name : "Root" }) }\n}\n')
    expect(text).toContain('  bio: string | null\n')
    expect(text).toContain("    teams: this.hasMany(() => TeamFactory, 'owner_id'),")
    // Its column is in no file.
    expect(text).not.toContain("'author_id'")
  })

  test.each([
    ['modules', '{ "type": "module" }'],
    ['CommonJS', '{ "type": "commonjs" }'],
  ])('writes JavaScript that runs: %s', async (_, manifest) => {
    const project = await blog({ 'seed.config.json': CONFIG['seed.config.json'], 'package.json': manifest })
    expect(await project.run(['make:factory', '--all'])).toMatchObject({ code: 0 })
    expect(code(project)).toEqual([...ALL, SEEDER].map((file) => file.replace('.ts', '.js')))
    expect(await project.run(['db:seed'])).toMatchObject({ code: 0, stderr: '' })
    expect(await rowsOf(project, 'post_tag')).toBeGreaterThanOrEqual(20)
    expect(await project.run(['list'])).toMatchObject({ code: 0 })
  })

  test('takes the generators of the configuration', async () => {
    const generators = { 'users.name': "'Ada'", '*.label': '({ index }) => `tag ${index}`' }
    const project = await blog({ ...CONFIG, 'seed.config.json': JSON.stringify({ ...JSON.parse(CONFIG['seed.config.json']), generators }) })
    await project.run(['make:factory', '--all'])
    expect(read(project, ALL[2] ?? '')).toContain("name: 'Ada',")
    expect(await project.run(['db:seed'])).toMatchObject({ code: 0 })
    expect(await using(project, (db) => db('tags').pluck('label'))).toEqual(Array.from({ length: 20 }, (_, at) => `tag ${at}`))
  })
})

describe('make:types', () => {
  test('writes the types of all rows, anew each time', async () => {
    const project = await blog()
    expect(await project.run(['make:types'])).toMatchObject({ code: 0, stderr: '', stdout: 'Created database/types.ts\n4 tables.\n' })
    const text = read(project, 'database/types.ts')
    expect(text).toMatch(/^\/\/ Written by "seedkit make:types", which writes it anew/)
    expect(text).toContain('export interface PostTag {\n  post_id: number\n  tag_id: number\n}')
    expect(await project.run(['make:types'])).toMatchObject({ code: 0, stdout: 'Unchanged database/types.ts\n4 tables.\n' })
    await run(project, 'alter table users add column bio text')
    expect(await project.run(['make:types', '--only', 'users'])).toMatchObject({ code: 0, stdout: 'Rewrote database/types.ts\n1 table.\n' })
    expect(read(project, 'database/types.ts')).toContain('bio: string | null')
  })

  test('writes over nothing that somebody else has written, unless told to', async () => {
    const project = await blog({ ...CONFIG, 'src/rows.ts': 'export {}\n' })
    expect(await project.run(['make:types', '--output', 'src/rows.ts'])).toMatchObject({ code: 2, stdout: '' })
    expect(read(project, 'src/rows.ts')).toBe('export {}\n')
    expect(await project.run(['make:types', '--output', 'src/rows.ts', '--dry-run', '--force'])).toMatchObject({ code: 0, stdout: expect.stringContaining('// src/rows.ts would be rewritten') })
    expect(read(project, 'src/rows.ts')).toBe('export {}\n')
    expect(await project.run(['make:types', '--output', 'src/rows.ts', '--force'])).toMatchObject({ code: 0 })
    expect(await new Project(CONFIG).run(['make:types'])).toMatchObject({ code: 5, stdout: '' })
  })
})

describe('init in a project whose database has tables', () => {
  const FILES = { 'tsconfig.json': '{}', 'shop.sqlite3': '' }

  test('without a terminal names the command', async () => {
    const project = await blog(FILES)
    const made = await project.run(['init'])
    expect(made).toMatchObject({ code: 0, stderr: '' })
    expect(made.stdout).toContain('npx seedkit make:factory --all  writes factories for the 4 tables of the database')
    expect(code(project)).toEqual(['database/factories/UserFactory.ts', SEEDER, 'seed.config.ts'])
  })

  test('--factories writes them', async () => {
    const project = await blog(FILES)
    const made = await project.run(['init', '--factories'])
    expect(made).toMatchObject({ code: 0, stderr: '' })
    expect(code(project)).toEqual([...ALL, SEEDER, 'seed.config.ts'])
    expect(await project.run(['db:seed'])).toMatchObject({ code: 0, stderr: '' })
    const none = await (await blog(FILES, [])).run(['init', '--factories'])
    expect(none).toMatchObject({ code: 0 })
    expect(none.stderr).toContain('No factories were written for tables')
  })

  test.skipIf(spawnSync('script', ['--version']).status !== 0).each([
    ['Enter', '\n', ALL], ['yes', 'y\n', ALL], ['no', 'n\n', ['database/factories/UserFactory.ts']], ['the end of input', '\u0004', ['database/factories/UserFactory.ts']],
  ])('on a terminal asks: %s', async (_, answer, files) => {
    const project = await blog(FILES)
    const screen = await onTerminal(project, 'init', answer)
    expect(screen).toContain('4 tables found. Write factories for them? [Y/n]')
    expect(code(project)).toEqual([...files, SEEDER, 'seed.config.ts'])
  })
})

/** Runs a command of seedkit on a pseudo-terminal and types `answer` once it asks. */
function onTerminal(project: Project, args: string, answer: string): Promise<string> {
  const child = spawn('script', ['-qec', `stty cols 100 rows 30; "${process.execPath}" "${BIN}" ${args}`, '/dev/null'], { cwd: project.root, env: { ...personEnvironment(), TERM: 'xterm' } })
  let screen = ''
  let isAnswered = false
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
    if (isAnswered || !screen.includes('[Y/n]')) return
    isAnswered = true
    child.stdin.write(answer)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => resolve(screen))
  })
}
