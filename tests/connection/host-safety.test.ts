import { expect, test } from 'vitest'
import { isPrivateTarget } from '../../src/database/host-safety.js'

const at = (host: string, allowHosts: readonly string[] = []): boolean => isPrivateTarget({ client: 'pg', connection: { host }, host }, allowHosts)

test.each([
  'localhost', 'LOCALHOST', 'localhost.', '127.0.0.1', '127.8.9.10', '::1', '[::1]', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::ffff:10.1.2.3', '::ffff:a00:1',
  '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', 'fc00::1', 'fdab:cd::1', 'fe80::1', 'fe80::1%eth0', 'febf::1',
  'postgres', 'db', 'my_db-1', 'db.local', 'app.localhost', 'db.internal', 'host.docker.internal', 'db.prod.test', 'DB.Local.',
  '/var/run/postgresql', '/cloudsql/project:region:name', '@abstract', 'db,127.0.0.1,::1',
])('%s is private', (host) => {
  expect(at(host)).toBe(true)
})

test.each([
  'db.example.com', 'localhost.evil.com', '127.0.0.1.evil.com', 'evil.com,local', 'internal.example.com', 'db.locals', 'xn--local.com', 'test.com',
  '8.8.8.8', '11.0.0.1', '172.15.0.1', '172.32.0.1', '192.167.1.1', '192.169.0.1', '169.253.0.1', '126.0.0.1', '128.0.0.1', '0.0.0.0',
  '2001:db8::1', '::', '::2', 'fec0::1', 'fbff::1', '::ffff:8.8.8.8', '::ffff:808:808', '64:ff9b::7f00:1', '::127.0.0.1',
  '2130706433', '0x7f000001', '127.1', '0177.0.0.1', '010.0.0.1', '0x7f.0.0.1', 'localhost:5432', 'db,db.example.com', 'db,', '', ' ',
  'db.example.com/localhost', 'user@localhost.example.com', 'dev.db.neon.tech',
])('%s is not', (host) => {
  expect(at(host)).toBe(false)
})

test('allowHosts adds to them, with * for any part', () => {
  expect(at('ep-1.eu.neon.tech', ['*.neon.tech'])).toBe(true)
  expect(at('EP-1.NEON.TECH.', ['*.Neon.tech'])).toBe(true)
  expect(at('neon.tech', ['*.neon.tech'])).toBe(false)
  expect(at('evilneon.tech', ['*.neon.tech'])).toBe(false)
  expect(at('a.neon.tech.evil.com', ['*.neon.tech'])).toBe(false)
  expect(at('aXneonXtech', ['*.neon.tech'])).toBe(true) // a name without dots is one of the own network
  expect(at('a.neonxtech', ['*.neon.tech'])).toBe(false)
  expect(at('staging-3.example.com', ['staging-*.example.com'])).toBe(true)
  expect(at('8.8.8.8', ['8.8.8.8'])).toBe(true)
  expect(at('a.neon.tech,b.example.com', ['*.neon.tech'])).toBe(false)
  expect(at('', ['*'])).toBe(false)
})

test('a database in a file is local; a socket is, whatever the host says; a server without a host is not', () => {
  expect(isPrivateTarget({ client: 'sqlite3', connection: { filename: '/x' }, host: undefined }, [])).toBe(true)
  expect(isPrivateTarget({ client: 'better-sqlite3', connection: { filename: ':memory:' }, host: undefined }, [])).toBe(true)
  expect(isPrivateTarget({ client: 'mysql2', connection: { socketPath: '/run/mysqld.sock', host: 'prod.example.com' }, host: '/run/mysqld.sock' }, [])).toBe(true)
  expect(isPrivateTarget({ client: 'pg', connection: {}, host: undefined }, [])).toBe(false)
  expect(isPrivateTarget({ client: 'nosuch', connection: {}, host: undefined }, [])).toBe(false)
})

test('what is connected to counts, not only what is shown', () => {
  expect(isPrivateTarget({ client: 'pg', connection: { host: 'prod.example.com' }, host: 'localhost' }, [])).toBe(false)
  expect(isPrivateTarget({ client: 'pg', connection: { host: 'localhost', hostaddr: '8.8.8.8' }, host: 'localhost' }, [])).toBe(false)
})
