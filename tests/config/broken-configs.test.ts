import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { loadConfig } from '../../src/config/load-config.js'
import { pickConnection } from '../../src/config/pick-connection.js'
import { ConfigError } from '../../src/errors/config-error.js'
import { loadModule, projectFolder } from './project-folder.js'

beforeEach(() => {
  vi.stubEnv('DATABASE_URL', undefined)
  vi.stubEnv('SEEDKIT_ENV', undefined)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

const SECRET = 'S3CRETxyz'

async function failure(files: Readonly<Record<string, string>>, options: { readonly file?: string; readonly env?: string; readonly connection?: string } = {}): Promise<ConfigError> {
  const root = await projectFolder(files)
  const { connection, ...rest } = options
  try {
    pickConnection(await loadConfig({ cwd: root, loadModule, ...rest }), connection)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    for (const text of [inspect(error, { depth: 10, showHidden: true }), JSON.stringify(error), String((error as Error).stack)]) {
      expect(text).not.toContain(SECRET)
    }
    return error as ConfigError
  }
  throw new Error('the config was taken for good')
}

const js = (config: string): Readonly<Record<string, string>> => ({ 'seed.config.cjs': `module.exports = ${config}` })
const sqlite = `client: 'sqlite3', connection: { filename: 'x.db' }`

/** Title, files, and what message and hint have to say. */
const BROKEN: [string, Readonly<Record<string, string>>, RegExp, RegExp?][] = [
  ['a syntax error', js('{ client: '), /seed\.config\.cjs" cannot be loaded: Unexpected/],
  ['no default export', { 'seed.config.cjs': 'exports' }, /seed\.config\.cjs" has no default export/, /export default defineConfig/],
  ['a file that throws', { 'seed.config.cjs': `throw new Error('postgres://u:${SECRET}@h/d is down')` }, /cannot be loaded: postgres:\/\/\*\*\*@h\/d is down/],
  ['a function that throws', js(`() => { throw new Error('no VPN') }`), /cannot be loaded: no VPN\./],
  ['a function that throws an invalid URL', js(`() => new URL('${SECRET}')`), /cannot be loaded: Invalid URL/],
  ['an async function that rejects', js(`async () => { throw new Error('no VPN') }`), /cannot be loaded: no VPN\./],
  ['a promise that rejects', js(`Promise.reject(new Error('no vault'))`), /cannot be loaded: no vault\./],
  ['a function that returns nothing', js('() => undefined'), /has no default export/],
  ['a missing .env', { 'seed.config.cjs': `require('fs').readFileSync('/nowhere/.env')` }, /cannot be loaded: ENOENT/, /reads ".*nowhere\/\.env"/],
  ['something thrown that is no error', { 'seed.config.cjs': `throw '${SECRET} postgres://u:${SECRET}@h/d'.slice(${SECRET.length + 1})` }, /cannot be loaded: postgres:\/\/\*\*\*@h/],
  ['a text as config', js(`'sqlite3'`), /"the default export" in .*seed\.config\.cjs must be a config object, not a string/],
  ['a list as config', js('[]'), /must be a config object, not a list/],
  ['null as config', js('null'), /must be a config object, not null/],
  ['an unknown key', js(`{ conection: { filename: 'x' } }`), /unknown key "conection"/, /^Did you mean "connection"\?$/],
  ['an unknown key without a neighbour', js(`{ ${sqlite}, environments: {} }`), /unknown key "environments"/, /Known keys: client, connection,/],
  ['an unknown key of a named connection', js(`{ connections: { a: { client: 'pg', conection: 'x' } } }`), /unknown key "connections\.a\.conection"/, /"connections\.a\.connection"/],
  ['a wrong type: seed', js(`{ ${sqlite}, seed: '42' }`), /"seed" in .* must be a whole number from 0 to .*, not a string/],
  ['a broken seed', js(`{ ${sqlite}, seed: 1.5 }`), /"seed" in .* must be a whole number/],
  ['a negative seed', js(`{ ${sqlite}, seed: -1 }`), /"seed"/],
  ['a wrong word: foreignKeys', js(`{ ${sqlite}, foreignKeys: 'never' }`), /"foreignKeys" in .* must be "check" or "verify"/],
  ['a wrong type: refDate', js(`{ ${sqlite}, refDate: 'soon' }`), /"refDate" in .* must be a date/],
  ['an invalid date', js(`{ ${sqlite}, refDate: new Date('x') }`), /"refDate" in .* not an invalid date/],
  ['an unknown locale', js(`{ ${sqlite}, locale: 'enn' }`), /^faker has no locale "enn", which "locale" in .*seed\.config\.cjs asks for\.$/, /^Did you mean "en"\?$/],
  ['a locale as browsers write it', js(`{ ${sqlite}, locale: 'pt-BR' }`), /^faker has no locale "pt-BR"/, /^Did you mean "pt_BR"\?$/],
  ['a locale that is none', js(`{ ${sqlite}, locale: '../../package' }`), /^faker has no locale "\.\.\/\.\.\/package"/, /such as "en"/],
  ['a list of numbers', js(`{ ${sqlite}, seeders: [3] }`), /"seeders" in .* must be a text or a list of texts, not a list of numbers\.$/],
  ['a list with an empty text', js(`{ ${sqlite}, allowHosts: ['a', ''] }`), /"allowHosts" in .* must be a list of texts, not a list with an empty text\.$/],
  ['an empty list', js(`{ ${sqlite}, seeders: [] }`), /must be a text or a list of texts, not a list without elements\.$/],
  ['a text that says no date', js(`{ ${sqlite}, refDate: 'yesterday' }`), /"refDate" in .* must be a date, .*, not a text that says no date\.$/],
  ['another word', js(`{ ${sqlite}, foreignKeys: 'never' }`), /must be "check" or "verify", not another text\.$/],
  ['an empty file name', js(`{ client: 'sqlite3', connection: { filename: '' } }`), /"connection\.filename" in .* must be the name of a file, not an empty text\.$/],
  ['a wrong type: locale', js(`{ ${sqlite}, locale: 1 }`), /"locale" in .* must be a text/],
  ['a wrong type: factories', js(`{ ${sqlite}, factories: {} }`), /"factories" in .* must be a text or a list of texts/],
  ['a wrong type: seeders', js(`{ ${sqlite}, seeders: [1] }`), /"seeders" in/],
  ['a wrong type: allowHosts', js(`{ ${sqlite}, allowHosts: '*' }`), /"allowHosts" in .* must be a list of texts, not a string/],
  ['a wrong type: pool', js(`{ ${sqlite}, pool: 5 }`), /"pool" in .* must be an object/],
  ['a wrong type: connection', js(`{ client: 'pg', connection: 5432 }`), /"connection" in .* must be a URL, a Knex connection object/],
  ['a wrong type: connections', js('{ connections: [] }'), /"connections" in .* must be an object, not a list/],
  ['a named connection that is a URL', js(`{ connections: { a: 'postgres://u:${SECRET}@h/d' } }`), /"connections\.a" in .* must be an object with "client" and "connection", not a string/],
  ['a wrong type with a secret in it', js(`{ client: 'pg', connection: ['${SECRET}'] }`), /"connection" in .* not a list/],
  ['an unknown client', js(`{ client: 'postgress', connection: {} }`), /unknown client "postgress"/, /Did you mean "postgres"\?/],
  ['a client that is not supported', js(`{ client: 'oracledb', connection: {} }`), /unknown client "oracledb"/, /Known clients: pg,/],
  ['a URL as client', js(`{ client: 'postgres://u:${SECRET}@h/d', connection: {} }`), /names an unknown client\./],
  ['a client that is a class', js('{ client: class {}, connection: {} }'), /"client" in .* must be a text/],
  ['no client', js(`{ connection: { host: 'h' } }`), /"client" in .* is missing/],
  ['no connection', js(`{ client: 'pg' }`), /The connection "default" has no "connection"/],
  ['a connection from an unset variable', js(`{ client: 'pg', connection: process.env.NOT_SET_AT_ALL }`), /has no "connection"/, /is that variable set/],
  ['a host from an unset variable', js(`{ client: 'pg', connection: { host: process.env.NOT_SET_AT_ALL, user: 'u' } }`), /has no "connection\.host"/],
  ['a URL of an object from an unset variable', js(`{ client: 'pg', connection: { connectionString: undefined } }`), /has no "connection\.connectionString"/],
  ['a misspelt host', js(`{ client: 'pg', connection: { hots: 'db', user: 'u' } }`), /unknown key "connection\.hots"/, /"connection\.host"/],
  ['an option of another driver', js(`{ client: 'mysql2', connection: { host: 'h', username: 'u' } }`), /unknown key "connection\.username"/, /"connection\.user"/],
  ['a port that is none', js(`{ client: 'pg', connection: { host: 'h', port: 'x' } }`), /"connection\.port" in .* must be a number from 1 to 65535/],
  ['a host that is a URL', js(`{ client: 'pg', connection: { host: 'postgres://u:${SECRET}@h/d' } }`), /"connection\.host" in .* must be a host name/],
  ['SQLite without a file', js(`{ client: 'sqlite3', connection: {} }`), /has no "connection\.filename"/],
  ['a misspelt file name', js(`{ client: 'sqlite3', connection: { filname: 'x' } }`), /unknown key "connection\.filname"/, /"connection\.filename"/],
  ['client and URL that disagree', js(`{ client: 'pg', connection: 'mysql://u:${SECRET}@h/d' }`), /is one of MySQL, but "client" is "pg"/],
  ['a malformed URL in an object', js(`{ client: 'pg', connection: { connectionString: 'postgres://u:${SECRET}#x@h/d' } }`), /"connection\.connectionString" of .* has a raw "#"/],
  ['a function that fails', js(`{ client: 'pg', connection: async () => { throw new Error('postgres://u:${SECRET}@h/d') } }`), /function "connection" of .* fails: postgres:\/\/\*\*\*@h/],
  ['a function that gives a number', js(`{ client: 'pg', connection: () => 5 }`), /"connection" in .* must be a URL or a Knex connection object/],
  ['an unknown default', js(`{ ${sqlite}, connections: { reporting: { ${sqlite} } }, defaultConnection: 'reprting' }`), /unknown connection "reprting"/, /"reporting"/],
  ['two connections without a default', js(`{ connections: { a: { ${sqlite} }, b: { ${sqlite} } } }`), /several connections and none is the default: a, b/],
  ['one name twice', js(`{ ${sqlite}, connections: { default: { ${sqlite} } } }`), /has the connection "default" twice/],
  ['nothing in it', js('{ seed: 1 }'), /names no connection/, /DATABASE_URL/],
  ['an empty file', { 'seed.config.cjs': ' \n' }, /seed\.config\.cjs" is empty/],
  ['a byte order mark and nothing else', { 'seed.config.json': '\uFEFF' }, /seed\.config\.json" is empty/],
  ['an empty .seedkitrc', { '.seedkitrc': '' }, /\.seedkitrc" is empty/],
  ['nothing but a comment', { '.seedkitrc.yaml': '# later\n' }, /\.seedkitrc\.yaml" is empty/],
  ['broken JSON', { 'seed.config.json': `{\n  "connection": "postgres://u:${SECRET}@h/d",\n  "seed": x\n}` }, /seed\.config\.json:3:11" is not valid JSON/],
  ['JSON that ends early', { 'seed.config.json': `{"connection": "postgres://u:${SECRET}@h/d"` }, /seed\.config\.json:1:\d+" is not valid JSON/],
  ['broken YAML', { '.seedkitrc.yml': `seed: 1\nconnection: "postgres://u:${SECRET}@h/d\nx: [` }, /\.seedkitrc\.yml:\d+:\d+" is not valid YAML/],
  ['$import', { '.seedkitrc': '$import: other.yaml\n' }, /unknown key "\$import"/],
  ['an unknown key in package.json', { 'package.json': '{ "seedkit": { "sed": 1 } }' }, /package\.json has the unknown key "sed"/, /"seed"/],
  ['a broken package.json', { 'package.json': `{ "seedkit": { "connection": "postgres://u:${SECRET}@h/d" }` }, /package\.json|The search for a config failed/],
  ['nothing at all', {}, /No configuration found: looked for seed\.config\.\*/, /Run "seedkit init"/],
]

test.each(BROKEN)('%s', async (_title, files, message, hint) => {
  const error = await failure(files)
  expect(error.message).toMatch(message)
  if (hint !== undefined) expect(error.hint).toMatch(hint)
  expect(error.message).toMatch(/^["A-Z/.\w].*\.$/s)
})

test('an empty DATABASE_URL is a fault, not a missing one', async () => {
  vi.stubEnv('DATABASE_URL', ' ')
  expect((await failure({})).message).toBe('The connection URL in DATABASE_URL is empty.')
})

test('a malformed DATABASE_URL', async () => {
  vi.stubEnv('DATABASE_URL', `postgres://u:${SECRET}?@h/d`)
  expect((await failure({})).message).toMatch(/^The connection URL in DATABASE_URL has a raw "\?"/)
})

test.each([
  ['nope.config.ts', /"[^"]*nope\.config\.ts" does not exist/],
  ['folder', /folder" is not a file/],
  ['seed.toml', /seed\.toml" is of an unknown kind/],
  ['package.json', /package\.json" is empty/],
])('--config %s', async (file, message) => {
  expect((await failure({ 'folder/x': '', 'seed.toml': 'a = 1', ...js(`{ ${sqlite} }`) }, { file })).message).toMatch(message)
})

test('an unknown --connection', async () => {
  const error = await failure(js(`{ ${sqlite}, connections: { reporting: { ${sqlite} } } }`), { connection: 'reportin' })
  expect(error.message).toBe('There is no connection "reportin".')
  expect(error.hint).toBe('Did you mean "reporting"? Known connections: default, reporting.')
})

describe('knexfile', () => {
  const knexfile = { 'knexfile.cjs': `module.exports = { development: { ${sqlite} }, staging: { client: 'pg', connection: 'postgres://u:${SECRET}@h' } }` }

  test('an unknown environment', async () => {
    const error = await failure(knexfile, { env: 'stagng' })
    expect(error.message).toMatch(/knexfile\.cjs has no environment "stagng"/)
    expect(error.hint).toBe('Did you mean "staging"? Known environments: development, staging. Pick one with --env.')
  })

  test('a malformed URL in it', async () => {
    expect((await failure(knexfile, { env: 'staging' })).message).toMatch(/"connection" of .*knexfile\.cjs names no database/)
  })

  test('one that throws ENOENT is not taken for none', async () => {
    vi.stubEnv('DATABASE_URL', 'sqlite:./other.db')
    const error = await failure({ 'knexfile.cjs': `require('fs').readFileSync('/nowhere/.env')` })
    expect(error.message).toMatch(/knexfile\.cjs" cannot be loaded: ENOENT/)
  })
})
