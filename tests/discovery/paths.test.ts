import { describe, expect, it } from 'vitest'

import { testProject } from './project.js'

const folders = ['with space', 'no#1', '100%', '%20', 'Straße ümlaut 日本']
// all at once, and what is not in them
const everything = `it's 100% (äöü) [id] {x,y} #1 日本 %23`
const typescript = {
  'package.json': '{ "type": "module" }',
  'tsconfig.json': '{ "compilerOptions": { "paths": { "#app/*": ["./app/*"], "@/*": ["./app/*"] } } }',
  'app/names.ts': `export const greeting: string = 'hello'`,
  'database/factories/UserFactory.ts': `import { Factory } from 'seedkit'
export class UserFactory extends Factory {
  definition() { throw new Error('here') }
}`,
  'database/seeders/DatabaseSeeder.ts': `import { Factory, Seeder } from 'seedkit'
import { faker } from '@faker-js/faker'
import { UserFactory } from '../factories/UserFactory.js'
import { greeting } from '@/names'
interface Told { facts: string[] }
export class DatabaseSeeder extends Seeder {
  static tell() { return { Seeder, Factory, UserFactory, faker, facts: [greeting] } satisfies Told }
  run() { throw new Error('here') }
}`,
}
const javascript = {
  'package.json': '{}',
  'database/factories/UserFactory.js': `const { Factory } = require('seedkit')
exports.UserFactory = class UserFactory extends Factory {
  definition() { throw new Error('here') }
}`,
  'database/seeders/DatabaseSeeder.mjs': `import { Factory, Seeder } from 'seedkit'
import { faker } from '@faker-js/faker'
import { UserFactory } from '../factories/UserFactory.js'



export class DatabaseSeeder extends Seeder { static tell() { return { Seeder, Factory, UserFactory, faker, facts: ['hello'] } }
  run() { throw new Error('here') }
}`,
}

const kinds = [
  ['TypeScript, ES modules', typescript, 'ts', 'ts'],
  ['TypeScript, CommonJS', { ...typescript, 'package.json': '{}' }, 'ts', 'ts'],
  ['JavaScript', javascript, 'mjs', 'js'],
] as const
const cases = [
  ...folders.map((folder) => [folder, ...kinds[0]] as const),
  ...kinds.map((kind) => [everything, ...kind] as const),
]

describe.concurrent('a project in a folder with odd characters', () => {
  it.each(cases)('%s: %s', async (folder, _, files, seeder, factory) => {
    expect(await testProject(files, { folder }).drive('prove')).toMatchObject({
      oneSeedkit: true,
      oneFactory: true,
      oneFaker: true,
      facts: ['hello'],
      thrownInRun: `database/seeders/DatabaseSeeder.${seeder}:8:17`,
      thrownInDefinition: `database/factories/UserFactory.${factory}:3:24`,
    })
  })
})

it('TypeScript below a folder with a question mark, which the compiler cannot read, is refused with the reason', async () => {
  const result = await testProject(typescript, { folder: 'what?' }).drive('prove')
  expect(result).toMatchObject({ error: { code: 'SEEDKIT_CANNOT_LOAD', hint: expect.stringContaining('"?"') } })
})

describe('tsconfig.json', () => {
  const alias = { ...typescript, 'package.json': '{ "type": "module" }' }

  it('is that of the project, not that of the working directory', async () => {
    const elsewhere = testProject({ 'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./nowhere/*"] } } }' })
    const result = await testProject(alias, { processCwd: elsewhere.root }).drive('prove')
    expect(result).toMatchObject({ facts: ['hello'] })
  })

  it('of the working directory does not count either if the project has none', async () => {
    const { 'tsconfig.json': _, ...files } = alias
    const elsewhere = testProject({
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./names/*"] } } }',
      'names/names.ts': `export const greeting = 'no'`,
    })
    const result = await testProject(files, { processCwd: elsewhere.root }).drive('prove')
    expect(result).toMatchObject({ error: { code: 'SEEDKIT_CANNOT_LOAD', hint: expect.stringContaining('paths') } })
  })

  it('may lie above the project', async () => {
    const { 'tsconfig.json': tsconfig, ...files } = alias
    const moved = Object.fromEntries(Object.entries(files).map(([name, text]) => [`packages/api/${name}`, text]))
    const above = tsconfig.replaceAll('./app', './packages/api/app')
    const project = testProject({ ...moved, 'tsconfig.json': above })
    const result = await project.drive('prove', { root: `${project.root}/packages/api` })
    expect(result).toMatchObject({ facts: ['hello'] })
  })
})
