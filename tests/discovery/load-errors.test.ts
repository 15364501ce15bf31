import { afterAll, describe, expect, it } from 'vitest'

import { packageRoot, startDriver, testProject, type Driver } from './project.js'

// JavaScript is loaded in a process that has not met TypeScript yet
const typescript = startDriver(packageRoot)
const javascript = startDriver(packageRoot)
afterAll(() => {
  typescript.stop()
  javascript.stop()
})

function driverFor(file: string): Driver {
  return file.endsWith('ts') ? typescript : javascript
}

interface LoadError {
  readonly name: string
  readonly code: string
  readonly message: string
  readonly hint?: string
  readonly cause?: string
}

/** The error of loading `file`, in a project with these files. */
async function errorOf(file: string, files: Readonly<Record<string, string>>, type = 'module'): Promise<LoadError> {
  const project = testProject({ 'package.json': JSON.stringify({ type }), ...files })
  const { error } = await driverFor(file).request({ action: 'load', root: project.root, file })
  expect(error).toMatchObject({ name: 'DiscoveryError', code: 'SEEDKIT_CANNOT_LOAD' })
  return error as LoadError
}

const throwing = `interface Row {
  readonly id: number
}

function boom(row: Row): never {
  throw new Error('boom ' + row.id)
}
boom({ id: 1 })
export {}
`

describe.each(['module', 'commonjs'])('TypeScript that does not load, type: %s', (type) => {
  it('a syntax error is told at its line and column', async () => {
    const error = await errorOf('seeders/A.ts', { 'seeders/A.ts': `const a: number = 1\n\nconst b = = 2\n` }, type)
    expect(error.message).toBe('"seeders/A.ts:3:11" cannot be loaded: Unexpected "=".')
    expect(error.cause).toContain('Transform failed')
  })

  it('columns count characters, not bytes', async () => {
    const error = await errorOf('A.ts', { 'A.ts': `const ü = '日本' = = 2\n` }, type)
    expect(error.message).toMatch(/^"A\.ts:1:18" cannot be loaded: /)
  })

  it('a syntax error in an imported file names both', async () => {
    const files = { 'A.ts': `import './deep/B.js'\n`, 'deep/B.ts': `let x: number = ;\n` }
    const error = await errorOf('A.ts', files, type)
    expect(error.message).toBe('"A.ts" cannot be loaded, because of "deep/B.ts:1:17": Unexpected ";".')
  })

  it.each(['cts', 'mts'])('a syntax error in a .%s file', async (extension) => {
    const error = await errorOf(`A.${extension}`, { [`A.${extension}`]: `\nlet x: number = ;\n` }, type)
    expect(error.message).toContain(`"A.${extension}:2:17" cannot be loaded`)
  })

  it('an error thrown while loading is told where the TypeScript throws it', async () => {
    const error = await errorOf('A.ts', { 'A.ts': throwing }, type)
    expect(error.message).toBe('"A.ts:6:9" cannot be loaded: boom 1.')
    expect(error.cause).toBe('boom 1')
  })

  it('an error thrown by an imported file', async () => {
    const error = await errorOf('A.ts', { 'A.ts': `import './B.js'\n`, 'B.ts': throwing }, type)
    expect(error.message).toBe('"A.ts" cannot be loaded, because of "B.ts:6:9": boom 1.')
  })

  it('a TypeError keeps its name', async () => {
    const error = await errorOf('A.ts', { 'A.ts': `const a: any = undefined\na.b.c\nexport {}\n` }, type)
    expect(error.message).toMatch(/^"A\.ts:2:3" cannot be loaded: TypeError: Cannot read properties of undefined/)
  })

  it('a value that is no Error', async () => {
    const error = await errorOf('A.ts', { 'A.ts': `throw 'out'\n` }, type)
    expect(error).toMatchObject({ message: '"A.ts" cannot be loaded: it throws "out".', cause: 'out' })
  })

  it('a missing file is named with its importer', async () => {
    const files = {
      'seeders/A.ts': `\nimport { x } from '../factories/UserFactry.js'\nconsole.log(x)\n`,
      'factories/UserFactory.ts': '',
    }
    const error = await errorOf('seeders/A.ts', files, type)
    expect(error.message).toBe(
      '"seeders/A.ts:2:19" cannot be loaded: "seeders/A.ts" imports "../factories/UserFactry.js", which is not found.',
    )
    expect(error.hint).toBe('Did you mean "UserFactory.ts"?')
  })

  it('a missing package', async () => {
    const files = { 'A.ts': `import './B.js'\n`, 'B.ts': `import { x } from '@acme/nope/sub'\nconsole.log(x)\n` }
    const error = await errorOf('A.ts', files, type)
    expect(error.message).toBe(
      '"A.ts" cannot be loaded, because of "B.ts:1:19": "B.ts" imports "@acme/nope/sub", which is not found.',
    )
    expect(error.hint).toBe('Install the package "@acme/nope", or correct the import.')
  })

  it('a missing alias', async () => {
    const error = await errorOf('A.ts', { 'A.ts': `import { x } from '@/nope'\nconsole.log(x)\n` }, type)
    expect(error.message).toContain('"A.ts" imports "@/nope", which is not found.')
    expect(error.hint).toContain('tsconfig.json')
  })

  it('a name that seedkit does not export', async () => {
    const source = `import { Seedr } from 'seedkit'\n\nexport class A extends Seedr {}\n`
    const error = await errorOf('A.ts', { 'A.ts': source }, type)
    expect(error.message).toMatch(/^"A\.ts:\d:\d+" cannot be loaded: "seedkit" has no export "Seedr"\.$/)
    expect(error.hint).toMatch(/^Did you mean "Seeder"\?/)
  })
})

