import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { packageFaults } from '../../.ci/package-faults.js'
import { packPackage, temporaryFolder } from '../support/packed-package.js'
import { repository } from '../support/source-files.js'

describe('npm pack', () => {
  let files: readonly string[]
  let folder: string
  const read = (file: string): string | undefined => (existsSync(path.join(folder, file)) ? readFileSync(path.join(folder, file), 'utf8') : undefined)

  beforeAll(() => {
    const packed = packPackage()
    files = packed.files
    const unpacked = temporaryFolder('unpacked')
    mkdirSync(unpacked, { recursive: true })
    execFileSync('tar', ['-xzf', packed.file, '-C', unpacked])
    folder = path.join(unpacked, 'package')
  })

  test('holds what is needed and nothing else', () => {
    expect(packageFaults(files, read)).toEqual([])
    expect([...new Set(files.map((file) => file.split('/')[0]))].toSorted()).toEqual(
      ['CHANGELOG.md', 'LICENSE', 'README.md', 'bin', 'dist', 'package.json', 'templates'],
    )
  })

  test.each([
    ['src/index.ts', '"src" has no business in the package'],
    ['dist/.tsbuildinfo', '"dist/.tsbuildinfo" is neither code, nor a declaration, nor a map'],
    ['dist/cli/usage.test.js', '"dist/cli/usage.test.js" is a test'],
    ['dist/lost.js', '"dist/lost.js" has no declarations'],
  ])('%s would be noticed', (file, fault) => {
    expect(packageFaults([...files, file], read)).toContain(fault)
  })

  test('a map without its source would be noticed', () => {
    expect(packageFaults(files, (file) => (file === 'dist/index.js.map' ? '{"sources":["../src/index.ts"]}' : read(file)))).toEqual(['"dist/index.js.map" lacks the source'])
  })

  test('every template is there', () => {
    const kinds = ['config', 'database-seeder', 'factory', 'seeder']
    expect(files.filter((file) => file.startsWith('templates/')).toSorted()).toEqual(
      kinds.flatMap((kind) => ['cjs', 'mjs', 'ts'].map((extension) => `templates/${kind}.${extension}`)),
    )
  })

  test('the manifest pins what still runs on Node 20', () => {
    const manifest = JSON.parse(read('package.json') ?? '{}')
    expect(manifest.engines).toEqual({ node: '>=20.19.0' })
    expect(manifest.dependencies).toMatchObject({ commander: expect.stringMatching(/^\^14\./), cosmiconfig: expect.stringMatching(/^\^9\./) })
    for (const driver of ['pg', 'mysql2', 'sqlite3', 'better-sqlite3']) {
      expect(manifest.dependencies).not.toHaveProperty(driver)
      expect(manifest.peerDependenciesMeta[driver]).toEqual({ optional: true })
    }
  })
})

test('publint finds nothing', { timeout: 60_000 }, () => {
  const { status, stderr } = spawnSync(process.execPath, ['.ci/publint.js'], { cwd: repository, encoding: 'utf8' })
  expect({ status, stderr: stderr.replaceAll(/^npm warn.*\n?/gm, '') }).toEqual({ status: 0, stderr: '' })
})
