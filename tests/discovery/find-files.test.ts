import { chmodSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

import { findFiles } from '../../src/discovery/find-files.js'
import { testProject } from './project.js'

function project(...names: readonly string[]): string {
  return testProject(Object.fromEntries(names.map((name) => [name, '']))).root
}

function found(root: string, ...patterns: readonly string[]): readonly string[] {
  return findFiles(root, patterns).files.map((file) => relative(root, file))
}

function passedOver(root: string, ...patterns: readonly string[]): Record<string, string> {
  return Object.fromEntries(findFiles(root, patterns).passedOver.map((one) => [relative(root, one.file), one.reason]))
}

function relative(root: string, file: string): string {
  return path.relative(root, file).replaceAll(path.sep, '/')
}

describe('findFiles', () => {
  it('searches a folder with all folders below it, for six extensions', () => {
    const root = project('db/A.ts', 'db/B.mts', 'db/C.cts', 'db/x/D.js', 'db/x/y/E.mjs', 'db/F.cjs', 'other/G.ts')
    expect(found(root, 'db')).toEqual(['db/A.ts', 'db/B.mts', 'db/C.cts', 'db/F.cjs', 'db/x/D.js', 'db/x/y/E.mjs'])
  })

  // Nothing is closed to root.
  it.skipIf(process.getuid === undefined || process.getuid() === 0)('names a folder that cannot be read', () => {
    const root = project('db/x/A.ts')
    chmodSync(path.join(root, 'db/x'), 0)
    try {
      expect(() => findFiles(root, ['db'])).toThrow(/^The folder ".*db\/x" cannot be read: EACCES/)
    } finally {
      chmodSync(path.join(root, 'db/x'), 0o700)
    }
  })

  it('sorts by code point, not by locale', () => {
    const root = project('db/a.ts', 'db/B.ts', 'db/ä.ts', 'db/_.ts', 'db/𝒳.ts', 'db/\uFF5E.ts', 'db/10.ts', 'db/9.ts')
    const names = found(root, 'db').map((file) => path.basename(file, '.ts'))
    expect(names).toEqual(['10', '9', 'B', '_', 'a', 'ä', '\uFF5E', '𝒳'])
  })

  it('says why it passes over a file', () => {
    const declarations = ['db/A.d.ts', 'db/B.d.mts', 'db/C.d.cts']
    const tests = ['db/D.test.ts', 'db/E.spec.mjs', 'db/__tests__/F.ts']
    const root = project(...declarations, ...tests, 'db/G.json', 'db/H.tsx', 'db/README.md')
    expect(found(root, 'db')).toEqual([])
    expect(passedOver(root, 'db')).toEqual({
      'db/A.d.ts': 'declaration file',
      'db/B.d.mts': 'declaration file',
      'db/C.d.cts': 'declaration file',
      'db/D.test.ts': 'test file',
      'db/E.spec.mjs': 'test file',
      'db/__tests__/F.ts': 'test file',
      'db/G.json': 'not a loaded extension',
      'db/H.tsx': 'not a loaded extension',
      'db/README.md': 'not a loaded extension',
    })
  })

  it('does not look at packages and hidden files', () => {
    const root = project('db/node_modules/p/A.ts', 'db/.git/B.ts', 'db/.gitkeep')
    expect(findFiles(root, ['db'])).toEqual({ files: [], passedOver: [], missing: [] })
    expect(found(root, '**/*.ts')).toEqual([])
  })

  it('is not confused by a project that lies in __tests__ or node_modules', () => {
    const root = project('__tests__/app/db/A.ts', 'node_modules/app/db/B.ts')
    expect(found(path.join(root, '__tests__/app'), 'db')).toEqual(['db/A.ts'])
    expect(found(path.join(root, 'node_modules/app'), 'db')).toEqual(['db/B.ts'])
  })

  it('prefers TypeScript to its compiled copy beside it', () => {
    const root = project('db/A.ts', 'db/A.js', 'db/B.mts', 'db/B.mjs', 'db/C.js', 'db/x/A.js')
    expect(found(root, 'db')).toEqual(['db/A.ts', 'db/B.mts', 'db/C.js', 'db/x/A.js'])
    expect(passedOver(root, 'db')).toEqual({
      'db/A.js': 'compiled copy of "A.ts"',
      'db/B.mjs': 'compiled copy of "B.mts"',
    })
  })

  it('takes globs of folders and of files', () => {
    const root = project('modules/a/seeders/A.ts', 'modules/b/seeders/x/B.ts', 'modules/b/models/C.ts', 'modules/D.ts')
    expect(found(root, 'modules/*/seeders')).toEqual(['modules/a/seeders/A.ts', 'modules/b/seeders/x/B.ts'])
    expect(found(root, 'modules/*/seeders/*.ts')).toEqual(['modules/a/seeders/A.ts'])
    expect(found(root, '**/seeders')).toEqual(['modules/a/seeders/A.ts', 'modules/b/seeders/x/B.ts'])
    expect(found(root, 'modules\\*\\models')).toEqual(['modules/b/models/C.ts'])
    expect(found(root, 'modules/{a,b}/**/*.ts')).toHaveLength(3)
  })

  it('takes several places, and counts a file once', () => {
    const root = project('a/A.ts', 'b/B.ts')
    expect(found(root, 'b', 'a', '*', 'a/A.ts')).toEqual(['a/A.ts', 'b/B.ts'])
  })

  it('takes places out again', () => {
    const root = project('db/A.ts', 'db/old/B.ts', 'db/old/x/C.ts', 'db/D.draft.ts')
    expect(found(root, '!db/old', 'db')).toEqual(['db/A.ts', 'db/D.draft.ts'])
    expect(found(root, 'db', '!**/*.draft.ts', '!**/old')).toEqual(['db/A.ts'])
    expect(passedOver(root, 'db', '!db/old')).toEqual({
      'db/old/B.ts': 'excluded by "!db/old"',
      'db/old/x/C.ts': 'excluded by "!db/old"',
    })
  })

  it('takes a folder that is named like a glob, and a root with such a name', () => {
    const root = project('app/[id]/A.ts', '{x}/y*/db/B.ts')
    expect(found(root, 'app/[id]')).toEqual(['app/[id]/A.ts'])
    expect(found(path.join(root, '{x}/y*'), 'd?')).toEqual(['db/B.ts'])
  })

  it('takes absolute places and places above the root', () => {
    const root = project('shared/A.ts', 'app/db/B.ts')
    const app = path.join(root, 'app')
    expect(found(app, '../shared')).toEqual(['../shared/A.ts'])
    expect(found(app, path.join(root, 'sha*'))).toEqual(['../shared/A.ts'])
  })

  it('reports code that lies where a glob looks and does not match it, if nothing does', () => {
    const root = project('db/seed/main.ts', 'db/seed/notes.md', 'db/seed/deep/a.seeder.js', 'other.ts')
    const reason = 'not matched by "db/seed/*.seeder.ts"'
    expect(findFiles(root, ['db/seed/*.seeder.ts']).passedOver).toEqual([
      { file: path.join(root, 'db/seed/deep/a.seeder.js'), reason },
      { file: path.join(root, 'db/seed/main.ts'), reason },
    ])
    expect(findFiles(root, ['db/seed/*.seeder.ts', 'db/seed/main.ts']).passedOver).toMatchObject([{ reason }])
    expect(findFiles(root, ['db/seed/**/*.seeder.js']).passedOver).toEqual([])
    expect(findFiles(root, ['*.seeder.ts']).passedOver).toEqual([])
  })

  it('reports places that do not exist', () => {
    const root = project('db/A.ts')
    const { missing } = findFiles(root, ['db', 'nope', 'no/*/pe', 'db/*.js', '!nada'])
    expect(missing).toEqual(['nope', 'no/*/pe', 'db/*.js'])
  })

  it('follows links, to a folder, to a file, in a circle and to nowhere', () => {
    const root = project('db/A.ts', 'shared/x/B.ts', 'single/C.ts')
    symlinkSync(path.join(root, 'shared'), path.join(root, 'db/linked'))
    symlinkSync(path.join(root, 'single/C.ts'), path.join(root, 'db/C.ts'))
    symlinkSync(path.join(root, 'db'), path.join(root, 'db/circle'))
    symlinkSync(path.join(root, 'nowhere'), path.join(root, 'db/Gone.ts'))
    expect(found(root, 'db')).toEqual(['db/A.ts', 'db/C.ts', 'db/linked/x/B.ts'])
    expect(passedOver(root, 'db')).toEqual({ 'db/Gone.ts': 'broken symbolic link' })
  })

  it('counts a file that is reached by two links once', () => {
    const root = project('shared/B.ts', 'db/A.ts')
    symlinkSync(path.join(root, 'shared'), path.join(root, 'db/one'))
    symlinkSync(path.join(root, 'shared'), path.join(root, 'db/two'))
    expect(found(root, 'db')).toEqual(['db/A.ts', 'db/one/B.ts'])
  })
})
