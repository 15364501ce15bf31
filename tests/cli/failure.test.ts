import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { BIN, Project } from './support/project.js'
import { rowsOf, seeder, shopProject } from './support/shop-project.js'

const drew = (text: string) => /drew \d+/.exec(text)?.[0]
const CREATE = 'await this.factory(UserFactory).createBatch(5)'
const PAUSE = 'await new Promise((resolve) => setTimeout(resolve, 200))'

describe('a run that fails', () => {
  test('in the last of three seeders leaves nothing behind and ends with the command that replays it', async () => {
    const project = await shopProject(seeder('BadSeeder', `${CREATE}\n    throw new Error('no luck')`))
    const result = await project.run(['db:seed', 'Admin', 'Database', 'Bad'])
    expect(result.code).toBe(1)
    expect(result.stdout).not.toContain('Committed')
    expect(result.stderr).toContain('BadSeeder')
    expect(result.stderr).toContain('no luck')
    expect(result.stderr.trimEnd().split('\n').at(-1)).toBe('seedkit db:seed --seed 42 --class Admin --class Database --class Bad')
    expect(await rowsOf(project, 'users')).toBe(0)
  })

  test('the last line, given to a shell, fails the same way', async () => {
    const config = `export default { client: 'better-sqlite3', connection: { filename: './shop.sqlite3' } }`
    const project = await shopProject({
      "my own 'config'.mjs": config,
      ...seeder('BadSeeder', `throw new Error('drew ' + this.faker.number.int())`),
    })
    const first = await project.run(['db:seed', 'Bad', '--config', "my own 'config'.mjs"])
    const command = first.stderr.trimEnd().split('\n').at(-1) ?? ''
    expect(command).toMatch(/^seedkit db:seed --seed \d+ --config '/)
    const script = `seedkit() { "${process.execPath}" "${BIN}" "$@"; }; ${command}`
    const again: unknown = await promisify(execFile)('sh', ['-c', script], { cwd: project.root }).catch((error: unknown) => error)
    expect(again).toMatchObject({ code: 1 })
    expect(drew((again as { stderr: string }).stderr)).toBe(drew(first.stderr))
    expect(drew(first.stderr)).toBeDefined()
  })

  test('because of an operation that came after its seeder had ended: refused, exit 1, nothing committed', async () => {
    const project = await shopProject({
      ...seeder('LateSeeder', `setTimeout(() => { void ${CREATE.replace('await ', '')} }, 20)`),
      ...seeder('SlowSeeder', PAUSE),
    })
    const result = await project.run(['db:seed', 'Late', 'Slow'])
    expect(result.code).toBe(1)
    expect(result.stderr).toContain('after its run() had ended')
    expect(result.stdout).not.toContain('Committed')
    expect(result.stderr).not.toContain('nothing awaited it')
    expect(await rowsOf(project, 'users')).toBe(0)
  })

  test('names the line of the TypeScript file, with --debug the stack and the causes', async () => {
    const project = await shopProject(seeder('BadSeeder', `const cause = new TypeError('the cause')\n    throw new Error('no luck', { cause })`))
    const short = await project.run(['db:seed', 'Bad'])
    expect(short.stderr).toContain('at database/seeders/BadSeeder.ts:7:')
    const long = await project.run(['db:seed', 'Bad', '--debug'])
    expect(long.stderr).toMatch(/Caused by: Error.*no luck/)
    expect(long.stderr).toMatch(/Caused by: TypeError: the cause/)
    expect(long.stderr).toMatch(/at .*BadSeeder\.ts:6:/)
  })

  test.each([
    ['rows of a factory that the database refuses', 'await this.factory(UserFactory).createBatch(3, { name: null as never })'],
    ['rows that a lazy attribute fails for', `await this.factory(UserFactory).create({ name: () => { throw new Error('no luck') } })`],
    ['a statement of db that the database refuses', `await this.db('users').where('nickname', 'x').update({ nickname: 'y' })`],
    ['a raw statement that the database refuses', `await this.db.raw('insert into nowhere values (1)')`],
    ['a batch that the database refuses', `await this.db.batchInsert('users', [{ nickname: 'x' }])`],
    ['a transaction in the transaction', `await this.db.transaction((trx) => trx('users').insert({ nickname: 'x' }))`],
  ])('%s: the line of the call is told, with --debug as a frame of the stack', async (_, body) => {
    const project = await shopProject(seeder('BadSeeder', body))
    const [short, long] = [await project.run(['db:seed', 'Bad']), await project.run(['db:seed', 'Bad', '--debug'])]
    expect([short.code, long.code]).toEqual([1, 1])
    expect(short.stderr).toContain('at database/seeders/BadSeeder.ts:6:')
    expect(long.stderr).toMatch(/^ +at .*BadSeeder\.ts:6:/m)
  })

  test.each([[], ['--debug'], ['--json']])('no value of a statement of the seeder is printed %s', async (...flags) => {
    const project = await shopProject(seeder('BadSeeder', `await this.db('users').insert({ name: null, role: 'S3CRETxyz' })`))
    const result = await project.run(['db:seed', 'Bad', ...flags])
    expect(result.code).toBe(1)
    expect(result.stderr).toContain('insert into `users`')
    expect(result.stdout + result.stderr).not.toContain('S3CRETxyz')
  })

  test('in a seeder that lacks its argument says so; an optional one is not asked for', async () => {
    const file = `
import { Seeder } from 'seedkit'
export class SizedSeeder extends Seeder { async run(size: { users: number }) { console.log(size.users) } }
export class FreeSeeder extends Seeder { async run(size?: number) { console.log('size', size) } }
`
    const project = await shopProject({ 'database/seeders/Sized.ts': file })
    const result = await project.run(['db:seed', 'Sized'])
    expect(result.code).toBe(1)
    expect(result.stderr).toContain("SizedSeeder failed: Cannot read properties of undefined (reading 'users')\n  Its run() has a parameter")
    expect(await project.run(['db:seed', 'Free'])).toMatchObject({ code: 0, stdout: expect.stringContaining('size undefined') })
  })

  test.skipIf(!existsSync('/dev/full'))('because its output cannot be written is told as that', async () => {
    const project = await shopProject()
    for (const command of ['db:seed', 'db:seed --json', 'list']) {
      const script = `"${process.execPath}" "${BIN}" ${command} >/dev/full`
      const result: unknown = await promisify(execFile)('sh', ['-c', script], { cwd: project.root }).catch((error: unknown) => error)
      expect(result).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Error: The output cannot be written: ENOSPC: no space left on device, write\.\n/) })
    }
    expect(await rowsOf(project, 'users')).toBe(0)
  })

  test('--quiet prints the error all the same', async () => {
    const project = await shopProject(seeder('BadSeeder', `throw new Error('no luck')`))
    const result = await project.run(['db:seed', 'Bad', '--quiet'])
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toContain('no luck')
  })

  test.each([
    ['a rejection that nobody awaits', `void Promise.reject(new Error('no luck'))\n    ${PAUSE}`, 'no luck'],
    ['a rejection in the last moment', `void Promise.reject(new Error('no luck'))`, 'no luck'],
    ['a rejection with something that is no error', `void Promise.reject('no luck')\n    ${PAUSE}`, 'no luck'],
    ['an exception in a timer', `setTimeout(() => { throw new Error('no luck') }, 20)\n    ${PAUSE}`, 'no luck'],
    ['process.exit(0)', 'process.exit(0)', 'process.exit()'],
    ['process.exit(0) in a timer', `setTimeout(() => process.exit(0), 20)\n    ${PAUSE}`, 'process.exit()'],
    ['a thrown string', `throw 'no luck'`, 'no luck'],
    ['a thrown undefined', `throw undefined`, 'BadSeeder'],
    ['a thrown object', `throw { weird: 1 }`, 'BadSeeder failed: {"weird":1}'],
    ['errors without a message', `throw new AggregateError([new Error('no luck'), new Error('none')])`, 'BadSeeder failed: no luck; none'],
    ['an error without a message', `throw new TypeError()`, 'BadSeeder failed: TypeError without a message'],
    ['an operation that is not awaited', 'void this.factory(UserFactory).create()', 'BadSeeder'],
  ])('%s: exit 1, no rows, no success', async (_, body, message) => {
    const project = await shopProject(seeder('BadSeeder', `${CREATE}\n    ${body}`))
    const result = await project.run(['db:seed', 'Bad'])
    expect(result.stderr).toContain(message)
    expect(result.code).toBe(1)
    expect(result.stdout).not.toContain('Committed')
    expect(await rowsOf(project, 'users')).toBe(0)
  })

  test('a configuration that is never ready exits 1 and says so', async () => {
    const project = await shopProject({ 'seed.config.ts': 'export default new Promise(() => undefined)' })
    const result = await project.run(['db:seed'])
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toContain('nothing will settle')
  })

  test('an operation that comes after its seeder is refused and makes the exit code 1', async () => {
    const body = `${CREATE}\n    setTimeout(() => { this.factory(UserFactory).create().catch(() => undefined) }, 20)`
    const project = await shopProject(seeder('LateSeeder', body))
    const result = await project.run(['db:seed', 'Late'])
    expect(result.code).toBe(1)
    expect(result.stderr).toContain('LateSeeder')
  })

  test('a database that cannot be reached exits 5', async () => {
    const project = new Project({ ...seeder('DatabaseSeeder', ''), 'seed.config.json': '{ "connection": "postgres://app:S3CRETxyz@127.0.0.1:1/shop" }' })
    project.write('database/seeders/DatabaseSeeder.ts', "import { Seeder } from 'seedkit'\nexport class DatabaseSeeder extends Seeder { async run() {} }\n")
    const result = await project.run(['db:seed', '--debug'])
    expect(result).toMatchObject({ code: 5, stdout: '' })
    expect(result.stderr).toContain('127.0.0.1')
    expect(result.stderr).not.toContain('S3CRETxyz')
  })

  test('a database in a folder that does not exist exits 5', async () => {
    const config = `export default { client: 'better-sqlite3', connection: { filename: './missing/shop.sqlite3' } }`
    const project = await shopProject({ 'seed.config.ts': config })
    expect(await project.run(['db:seed'])).toMatchObject({ code: 5, stdout: '' })
  })

  test('without a configuration it exits 2 and names "seedkit init"', async () => {
    const result = await new Project().run(['db:seed'])
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toContain('seedkit init')
  })
})

