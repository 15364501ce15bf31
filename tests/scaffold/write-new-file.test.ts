import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ScaffoldError } from '../../src/errors.js'
import { writeNewFile } from '../../src/scaffold/write-new-file.js'

function places() {
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'seedkit-write-')))
  onTestFinished(() => rmSync(base, { recursive: true, force: true }))
  const root = path.join(base, 'project')
  const outside = path.join(base, 'outside')
  mkdirSync(root)
  mkdirSync(outside)
  return { root, outside }
}

const file = (root: string) => ({ root, folder: 'database/factories', path: 'blog/PostFactory.ts', content: 'text', existing: 'refuse' as const })

test('makes the folders and leaves nothing but the file', async () => {
  const { root } = places()
  const written = await writeNewFile(file(root))
  expect(written).toBe(path.join(root, 'database/factories/blog/PostFactory.ts'))
  expect(readFileSync(written, 'utf8')).toBe('text')
  expect(readdirSync(path.dirname(written))).toEqual(['PostFactory.ts'])
})

test('refuses a file that exists and keeps it', async () => {
  const { root } = places()
  const written = await writeNewFile(file(root))
  writeFileSync(written, 'mine')
  await expect(writeNewFile(file(root))).rejects.toThrow('"database/factories/blog/PostFactory.ts" exists already.')
  expect(readFileSync(written, 'utf8')).toBe('mine')
  expect(readdirSync(path.dirname(written))).toEqual(['PostFactory.ts'])
})

test('overwrites when told to', async () => {
  const { root } = places()
  const written = await writeNewFile(file(root))
  writeFileSync(written, 'mine')
  await writeNewFile({ ...file(root), existing: 'overwrite' })
  expect(readFileSync(written, 'utf8')).toBe('text')
})

test('of many at once exactly one writes the file', async () => {
  const { root } = places()
  const attempts = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => writeNewFile({ ...file(root), content: `${i}` })))
  expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1)
  expect(readdirSync(path.join(root, 'database/factories/blog'))).toEqual(['PostFactory.ts'])
})

test.each([
  ['the folder', 'database/factories'],
  ['a folder above it', 'database'],
  ['a folder below it', 'database/factories/blog'],
])('refuses to follow %s out of the project', async (_, link) => {
  const { root, outside } = places()
  mkdirSync(path.dirname(path.join(root, link)), { recursive: true })
  symlinkSync(outside, path.join(root, link))
  await expect(writeNewFile(file(root))).rejects.toThrow(ScaffoldError)
  await expect(writeNewFile({ ...file(root), existing: 'overwrite' })).rejects.toThrow('symbolic link')
  expect(readdirSync(outside)).toEqual([])
})

test('refuses a link that points nowhere', async () => {
  const { root, outside } = places()
  mkdirSync(path.join(root, 'database'))
  symlinkSync(path.join(outside, 'missing'), path.join(root, 'database/factories'))
  await expect(writeNewFile(file(root))).rejects.toThrow(ScaffoldError)
  expect(readdirSync(outside)).toEqual([])
})

test('overwriting replaces a link to a file and leaves its target alone', async () => {
  const { root, outside } = places()
  const target = path.join(outside, 'secret.ts')
  writeFileSync(target, 'secret')
  mkdirSync(path.join(root, 'database/factories/blog'), { recursive: true })
  symlinkSync(target, path.join(root, 'database/factories/blog/PostFactory.ts'))
  await expect(writeNewFile(file(root))).rejects.toThrow('exists already')
  await writeNewFile({ ...file(root), existing: 'overwrite' })
  expect(readFileSync(target, 'utf8')).toBe('secret')
})

test('a link within the project is fine', async () => {
  const { root } = places()
  mkdirSync(path.join(root, 'db/factories'), { recursive: true })
  symlinkSync(path.join(root, 'db'), path.join(root, 'database'))
  await writeNewFile(file(root))
  expect(readFileSync(path.join(root, 'db/factories/blog/PostFactory.ts'), 'utf8')).toBe('text')
})

test('a project that is reached through a link is fine', async () => {
  const { root, outside } = places()
  const link = path.join(outside, 'link')
  symlinkSync(root, link)
  await writeNewFile(file(link))
  expect(readFileSync(path.join(root, 'database/factories/blog/PostFactory.ts'), 'utf8')).toBe('text')
})

test('a path that leaves the folder by itself is refused', async () => {
  const { root } = places()
  await expect(writeNewFile({ ...file(root), path: '../../../x.ts' })).rejects.toThrow(ScaffoldError)
  expect(readdirSync(path.dirname(root)).toSorted()).toEqual(['outside', 'project'])
})

test('a file where a folder should be is named', async () => {
  const { root } = places()
  writeFileSync(path.join(root, 'database'), '')
  await expect(writeNewFile(file(root))).rejects.toThrow(ScaffoldError)
})
