import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { seeder, shopProject } from './support/shop-project.js'

const parse = (stdout: string) => stdout.trimEnd().split('\n').map((line) => JSON.parse(line))

describe('db:seed --json', () => {
  test('prints one event a line, from the start to the end', async () => {
    const result = await (await shopProject()).run(['db:seed', '--json'])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    const events = parse(result.stdout)
    expect(events[0]).toMatchObject({
      type: 'run:start', connection: 'default', client: 'better-sqlite3', seed: 42, algorithm: 1,
      refDate: '2025-01-01T00:00:00.000Z', seeders: ['DatabaseSeeder'], dryRun: false,
    })
    expect(events.filter(({ type }) => type.startsWith('seeder:')).map(({ type, seeder: name, depth }) => [type, name, depth])).toEqual([
      ['seeder:start', 'DatabaseSeeder', 0],
      ['seeder:start', 'AdminSeeder', 1],
      ['seeder:done', 'AdminSeeder', 1],
      ['seeder:done', 'DatabaseSeeder', 0],
    ])
    const progress = events.filter(({ type }) => type === 'progress')
    expect(progress.reduce((sum, { rows }) => sum + rows, 0)).toBe(11)
    expect(events.at(-1)).toMatchObject({
      type: 'run:done', seed: 42, rows: 11, committed: true, lateOperations: 0,
      tables: [
        { seeder: 'AdminSeeder', table: 'users', rows: 2 },
        { seeder: 'DatabaseSeeder', table: 'users', rows: 3 },
        { seeder: 'DatabaseSeeder', table: 'posts', rows: 6 },
      ],
    })
  })

  test('what the project prints goes to stderr', async () => {
    const project = await shopProject(seeder('LoudSeeder', `
      console.log('hello')
      process.stdout.write('{"type":"forged"}\\n')
      await this.factory(UserFactory).create()`))
    const result = await project.run(['db:seed', '--json', 'Loud'])
    expect(result.code).toBe(0)
    expect(result.stderr).toBe('hello\n{"type":"forged"}\n')
    expect(parse(result.stdout).map(({ type }) => type)).not.toContain('forged')
  })

  test.each([['run', 'process.exit(0)'], ['wait', 'await new Promise(() => undefined)']])('a %s that is cut short is a failure as well', async (_, body) => {
    const project = await shopProject(seeder('BadSeeder', body))
    const result = await project.run(['db:seed', '--json', 'Bad', '--seed', '7'])
    expect(result.code).toBe(1)
    const failures = parse(result.stdout).filter(({ type }) => type === 'run:failed')
    expect(failures).toEqual([
      { type: 'run:failed', code: 'SEEDKIT_CUT_SHORT', message: expect.stringContaining('rolled back'), seed: 7, milliseconds: expect.any(Number), replay: 'seedkit db:seed --seed 7 --class Bad' },
    ])
  })

  test('an interrupt that is not answered is one, too', async () => {
    const project = await shopProject(seeder('BadSeeder', `
      await this.factory(UserFactory).create()
      console.error('READY')
      const started = Date.now()
      while (Date.now() - started < 1500);`))
    const child = project.start(['db:seed', '--json', 'Bad'])
    let stdout = ''
    child.stdout.on('data', (data) => (stdout += String(data)))
    child.stderr.on('data', (data) => {
      if (!String(data).includes('READY')) return
      // Both are heard once the loop turns: the second finds the first unanswered.
      child.kill('SIGINT')
      setTimeout(() => child.kill('SIGINT'), 300)
    })
    const [code] = await once(child, 'close')
    expect(code).toBe(130)
    expect(parse(stdout).filter(({ type }) => type === 'run:failed')).toEqual([expect.objectContaining({ code: 'SEEDKIT_INTERRUPTED', message: 'interrupted, rolled back' })])
  })

  test('a failure is an event with the command that replays it', async () => {
    const project = await shopProject(seeder('BadSeeder', `throw new Error('no luck')`))
    const result = await project.run(['db:seed', '--json', 'Bad', '--seed', '7'])
    expect(result.code).toBe(1)
    const last = parse(result.stdout).at(-1)
    expect(last).toMatchObject({ type: 'run:failed', seed: 7, replay: 'seedkit db:seed --seed 7 --class Bad' })
    expect(last.message).toContain('BadSeeder')
    expect(result.stderr).toContain('no luck')
  })

  test('a refusal before the run is an event as well', async () => {
    const result = await (await shopProject()).run(['db:seed', '--json', 'Nobody'])
    expect(result.code).toBe(2)
    expect(parse(result.stdout)).toEqual([expect.objectContaining({ type: 'run:failed', message: expect.stringContaining('Nobody') })])
  })
})
