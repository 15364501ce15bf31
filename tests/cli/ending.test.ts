import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { rowsOf, seeder, shopProject } from './support/shop-project.js'

const CREATE = 'await this.factory(UserFactory).createBatch(5)'

describe('the process ends', () => {
  test.each([
    ['a timer', 'setInterval(() => undefined, 1000)', 'Timeout', 0],
    ['a server', `const net = await import('node:net')\n    net.createServer().listen(0)`, 'TCPServerWrap', 0],
    ['a timer, and fails', `setInterval(() => undefined, 1000)\n    throw new Error('no luck')`, 'Timeout', 1],
  ])('within a second of its last line when a seeder leaves %s', async (_, body, kind, code) => {
    const project = await shopProject(seeder('OpenSeeder', `${CREATE}\n    ${body}`))
    const child = project.start(['db:seed', 'Open'])
    let stderr = ''
    let lastLine = 0
    for (const stream of [child.stdout, child.stderr]) stream.on('data', () => (lastLine = performance.now()))
    child.stderr.on('data', (data) => (stderr += String(data)))
    const [exitCode] = await once(child, 'close')
    expect(performance.now() - lastLine).toBeLessThan(1000)
    expect(exitCode).toBe(code)
    expect(stderr).toContain(kind)
  })

  test.each([
    ['SIGINT', 130, 'waits', 'await new Promise((resolve) => setTimeout(resolve, 20_000))'],
    ['SIGTERM', 143, 'waits', 'await new Promise((resolve) => setTimeout(resolve, 20_000))'],
    ['SIGINT', 130, 'writes', `for (;;) { ${CREATE}; await new Promise((resolve) => setTimeout(resolve, 1)) }`],
    ['SIGTERM', 143, 'writes', `for (;;) { ${CREATE}; await new Promise((resolve) => setTimeout(resolve, 1)) }`],
  ] as const)('%s rolls back and exits %i while a seeder %s', async (signal, code, _, body) => {
    const project = await shopProject(seeder('SlowSeeder', `${CREATE}\n    console.log('READY')\n    ${body}`))
    const child = project.start(['db:seed', 'Slow'])
    let stdout = ''
    let stderr = ''
    child.stderr.on('data', (data) => (stderr += String(data)))
    child.stdout.on('data', (data) => {
      if (stdout.includes('READY')) return
      stdout += String(data)
      if (stdout.includes('READY')) child.kill(signal)
    })
    const started = performance.now()
    const [exitCode] = await once(child, 'close')
    expect(performance.now() - started).toBeLessThan(5000)
    expect(exitCode).toBe(code)
    expect(stderr).toMatch(/^interrupted, rolled back\n/)
    expect(stderr).not.toContain('Error')
    expect(stderr).not.toContain('left something open')
    expect(stdout).not.toContain('Committed')
    expect(await rowsOf(project, 'users')).toBe(0)
  })

  describe.each(['better-sqlite3', 'sqlite3'])('an interrupt is heard with %s where nothing waits for the event loop:', (client) => {
    const SPIN = `const spin = () => { const started = Date.now(); while (Date.now() - started < 100); return {} }`
    test.each([
      ['calls', 'for (let i = 0; i < 80; i++) { spin(); await this.factory(UserFactory).create() }'],
      ['lazy attributes', `await this.factory(UserFactory).createBatch(80, { name: () => { spin(); return 'x' } })`],
      ['definitions', 'await this.factory(UserFactory).state(spin).createBatch(80)'],
      ['definitions of rows that are streamed', 'await this.factory(UserFactory).state(spin).insert(80)'],
      ['parents', 'await this.factory(PostFactory).createBatch(80, { user_id: this.factory(UserFactory).state(spin) })'],
      ['children', 'await this.factory(UserFactory).hasPosts(80, (posts) => posts.state(spin)).create()'],
      ['hooks', 'await this.factory(UserFactory).afterCreate(() => void spin()).createBatch(80)'],
      ['statements', `for (let i = 0; i < 80; i++) { spin(); await this.db('users').insert({ name: 'x' }) }`],
      ['the last moment', `await this.factory(UserFactory).create(); for (let i = 0; i < 15; i++) spin()`],
    ])('%s', async (_, body) => {
      const config = `export default { client: '${client}', connection: { filename: './shop.sqlite3' }, seed: 42 }`
      const file = `
import { Seeder } from 'seedkit'
import { PostFactory } from '../factories/PostFactory.js'
import { UserFactory } from '../factories/UserFactory.js'
${SPIN}
export class BusySeeder extends Seeder { async run() { console.log('READY'); ${body} } }
`
      const project = await shopProject({ 'seed.config.ts': config, 'database/seeders/BusySeeder.ts': file })
      const child = project.start(['db:seed', 'Busy'])
      let started = Infinity
      let stderr = ''
      child.stderr.on('data', (data) => (stderr += String(data)))
      child.stdout.on('data', (data) => {
        if (!String(data).includes('READY')) return
        started = performance.now()
        setTimeout(() => child.kill('SIGINT'), 300)
      })
      const [code] = await once(child, 'close')
      expect({ code, stderr }).toEqual({ code: 130, stderr: 'interrupted, rolled back\n' })
      expect(performance.now() - started).toBeLessThan(4000)
      expect(await rowsOf(project, 'users')).toBe(0)
    })
  })

  test('a reader that goes away does not stop the run', async () => {
    const project = await shopProject()
    const child = project.start(['db:seed', '--json'])
    child.stdout.destroy()
    let stderr = ''
    child.stderr.on('data', (data) => (stderr += String(data)))
    const [code] = await once(child, 'close')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(await rowsOf(project, 'users')).toBe(5)
  })

  test('10 MB of --json into a slow pipe arrive whole', { timeout: 60_000 }, async () => {
    const name = `${'N'.repeat(5000)}Seeder`
    const file = `
import { Seeder } from 'seedkit'
export class ${name} extends Seeder { async run() {} }
export class DatabaseSeeder extends Seeder {
  async run() { for (let i = 0; i < 1100; i++) await this.call(${name}) }
}
`
    const project = await shopProject({ 'database/seeders/DatabaseSeeder.ts': file })
    const child = project.start(['db:seed', '--json'])
    const chunks: Buffer[] = []
    let pauses = 0
    for await (const chunk of child.stdout) {
      chunks.push(chunk as Buffer)
      // About 10 MB in chunks of at most 64 KB: slow for a while, then as it comes.
      if (pauses++ < 100) await sleep(10)
    }
    const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode]
    const text = Buffer.concat(chunks).toString()
    expect(code).toBe(0)
    expect(text.length).toBeGreaterThan(10_000_000)
    const events = text.trimEnd().split('\n').map((line) => JSON.parse(line))
    expect(events.filter(({ type }) => type === 'seeder:done')).toHaveLength(1101)
    expect(events.at(-1)).toMatchObject({ type: 'run:done' })
  })
})
