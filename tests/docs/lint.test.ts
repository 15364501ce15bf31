import knex from 'knex'
import { describe, expect, test } from 'vitest'
import type { FindingKind } from '../../src/app/lint/finding.js'
import { UserProject } from '../support/packed-package.js'
import { readPages, tableBelow } from './markdown.js'

const KINDS: Readonly<Record<FindingKind, true>> = {
  factory: true, state: true, creation: true, 'missing-table': true, 'unknown-column': true, 'missing-value': true, 'generated-column': true,
  type: true, word: true, length: true, 'primary-key': true, relation: true, 'foreign-key': true, determinism: true,
}

describe('docs/lint.md', () => {
  const page = readPages().find(({ name }) => name === 'lint')
  const readme = readPages().find(({ name }) => name === 'README')
  if (page === undefined || readme === undefined) throw new Error('no such page')

  test('shows what lint says', async () => {
    const project = new UserProject({ type: 'module' }).linkSeedkit().link('better-sqlite3')
    for (const { file, text } of readme.blocks) if (file !== undefined) project.write(file, text)
    project.write('seed.config.ts', "import { defineConfig } from 'seedkit'\nexport default defineConfig({ client: 'better-sqlite3', connection: { filename: './dev.sqlite3' }, seed: 42 })\n")
    const [sql = '', shown = ''] = ['sql', 'text'].map((wanted) => page.blocks.find(({ language }) => language === wanted)?.text)
    const db = knex({ client: 'better-sqlite3', connection: { filename: project.path('dev.sqlite3') }, useNullAsDefault: true })
    try {
      for (const statement of sql.split(';')) if (statement.trim() !== '') await db.raw(statement)
      const settled = (text: string) => text.replace(/\(better-sqlite3, \S+\)/, '(better-sqlite3, FILE)').replace(/in [\d.]+ m?s\./, 'in TIME.')
      const { code, stdout, stderr } = await project.shell(page.blocks.find(({ language }) => language === 'sh')?.text.trim() ?? '')
      expect({ code, stderr, stdout: settled(stdout) }).toEqual({ code: 1, stderr: '', stdout: settled(shown) })
      expect(await Promise.all(['teams', 'users', 'posts'].map((table) => db(table)))).toEqual([[], [], []])
    } finally {
      await db.destroy()
    }
  })

  test('lists every kind of finding', () => {
    expect(tableBelow(page, 'What is found').map(([kind = '']) => kind.replaceAll('`', '')).toSorted()).toEqual(Object.keys(KINDS).toSorted())
  })
})
