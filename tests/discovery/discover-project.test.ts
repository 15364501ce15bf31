import { describe, expect, it } from 'vitest'

import { testProject } from './project.js'

const esm = { 'package.json': '{ "type": "module" }' }

function seeder(name: string): string {
  return `import { Seeder } from 'seedkit'\nexport class ${name} extends Seeder { async run() {} }\n`
}

function factory(name: string): string {
  return `import { Factory } from 'seedkit'\nexport class ${name} extends Factory { definition() { return {} } }\n`
}

describe.concurrent('discovery', () => {
  it('finds all classes in the order of their files', async () => {
    const project = testProject({
      ...esm,
      'database/factories/UserFactory.ts': factory('UserFactory'),
      'database/factories/blog/PostFactory.ts': factory('PostFactory'),
      'database/factories/index.ts': `export * from './UserFactory.js'\nexport * from './blog/PostFactory.js'\n`,
      'database/seeders/DatabaseSeeder.ts': seeder('DatabaseSeeder'),
      'database/seeders/DatabaseSeeder.test.ts': `throw new Error('a test is not loaded')`,
      'database/seeders/types.d.ts': `declare const x: number`,
      'database/seeders/two.ts': seeder('BSeeder') + seeder('ASeeder').split('\n')[1],
      'database/seeders/plain.mjs': seeder('').replace('class ', 'default class'),
    })
    expect(await project.drive('discover')).toEqual({
      factories: [
        { name: 'UserFactory', file: 'database/factories/UserFactory.ts' },
        { name: 'PostFactory', file: 'database/factories/blog/PostFactory.ts' },
      ],
      seeders: [
        { name: 'DatabaseSeeder', file: 'database/seeders/DatabaseSeeder.ts' },
        { name: 'plain', file: 'database/seeders/plain.mjs' },
        { name: 'ASeeder', file: 'database/seeders/two.ts' },
        { name: 'BSeeder', file: 'database/seeders/two.ts' },
      ],
    })
  })

  it.each(['module', 'commonjs'])('names an anonymous default class after its file, type: %s', async (type) => {
    const source = `import { Seeder } from 'seedkit'\nexport default class extends Seeder { async run() {} }\n`
    const project = testProject({ 'package.json': JSON.stringify({ type }), 'database/seeders/AdminSeeder.ts': source })
    expect(await project.drive('seeders')).toMatchObject({ seeders: [{ name: 'AdminSeeder' }] })
  })

  it('does not load the factories when seeders are asked for', async () => {
    const project = testProject({
      ...esm,
      'database/factories/Broken.ts': `throw new Error('loaded')`,
      'database/seeders/DatabaseSeeder.ts': seeder('DatabaseSeeder'),
    })
    expect(await project.drive('seeders')).toMatchObject({ seeders: [{ name: 'DatabaseSeeder' }] })
    expect(await project.drive('discover')).toMatchObject({ error: { code: 'SEEDKIT_CANNOT_LOAD' } })
  })

  it('one kind may be missing when all are asked for', async () => {
    const project = testProject({ ...esm, 'database/seeders/A.ts': seeder('ASeeder') })
    expect(await project.drive('discover')).toMatchObject({ factories: [], seeders: [{ name: 'ASeeder' }] })
  })

  it('a JavaScript seeder may import TypeScript factories', async () => {
    const project = testProject({
      ...esm,
      'tsconfig.json': '{}',
      'database/factories/UserFactory.ts': factory('UserFactory'),
      'database/seeders/DatabaseSeeder.js': `import '../factories/UserFactory.js'\n` + seeder('DatabaseSeeder'),
    })
    expect(await project.drive('seeders')).toMatchObject({ seeders: [{ name: 'DatabaseSeeder' }] })
  })

  it('a TypeScript file beside its compiled copy is loaded once, as TypeScript', async () => {
    const project = testProject({
      ...esm,
      'database/seeders/A.ts': `globalThis.loaded = [...(globalThis.loaded ?? []), 'ts']\n` + seeder('ASeeder'),
      'database/seeders/A.js': `globalThis.loaded = [...(globalThis.loaded ?? []), 'js']\n` + seeder('ASeeder'),
    })
    expect(await project.drive('seeders')).toEqual({
      seeders: [{ name: 'ASeeder', file: 'database/seeders/A.ts' }],
      loaded: ['ts'],
    })
  })

  it('two classes of one name are refused with both paths', async () => {
    const files = { 'database/seeders/a/A.ts': seeder('A'), 'database/seeders/b/A.ts': seeder('A') }
    const project = testProject({ ...esm, ...files })
    expect(await project.drive('seeders', { cwd: `${project.root}/database` })).toMatchObject({
      error: {
        code: 'SEEDKIT_DUPLICATE_CLASS',
        message: '"A" is the name of more than one seeder: "seeders/a/A.ts" and "seeders/b/A.ts".',
      },
    })
  })

  it('a factory and a seeder may share a name', async () => {
    const files = { 'database/seeders/A.ts': seeder('User'), 'database/factories/A.ts': factory('User') }
    expect(await testProject({ ...esm, ...files }).drive('discover')).toMatchObject({
      factories: [{ name: 'User' }],
      seeders: [{ name: 'User' }],
    })
  })
})

describe.concurrent('nothing found', () => {
  it('a folder that is not there', async () => {
    expect(await testProject(esm).drive('seeders')).toMatchObject({
      error: {
        name: 'DiscoveryError',
        code: 'SEEDKIT_NOTHING_FOUND',
        message: 'No seeder is found; searched: "database/seeders" (does not exist).',
        hint: 'Export a class that extends Seeder there, or name the right folder in the config.',
      },
    })
  })

  it('the folders searched, and each file passed over with its reason', async () => {
    const project = testProject({
      ...esm,
      'database/seeders/UserSeeder.tsx': '',
      'database/seeders/User.test.ts': '',
      'database/seeders/knex.mjs': 'export const seed = async () => {}',
      'database/seeders/object.ts': 'export default { run() {} }',
      'database/seeders/UserFactory.ts': factory('UserFactory'),
    })
    const result = await project.drive('seeders', { seeders: ['database/seeders', 'modules/*/seeders'] })
    expect((result['error'] as { message: string }).message).toBe(
      `No seeder is found; searched: "database/seeders", "modules/*/seeders" (matches nothing).
Files passed over:
  "database/seeders/User.test.ts": test file
  "database/seeders/UserSeeder.tsx": not a loaded extension
  "database/seeders/UserFactory.ts": no export that extends Seeder
  "database/seeders/knex.mjs": exports a function, expected a class
  "database/seeders/object.ts": exports an object, expected a class`,
    )
  })

  it('a long list of files is cut', async () => {
    const files = Object.fromEntries(Array.from({ length: 13 }, (_, at) => [`database/seeders/${at}.sql`, '']))
    const { error } = (await testProject({ ...esm, ...files }).drive('seeders')) as { error: { message: string } }
    expect(error.message.split('\n')).toHaveLength(1 + 1 + 10 + 1)
    expect(error.message).toMatch(/\n {2}and 3 more$/)
  })

  it('neither factories nor seeders', async () => {
    expect(await testProject(esm).drive('discover')).toMatchObject({
      error: {
        message: expect.stringMatching(
          /^No factory or seeder is found; searched: "database\/factories" .*, "database\/seeders" \(does not exist\)\.$/,
        ),
      },
    })
  })
})
