import { describe, expect, test } from 'vitest'
import { openTestDatabase, targets } from '../support/databases.js'
import { Project } from './support/project.js'

const SLEEP: Readonly<Record<string, string>> = { postgres: 'select pg_sleep(3.5)', mysql: 'select sleep(3.5)', sqlite: 'select 1' }

describe.each(targets)('a run that waits, on $name,', (target) => {
  /** Exit code, output and rows of a seeder that creates one row and then waits. */
  async function outcomeOf(waiting: string) {
    const db = await openTestDatabase(target)
    try {
      await db.run(`create table things (id ${db.types.id}, code varchar(20) not null)`)
      const { connection, searchPath } = db.settings
      const project = new Project({
        'seed.config.js': `export default { client: '${target.client}', connection: ${JSON.stringify(connection)}, searchPath: ${JSON.stringify(searchPath)}, seed: 1 }`,
        'database/factories/ThingFactory.js': `
import { Factory } from 'seedkit'
export class ThingFactory extends Factory { table = 'things'; definition() { return { code: 'c' } } }
`,
        'database/seeders/DatabaseSeeder.js': `
import { execFile } from 'node:child_process'
import { Seeder } from 'seedkit'
import { ThingFactory } from '../factories/ThingFactory.js'
export class DatabaseSeeder extends Seeder {
  async run() {
    await this.factory(ThingFactory).create()
    ${waiting}
    await this.factory(ThingFactory).create()
  }
}
`,
      })
      const { code, stderr } = await project.run(['db:seed'])
      return { code, stderr, rows: (await db.knex('things')).length }
    } finally {
      await db.drop()
    }
  }

  test('for nothing ends, and says so', async () => {
    expect(await outcomeOf('await new Promise(() => undefined)')).toEqual({
      code: 1,
      stderr: 'Error: The run waits for a promise that nothing will settle: the run was cut short and rolled back.\nseedkit db:seed --seed 1\n',
      rows: 0,
    })
  })

  test.each([
    ['a timer', 'await new Promise((resolve) => setTimeout(resolve, 3500))'],
    ['a child process', `await new Promise((resolve) => execFile(process.execPath, ['-e', 'setTimeout(() => undefined, 3500)'], resolve))`],
    ['a statement', `await this.db.raw('${SLEEP[target.engine]}')`],
    ['a timer, then a statement', `await new Promise((resolve) => setTimeout(resolve, 3500)); await this.db.raw('${SLEEP[target.engine]}')`],
  ])('for %s goes on', async (_, waiting) => {
    expect(await outcomeOf(waiting)).toEqual({ code: 0, stderr: '', rows: 2 })
  })
})
