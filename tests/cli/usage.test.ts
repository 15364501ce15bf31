import { execFile } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { BIN, Project } from './support/project.js'

describe('usage', () => {
  test('--help and --version exit 0 and print on stdout', async () => {
    const project = new Project()
    const help = await project.run(['--help'])
    expect(help).toMatchObject({ code: 0, stderr: '' })
    for (const command of ['init', 'db:seed', 'run', 'preview', 'list', 'graph', 'make:factory', 'make:seeder']) expect(help.stdout).toContain(command)
    for (const later of ['db:truncate', 'db:status']) expect(help.stdout).not.toContain(later)
    const version = await project.run(['--version'])
    expect(version).toMatchObject({ code: 0, stderr: '' })
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  test.each([
    [['db:sed'], 'Did you mean db:seed?'],
    [['make:facotry', 'User'], 'Did you mean make:factory?'],
    [['db:seed', '--sed', '1'], 'Did you mean --seed?'],
    [['db:seed', '--explain', '--quiet'], 'cannot be used with'],
    [['db:seed', '--fresh'], "unknown option '--fresh'"],
    [['db:truncate'], "unknown command 'db:truncate'"],
    [['db:seed', '--seed', '-1'], 'integer'],
    [['db:seed', '--seed', '1.5'], 'integer'],
    [['db:seed', '--seed', '1e3'], 'integer'],
    [['db:seed', '--seed', '0x10'], 'integer'],
    [['db:seed', '--seed', '9007199254740992'], 'integer'],
    [['db:seed', '--seed', ''], 'integer'],
    [['db:seed', '--seed'], 'argument missing'],
    [['db:seed', '--class='], 'empty'],
    [['db:seed', '--class', 'A,,B'], 'empty'],
    [['db:seed', '--connection', ''], 'empty'],
    [['db:seed', '--json', '--quiet'], 'cannot be used with'],
    [['make:factory'], 'make:factory was given neither a name nor --all.'],
    [['make:factory', 'User', 'Post'], 'too many arguments'],
    [['make:factory', '-rf'], 'unknown option'],
    [['list', 'users'], 'too many arguments'],
    [['preview', 'User', 'Post'], 'too many arguments'],
    [['graph', 'User'], 'too many arguments'],
    [['run', 'User', '1', '2'], 'too many arguments'],
    [['preveiw', 'User'], 'Did you mean preview?'],
    [['init', '--config', 'x'], 'unknown option'],
  ])('%j exits 2', async (args, message) => {
    const result = await new Project().run(args)
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toContain(message)
  })

  test('without a command it prints the help and exits 2', async () => {
    const result = await new Project().run([])
    expect(result.code).toBe(2)
    expect(result.stderr).toContain('Usage: seedkit')
  })

  test('--help is ready within 150 ms more than an empty script', { timeout: 60_000 }, async () => {
    const time = async (args: readonly string[]): Promise<number> => {
      const started = performance.now()
      await promisify(execFile)(process.execPath, args)
      return performance.now() - started
    }
    // The quickest of each, in turn: other tests are running on the same processors.
    let [bare, help] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    for (let round = 0; round < 5 || (round < 50 && help - bare >= 150); round++) {
      bare = Math.min(bare, await time(['-e', '0']))
      help = Math.min(help, await time([BIN, '--help']))
    }
    expect(help - bare).toBeLessThan(150)
  })
})
