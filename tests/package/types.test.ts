import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { packPackage, UserProject } from '../support/packed-package.js'
import { repository } from '../support/source-files.js'

const FACTORY = `
import { Factory, type Attributes, type Insertable } from 'seedkit'
export interface User { id: number; name: string }
export class UserFactory extends Factory<User> {
  readonly table = 'users'
  definition(): Attributes<Insertable<User>> { return { name: this.faker.person.fullName() } }
  // @ts-expect-error no such column
  broken() { return this.state({ nmae: 'x' }) }
}
`
const SEEDER = `
import { Seeder, SeedkitError, seedDatabase } from 'seedkit'
import { UserFactory } from './user-factory.js'
export class DatabaseSeeder extends Seeder {
  async run() {
    const users = await this.factory(UserFactory).createBatch(3)
    const name: string | undefined = users[0]?.name
    if (name === undefined) throw new Error('no row')
  }
}
export const run = (): Promise<unknown> => seedDatabase({ seed: 1 }).catch((error: unknown) => error instanceof SeedkitError)
`

let project: UserProject
beforeAll(() => {
  project = new UserProject({ type: 'module' }).link('knex', '@faker-js/faker', '@types/node')
  mkdirSync(project.path('node_modules/seedkit'))
  execFileSync('tar', ['-xzf', packPackage().file, '--strip-components=1', '-C', project.path('node_modules/seedkit')])
  for (const kind of ['', 'm', 'c']) {
    project.write(`user-factory.${kind}ts`, FACTORY)
    project.write(`database-seeder.${kind}ts`, SEEDER.replace('user-factory.js', `user-factory.${kind}js`))
  }
})

function compile(compiler: string, files: readonly string[], options: readonly string[]): { readonly status: number | null; readonly output: string } {
  const args = [path.join(repository, 'node_modules', compiler, 'bin/tsc'), '--strict', '--noEmit', '--types', 'node', '--target', 'es2022', ...options]
  const run = spawnSync(process.execPath, [...args, ...files], { cwd: project.root, encoding: 'utf8' })
  return { status: run.status, output: run.stdout + run.stderr }
}

describe.each(['typescript', 'typescript-6.0', 'typescript-5.9'])('the declarations under %s', (compiler) => {
  test.each(['node16', 'node18', 'node20', 'nodenext'])('resolve for %s, from ES modules and from CommonJS', { timeout: 60_000 }, (module) => {
    expect(compile(compiler, ['database-seeder.mts', 'database-seeder.cts'], ['--module', module])).toEqual({ status: 0, output: '' })
  })

  test('resolve where libraries are not checked', { timeout: 60_000 }, () => {
    expect(compile(compiler, ['database-seeder.mts', 'database-seeder.cts'], ['--module', 'node16', '--skipLibCheck'])).toEqual({ status: 0, output: '' })
  })

  test.each([
    ['a bundler', ['--module', 'preserve', '--moduleResolution', 'bundler']],
    ['module commonjs', ['--module', 'commonjs']],
  ])('resolve for %s', { timeout: 60_000 }, (_, options) => {
    expect(compile(compiler, ['database-seeder.ts'], options)).toEqual({ status: 0, output: '' })
  })

  test('are really looked at', { timeout: 60_000 }, () => {
    project.write('wrong.mts', "import { Factry } from 'seedkit'\nexport default Factry\n")
    project.write('wrong.cts', "import { Factry } from 'seedkit'\nexport default Factry\n")
    expect(compile(compiler, ['wrong.mts'], ['--module', 'nodenext'])).toMatchObject({ output: expect.stringContaining('Factry') })
    expect(compile(compiler, ['wrong.cts'], ['--module', 'node16'])).toMatchObject({ output: expect.stringContaining('Factry') })
  })
})
