import { readFileSync, symlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { nodeSqliteModule } from '../../src/database/node-sqlite/node-sqlite-module.js'
import { Project } from './support/project.js'
import { rowsOf, using } from './support/shop-project.js'

const USERS = 'create table users (id integer primary key, name text not null)'

describe('init', () => {
  test.each([
    ['TypeScript', { 'package.json': '{ "type": "module" }', 'tsconfig.json': '{}' }, 'ts'],
    ['TypeScript in a CommonJS package', { 'package.json': '{ "devDependencies": { "typescript": "*" } }' }, 'ts'],
    ['ES modules', { 'package.json': '{ "type": "module" }' }, 'js'],
    ['CommonJS', { 'package.json': '{}' }, 'js'],
  ])('in a project of %s writes files that db:seed can run', async (_, files, extension) => {
    const project = new Project({ ...files, 'shop.sqlite3': '' }, ['better-sqlite3'])
    const result = await project.run(['init'])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    const written = [`seed.config.${extension}`, `database/factories/UserFactory.${extension}`, `database/seeders/DatabaseSeeder.${extension}`]
    for (const file of written) {
      expect(result.stdout).toContain(`Created ${file}`)
      expect(project.tree()).toContain(file)
    }
    await using(project, (db) => db.raw(USERS))
    const seeded = await project.run(['db:seed'])
    expect(seeded).toMatchObject({ code: 0, stderr: '' })
    expect(await rowsOf(project, 'users')).toBe(10)
  })

  test('keeps what is there', async () => {
    const project = new Project({ 'tsconfig.json': '{}' })
    await project.run(['init'])
    project.write('database/factories/UserFactory.ts', 'mine')
    const before = project.tree()
    const again = await project.run(['init'])
    expect(again.code).toBe(0)
    expect(again.stdout).toContain('Kept    seed.config.ts')
    expect(again.stdout).toContain('Kept    database/factories/UserFactory.ts')
    expect(again.stdout).not.toContain('Created')
    expect(readFileSync(project.path('database/factories/UserFactory.ts'), 'utf8')).toBe('mine')
    expect(project.tree()).toEqual(before)
  })

  test('uses the folders of a configuration that exists', async () => {
    const config = '{ "client": "pg", "factories": "db/make", "seeders": "db/seed" }'
    const project = new Project({ '.seedkitrc.json': config, 'tsconfig.json': '{}' })
    expect(await project.run(['init'])).toMatchObject({ code: 0 })
    expect(project.tree()).toEqual(expect.arrayContaining(['db/make/UserFactory.ts', 'db/seed/DatabaseSeeder.ts']))
    expect(project.tree()).not.toContain('seed.config.ts')
    expect(readFileSync(project.path('db/seed/DatabaseSeeder.ts'), 'utf8')).toContain("from '../make/UserFactory.js'")
  })

  test('leaves a knexfile in charge', async () => {
    const project = new Project({ 'knexfile.json': '{}', 'knexfile.js': "export default { client: 'better-sqlite3', connection: { filename: 'x.db' } }" })
    const result = await project.run(['init'])
    expect(result.code).toBe(0)
    expect(result.stdout).toContain('Kept    knexfile.js')
    expect(project.tree()).not.toContain('seed.config.js')
  })

  test.each([
    ['postgres://app:S3CRETxyz@db.internal/app', 'pg'],
    ['mysql://app:S3CRETxyz@db.internal/app', 'mysql2'],
    ['mariadb://app:S3CRETxyz@db.internal/app', 'mysql2'],
    ['sqlite:./x.db', 'better-sqlite3'],
  ])('takes the client from DATABASE_URL, never its value: %s', async (url, client) => {
    const project = new Project({}, ['better-sqlite3', 'pg', 'mysql2'])
    const result = await project.run(['init'], { env: { DATABASE_URL: url } })
    expect(result.code).toBe(0)
    const config = readFileSync(project.path('seed.config.js'), 'utf8')
    expect(config).toContain(`client: '${client}'`)
    expect(config).toContain('connection: process.env.DATABASE_URL')
    expect(config + result.stdout + result.stderr).not.toContain('S3CRETxyz')
  })

  test.each(['pg', 'mysql2', 'sqlite3', 'better-sqlite3'])('takes the driver that is installed: %s', async (driver) => {
    const project = new Project({}, [driver])
    const result = await project.run(['init'])
    expect(result.stdout).not.toContain('install')
    expect(readFileSync(project.path('seed.config.js'), 'utf8')).toContain(`client: '${driver}'`)
  })

  test('says how to install a driver that is missing', async () => {
    const project = new Project({}, [])
    const result = await project.run(['init'])
    expect(result).toMatchObject({ code: 0 })
    // Newer versions of Node.js have a driver of their own.
    expect(result.stdout.includes('npm install -D sqlite3')).toBe(nodeSqliteModule() === undefined)
  })

  test('a configuration that is broken is told, and nothing is written', async () => {
    const project = new Project({ 'seed.config.json': '{' })
    const before = project.tree()
    expect(await project.run(['init'])).toMatchObject({ code: 2, stdout: '' })
    expect(project.tree()).toEqual(before)
  })

  test('a link out of the project is not followed', async () => {
    const project = new Project()
    const other = new Project()
    symlinkSync(other.root, project.path('database'))
    const before = other.tree()
    expect(await project.run(['init'])).toMatchObject({ code: 2 })
    expect(other.tree()).toEqual(before)
  })
})
