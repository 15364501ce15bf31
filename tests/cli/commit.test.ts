import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openTestDatabase, targets, type TestTarget } from '../support/databases.js'
import { Project } from './support/project.js'
import { rowsOf, seeder, shopProject } from './support/shop-project.js'

function signal() {
  let resolve = (): void => undefined
  const promise = new Promise<void>((done) => (resolve = done))
  return { promise, resolve }
}

/** A way to the server on which the answer to COMMIT waits until it is let go. */
async function slowWay(url: URL) {
  const commit = signal()
  const answer = signal()
  const sockets: Socket[] = []
  const server = createServer((client) => {
    const upstream = connect(Number(url.port), url.hostname)
    sockets.push(client, upstream)
    let isHeld = false
    client.on('data', (data) => {
      if (/commit/i.test(data.toString('latin1'))) {
        isHeld = true
        commit.resolve()
      }
      upstream.write(data)
    })
    upstream.on('data', (data) => void (isHeld ? answer.promise : Promise.resolve()).then(() => client.write(data)))
    for (const [from, to] of [[client, upstream], [upstream, client]] as const) from.on('close', () => to.destroy()).on('error', () => to.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return { port: typeof address === 'object' && address !== null ? address.port : 0, committing: commit.promise, letGo: () => answer.resolve() }
}

async function started(target: TestTarget, atCommit: string) {
  const db = await openTestDatabase(target)
  onTestFinished(() => db.drop())
  await db.run(`create table things (id ${db.types.id}, code varchar(20) not null)`)
  const url = new URL(String(target.engine === 'postgres' ? target.url : db.settings.connection))
  const way = await slowWay(new URL(url))
  url.port = String(way.port)
  const project = new Project({
    'seed.config.js': `export default { client: '${target.client}', connection: '${url.href}', searchPath: ${JSON.stringify(db.settings.searchPath)}, seed: 1 }`,
    'database/seeders/DatabaseSeeder.js': `
import { Seeder } from 'seedkit'
export class DatabaseSeeder extends Seeder {
  async run() {
    await this.db('things').insert({ code: 'a' })
    process.on('SIGUSR2', () => { ${atCommit} })
  }
}
`,
  })
  const child = project.start(['db:seed'])
  const printed = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) child[stream].setEncoding('utf8').on('data', (text: string) => (printed[stream] += text))
  const ended = once(child, 'close')
  await Promise.race([way.committing, ended.then(() => Promise.reject(new Error(JSON.stringify(printed))))])
  // The seeder's handler is there by now, and the server has the rows.
  await sleep(100)
  return {
    child,
    printed,
    letGo: way.letGo,
    end: async () => ({ code: (await ended)[0] as number, ...printed }),
    rows: async () => Number((await db.knex('things').count({ n: '*' }))[0]?.['n']),
  }
}

describe.each(targets.filter(({ name }) => name === 'pg' || name === 'mariadb'))('a run in COMMIT on $name', (target) => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s waits for the answer, and says what came of it', async (name) => {
    const run = await started(target, '')
    run.child.kill(name)
    await sleep(2500)
    expect(run.child.exitCode).toBe(null)
    run.letGo()
    expect(await run.end()).toMatchObject({ code: 0, stdout: expect.stringContaining('Committed'), stderr: '' })
    expect(await run.rows()).toBe(1)
  })

  test('a second signal leaves at once: exit 6, and nobody claims to know', async () => {
    const run = await started(target, '')
    run.child.kill('SIGINT')
    await sleep(200)
    run.child.kill('SIGINT')
    const { code, stdout, stderr } = await run.end()
    expect({ code, stdout: stdout.includes('Committed') }).toEqual({ code: 6, stdout: false })
    expect(stderr).toMatch(/^interrupted: COMMIT was under way, and whether the rows were stored is not known/)
    expect(await run.rows()).toBe(1)
  })

  test('process.exit() of the project: exit 6', async () => {
    const run = await started(target, 'process.exit(0)')
    run.child.kill('SIGUSR2')
    const { code, stderr } = await run.end()
    expect(code).toBe(6)
    expect(stderr).toContain("The project's code called process.exit() during the run: COMMIT was under way")
    expect(stderr).not.toContain('rolled back')
  })

  test('a rejection that nobody awaits: exit 1, and it is said that the rows are there', async () => {
    const run = await started(target, "void Promise.reject(new Error('no luck'))")
    run.child.kill('SIGUSR2')
    await sleep(200)
    run.letGo()
    const { code, stdout, stderr } = await run.end()
    expect(code).toBe(1)
    expect(stdout).toContain('Committed')
    expect(stderr).toContain('no luck')
    expect(stderr).toContain('It came too late to roll back: the rows are committed.')
    expect(await run.rows()).toBe(1)
  })
})

test('a rejection after the run is told with what came of the run', async () => {
  const body = `await this.factory(UserFactory).createBatch(5)\n    setTimeout(() => void Promise.reject(new Error('no luck')), 50)`
  const project = await shopProject(seeder('LateSeeder', body))
  const result = await project.run(['db:seed', 'Late'])
  expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining('the rows are committed') })
  expect(await rowsOf(project, 'users')).toBe(5)
  expect(await project.run(['db:seed', 'Late', '--dry-run'])).toMatchObject({ code: 1, stderr: expect.not.stringContaining('the rows are committed') })
})
