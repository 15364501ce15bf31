import { describe, expect, test } from 'vitest'
import { Project } from './support/project.js'
import { SHOP } from './support/shop.js'

const LISTING = `Factories (2)
  PostFactory  database/factories/PostFactory.ts
    table:     posts
    relations: author (belongsTo UserFactory)
  UserFactory  database/factories/UserFactory.ts
    table:     users
    states:    admin
    methods:   called(…)
    traits:    boss
    relations: posts (hasMany PostFactory)

Seeders (2)
  AdminSeeder  database/seeders/AdminSeeder.ts
  DatabaseSeeder  database/seeders/DatabaseSeeder.ts
    Admins, users and their posts
`

describe('list', () => {
  test('shows factories and seeders without a database', async () => {
    const config = "export default { client: 'pg', connection: process.env.NOT_SET }"
    const { 'seed.config.ts': _, ...files } = SHOP
    const result = await new Project({ ...files, 'seed.config.js': config }).run(['list'])
    expect(result).toMatchObject({ code: 0, stdout: LISTING, stderr: '' })
  })

  test('--json ends with an object for what it fails with', async () => {
    const result = await new Project().run(['list', '--json'])
    expect(result.code).toBe(2)
    expect(JSON.parse(result.stdout)).toMatchObject({ type: 'list:failed', code: 'SEEDKIT_CONFIG_NOT_FOUND', message: expect.stringContaining('No configuration found'), hint: expect.any(String) })
    expect(result.stderr).toContain('No configuration found')
  })

  test.each([
    ['only exports by name', { 'seed.config.mjs': "export const config = { client: 'sqlite3', connection: ':memory:' }" }, 'The config "seed.config.mjs" has no default export.'],
    ['a fault behind its last line', { 'seed.config.mjs': "export default {\n  client: 'sqlite3',\n" }, 'Error: The config "seed.config.mjs:3:1" cannot be loaded: Unexpected end of input.\n'],
    ['a fault in TypeScript', { 'seed.config.ts': 'export default {\n  client: ,\n}' }, 'Error: The config "seed.config.ts:2:11" cannot be loaded: Unexpected ",".\n'],
  ])('a configuration with %s', async (_, files, message) => {
    const result = await new Project(files).run(['list'])
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) })
  })

  test.each([
    ['exports by name that are its keys', { 'seed.config.mjs': "export const client = 'sqlite3'\nexport const connection = { filename: ':memory:' }" }],
    ['a default export as compilers write it', { 'seed.config.cjs': "exports.default = { client: 'sqlite3', connection: { filename: ':memory:' } }" }],
  ])('a configuration with %s is taken', async (_, config) => {
    const { 'seed.config.ts': __, ...files } = SHOP
    expect(await new Project({ ...files, ...config }).run(['list'])).toMatchObject({ code: 0, stdout: LISTING, stderr: '' })
  })

  test('a folder that does not exist', async () => {
    const result = await new Project(SHOP).run(['list', '--cwd', 'nowhere'])
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('The folder "nowhere" does not exist.') })
  })

  test('--json prints one object a line, whatever the project prints', async () => {
    const noisy = `console.log('loaded')\n${SHOP['database/seeders/AdminSeeder.ts']}`
    const result = await new Project({ ...SHOP, 'database/seeders/AdminSeeder.ts': noisy }).run(['list', '--json'])
    const entries = result.stdout.trimEnd().split('\n').map((line) => JSON.parse(line))
    expect(entries.map((entry) => [entry.type, entry.name])).toEqual([
      ['factory', 'PostFactory'],
      ['factory', 'UserFactory'],
      ['seeder', 'AdminSeeder'],
      ['seeder', 'DatabaseSeeder'],
    ])
    expect(result.stderr).toContain('loaded')
  })

  test('names a factory that cannot be used, shows the others and exits 1', async () => {
    const broken = "import { Factory } from 'seedkit'\nexport class BadFactory extends Factory { definition() { return {} } }\n"
    const result = await new Project({ ...SHOP, 'database/factories/BadFactory.js': broken }).run(['list'])
    expect(result.code).toBe(1)
    expect(result.stdout).toContain('problem:')
    expect(result.stdout).toContain('UserFactory  database')
  })

  test('an empty project exits 2', async () => {
    const result = await new Project({ 'seed.config.json': '{ "client": "pg" }' }).run(['list'])
    expect(result).toMatchObject({ code: 2, stdout: '' })
  })
})
