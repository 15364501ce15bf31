import knex from 'knex'
import { beforeAll, describe, expect, test } from 'vitest'
import { UserProject } from '../support/packed-package.js'
import { readPages } from './markdown.js'

/** `{ 'DatabaseSeeder users': 10, … }` from a summary as the command prints it. */
function rowsBySeederAndTable(output: string): Readonly<Record<string, number>> {
  const rows: Record<string, number> = {}
  let seeder = ''
  for (const line of output.split('\n')) {
    const [, name, table, count] = /^(\w+Seeder)? +(\w+) +([\d,]+) +\d+(?:\.\d+)? m?s /.exec(line) ?? []
    if (name !== undefined) seeder = name
    if (table !== undefined) rows[`${seeder} ${table}`] = Number(count?.replaceAll(',', ''))
  }
  return rows
}

describe('the tour of the README', () => {
  const page = readPages().find(({ name }) => name === 'README')
  if (page === undefined) throw new Error('no README')
  const project = new UserProject({ type: 'module', devDependencies: { typescript: '*' } }).linkSeedkit().link('sqlite3', 'knex', 'vitest')
  const shell = page.blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.trim().split('\n')).map((line) => line.replace(/ +#.*$/, ''))
  const database = () => knex({ client: 'sqlite3', connection: { filename: project.path('dev.sqlite3') }, useNullAsDefault: true })

  async function count(table: string): Promise<number> {
    const db = database()
    try {
      return (await db(table)).length
    } finally {
      await db.destroy()
    }
  }

  beforeAll(async () => {
    const db = database()
    const statements = page.blocks.filter(({ language }) => language === 'sql').flatMap(({ text }) => text.split(';')).filter((sql) => sql.trim() !== '')
    try {
      for (const statement of statements) await db.raw(statement)
    } finally {
      await db.destroy()
    }
  })

  test('shows the commands that are run below', () => {
    expect(shell).toEqual([
      'npm run blog',
      'npm ci && npm test',
      'npm install -D seedkit sqlite3',
      'npx seedkit init',
      'npx seedkit db:seed',
      'npx seedkit db:seed --class=AdminSeeder',
      'npx seedkit db:seed --seed=7',
      'npx seedkit db:seed --dry-run',
      'npx seedkit db:seed --dry-run --explain',
      'npx seedkit lint',
      'npx seedkit list',
      'npx seedkit preview User --state admin',
      'npx seedkit graph',
      'npx seedkit run User 50 --has posts:3',
    ])
  })

  test('seedkit init and make:factory --all', async () => {
    expect(await project.shell('npx seedkit init')).toMatchObject({ code: 0, stderr: '' })
    expect(project.read('seed.config.ts')).toContain('./dev.sqlite3')
    const made = await project.shell('npx seedkit make:factory --all')
    expect(made).toMatchObject({ code: 0, stderr: '' })
    expect(made.stdout).toContain('3 factories written.')
    expect(await project.shell('npx seedkit db:seed --dry-run')).toMatchObject({ code: 0, stderr: '' })
  })

  test('its files, seeded, give the summary it shows', async () => {
    for (const { file, text } of page.blocks) if (file !== undefined) project.write(file, text)
    const { code, stdout, stderr } = await project.shell('npx seedkit db:seed')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const shown = rowsBySeederAndTable(page.blocks.find(({ language }) => language === 'text')?.text ?? '')
    expect(shown).toMatchObject({ 'AdminSeeder users': 1, 'DatabaseSeeder posts': 51 })
    expect(rowsBySeederAndTable(stdout)).toEqual(shown)
    expect(stdout).toContain('Committed: 73 rows')
    expect(await Promise.all(['teams', 'users', 'posts'].map(count))).toEqual([11, 11, 51])
  })

  test('further commands', async () => {
    expect(await project.shell('npx seedkit db:seed --class=AdminSeeder')).toMatchObject({ code: 0, stderr: '' })
    expect(await count('users')).toBe(12)
    expect(await project.shell('npx seedkit db:seed --seed=7')).toMatchObject({ code: 0, stderr: '' })
    expect(await count('users')).toBe(23)
    expect(await project.shell('npx seedkit db:seed --dry-run')).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('Dry run: 73 rows') })
    expect(await count('users')).toBe(23)
    expect(await project.shell('npx seedkit list')).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/PostFactory[\s\S]*states: +published[\s\S]*AdminSeeder/) })
  })

  test('commands that look and try', async () => {
    expect(await project.shell('npx seedkit preview User --state admin')).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^name +email[\s\S]*admin/) })
    expect(await project.shell('npx seedkit graph')).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^erDiagram\n/) })
    expect(await project.shell('npx seedkit db:seed --dry-run --explain')).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('posts: children') })
    expect(await project.shell('npx seedkit lint')).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('No findings: 3 factories') })
    expect(await project.shell('npx seedkit run User 50 --has posts:3 --dry-run')).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('Dry run: 250 rows') })
    expect(await count('users')).toBe(23)
  })

  test('the test it shows passes', async () => {
    const { code, stdout } = await project.shell('node_modules/vitest/vitest.mjs run --root .', { NO_COLOR: '1' })
    expect({ code, passed: /Tests +1 passed/.test(stdout) }, stdout).toEqual({ code: 0, passed: true })
    expect(await count('users')).toBe(23)
  })
})
