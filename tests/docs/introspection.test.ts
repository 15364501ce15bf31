import knex from 'knex'
import { expect, test } from 'vitest'
import { planned, seederOf, textOf } from '../scaffold/support/planned.js'
import { UserProject } from '../support/packed-package.js'
import { readPages } from './markdown.js'

const page = readPages().find(({ name }) => name === 'introspection')
const blockOf = (file: string): string | undefined => page?.blocks.find((block) => block.file === file)?.text.replace(/^\/\/.*\n/, '')

test('docs/introspection.md shows what is written', async () => {
  const ddl = page?.blocks.find(({ language }) => language === 'sql')?.text ?? ''
  const project = await planned(ddl)
  for (const [table, name] of [['users', 'User'], ['posts', 'Post'], ['tags', 'Tag']] as const) expect(textOf(project, table)).toBe(blockOf(`database/factories/${name}Factory.ts`))
  const seeder = blockOf('database/seeders/DatabaseSeeder.ts') ?? ''
  expect(seeder.split('\n').filter((line) => /^ {4}/.test(line)).map((line) => line.slice(4)).join('\n')).toBe(seederOf(project).trimEnd())
})

test('docs/introspection.md shows the rows that its shop gets', { timeout: 120_000 }, async () => {
  const ddl = page?.blocks.find(({ language, text }) => language === 'sql' && text.startsWith('-- shop.sql\n'))?.text ?? ''
  const shown = page?.blocks.find(({ language, text }) => language === 'text' && text.startsWith('$ npx seedkit preview'))?.text ?? ''
  const project = new UserProject({ type: 'module' }).linkSeedkit().link('better-sqlite3', 'knex')
  const database = knex({ client: 'better-sqlite3', connection: { filename: project.path('shop.sqlite3') }, useNullAsDefault: true })
  for (const statement of ddl.split(';')) if (statement.trim() !== '') await database.raw(statement)
  await database.destroy()
  project.write('seed.config.ts', "import { defineConfig } from 'seedkit'\nexport default defineConfig({ client: 'better-sqlite3', connection: { filename: './shop.sqlite3' } })\n")
  expect(await project.shell('npx seedkit make:factory --all')).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('5 factories written.') })
  // A command and what it prints; an empty line between two of them.
  const commands = shown.split(/^\$ /m).filter((part) => part !== '')
  expect(commands).toHaveLength(5)
  for (const part of commands) {
    const [command = '', ...lines] = part.trimEnd().split('\n')
    const { code, stdout, stderr } = await project.shell(command)
    expect({ command, code, stderr, stdout: stdout.trimEnd().split('\n') }).toEqual({ command, code: 0, stderr: '', stdout: lines })
  }
  // The rows keep to the CHECKs and the keys as well.
  expect(await project.shell('npx seedkit db:seed')).toMatchObject({ code: 0, stderr: '' })
})
