import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineConfig } from '../../src/config/define-config.js'
import { loadConfig } from '../../src/config/load-config.js'
import { pickConnection } from '../../src/config/pick-connection.js'
import type { ResolvedConfig } from '../../src/config/resolved-config.js'
import { loadModule, projectFolder } from './project-folder.js'

beforeEach(() => {
  for (const name of ['DATABASE_URL', 'SEEDKIT_ENV', 'PGHOST', 'PGDATABASE']) vi.stubEnv(name, undefined)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

async function load(files: Readonly<Record<string, string>>, options: { readonly file?: string; readonly env?: string; readonly cwd?: string } = {}): Promise<ResolvedConfig & { readonly folder: string }> {
  const folder = await projectFolder(files)
  const config = await loadConfig({ loadModule, ...options, cwd: path.join(folder, options.cwd ?? '.') })
  return { ...config, folder }
}

const json = `{ "client": "sqlite3", "connection": { "filename": "./dev.sqlite3" } }`

test('defaults', async () => {
  const config = await load({ 'seed.config.json': json }, { env: 'test' })
  expect(config).toMatchObject({
    file: path.join(config.folder, 'seed.config.json'), root: config.folder, env: 'test', seed: undefined, locale: 'en',
    factories: ['database/factories'], seeders: ['database/seeders'], allowHosts: [], generators: {}, defaultConnection: 'default', faults: {},
    refDate: new Date('2025-01-01T00:00:00Z'), foreignKeys: 'check',
  })
  expect(pickConnection(config)).toEqual({
    name: 'default', client: 'sqlite3', connection: { filename: path.join(config.folder, 'dev.sqlite3') }, knex: {},
    host: undefined, database: path.join(config.folder, 'dev.sqlite3'),
  })
})

test.each(['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'])('seed.config.%s goes through the loader that is handed in, once', async (extension) => {
  const folder = await projectFolder({ [`seed.config.${extension}`]: 'anything but code {{{' })
  const loaded: unknown[] = []
  const config = await loadConfig({
    cwd: folder,
    loadModule: async (...args) => {
      loaded.push(args)
      return { client: 'sqlite3', connection: 'dev.db' }
    },
  })
  expect(loaded).toEqual([[path.join(folder, `seed.config.${extension}`), folder]])
  expect(pickConnection(config).database).toBe(path.join(folder, 'dev.db'))
})

test.each(['seed.config.json', '.seedkitrc', '.seedkitrc.json', '.seedkitrc.yaml', '.seedkitrc.yml'])('%s', async (name) => {
  const config = await load({ [name]: json })
  expect(path.basename(config.file ?? '')).toBe(name)
})

test('YAML, a byte order mark, and package.json', async () => {
  expect((await load({ '.seedkitrc': 'seed: 7\nconnection: sqlite:./a.db\n' })).seed).toBe(7)
  expect((await load({ 'seed.config.json': `\uFEFF${json}` })).defaultConnection).toBe('default')
  const config = await load({ 'package.json': `{ "seedkit": ${json.replace('{', '{ "seed": 9,')} }` })
  expect([config.seed, path.basename(config.file ?? '')]).toEqual([9, 'package.json'])
})

test.each([
  ['an object', '{ seed: 1, connection: "sqlite:a.db" }'],
  ['a promise', 'Promise.resolve({ seed: 1, connection: "sqlite:a.db" })'],
  ['a function', '() => ({ seed: 1, connection: "sqlite:a.db" })'],
  ['a default export of a default export', '{ default: { seed: 1, connection: "sqlite:a.db" } }'],
  ['a function in one', '{ default: () => ({ seed: 1, connection: "sqlite:a.db" }) }'],
  ['an async function', 'async () => ({ seed: 1, connection: "sqlite:a.db" })'],
])('the export may be %s', async (_name, config) => {
  expect((await load({ 'seed.config.cjs': `module.exports = ${config}` })).seed).toBe(1)
})

test('a config function is told the environment', async () => {
  const files = { 'seed.config.cjs': 'module.exports = ({ env }) => ({ connection: `sqlite:${env}.db` })' }
  const name = async (env?: string): Promise<string> => path.basename(pickConnection(await load(files, env === undefined ? {} : { env })).database ?? '')
  vi.stubEnv('NODE_ENV', 'from-node')
  expect(await name()).toBe('from-node.db')
  vi.stubEnv('SEEDKIT_ENV', 'from-seedkit')
  expect(await name()).toBe('from-seedkit.db')
  expect(await name('given')).toBe('given.db')
  vi.stubEnv('SEEDKIT_ENV', '')
  vi.stubEnv('NODE_ENV', '')
  expect(await name()).toBe('development.db')
})

test('a folder that does not exist, or is none', async () => {
  await expect(load({ 'seed.config.json': json }, { cwd: 'nowhere' })).rejects.toThrow(/^The folder ".*nowhere" does not exist\.$/)
  await expect(load({ 'seed.config.json': json }, { cwd: 'seed.config.json' })).rejects.toThrow(/^The folder ".*seed\.config\.json" is not a folder\.$/)
})

test('a config that counts is evaluated once', async () => {
  const config = await load({ 'seed.config.cjs': 'globalThis.evaluated = (globalThis.evaluated ?? 0) + 1; module.exports = { seed: globalThis.evaluated, connection: "sqlite:a.db" }' })
  expect(config.seed).toBe(1)
  Reflect.deleteProperty(globalThis, 'evaluated')
})

test('the search goes up to the nearest package.json and no further', async () => {
  const files = { 'seed.config.json': json, 'deep/er/x': '', 'packages/a/package.json': '{}' }
  const config = await load(files, { cwd: 'deep/er' })
  expect(config.root).toBe(config.folder)
  await expect(load(files, { cwd: 'packages/a' })).rejects.toThrow(/No configuration found/)
  const explicit = await load(files, { cwd: 'packages/a', file: '../../seed.config.json' })
  expect(explicit.root).toBe(explicit.folder)
})

test('seed.config wins over knexfile, knexfile over DATABASE_URL', async () => {
  vi.stubEnv('DATABASE_URL', 'sqlite:./variable.db')
  const knexfile = { 'knexfile.cjs': `module.exports = { client: 'sqlite3', connection: { filename: 'knex.db' }, migrations: { directory: 'm' }, useNullAsDefault: true }` }
  const name = (config: ResolvedConfig): string => path.basename(pickConnection(config).database ?? '')
  expect(name(await load({ ...knexfile, 'seed.config.json': json }))).toBe('dev.sqlite3')
  expect(name(await load(knexfile))).toBe('knex.db')
  expect((await load(knexfile)).connections['default']?.knex).toEqual({ useNullAsDefault: true })
  const fromVariable = await load({})
  expect([name(fromVariable), fromVariable.file, fromVariable.root]).toEqual(['variable.db', undefined, fromVariable.folder])
  // A config without a connection takes it from where it would come from without the config.
  expect(name(await load({ ...knexfile, 'seed.config.json': '{ "seed": 1 }' }))).toBe('knex.db')
  expect(name(await load({ 'seed.config.json': '{ "seed": 1 }' }))).toBe('variable.db')
})

test('a knexfile by environments', async () => {
  const files = { 'knexfile.cjs': `module.exports = async () => ({ development: { client: 'sqlite', connection: 'd.db' }, test: { client: 'better-sqlite3', connection: { filename: 't.db' } } })` }
  expect(pickConnection(await load(files, { env: 'development' }))).toMatchObject({ client: 'sqlite3' })
  expect(pickConnection(await load(files, { env: 'test' }))).toMatchObject({ client: 'better-sqlite3' })
})

test('named connections; what is wrong with one does not stop the others', async () => {
  const config = await load({
    'seed.config.cjs': `module.exports = {
      connection: 'sqlite:a.db',
      connections: { reporting: { client: 'pg', connection: { host: 'db', database: 'r', port: '6543' }, searchPath: ['x'] }, broken: { connection: process.env.NOT_SET_AT_ALL } },
    }`,
  })
  expect(pickConnection(config, 'reporting')).toEqual({
    name: 'reporting', client: 'pg', connection: { host: 'db', database: 'r', port: '6543' }, knex: { searchPath: ['x'] }, host: 'db', database: 'r',
  })
  expect(pickConnection(config).name).toBe('default')
  expect(() => pickConnection(config, 'broken')).toThrow(/The connection "broken" has no "connections\.broken\.connection"/)
})

test('the only connection is the default; defaultConnection says which of several', async () => {
  const two = `connections: { a: { connection: 'sqlite:a.db' }, b: { connection: 'sqlite:b.db' } }`
  expect((await load({ 'seed.config.cjs': `module.exports = { connections: { a: { connection: 'sqlite:a.db' } } }` })).defaultConnection).toBe('a')
  expect((await load({ 'seed.config.cjs': `module.exports = { ${two}, defaultConnection: 'b' }` })).defaultConnection).toBe('b')
})

test('the function form of a connection', async () => {
  const config = await load({
    'seed.config.cjs': `module.exports = { client: 'pg', connection: async () => ({ host: '10.0.0.1', database: 'd', password: 'p', expirationChecker: () => true }),
      connections: { url: { connection: () => 'mysql://u@h/d' } } }`,
  })
  expect(pickConnection(config)).toMatchObject({ host: '10.0.0.1', connection: { host: '10.0.0.1', database: 'd', password: 'p' } })
  expect(pickConnection(config).connection).not.toHaveProperty('expirationChecker')
  expect(pickConnection(config, 'url')).toMatchObject({ client: 'mysql2', host: 'h' })
})

test('a URL in an object; the object\'s own options win', async () => {
  const config = await load({ 'seed.config.cjs': `module.exports = { client: 'pg', connection: { connectionString: 'postgres://u:p@h/d?sslmode=require', ssl: { rejectUnauthorized: false } } }` })
  expect(pickConnection(config).connection).toEqual({ host: 'h', port: 5432, user: 'u', password: 'p', database: 'd', ssl: { rejectUnauthorized: false } })
})

test('what the driver would take from the environment is taken here, so that it is what is checked', async () => {
  vi.stubEnv('PGHOST', 'prod.example.com')
  const config = await load({ 'seed.config.cjs': `module.exports = { client: 'pg', connection: { user: 'u' } }` })
  expect(pickConnection(config)).toMatchObject({ host: 'prod.example.com', connection: { host: 'prod.example.com' } })
})

test.each([':memory:', 'sqlite::memory:', 'sqlite://:memory:', 'sqlite:///:memory:'])('%s is no file', async (connection) => {
  const config = await load({ 'seed.config.json': JSON.stringify({ client: 'better-sqlite3', connection }) })
  expect(pickConnection(config).connection).toEqual({ filename: ':memory:' })
})

test('a file is looked for beside the config, whatever the current folder is', async () => {
  const config = await load({ 'conf/seed.config.json': json }, { file: 'conf/seed.config.json' })
  expect(pickConnection(config).database).toBe(path.join(config.folder, 'conf', 'dev.sqlite3'))
})

test('defineConfig gives back what it is given', () => {
  const config = { client: 'sqlite3', connection: { filename: 'x' } }
  expect(defineConfig(config)).toBe(config)
})
