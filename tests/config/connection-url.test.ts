import { createServer, type Server } from 'node:net'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { loadConfig } from '../../src/config/load-config.js'
import { parseConnectionUrl } from '../../src/config/parse-connection-url.js'
import { pickConnection } from '../../src/config/pick-connection.js'
import { openConnection } from '../../src/database/open-connection.js'
import { ConfigError } from '../../src/errors/config-error.js'
import { loadModule, projectFolder } from './project-folder.js'

const SECRET = 'S3CRETxyz'

/** What a URL may never become: a connection to what the drivers fall back to. Listens where that would be. */
let accepted = 0
let listener: Server
let port = 0
beforeAll(async () => {
  listener = createServer((socket) => {
    accepted++
    socket.destroy()
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
afterAll(() => new Promise((resolve) => listener.close(resolve)))
beforeEach(() => {
  // pg takes its defaults from here: what falls back to localhost falls into the trap.
  vi.stubEnv('PGHOST', '127.0.0.1')
  vi.stubEnv('PGPORT', String(port))
})
afterEach(() => {
  vi.unstubAllEnvs()
})

const MALFORMED: readonly (readonly [string, string, RegExp])[] = [
  ['empty', '', /is empty/],
  ['blank', '  ', /is empty/],
  ['a raw # in the password', `postgres://u:${SECRET}#x@db.example.invalid/d`, /has a raw "#" before its last "@"/],
  ['a raw ? in the password', `postgres://u:${SECRET}?x@db.example.invalid/d`, /has a raw "\?" before its last "@"/],
  ['a raw / in the password', `postgres://u:${SECRET}/x@db.example.invalid/d`, /has a raw "\/" before its last "@"/],
  ['a raw @ in the password', `postgres://u:x@${SECRET}@db.example.invalid/d`, /has a raw "@" before its last "@"/],
  ['a raw @ and a raw /', `postgres://u:x@${SECRET}/y@db.example.invalid/d`, /has a raw "\/"/],
  ['a raw % in the password', `postgres://u:${SECRET}%zz@db.example.invalid/d`, /has a "%" in its password/],
  ['a % that is no UTF-8', `postgres://u:${SECRET}%ff@db.example.invalid/d`, /has a "%" in its password/],
  ['a port that is a word', `postgres://u:${SECRET}@db.example.invalid:port/d`, /has a port that is not a number/],
  ['a port out of range', `mysql://u:${SECRET}@db.example.invalid:99999/d`, /has a port that is not a number from 1 to 65535/],
  ['port 0', `mysql://u:${SECRET}@db.example.invalid:0/d`, /port/],
  ['an empty port', `mysql://u:${SECRET}@db.example.invalid:/d`, /port/],
  ['a space in the host', `postgres://u:${SECRET}@db example.invalid/d`, /has a space in its host/],
  ['a host of strange characters', `postgres://u:${SECRET}@db!example/d`, /has a host with characters/],
  ['no scheme', `u:${SECRET}@db.example.invalid/d`, /has no scheme/],
  ['no scheme, but a port', `db.example.invalid:5432/${SECRET}`, /has no scheme/],
  ['a misspelt scheme', `postgress://u:${SECRET}@db.example.invalid/d`, /has the unknown scheme "postgress"/],
  ['the scheme of a Java driver', `jdbc:postgresql://db.example.invalid/${SECRET}`, /has the unknown scheme "jdbc:postgresql"/],
  ['http', `https://u:${SECRET}@db.example.invalid/d`, /has the unknown scheme "https"/],
  ['one slash', `postgres:/u:${SECRET}@db.example.invalid/d`, /has no "\/\/" after "postgres:"/],
  ['no host', `postgres://u:${SECRET}@/d`, /has no host/],
  ['no host at all', 'postgres:///d', /has no host/],
  ['an empty host as parameter', `postgres://u:${SECRET}@/d?host=`, /has no host/],
  ['no @ before the host', `postgres://u:${SECRET}`, /has a port that is not a number/],
  ['no database', `postgres://u:${SECRET}@db.example.invalid`, /names no database/],
  ['no database, but a slash', `mysql://u:${SECRET}@db.example.invalid:3306/`, /names no database/],
  ['too many slashes', `mysql://u:${SECRET}@db.example.invalid/a/b`, /more than one "\/"/],
  ['a fragment', `mysql://u:${SECRET}@db.example.invalid/d#x`, /has a "#"/],
  ['several hosts', `postgres://u:${SECRET}@a.invalid:1,b.invalid:2/d`, /names several hosts/],
  ['a bare IPv6 address', `postgres://u:${SECRET}@::1/d`, /has a host that cannot be read/],
  ['brackets around nonsense', `postgres://u:${SECRET}@[nope]/d`, /no IPv6 address/],
  ['two hosts', `postgres://u:${SECRET}@a.invalid/d?host=b.invalid`, /names its host twice/],
  ['an unknown parameter', `postgres://u:${SECRET}@db.example.invalid/d?sslmod=require`, /has the unknown parameter "sslmod"/],
  ['a parameter that is the rest of a secret', `postgres://db.example.invalid/d?${SECRET}1=x`, /has a parameter that is not a name/],
  ['a parameter without a value', `postgres://db.example.invalid/d?${SECRET}`, /has a parameter without a value/],
  ['a parameter twice', `postgres://u:${SECRET}@h/d?sslmode=disable&sslmode=require`, /parameter "sslmode" twice/],
  ['a parameter of the other database', `mysql://u:${SECRET}@h/d?application_name=x`, /unknown parameter "application_name"/],
  ['a wrong value', `postgres://u:${SECRET}@h/d?sslmode=${SECRET}`, /parameter "sslmode", which must be one of disable,/],
  ['a certificate that is not there', `postgres://u:${SECRET}@h/d?sslrootcert=nope.pem`, /names a file with "sslrootcert" that cannot be read/],
  ['a line break', `postgres://u:${SECRET}\n@h/d`, /line break/],
  ['a bell', `postgres://u:${SECRET}\u0007@h/d`, /control character/],
  ['SQLite without a file', 'sqlite:', /names no file/],
  ['SQLite with parameters', `sqlite:x.db?key=${SECRET}`, /has parameters/],
  ['SQLite with a #', `sqlite:x.db#${SECRET}`, /has a "#" in its file name/],
]

test.each(MALFORMED)('malformed: %s', async (_title, url, fault) => {
  const root = await projectFolder({})
  vi.stubEnv('DATABASE_URL', url)
  const before = accepted
  const open = async (): Promise<void> => {
    const connection = await openConnection(pickConnection(await loadConfig({ cwd: root, loadModule })), { root })
    await connection.close()
  }
  const error: unknown = await open().then(() => undefined, (reason: unknown) => reason)
  expect(error).toBeInstanceOf(ConfigError)
  expect(error).toMatchObject({ code: 'SEEDKIT_MALFORMED_URL' })
  expect((error as ConfigError).message).toMatch(fault)
  for (const text of [inspect(error, { depth: 10, showHidden: true }), JSON.stringify(error), String((error as ConfigError).hint)]) {
    expect(text).not.toContain(SECRET)
  }
  expect(accepted).toBe(before)
})

test('the trap works: a connection object without a host does go where PGHOST says', async () => {
  const root = await projectFolder({ 'seed.config.json': '{ "client": "pg", "connection": { "user": "u", "database": "d" } }' })
  const before = accepted
  await expect(openConnection(pickConnection(await loadConfig({ cwd: root, loadModule })), { root })).rejects.toMatchObject({ code: 'SEEDKIT_CANNOT_CONNECT' })
  expect(accepted).toBeGreaterThan(before)
})

const ROOT = '/project'
const WELL_FORMED: readonly (readonly [string, string, object])[] = [
  ['postgres://u:p@h/d', 'pg', { host: 'h', port: 5432, user: 'u', password: 'p', database: 'd' }],
  ['POSTGRESQL://h:6543/d', 'pg', { host: 'h', port: 6543, database: 'd' }],
  [' pg://u@h/d\n', 'pg', { host: 'h', port: 5432, user: 'u', database: 'd' }],
  ['mysql://u:p@h/d', 'mysql2', { host: 'h', port: 3306, user: 'u', password: 'p', database: 'd' }],
  ['mariadb://u:@h/d', 'mysql2', { host: 'h', port: 3306, user: 'u', password: '', database: 'd' }],
  ['mysql2://u%40x:%23%3F%2F%40%25%3A@h/d%20e', 'mysql2', { host: 'h', port: 3306, user: 'u@x', password: '#?/@%:', database: 'd e' }],
  ['postgres://u:a:b@h/d', 'pg', { host: 'h', port: 5432, user: 'u', password: 'a:b', database: 'd' }],
  ['postgres://u@[::1]:5433/d', 'pg', { host: '::1', port: 5433, user: 'u', database: 'd' }],
  ['postgres://u@[fe80::1]/d', 'pg', { host: 'fe80::1', port: 5432, user: 'u', database: 'd' }],
  ['postgres:///d?host=/var/run/postgresql&user=me', 'pg', { host: '/var/run/postgresql', port: 5432, user: 'me', database: 'd' }],
  ['postgres://u:p@localhost/d?host=/cloudsql/a:b:c', 'pg', { host: '/cloudsql/a:b:c', port: 5432, user: 'u', password: 'p', database: 'd' }],
  ['postgres://u@%2Fvar%2Frun%2Fpostgresql/d', 'pg', { host: '/var/run/postgresql', port: 5432, user: 'u', database: 'd' }],
  ['mysql://u@/d?socket=/run/mysqld/mysqld.sock', 'mysql2', { socketPath: '/run/mysqld/mysqld.sock', user: 'u', database: 'd' }],
  ['postgres://h/d?sslmode=disable', 'pg', { host: 'h', port: 5432, database: 'd', ssl: false }],
  ['postgres://h/d?sslmode=verify-full&application_name=seed%20kit', 'pg', { host: 'h', port: 5432, database: 'd', ssl: {}, application_name: 'seed kit' }],
  ['postgres://h/d?sslmode=no-verify', 'pg', { host: 'h', port: 5432, database: 'd', ssl: { rejectUnauthorized: false } }],
  ['postgres://h/d?sslmode=require&channel_binding=require', 'pg', { host: 'h', port: 5432, database: 'd', ssl: {}, enableChannelBinding: true }],
  ['postgres://h/d?connect_timeout=5&options=-c%20geqo%3Doff', 'pg', { host: 'h', port: 5432, database: 'd', connectionTimeoutMillis: 5000, options: '-c geqo=off' }],
  ['mysql://h/d?charset=utf8mb4&timezone=+02:00', 'mysql2', { host: 'h', port: 3306, database: 'd', charset: 'utf8mb4', timezone: '+02:00' }],
  ['mysql://h/d?ssl={"rejectUnauthorized":true}', 'mysql2', { host: 'h', port: 3306, database: 'd', ssl: { rejectUnauthorized: true } }],
  ['mysql://h/d?ssl-mode=DISABLED', 'mysql2', { host: 'h', port: 3306, database: 'd', ssl: false }],
  ['postgres://müller@bücher.example/d', 'pg', { host: 'bücher.example', port: 5432, user: 'müller', database: 'd' }],
  ['sqlite:./dev.db', 'sqlite3', { filename: '/project/dev.db' }],
  ['sqlite:dev.db', 'sqlite3', { filename: '/project/dev.db' }],
  ['sqlite://dev.db', 'sqlite3', { filename: '/project/dev.db' }],
  ['sqlite://./sub/dev.db', 'sqlite3', { filename: '/project/sub/dev.db' }],
  ['sqlite:///var/dev.db', 'sqlite3', { filename: '/var/dev.db' }],
  ['sqlite3:dev.db', 'sqlite3', { filename: '/project/dev.db' }],
  ['file:./prisma/dev.db', 'sqlite3', { filename: '/project/prisma/dev.db' }],
  ['file:///var/dev.db', 'sqlite3', { filename: '/var/dev.db' }],
  ['better-sqlite3:dev%3F%23.db', 'better-sqlite3', { filename: '/project/dev?#.db' }],
]

test.each(WELL_FORMED)('%s', (url, client, connection) => {
  const parsed = parseConnectionUrl(url, ROOT)
  expect(parsed.client).toBe(client)
  expect(parsed.connection).toEqual(connection)
})

describe('schemas of a URL', () => {
  test.each(['schema=a', 'search_path=a', 'currentSchema=a'])('%s', (parameter) => {
    expect(parseConnectionUrl(`postgres://h/d?${parameter}`, ROOT).knex).toEqual({ searchPath: ['a'] })
  })

  test('pool options of other tools are of no meaning', () => {
    const parsed = parseConnectionUrl('postgres://h/d?schema=public&connection_limit=1&pgbouncer=true&pool_timeout=0', ROOT)
    expect(parsed).toEqual({ client: 'pg', connection: { host: 'h', port: 5432, database: 'd' }, knex: { searchPath: ['public'] } })
  })
})
