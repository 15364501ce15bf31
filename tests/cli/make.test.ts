import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Project } from './support/project.js'

const CONFIG = { 'seed.config.json': '{ "client": "better-sqlite3", "connection": { "filename": "x.sqlite3" } }', 'tsconfig.json': '{}' }

const kindOf = ([command]: readonly string[]): string | undefined => command

describe('make:factory and make:seeder', () => {
  test.each([
    [['make:factory', 'User'], 'database/factories/UserFactory.ts', 'Created database/factories/UserFactory.ts (table "users")\n'],
    [['make:factory', 'blog/Post'], 'database/factories/blog/PostFactory.ts', 'Created database/factories/blog/PostFactory.ts (table "posts")\n'],
    [['make:factory', 'PersonFactory'], 'database/factories/PersonFactory.ts', 'Created database/factories/PersonFactory.ts (table "people")\n'],
    [['make:seeder', 'Admin'], 'database/seeders/AdminSeeder.ts', 'Created database/seeders/AdminSeeder.ts\n'],
  ])('%j writes %s', async (args, file, output) => {
    const project = new Project(CONFIG)
    const result = await project.run(args)
    expect(result).toMatchObject({ code: 0, stdout: output })
    expect(result.stderr).toMatch(kindOf(args) === 'make:seeder' ? /^$/ : /^It is the plain template: .*the file does not exist/)
    expect(project.tree()).not.toContain('x.sqlite3')
    expect(project.tree()).toContain(file)
    expect(readFileSync(project.path(file), 'utf8')).not.toMatch(/__\w+__/)
  })

  test('refuses an existing file and overwrites it with --force', async () => {
    const project = new Project({ ...CONFIG, 'database/factories/UserFactory.ts': 'mine' })
    const refused = await project.run(['make:factory', 'User'])
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toContain('"database/factories/UserFactory.ts" exists already.')
    expect(refused.stderr).toContain('--force')
    expect(readFileSync(project.path('database/factories/UserFactory.ts'), 'utf8')).toBe('mine')
    expect(await project.run(['make:factory', 'User', '--force'])).toMatchObject({ code: 0 })
    expect(readFileSync(project.path('database/factories/UserFactory.ts'), 'utf8')).toContain('class UserFactory')
  })

  test('writes over the example of init while it is untouched, and over nothing else', async () => {
    const project = new Project({ 'tsconfig.json': '{}' })
    const file = 'database/factories/UserFactory.ts'
    expect(await project.run(['init'])).toMatchObject({ code: 0 })
    expect(readFileSync(project.path(file), 'utf8')).toMatch(/^\/\/ An example from "seedkit init"/)
    const created = { code: 0, stdout: `Created ${file} (table "users")\n` }
    expect(await project.run(['make:factory', 'User'])).toMatchObject(created)
    expect(readFileSync(project.path(file), 'utf8')).toMatch(/^import/)
    expect(await project.run(['make:factory', 'User'])).toMatchObject({ code: 2, stdout: '' })
    rmSync(project.path(file))
    expect(await project.run(['init'])).toMatchObject({ code: 0 })
    project.write(file, `${readFileSync(project.path(file), 'utf8')}// touched\n`)
    expect(await project.run(['make:factory', 'User'])).toMatchObject({ code: 2, stdout: '' })
    expect(readFileSync(project.path(file), 'utf8')).toContain('// touched')
  })

  test('refuses a class name that another file has, even with --force', async () => {
    const project = new Project({ ...CONFIG, 'database/factories/blog/UserFactory.js': 'mine' })
    const result = await project.run(['make:factory', 'User', '--force'])
    expect(result.code).toBe(2)
    expect(result.stderr).toContain('database/factories/blog/UserFactory.js')
  })

  test.each([
    '../../x', '..\\..\\x', '/abs/x', 'C:\\x', 'a/../../x', '%2e%2e/x', '-rf', 'CON', 'x'.repeat(300), '${process.exit()}', '`x`',
    '"; import(\'x\')', '*/', 'a\nb', '', 'class', '/tmp/seedkit-was-here', 'database/factories/../../../x',
  ])('writes nothing for the name %j', async (name) => {
    const project = new Project(CONFIG)
    const before = project.tree()
    for (const args of [['make:factory', name], ['make:factory', '--force', '--', name], ['make:seeder', '--', name]]) {
      expect(await project.run(args)).toMatchObject({ code: 2, stdout: '' })
    }
    expect(project.tree()).toEqual(before)
    expect(readdirSync(project.folder)).toEqual(['project'])
  })

  test('does not follow a folder that is a link out of the project', async () => {
    const project = new Project(CONFIG)
    const outside = mkdtempSync(path.join(tmpdir(), 'seedkit-outside-'))
    onTestFinished(() => rmSync(outside, { recursive: true, force: true }))
    mkdirSync(project.path('database'))
    symlinkSync(outside, project.path('database/factories'))
    const result = await project.run(['make:factory', 'User'])
    expect(result.code).toBe(2)
    expect(result.stderr).toContain('symbolic link')
    expect(readdirSync(outside)).toEqual([])
  })

  test.each([
    ['{ "type": "module" }', 'export class UserFactory'],
    ['{ "type": "commonjs" }', 'module.exports = { UserFactory }'],
    ['{}', 'module.exports = { UserFactory }'],
  ])('writes JavaScript for a project with %s and no TypeScript', async (manifest, expected) => {
    const project = new Project({ 'seed.config.json': CONFIG['seed.config.json'], 'package.json': manifest })
    expect(await project.run(['make:factory', 'User'])).toMatchObject({ code: 0 })
    expect(readFileSync(project.path('database/factories/UserFactory.js'), 'utf8')).toContain(expected)
  })

  test.each(['seed.config.ts', 'seed.config.mts', 'seed.config.cts', 'knexfile.ts'])('writes TypeScript where there is a %s', async (file) => {
    const config = "{ client: 'better-sqlite3', connection: { filename: 'x.db' } }"
    const text = file.endsWith('.cts') ? `module.exports = ${config}` : `export default ${config}`
    const project = new Project({ [file]: text })
    expect(await project.run(['make:seeder', 'Admin'])).toMatchObject({ code: 0, stdout: 'Created database/seeders/AdminSeeder.ts\n' })
  })

  test('writes into the first folder of the configuration, from anywhere', async () => {
    const project = new Project({ ...CONFIG, 'seed.config.json': '{ "client": "pg", "factories": ["db/make/**/*.ts", "more"] }' })
    const result = await project.run(['make:factory', 'User', '--cwd', project.root], { cwd: tmpdir() })
    expect(result).toMatchObject({ code: 0, stdout: 'Created db/make/UserFactory.ts (table "users")\n' })
    expect(project.tree()).toContain('db/make/UserFactory.ts')
  })

  test('without a configuration it says how to get one', async () => {
    const result = await new Project().run(['make:factory', 'User'])
    expect(result.code).toBe(2)
    expect(result.stderr).toContain('seedkit init')
  })
})
