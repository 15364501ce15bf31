import { readFileSync } from 'node:fs'
import path from 'node:path'
import knex from 'knex'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readArguments } from '../../bench/arguments.js'
import { checkBlog } from '../../bench/blog/check-blog.js'
import { createBlogTables } from '../../bench/blog/create-tables.js'
import { readyRows } from '../../bench/blog/ready-rows.js'
import { planJobs } from '../../bench/plan-jobs.js'
import { reportOf } from '../../bench/report/report-of.js'
import { resultsPage } from '../../bench/report/results-page.js'
import type { Findings, Measurement, Outcome } from '../../bench/types.js'
import { repository } from '../support/source-files.js'

describe('arguments', () => {
  test('without any: size M, everything, five runs', () => {
    const options = readArguments([])
    expect(options).toMatchObject({ task: 'bench', sizes: ['M'], tools: [], runs: undefined, write: undefined })
    const jobs = planJobs(options, 'place')
    const runsOf = (experiment: string, tool: string) => jobs.filter((job) => job.engine === 'pg' && job.experiment === experiment && job.tool === tool).length
    expect([runsOf('blog', 'insert'), runsOf('unique', 'insert-held'), runsOf('statements', 'insert')]).toEqual([5, 3, 1])
    expect(jobs.find(({ experiment }) => experiment === 'blog')?.units).toBe(10_000)
  })

  test('XL is seedkit alone, once an engine', () => {
    const jobs = planJobs(readArguments(['--size', 'XL']), 'place')
    expect(jobs.map(({ engine, tool, units }) => `${engine} ${tool} ${units}`).toSorted()).toEqual(['better-sqlite3', 'mariadb', 'pg', 'sqlite3'].map((name) => `${name} insert 625000`))
  })

  test('of several sizes, only the blog is measured at each', () => {
    const jobs = planJobs(readArguments(['--size', 'S,M', '--runs', '1', '--engines', 'pg']), 'place')
    expect(new Set(jobs.filter(({ experiment }) => experiment === 'blog').map(({ size }) => size))).toEqual(new Set(['S', 'M']))
    expect(new Set(jobs.filter(({ experiment }) => experiment !== 'blog').map(({ size }) => size))).toEqual(new Set(['S']))
  })

  test('a round measures every tool before the next begins', () => {
    const jobs = planJobs(readArguments(['--runs', '3', '--experiments', 'blog', '--engines', 'pg']), 'place').map(({ tool }) => tool)
    const rounds = [jobs.slice(0, 7), jobs.slice(7, 14), jobs.slice(14)]
    for (const round of rounds) expect(new Set(round).size).toBe(7)
    expect(jobs).toHaveLength(21)
  })

  test.each([
    [['--engines', 'oracle'], 'there is no engine "oracle"; there are better-sqlite3, sqlite3, pg, mariadb'],
    [['--size', 'm'], 'there is no size "m"'],
    [['--experiments', 'blog,blogs'], 'there is no experiment "blogs"'],
    [['--tools', 'lucid'], 'there is no tool "lucid"'],
    [['--engines', 'sqlite3', '--tools', 'drizzle'], 'there is no tool "drizzle"'],
    [['--runs', 'many'], '--runs takes a number of runs, not "many"'],
    [['--fast'], "Unknown option '--fast'"],
  ])('%j is refused', (given, message) => {
    expect(() => readArguments(given)).toThrow(message)
  })

  test('npm run bench builds first', () => {
    expect(JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')).scripts.bench).toBe('npm run build && node bench/run.js')
  })
})

describe('what a tool has left', () => {
  let connection: knex.Knex
  beforeEach(async () => {
    connection = knex({ client: 'better-sqlite3', connection: { filename: ':memory:' }, useNullAsDefault: true })
    await createBlogTables(connection)
    const rows = readyRows(4)
    for (const [table, list] of Object.entries(rows)) await connection.batchInsert(table, list, 100)
  })
  afterEach(() => connection.destroy())

  test('a whole blog passes', async () => {
    expect(await checkBlog(connection, 4)).toEqual({ users: 4, posts: 20, comments: 40 })
  })

  test.each([
    ['a row too few', ['delete from comments where id = 7'], 'rows in comments: 39, not 40'],
    ['a repeated address', ['drop index users_email_unique', 'update users set email = (select email from users where id = 1)'], 'e-mail addresses: 1, not 4'],
    ['a key that leads nowhere', ['pragma foreign_keys = off', 'update posts set user_id = 99 where id = 3'], 'posts whose user_id leads nowhere: 1, not 0'],
    ['a child of another parent', ['update posts set user_id = 1 where id = 20'], 'users with other than 5 posts: 2, not 0'],
    ['keys that are not checked any more', ['pragma foreign_keys = off'], 'posts.user_id is not checked any more'],
    ['an index that is gone', ['drop index users_email_unique'], 'users.email is not unique any more'],
  ])('%s is noticed', async (_, statements, message) => {
    for (const sql of statements) await connection.raw(sql)
    await expect(checkBlog(connection, 4)).rejects.toThrow(message)
  })
})

const outcome = (rate: number, more: Partial<Outcome> = {}): Outcome =>
  ({ rows: 160_000, milliseconds: 160_000_000 / rate, clientMicros: 1_600_000, serverMicros: null, otherMicros: 0, peakBytes: 120e6, counts: {}, ...more })
const measured = (tool: string, ...rates: number[]): Measurement[] => rates.map((rate) => ({ experiment: 'blog', size: 'M', engine: 'pg', tool, outcome: outcome(rate) }))
const findings = (measurements: readonly Measurement[]): Findings => ({ date: '2025-01-01', setting: { machine: '2 cores', packages: 'seedkit 0.1.0', engines: { pg: 'PostgreSQL 15' } }, measurements })

describe('the report', () => {
  test('takes medians, and the faster of the ways that knex has', () => {
    const report = reportOf([findings([
      ...measured('insert', 60_000, 100_000, 80_000), ...measured('knex-whole', 40_000, 40_000, 10_000), ...measured('knex-chunks', 20_000, 20_000, 90_000), ...measured('limit-copy', 100_000),
    ])])
    expect(report).toMatch(/\| insert \/ knex \+ faker +\| +2\.00 \(2\) \|/)
    expect(report).toMatch(/\| insert \/ loading of ready rows +\| +0\.80 \(0\.8\) \|/)
    expect(report).toMatch(/\| seedkit insert +\| +80k \| +60k \| +100k \| +2\.00 \| +10\.0 \| +- \| +120 \| +3 \|/)
    expect(report).not.toContain('drizzle')
  })

  test('says what was refused', () => {
    const refused: Measurement = { experiment: 'blog', size: 'M', engine: 'pg', tool: 'verify', outcome: { refused: 'Not here.' } }
    const report = reportOf([findings([...measured('knex-whole', 40_000), refused])])
    expect(report).toMatch(/\| insert, foreignKeys: 'verify' \/ knex \+ faker +\| +refused \|/)
    expect(report).toContain('Refused by pg, verify: Not here.')
  })

  test('puts runs of several sizes together', () => {
    const large = measured('insert', 90_000).map((measurement) => ({ ...measurement, size: 'XL' as const }))
    const page = resultsPage([findings(large), findings([...measured('insert', 80_000), ...measured('knex-whole', 40_000)])])
    expect(page).toMatch(/\| pg: insert +\| 80k \| 90k \|/)
    expect(page).not.toContain('pg: knex')
    expect(page).toMatch(/\| peak RSS of insert, MB +\| 120 \(150\) \|/)
    expect(page.match(/PostgreSQL 15/g)).toHaveLength(1)
  })
})