describe('the guard', () => {
  const SEEDER = { 'database/seeders/DatabaseSeeder.js': "import { Seeder } from 'seedkit'\nexport class DatabaseSeeder extends Seeder { async run() {} }\n" }

  test.each([{ NODE_ENV: 'production' }, { APP_ENV: 'production' }, { APP_ENV: 'Production' }, { APP_ENV: 'prod' }, { NODE_ENV: 'live' }, { SEEDKIT_ENV: 'prod' }])('refuses %j with exit 3', async (env) => {
    const project = await shopProject()
    const result = await project.run(['db:seed'], { env })
    expect(result).toMatchObject({ code: 3, stdout: '' })
    expect(result.stderr).toContain('--force')
    expect(await rowsOf(project, 'users')).toBe(0)
  })

  test('refuses --env production and a public host, and never prints the password', async () => {
    const files = { ...SEEDER, 'seed.config.json': '{ "connection": "postgres://app:S3CRETxyz@db.example.com/shop" }' }
    const result = await new Project(files).run(['db:seed', '--debug'])
    expect(result).toMatchObject({ code: 3, stdout: '' })
    expect(result.stderr).toContain('db.example.com')
    expect(result.stderr).toContain('shop')
    expect(result.stderr).not.toContain('S3CRETxyz')
    expect(await (await shopProject()).run(['db:seed', '--env', 'production'])).toMatchObject({ code: 3 })
  })

  test('opens no connection when it refuses', async () => {
    let connections = 0
    const server = createServer((socket) => {
      connections++
      socket.destroy()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const files = { ...SEEDER, 'seed.config.json': `{ "connection": "postgres://app@127.0.0.1:${port}/shop" }` }
    try {
      expect(await new Project(files).run(['db:seed'], { env: { NODE_ENV: 'production' } })).toMatchObject({ code: 3 })
      expect(await new Project(files).run(['db:seed', 'Nobody'])).toMatchObject({ code: 2 })
      expect(connections).toBe(0)
      expect(await new Project(files).run(['db:seed', '--force'], { env: { NODE_ENV: 'production' } })).toMatchObject({ code: 5 })
      expect(connections).toBeGreaterThan(0)
    } finally {
      server.close()
    }
  })

  test('--force runs', async () => {
    const project = await shopProject()
    expect(await project.run(['db:seed', '--force'], { env: { NODE_ENV: 'production' } })).toMatchObject({ code: 0 })
    expect(await rowsOf(project, 'users')).toBe(5)
  })
})
