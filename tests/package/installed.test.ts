import knex from 'knex'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestDatabase, targets } from '../support/databases.js'
import { packPackage, UserProject } from '../support/packed-package.js'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

const SCHEMA = ["create table users (id integer primary key, name text not null, email text not null, role text not null default 'member')"]

let tarball: string
beforeAll(() => {
  tarball = packPackage().file
})

/** A fresh folder with nothing but the packed tarball in it. */
async function install(project: UserProject): Promise<void> {
  const { code, stderr } = await project.shell(`npm install ${tarball} --prefer-offline --ignore-scripts --no-save --no-audit --no-fund`)
  expect({ code, stderr: stderr.trim() }).toEqual({ code: 0, stderr: '' })
}

async function withShop<T>(project: UserProject, body: (db: knex.Knex) => Promise<T>): Promise<T> {
  const db = knex({ client: 'sqlite3', connection: { filename: project.path('dev.sqlite3') }, useNullAsDefault: true })
  try {
    return await body(db)
  } finally {
    await db.destroy()
  }
}

const users = (project: UserProject) => withShop(project, (db) => db('users').orderBy('id'))

describe.each([
  { title: 'an ES module project in TypeScript', manifest: { type: 'module', devDependencies: { typescript: '*' } }, extension: '.ts' },
  { title: 'a CommonJS project in JavaScript', manifest: {}, extension: '.js' },
])('$title', ({ manifest, extension }) => {
  const project = new UserProject(manifest)
  const factory = `database/factories/UserFactory${extension}`

  beforeAll(async () => {
    await install(project)
    project.link('sqlite3')
    await withShop(project, async (db) => {
      for (const statement of SCHEMA) await db.raw(statement)
    })
  })

  test('init writes a project', async () => {
    const { code, stdout, stderr } = await project.shell('npx seedkit init')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`Created seed.config${extension}`)
    expect(project.read(`seed.config${extension}`)).toContain("client: 'sqlite3'")
  })

  test('make:factory and make:seeder write files to edit', async () => {
    expect(await project.shell('npx seedkit make:factory User')).toMatchObject({ code: 0, stdout: `Created ${factory} (table "users")\n`, stderr: '' })
    expect(await project.shell('npx seedkit make:seeder Admin')).toMatchObject({ code: 0, stdout: `Created database/seeders/AdminSeeder${extension}\n` })
    expect(project.read(factory)).toContain('name: `${this.faker.person.firstName()} ${this.faker.person.lastName()}`,')
    expect(project.read(factory)).toMatch(/email: \(\{ attributes, faker \}\) =>\s+faker\.internet\.exampleEmail\(/)
    expect(project.read(factory)).not.toMatch(/^ +role:(?! string$)/m)
    project.edit(factory, '\n  definition()', "\n  admin() {\n    return this.state({ role: 'admin' })\n  }\n\n  definition()")
    const seeder = `database/seeders/AdminSeeder${extension}`
    const imported = extension === '.ts'
      ? ["import { Seeder } from 'seedkit'\n", "import { UserFactory } from '../factories/UserFactory.js'\n"]
      : ["const { Seeder } = require('seedkit')\n", "const { UserFactory } = require('../factories/UserFactory.js')\n"]
    project.edit(seeder, imported[0] ?? '', imported.join(''))
    project.edit(seeder, '// await this.factory(UserFactory).createBatch(10)', "await this.factory(UserFactory).admin().create({ name: 'Admin', email: 'admin@example.com' })")
  })

  test('db:seed --dry-run counts the rows and keeps none', async () => {
    const { code, stdout, stderr } = await project.shell('npx seedkit db:seed --dry-run')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/Dry run: 10 rows/)
    expect(await users(project)).toHaveLength(0)
  })

  test('db:seed fills the table', async () => {
    const { code, stdout, stderr } = await project.shell('npx seedkit db:seed')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/DatabaseSeeder +users +10/)
    const rows = await users(project)
    expect(rows).toHaveLength(10)
    for (const row of rows) expect(row).toMatchObject({ name: expect.stringMatching(/./), email: expect.stringContaining('@'), role: 'member' })
  })

  test('db:seed --class=AdminSeeder runs that one', async () => {
    expect(await project.shell('npx seedkit db:seed --class=AdminSeeder')).toMatchObject({ code: 0, stderr: '' })
    expect((await users(project)).at(-1)).toMatchObject({ name: 'Admin', email: 'admin@example.com', role: 'admin' })
  })

  test('db:seed --class=Admni exits 2 and suggests', async () => {
    const { code, stdout, stderr } = await project.shell('npx seedkit db:seed --class=Admni')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('Did you mean "AdminSeeder"?')
    expect(await users(project)).toHaveLength(11)
  })

  test('require() and import() give the same classes', async () => {
    project.write('same.cjs', `
      const required = require('seedkit')
      import('seedkit').then((imported) => {
        const names = Object.keys(required)
        console.log(JSON.stringify([names.length > 10, names.every((name) => required[name] === imported[name]), typeof required.Factory]))
      })`)
    expect(await project.shell('node same.cjs')).toEqual({ code: 0, stdout: '[true,true,"function"]\n', stderr: '' })
  })

  test('a missing driver gives the command that installs it, exit 2', async () => {
    project.write('pg.config.json', '{ "connection": "postgres://user@127.0.0.1/shop" }')
    const { code, stderr } = await project.shell('npx seedkit db:seed --config pg.config.json')
    expect(code).toBe(2)
    expect(stderr).toContain('needs the package "pg", which is not installed')
    expect(stderr).toContain('npm install -D pg')
    const pnpm = await project.shell('touch pnpm-lock.yaml && npx seedkit db:seed --config pg.config.json; code=$?; rm pnpm-lock.yaml; exit $code')
    expect(pnpm).toMatchObject({ code: 2, stderr: expect.stringContaining('pnpm add -D pg') })
  })
})

