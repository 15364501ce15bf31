import { mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ConnectionSettings } from '../../src/config/connection-settings.js'
import { resolveConnection } from '../../src/config/resolve-connection.js'
import { openConnection } from '../../src/database/open-connection.js'
import { ConnectionError } from '../../src/errors/connection-error.js'
import { targets } from '../support/databases.js'

const SECRET = 'S3CRETxyz'
let root: string
const servers: Server[] = []
const sockets = new Set<Socket>()

beforeEach(async () => {
  root = await realpath(await mkdtemp(path.join(tmpdir(), 'seedkit-connection-')))
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
  await rm(root, { recursive: true, force: true })
})

/** A server that does what `greet` does with every connection. */
async function serve(greet: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    greet(socket)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const settingsOf = (options: object): Promise<ConnectionSettings> =>
  resolveConnection(options as Record<string, unknown>, { name: 'default', path: '', file: 'seed.config.ts', root })

async function failure(options: object): Promise<ConnectionError> {
  const printed = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')]
  const error: unknown = await openConnection(await settingsOf(options), { root }).then(() => undefined, (reason: unknown) => reason)
  expect(error).toBeInstanceOf(ConnectionError)
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(SECRET)
  for (const print of printed) expect(print).not.toHaveBeenCalled()
  return error as ConnectionError
}

describe.each(targets.filter(({ name }) => name !== 'mysql'))('$name', (target) => {
  const options = { client: target.client, connection: target.url ?? { filename: 'dev.sqlite3' } }

  test('opens, works, closes', async () => {
    const connection = await openConnection(await settingsOf(options), { root })
    expect(await connection.knex.raw('select 1 as one')).toBeDefined()
    expect(connection.knex.client.config.client).toBe(target.client)
    const trx = await connection.knex.transaction()
    await trx.raw('select 1')
    await trx.rollback()
    await connection.close()
    await expect(connection.knex.raw('select 1')).rejects.toThrow()
  })

  test('closes quickly while a transaction is still open', async () => {
    const connection = await openConnection(await settingsOf(options), { root })
    const trx = await connection.knex.transaction()
    trx.executionPromise.catch(() => undefined)
    const before = performance.now()
    await connection.close()
    expect(performance.now() - before).toBeLessThan(2000)
  })
})

describe.each([{ client: 'pg' }, { client: 'mysql2' }])('a server that fails, for $client', ({ client }) => {
  const connection = { host: '127.0.0.1', user: 'me', password: SECRET, database: 'd' }

  test('nothing listens', async () => {
    const port = await serve(() => undefined)
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve))
    const error = await failure({ client, connection: { ...connection, port } })
    expect(error).toMatchObject({ code: 'SEEDKIT_CANNOT_CONNECT', hint: 'Is the server running, and are host and port right?' })
    expect(error.message).toBe(`Cannot connect to the database "d" on 127.0.0.1:${port} as "me": nothing listens there.`)
  })

  test('the host is unknown', async () => {
    const error = await failure({ client, connection: { ...connection, host: 'no-such-host.invalid' } })
    expect(error.message).toMatch(/on no-such-host\.invalid as "me": the host name is not known\.$/)
  })

  test('it hangs up', async () => {
    const port = await serve((socket) => socket.destroy())
    expect((await failure({ client, connection: { ...connection, port } })).message).toMatch(/^Cannot connect to the database "d" on 127\.0\.0\.1:\d+ as "me": ./)
  })

  test('it says nothing', async () => {
    const port = await serve(() => undefined)
    const before = performance.now()
    const error = await failure({ client, connection: { ...connection, port }, acquireConnectionTimeout: 600 })
    expect(error.message).toMatch(/the server did not answer in time\.$/)
    expect(performance.now() - before).toBeLessThan(3000)
  })

  test('it is another kind of server', async () => {
    const port = await serve((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect((await failure({ client, connection: { ...connection, port }, acquireConnectionTimeout: 1000 })).code).toBe('SEEDKIT_CANNOT_CONNECT')
  })
})

describe.each(targets.filter(({ engine, name }) => engine !== 'sqlite' && name !== 'mysql'))('$name refuses', (target) => {
  const url = new URL(target.url ?? '')

  test('a database that does not exist', async () => {
    url.pathname = '/seedkit_no_such_database'
    expect((await failure({ connection: url.href })).message).toMatch(/"seedkit_no_such_database" on .*: the database does not exist\.$/)
  })

  test('a user that does not exist', async () => {
    url.username = 'nobody_of_that_name'
    url.password = SECRET
    const error = await failure({ connection: url.href })
    expect(error.message).toMatch(/as "nobody_of_that_name": user or password is refused\.$/)
  })
})

describe.each([{ client: 'sqlite3' }, { client: 'better-sqlite3' }])('files, for $client', ({ client }) => {
  test('a missing file is made', async () => {
    const connection = await openConnection(await settingsOf({ client, connection: 'new.db' }), { root })
    await connection.knex.raw('create table t (a)')
    await connection.close()
    expect(await readdir(root)).toEqual(['new.db'])
  })

  test('a missing folder is told', async () => {
    expect((await failure({ client, connection: 'no/such/new.db' })).message).toMatch(/: the folder ".*no\/such" does not exist\.$/)
  })

  test('a folder in place of the file', async () => {
    await mkdir(path.join(root, 'folder.db'))
    expect((await failure({ client, connection: 'folder.db' })).message).toMatch(/it is a folder\.$/)
  })

  test('a file that is no database', async () => {
    await writeFile(path.join(root, 'text.db'), 'This is a text. '.repeat(100))
    expect((await failure({ client, connection: 'text.db' })).message).toMatch(/the file is not an SQLite database\.$/)
  })

  test('memory keeps what is in it while it is open', async () => {
    const connection = await openConnection(await settingsOf({ client, connection: ':memory:', pool: { idleTimeoutMillis: 10, max: 3 } }), { root })
    await connection.knex.raw('create table t (a)')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await connection.knex('t')).toEqual([])
    await connection.close()
  })
})

