import knex from 'knex'
import { beforeAll, describe, expect, test } from 'vitest'
import { UserProject } from '../support/packed-package.js'
import { readPages } from './markdown.js'

/** Times and rates differ from run to run, and with them the widths of their columns. */
function settled(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.replaceAll(/[\d.]+ (?:ms|s)\b(?: +(?:[\d,]+|-)$)?/g, 'TIME').replaceAll(/ {2,}|-{3,}/g, ' ').trim())
  return lines.filter((line) => line !== '')
}

describe('docs/commands.md', () => {
  const page = readPages().find(({ name }) => name === 'commands')
  const readme = readPages().find(({ name }) => name === 'README')
  if (page === undefined || readme === undefined) throw new Error('no such page')
  const project = new UserProject({ type: 'module' }).linkSeedkit().link('better-sqlite3')
  const examples = page.blocks.flatMap(({ language, text, line }, index) => {
    const next = page.blocks[index + 1]
    return language === 'sh' && next !== undefined ? [{ command: text.trim(), shown: next.text, line }] : []
  })

  beforeAll(async () => {
    for (const { file, text } of readme.blocks) if (file !== undefined) project.write(file, text)
    project.write('seed.config.ts', "import { defineConfig } from 'seedkit'\nexport default defineConfig({ client: 'better-sqlite3', connection: { filename: './dev.sqlite3' }, seed: 42 })\n")
    const db = knex({ client: 'better-sqlite3', connection: { filename: project.path('dev.sqlite3') }, useNullAsDefault: true })
    try {
      const statements = readme.blocks.filter(({ language }) => language === 'sql').flatMap(({ text }) => text.split(';'))
      for (const sql of statements) if (sql.trim() !== '') await db.raw(sql)
    } finally {
      await db.destroy()
    }
  })

  test('has an example of every command', () => {
    expect(examples.map(({ command }) => command.split(' ')[2])).toEqual(['preview', 'preview', 'preview', 'run', 'graph', 'run'])
  })

  test.each(examples)('$command', async ({ command, shown }) => {
    const { code, stdout, stderr } = await project.shell(command)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = settled(stdout)
    const wanted = settled(shown)
    expect(wanted.length).toBeGreaterThan(2)
    const from = lines.indexOf(wanted[0] ?? '')
    expect(lines.slice(from, from + wanted.length)).toEqual(wanted)
  })
})
