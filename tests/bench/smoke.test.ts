import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { engines } from '../../bench/engines/engines.js'
import { experiments } from '../../bench/experiments/experiments.js'
import type { EngineName, Findings, Measurement } from '../../bench/types.js'
import { withKnex } from '../../bench/with-knex.js'
import { targets } from '../support/databases.js'
import { repository } from '../support/source-files.js'

vi.setConfig({ testTimeout: 180_000 })

const reached = Object.values(engines).map(({ name }) => name).filter((name) => targets.some((target) => target.name === name))
const servers = reached.filter((name) => engines[name].verifies === 'calls')

interface Bench {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly found: Findings
  /** Folders, schemas and databases that are still there. */
  readonly left: readonly string[]
}

/** A folder for as long as a test runs. */
function folder(): string {
  const name = mkdtempSync(path.join(tmpdir(), 'seedkit-bench-'))
  onTestFinished(() => rmSync(name, { recursive: true, force: true }))
  return name
}

function start(temporary: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['bench/run.js', ...args], { cwd: repository, env: { ...process.env, TMPDIR: temporary }, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** The bench at its smallest size, one run of each. */
async function bench(...args: readonly string[]): Promise<Bench> {
  const temporary = folder()
  const save = path.join(folder(), 'findings.json')
  const child = start(temporary, ['--size', 'XS', '--runs', '1', '--save', save, ...args])
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'close')])
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
  return { code, stdout, stderr, found: JSON.parse(readFileSync(save, 'utf8')), left: await leftBy(child, temporary) }
}

async function leftBy({ pid }: ChildProcess, temporary: string): Promise<readonly string[]> {
  const schemas = await Promise.all(servers.map((name) => withKnex(engines[name].settings(name === 'pg' ? 'public' : 'information_schema'), (connection) =>
    connection('information_schema.schemata').where('schema_name', 'like', `seedkit_bench_${pid}%`).pluck('schema_name'))))
  return [...readdirSync(temporary).filter((name) => name.startsWith('seedkit_bench')), ...schemas.flat()]
}

const namesOf = (found: Findings) => found.measurements.map(({ engine, experiment, tool }) => `${engine} ${experiment} ${tool}`).toSorted()

/** What a measurement has to have found, if its tool did its work. */
function countsOf({ experiment, tool }: Measurement): Record<string, number> {
  if (experiment === 'blog') return { users: 10, posts: 50, comments: 100 }
  if (experiment === 'statements') return { users: 10, posts: 50, comments: 100, statements: expect.any(Number) as unknown as number }
  if (experiment === 'one-row') return { users: 21, repeated: 0 }
  if (experiment === 'unique') return { users: tool.endsWith('held') ? 200 : 100, repeated: expect.any(Number) as unknown as number }
  return {}
}

function expectFindings({ stdout, found, left }: Bench): void {
  for (const measurement of found.measurements) {
    const { engine, tool, outcome } = measurement
    expect(outcome, `${engine} ${tool}`).toMatchObject({ counts: countsOf(measurement) })
    if ('refused' in outcome) continue
    expect(outcome.rows).toBeGreaterThan(0)
    expect(outcome.milliseconds).toBeGreaterThan(0)
    expect(outcome.clientMicros).toBeGreaterThan(0)
  }
  expect(tablesIn(stdout)).not.toEqual([])
  expect(stdout).not.toMatch(/NaN|undefined|Infinity|\[object/)
  expect(left).toEqual([])
}

/** Tables of Markdown; each of their lines has as many cells as its head. */
function tablesIn(output: string): readonly (readonly string[][])[] {
  const tables = output.split(/\n\s*\n/).filter((block) => block.startsWith('|')).map((block) =>
    block.trim().split('\n').filter((line) => line.startsWith('|')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim())))
  for (const [head, ...lines] of tables) for (const line of lines) expect(line).toHaveLength(head!.length)
  return tables
}

describe.each(reached.map((name) => ({ name })))('the bench on $name', ({ name }) => {
  test('every tool leaves the blog whole, with its constraints, and every row is there', async () => {
    const result = await bench('--engines', name, '--experiments', 'blog,one-row')
    const expected = (['blog', 'one-row'] as const).flatMap((experiment) => experiments[experiment].tools(name).map((tool) => `${name} ${experiment} ${tool}`))
    expect(namesOf(result.found)).toEqual(expected.toSorted())
    expectFindings(result)
    expect(result.found.setting.engines[name]).toMatch(/\d+\.\d+/)
    expect(result.stdout).toContain(`### Blog, size XS, ${name}`)
  })

  test('statements are counted, unique addresses are unique', async () => {
    const result = await bench('--engines', name, '--experiments', 'statements,unique', '--tools', 'insert')
    expectFindings(result)
    const statements = result.found.measurements.flatMap(({ experiment, outcome }) => (experiment === 'statements' && !('refused' in outcome) ? [outcome.counts['statements'] ?? 0] : []))
    expect(statements).toHaveLength(1)
    // BEGIN, three INSERTs and COMMIT at the least; by far not a statement a row.
    expect(statements[0]).toBeGreaterThanOrEqual(5)
    expect(statements[0]).toBeLessThan(50)
  })
})

test('rows in memory and start-up need no engine', async () => {
  const result = await bench('--experiments', 'make,start-up', '--engines', 'better-sqlite3')
  expect(result.found.measurements.map(({ engine }) => engine)).toEqual(Array.from({ length: 8 }, () => 'none'))
  expectFindings(result)
})

test.each(reached.filter((name): name is EngineName => name !== 'sqlite3'))('stopped in the middle, it takes its tables on %s with it', async (name) => {
  const temporary = folder()
  const child = start(temporary, ['--size', 'M', '--engines', name, '--experiments', 'blog', '--tools', 'knex'])
  const stderr = text(child.stderr!)
  // The tables of the warm-up are made last.
  while (!(await leftBy(child, temporary)).some((place) => place.endsWith('_warm'))) expect(child.exitCode).toBeNull()
  child.kill('SIGTERM')
  const [code] = await once(child, 'close')
  expect(code).toBe(1)
  expect(await stderr).toContain('stopped by SIGTERM')
  expect(await leftBy(child, temporary)).toEqual([])
})