describe('drivers', () => {
  /** Drivers are also looked for where seedkit is, so one that does not exist anywhere is asked for. */
  test.each([
    [{ 'package.json': '{}' }, undefined, 'npm install -D mysql2'],
    [{ 'pnpm-lock.yaml': '' }, undefined, 'pnpm add -D mysql2'],
    [{ 'yarn.lock': '' }, undefined, 'yarn add -D mysql2'],
    [{ 'bun.lock': '' }, undefined, 'bun add -d mysql2'],
    [{ 'package.json': '{ "packageManager": "pnpm@9.0.0" }', 'package-lock.json': '' }, undefined, 'pnpm add -D mysql2'],
    [{}, 'pnpm/9.1.0 npm/? node/v20', 'pnpm add -D mysql2'],
    [{ 'package-lock.json': '' }, 'pnpm/9.1.0 npm/? node/v20', 'npm install -D mysql2'],
  ])('the package manager in use is named (%o, %s)', async (files, agent, install) => {
    vi.stubEnv('npm_config_user_agent', agent)
    for (const [name, content] of Object.entries(files)) await writeFile(path.join(root, name), content)
    const { packageManagerCommands } = await import('../../src/database/package-manager.js')
    expect(packageManagerCommands(root).install('mysql2')).toBe(install)
  })

  test('the old mysql client is served by mysql2 where that is what is installed', async () => {
    const { loadDriver } = await import('../../src/database/driver-check.js')
    expect(loadDriver('mysql', root).client).toBe('mysql2')
  })

  test('the project\'s own driver comes first', async () => {
    await mkdir(path.join(root, 'node_modules', 'pg'), { recursive: true })
    await writeFile(path.join(root, 'node_modules', 'pg', 'index.js'), 'module.exports = "the project\'s own"')
    const { loadDriver } = await import('../../src/database/driver-check.js')
    expect(loadDriver('pg', root).module).toBe("the project's own")
  })

  test('a driver that is not there', async () => {
    const { loadDriver } = await import('../../src/database/driver-check.js')
    vi.stubEnv('npm_config_user_agent', undefined)
    expect(() => loadDriver('no-such-driver', root)).toThrow('The client "no-such-driver" needs the package "no-such-driver", which is not installed.')
    try {
      loadDriver('no-such-driver', root)
    } catch (error) {
      expect(error).toMatchObject({ code: 'SEEDKIT_MISSING_DRIVER', hint: 'Install it: npm install -D no-such-driver' })
    }
  })

  test('a driver whose native part is missing', async () => {
    const folder = path.join(root, 'node_modules', 'sqlite3')
    await mkdir(folder, { recursive: true })
    await writeFile(path.join(folder, 'index.js'), 'throw new Error("Could not locate the bindings file. Tried: …")')
    const error = await failure({ client: 'sqlite3', connection: 'dev.db' })
    expect(error).toMatchObject({ code: 'SEEDKIT_MISSING_DRIVER' })
    expect(error.hint).toMatch(/^Build it again: \w+ rebuild sqlite3$/)
    expect(await readdir(root)).toEqual(['node_modules'])
  })

  test('a driver that throws for another reason', async () => {
    const folder = path.join(root, 'node_modules', 'pg')
    await mkdir(folder, { recursive: true })
    await writeFile(path.join(folder, 'index.js'), "require('./lib/missing')")
    const error = await failure({ client: 'pg', connection: 'postgres://localhost/app' })
    expect(error.message).toMatch(/^The package "pg" is installed, but cannot be loaded: Cannot find module '\.\/lib\/missing'\.$/)
    expect(error).toMatchObject({ code: 'SEEDKIT_MISSING_DRIVER', hint: expect.stringMatching(/^Install it again: .+ pg$/) })
  })

  test.each([['4.5.7', true], ['7.18.2', true], ['8.0.0', false], ['9.1.0', false]])('version %s of pg: too old is %s', async (version, isTooOld) => {
    const folder = path.join(root, 'node_modules', 'pg')
    await mkdir(path.join(folder, 'lib'), { recursive: true })
    await writeFile(path.join(folder, 'package.json'), JSON.stringify({ name: 'pg', version, main: 'lib/index.js', exports: './lib/index.js' }))
    await writeFile(path.join(folder, 'lib', 'index.js'), 'module.exports = {}')
    const { loadDriver } = await import('../../src/database/driver-check.js')
    if (!isTooOld) return expect(loadDriver('pg', root).module).toEqual({})
    expect(() => loadDriver('pg', root)).toThrow(`The package "pg" is of version ${version}; seedkit needs ^8.16.0.`)
  })

  test('a native part that is found missing on the first connection', async () => {
    const own = path.join(process.cwd(), 'node_modules')
    const folder = path.join(root, 'node_modules', 'better-sqlite3')
    await mkdir(folder, { recursive: true })
    // The package as installed, without what was built.
    for (const part of ['lib', 'package.json']) await symlink(path.join(own, 'better-sqlite3', part), path.join(folder, part))
    await writeFile(path.join(folder, 'index.js'), 'module.exports = class { constructor() { throw Object.assign(new Error("The module was compiled against a different Node.js version"), { code: "ERR_DLOPEN_FAILED" }) } }')
    await rm(path.join(folder, 'package.json'))
    const error = await failure({ client: 'better-sqlite3', connection: 'dev.db' })
    expect(error.message).toBe(`The package "better-sqlite3" is installed, but its native part cannot be loaded by Node.js ${process.version}.`)
  })
})

test('the other SQLite driver is named, not taken', async () => {
  const error = ConnectionError.otherDriver({ client: 'sqlite3', driver: 'sqlite3', other: 'better-sqlite3', install: 'npm install -D sqlite3' })
  expect(error).toMatchObject({ code: 'SEEDKIT_MISSING_DRIVER', hint: "Set client: 'better-sqlite3' in the config, or install it: npm install -D sqlite3" })
})