const ENGINES = targets.filter(({ name }) => name === 'sqlite3' || name === 'pg' || name === 'mariadb')

describe('an exception in the last of three seeders', () => {
  const project = new UserProject({ type: 'module' })

  beforeAll(async () => {
    await install(project)
    project.link('sqlite3', 'pg', 'mysql2')
    project.write('database/factories/TeamFactory.js', `
      import { Factory } from 'seedkit'
      export class TeamFactory extends Factory {
        table = 'teams'
        definition() { return { name: this.faker.company.name() } }
      }`)
    for (const [index, name] of ['First', 'Second', 'Third'].entries()) {
      project.write(`database/seeders/${name}Seeder.js`, `
        import { Seeder } from 'seedkit'
        import { TeamFactory } from '../factories/TeamFactory.js'
        export class ${name}Seeder extends Seeder {
          async run() {
            await this.factory(TeamFactory).createBatch(3)
            ${index === 2 ? "if (process.env.BREAK) throw new Error('out of coffee')" : ''}
          }
        }`)
    }
  })

  test.each(ENGINES)('leaves zero rows on $name, exit 1', async (target) => {
    const db = await openTestDatabase(target)
    try {
      await db.run(`create table teams (id ${target.types.id}, name varchar(100) not null)`)
      const { client, connection, searchPath } = db.settings
      project.write('seed.config.json', JSON.stringify({ client, connection, searchPath }))
      const command = 'npx seedkit db:seed First Second Third'
      const failed = await project.shell(command, { BREAK: '1' })
      expect(failed.code).toBe(1)
      expect(failed.stderr).toContain('ThirdSeeder failed: out of coffee')
      expect(failed.stderr).toContain('Everything is rolled back.')
      expect(await db.knex('teams')).toHaveLength(0)
      expect(await project.shell(command)).toMatchObject({ code: 0, stderr: '' })
      expect(await db.knex('teams')).toHaveLength(9)
    } finally {
      await db.drop()
    }
  })
})