describe('JavaScript that does not load', () => {
  const kinds = [
    ['mjs', 'module', 'import'],
    ['js', 'module', 'import'],
    ['js', 'commonjs', 'require'],
    ['cjs', 'module', 'require'],
  ] as const

  it.each(kinds)('a syntax error in .%s, type: %s', async (extension, type) => {
    const error = await errorOf(`A.${extension}`, { [`A.${extension}`]: `const a = 1\n\nconst b = = 2\n` }, type)
    expect(error.message).toBe(`"A.${extension}:3:11" cannot be loaded: Unexpected token '='.`)
  })

  it.each(kinds)('a syntax error in a .%s that is imported, type: %s', async (extension, type, by) => {
    const name = `./B.${extension}`
    const files = {
      [`A.${extension}`]: by === 'import' ? `import '${name}'\n` : `require('${name}')\n`,
      [`B.${extension}`]: `const b = = 2\n`,
    }
    const error = await errorOf(`A.${extension}`, files, type)
    expect(error.message).toBe(
      `"A.${extension}" cannot be loaded, because of "B.${extension}:1:11": Unexpected token '='.`,
    )
  })

  it.each(kinds)('an error thrown by .%s, type: %s', async (extension, type) => {
    const error = await errorOf(`A.${extension}`, { [`A.${extension}`]: `\n\n  throw new Error('boom')\n` }, type)
    expect(error.message).toBe(`"A.${extension}:3:9" cannot be loaded: boom.`)
  })

  it.each(kinds)('a missing file imported by .%s, type: %s', async (extension, type, by) => {
    const source = by === 'import' ? `import './nope.js'\n` : `require('./nope.js')\n`
    const error = await errorOf(`A.${extension}`, { [`A.${extension}`]: source }, type)
    expect(error.message).toContain(`"A.${extension}" imports "./nope.js", which is not found.`)
  })

  it('a SyntaxError of the user’s own code is theirs, at their line', async () => {
    const error = await errorOf('A.js', { 'A.js': `\nJSON.parse('{')\n` })
    expect(error.message).toMatch(/^"A\.js:2:6" cannot be loaded: SyntaxError: /)
  })

  it('TypeScript imported where nothing says so', async () => {
    const error = await errorOf('A.js', { 'A.js': `import './b.ts'\n`, 'b.ts': 'enum X { A }\nconsole.log(X.A)\n' })
    // Node 22 and later read TypeScript themselves, without enums
    expect(error.hint ?? error.message).toMatch(/tsconfig\.json|enum/)
  })
})

describe('module systems', () => {
  const awaiting = `const x = await Promise.resolve(1)\nexport const y = x\n`

  it('top-level await loads in an ES module', async () => {
    const project = testProject({ 'package.json': '{ "type": "module" }', 'A.ts': awaiting })
    expect(await project.drive('load', { file: 'A.ts' })).toEqual({ exports: ['y'] })
  })

  it.each([
    ['A.ts', 'commonjs', '.mts'],
    ['A.cts', 'module', '.mts'],
  ])('top-level await in %s, type %s: the way out is told', async (file, type, extension) => {
    const error = await errorOf(file, { [file]: awaiting }, type)
    expect(error.message).toMatch(/^"A\.c?ts:1:11" cannot be loaded: Top-level await/)
    expect(error.hint).toContain(`Add "type": "module" to package.json or rename the file to ${extension}.`)
  })

  it('top-level await in CommonJS JavaScript', async () => {
    const error = await errorOf('A.js', { 'A.js': `const x = await Promise.resolve(1)\nexports.y = x\n` }, 'commonjs')
    expect(error.hint).toContain('rename the file to .mjs')
  })

  it('import in CommonJS JavaScript', async () => {
    const error = await errorOf('A.js', { 'A.js': `import fs from 'node:fs'\nconsole.log(fs)\n` }, 'commonjs')
    expect(error.hint).toContain('"type": "module"')
  })
})

describe('loadDefault', () => {
  it.each([
    ['a.ts', 'module', `export default { a: 1 }`],
    ['a.ts', 'commonjs', `export default { a: 1 }`],
    ['a.mts', 'commonjs', `export default { a: 1 } as const`],
    ['a.cts', 'module', `export default { a: 1 }`],
    ['a.cts', 'module', `export = { a: 1 }`],
    ['a.ts', 'commonjs', `export = { a: 1 }`],
    ['a.cjs', 'module', `module.exports = { a: 1 }`],
    ['a.js', 'commonjs', `module.exports = { a: 1 }`],
    ['a.js', 'commonjs', `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = { a: 1 }`],
    ['a.cjs', 'module', `exports.a = 1`],
    ['a.mjs', 'module', `export default Promise.resolve({ a: 1 })`],
    ['a.mjs', 'module', `export const a = 1`],
  ])('%s, type %s: %s', async (file, type, source) => {
    const project = testProject({ 'package.json': JSON.stringify({ type }), [file]: source })
    expect(await driverFor(file).request({ action: 'default', root: project.root, file })).toEqual({ value: { a: 1 } })
  })

  it('a file without exports gives undefined', async () => {
    const project = testProject({ 'package.json': '{ "type": "module" }', 'a.ts': `export {}` })
    expect(await project.drive('default', { file: 'a.ts' })).toEqual({})
  })

  it('a promise that fails is an error of the file', async () => {
    const project = testProject({ 'a.mjs': `export default Promise.reject(new Error('no vault'))` })
    expect(await project.drive('default', { file: 'a.mjs' })).toMatchObject({
      error: { message: '"a.mjs:1:31" cannot be loaded: no vault.' },
    })
  })
})
