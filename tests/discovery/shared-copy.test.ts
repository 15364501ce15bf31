import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { localPackages, packageRoot, testProject } from './project.js'

const faker = { '@faker-js/faker': localPackages['@faker-js/faker'] ?? '' }
const sources = {
  esm: {
    'package.json': '{ "type": "module" }',
    'database/seeders/DatabaseSeeder.ts': `import { Factory, Seeder } from 'seedkit'
import { faker } from '@faker-js/faker'
import { UserFactory } from '../factories/UserFactory.js'
export class DatabaseSeeder extends Seeder {
  static tell() { return { Seeder, Factory, UserFactory, faker } }
  run() {}
}`,
    'database/factories/UserFactory.ts': `import { Factory } from 'seedkit'
export class UserFactory extends Factory { definition() { return {} } }`,
  },
  commonjs: {
    'package.json': '{}',
    'database/seeders/DatabaseSeeder.js': `const { Factory, Seeder } = require('seedkit')
const { UserFactory } = require('../factories/UserFactory')
module.exports.DatabaseSeeder = class DatabaseSeeder extends Seeder {
  static async tell() {
    const { faker } = await import('@faker-js/faker')
    const imported = await import('seedkit')
    return { Seeder: imported.Seeder, Factory, UserFactory, faker }
  }
  run() {}
}`,
    'database/factories/UserFactory.js': `const { Factory } = require('seedkit')
exports.UserFactory = class UserFactory extends Factory { definition() { return {} } }`,
  },
  'typescript in commonjs': {
    'package.json': '{ "type": "commonjs" }',
    'tsconfig.json': '{}',
    'database/seeders/DatabaseSeeder.ts': `import { Factory, Seeder } from 'seedkit'
import { faker } from '@faker-js/faker'
import { UserFactory } from '../factories/UserFactory'
const required = require('seedkit')
export default class DatabaseSeeder extends Seeder {
  static tell() { return { Seeder: required.Seeder, Factory, UserFactory, faker } }
  run() {}
}`,
    'database/factories/UserFactory.ts': `import { Factory } from 'seedkit'
export class UserFactory extends Factory { definition() { return {} } }`,
  },
}

describe.concurrent.each(Object.entries(sources))('one copy of seedkit: %s', (_, files) => {
  const shared = { oneSeedkit: true, oneFactory: true, oneFaker: true }

  it('is the local one', async () => {
    expect(await testProject(files).drive('prove')).toMatchObject(shared)
  })

  it('is the running one where the project has none (global, npx)', async () => {
    expect(await testProject(files, { packages: faker }).drive('prove')).toMatchObject(shared)
  })

  it('is the running one where the project has another copy', async () => {
    const packages = { ...faker, seedkit: otherCopy }
    expect(await testProject(files, { packages }).drive('prove')).toMatchObject(shared)
  })
})

describe('a compiled project', () => {
  it('is loaded without TypeScript and without a compiler', async () => {
    const result = await testProject(sources.commonjs).drive('prove')
    expect(result).toMatchObject({ registered: false })
  })
})

let otherCopy = ''
beforeAll(() => {
  otherCopy = mkdtempSync(path.join(os.tmpdir(), 'seedkit-copy-'))
  cpSync(path.join(packageRoot, 'dist'), path.join(otherCopy, 'dist'), { recursive: true })
  cpSync(path.join(packageRoot, 'package.json'), path.join(otherCopy, 'package.json'))
  mkdirSync(path.join(otherCopy, 'bin'))
  writeFileSync(path.join(otherCopy, 'bin/seedkit.js'), '')
  symlinkSync(path.join(packageRoot, 'node_modules'), path.join(otherCopy, 'node_modules'))
})
afterAll(() => rmSync(otherCopy, { recursive: true, force: true }))
