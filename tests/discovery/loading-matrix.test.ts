import { describe, expect, it } from 'vitest'

import { testProject } from './project.js'

type Extension = 'ts' | 'mts' | 'cts' | 'js' | 'mjs' | 'cjs'
interface Combination {
  readonly extension: Extension
  readonly type: 'module' | 'commonjs' | 'absent'
  readonly aliases: 'tsconfig paths' | 'none'
}

const extensions: readonly Extension[] = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs']
const matrix: readonly Combination[] = [
  ...extensions.flatMap((extension) =>
    (['module', 'commonjs'] as const).flatMap((type) =>
      (['tsconfig paths', 'none'] as const).map((aliases) => ({ extension, type, aliases })),
    ),
  ),
  { extension: 'ts', type: 'absent', aliases: 'tsconfig paths' },
  { extension: 'js', type: 'absent', aliases: 'none' },
]

function isTypeScript(extension: Extension): boolean {
  return extension.endsWith('ts')
}

/** Whether the file is written with require(): by hand, that is, and not by a compiler. */
function isHandWrittenCommonJs({ extension, type }: Combination): boolean {
  return extension === 'cjs' || (extension === 'js' && type !== 'module')
}

/** The fixture; the line of each `throw` is part of the tests below. */
function projectFiles(combination: Combination): Record<string, string> {
  const { extension, type, aliases } = combination
  const imported = extension.replace('ts', 'js')
  // only .ts and .js may be left out
  const implied = extension === 'ts' ? '' : `.${imported}`
  const names = `${aliases === 'none' ? '../../app' : '@app'}/names${implied}`
  const files: Record<string, string> = {
    'package.json': JSON.stringify(type === 'absent' ? { private: true } : { private: true, type }),
    [`app/names.${extension}`]: isHandWrittenCommonJs(combination)
      ? `exports.greeting = 'hello'\n`
      : `export const greeting = 'hello'\n`,
    [`database/factories/UserFactory.${extension}`]: userFactory(combination),
    [`database/seeders/DatabaseSeeder.${extension}`]: databaseSeeder(combination, {
      factory: `../factories/UserFactory.${imported}`,
      names,
    }),
  }
  if (aliases === 'tsconfig paths') {
    files['tsconfig.json'] = `{
      // comments and trailing commas are part of the format
      "compilerOptions": { "paths": { "@app/*": ["./app/*"], }, "experimentalDecorators": true },
    }`
  }
  return files
}

function userFactory(combination: Combination): string {
  if (isHandWrittenCommonJs(combination)) {
    return `const { Factory } = require('seedkit')
class UserFactory extends Factory {
  definition() {
    throw new Error('in definition')
  }
}
module.exports = { UserFactory }
`
  }
  return `import { Factory } from 'seedkit'
${isTypeScript(combination.extension) ? 'interface User {\n  id: number\n}\n' : ''}
export class UserFactory extends Factory${isTypeScript(combination.extension) ? '<User>' : ''} {
  definition() {
    throw new Error('in definition')
  }
}
`
}

function databaseSeeder(combination: Combination, from: { factory: string; names: string }): string {
  if (isHandWrittenCommonJs(combination)) {
    return `const { faker } = require('@faker-js/faker')
const { Factory, Seeder } = require('seedkit')
const { UserFactory } = require('${from.factory}')
const { greeting } = require('${from.names}')
module.exports = class DatabaseSeeder extends Seeder {
  static description = 'All of it'
  static tell() {
    return { Seeder, Factory, UserFactory, faker, facts: [greeting, 'b', true] }
  }
  async run() {
    throw new Error('in run')
  }
}
`
  }
  const typed = isTypeScript(combination.extension)
  return `import { faker } from '@faker-js/faker'
import { Factory, Seeder } from 'seedkit'
import { UserFactory } from '${from.factory}'
import { greeting } from '${from.names}'
${typed ? `enum Letter { A = 'a', B = 'b' }\n` : `const Letter = { B: 'b' }\n`}
${typed ? 'const mark = (target: any, ..._: unknown[]): void => {\n  target.marked = true\n}\n\n@mark' : ''}
export default class DatabaseSeeder extends Seeder {
  static description = 'All of it'
  static marked = ${typed ? 'false' : 'true'}
  static tell()${typed ? ': object' : ''} {
    return { Seeder, Factory, UserFactory, faker, facts: [greeting, Letter.B, DatabaseSeeder.marked] }
  }
  async run()${typed ? ': Promise<void>' : ''} {
    throw new Error('in run')
  }
}
`
}

/** Where a text stands in a fixture. */
function positionOf(files: Readonly<Record<string, string>>, file: string, text: string): string {
  const lines = (files[file] ?? '').split('\n')
  const line = lines.findIndex((one) => one.includes(text))
  expect(line).not.toBe(-1)
  return `${file}:${line + 1}:${(lines[line] ?? '').indexOf(text) + 1}`
}

describe.concurrent('loading matrix', () => {
  it.each(matrix)('.$extension, type $type, $aliases', async (combination) => {
    const { extension, aliases } = combination
    const files = projectFiles(combination)
    const factory = `database/factories/UserFactory.${extension}`
    const seeder = `database/seeders/DatabaseSeeder.${extension}`
    expect(await testProject(files).drive('prove')).toEqual({
      names: [
        { name: 'UserFactory', file: factory },
        { name: 'DatabaseSeeder', file: seeder, description: 'All of it' },
      ],
      oneSeedkit: true,
      oneFactory: true,
      oneFaker: true,
      facts: ['hello', 'b', true],
      registered: isTypeScript(extension) || aliases === 'tsconfig paths',
      thrownInRun: positionOf(files, seeder, `new Error('in run')`),
      thrownInDefinition: positionOf(files, factory, `new Error('in definition')`),
    })
  })
})
