import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'

import { isDependency } from '../../src/discovery/own-package.js'
import { headerPosition, stackPosition } from '../../src/discovery/stack-position.js'
import { packageRoot, testProject } from './project.js'

const { root } = testProject({ 'app (1)/a b.ts': '', 'x.ts': '' }, { folder: 'my (new) project' })
const odd = path.join(root, 'app (1)/a b.ts')
const plain = path.join(root, 'x.ts')

describe('stackPosition', () => {
  it.each([
    [`    at f (${plain}:5:9)`, plain],
    [`    at ${plain}:5:9`, plain],
    [`    at async ${pathToFileURL(odd).href}:5:9`, odd],
    [`    at async Promise.all (index 0)\n    at g (${odd}:5:9)`, odd],
    [`    at new User (${odd}:5:9)`, odd],
    [`    at Object.run [as go] (${odd}:5:9)`, odd],
    [`    at ${odd}:5:9`, odd],
    [`    at node:internal/modules:1:2\n    at ${root}/node_modules/p/x.js:1:1\n    at ${plain}:5:9`, plain],
    [`    at ${path.join(packageRoot, 'dist/index.js')}:1:1\n    at ${pathToFileURL(plain).href}?v=1:5:9`, plain],
  ])('%s', (frames, file) => {
    expect(stackPosition(`Error: at a (b:1:2)\n${frames}`)).toEqual({ file, line: 5, column: 9 })
  })

  it('gives nothing where no frame is the user’s', () => {
    expect(stackPosition('Error: boom\n    at node:internal/x:1:2\n    at <anonymous>')).toBeUndefined()
    expect(stackPosition('')).toBeUndefined()
  })
})

describe('headerPosition', () => {
  it('reads the line and the caret above a stack', () => {
    const header = `${plain}:3\nconst b = = 2\n          ^\n\nSyntaxError: no\n    at x`
    expect(headerPosition(header)).toEqual({ file: plain, line: 3, column: 11 })
  })

  const others = ['SyntaxError: no', `${plain}:3\nconst b\nconst c`, `/nowhere.js:3\nx\n^`, '']
  it.each(others)('is not to be had in %j', (stack) => {
    expect(headerPosition(stack)).toBeUndefined()
  })
})

describe('isDependency', () => {
  it.each([
    ['dist/index.js', true],
    ['node_modules/knex/knex.js', true],
    ['examples/blog/database/seeders/UserSeeder.ts', false],
    ['src.ts', false],
  ])('%s of seedkit’s own folder: %s', (file, expected) => {
    expect(isDependency(path.join(packageRoot, file))).toBe(expected)
  })

  it('a user’s file is none', () => {
    mkdirSync(path.join(root, 'dist'))
    writeFileSync(path.join(root, 'dist/a.js'), '')
    expect(isDependency(path.join(root, 'dist/a.js'))).toBe(false)
  })
})
