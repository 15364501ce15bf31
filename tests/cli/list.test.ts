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
