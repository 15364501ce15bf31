import { readFileSync } from 'node:fs'
import path from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SeedkitError } from '../../src/errors/seedkit-error.js'
import type { Database } from '../../src/database/database.js'
import { openTestDatabase, targets, type TestDatabase, type TestTarget } from '../support/databases.js'
import { insert } from '../support/insert.js'
import { repository } from '../support/source-files.js'

// Far from UTC, and set before any Date is made.
process.env['TZ'] = 'America/Los_Angeles'

interface Claim {
  readonly section: string
  readonly column: string
  readonly given: string
  readonly back: string
}

const page = readFileSync(path.join(repository, 'docs/values.md'), 'utf8')
const sections: Readonly<Record<string, readonly TestTarget['engine'][]>> = {
  'On every database': ['sqlite', 'postgres', 'mysql'],
  PostgreSQL: ['postgres'],
  'MySQL and MariaDB': ['mysql'],
  SQLite: ['sqlite'],
}

function readClaims(): readonly Claim[] {
  const claims: Claim[] = []
  let section = ''
  for (const line of page.split('\n')) {
    if (line.startsWith('## ')) section = line.slice(3)
    const found = /^\| `([^`]+)`(?: \([^)]*\))? \| `(.+)` \| (the same|`.+`|refused: .+) \|$/.exec(line)
    if (found !== null && sections[section] !== undefined) claims.push({ section, column: found[1] ?? '', given: found[2] ?? '', back: found[3] ?? '' })
  }
  return claims
}

const claims = readClaims()

/** Values are made in this realm: the codecs ask for instances. */
function evaluate(expression: string): unknown {
  return runInNewContext(`(${expression})`, { Buffer, Date, Map, Uint8Array, NaN: Number.NaN, Infinity, undefined })
}

/** Objects and arrays of another realm are none to `toEqual` and to checks of the prototype. */
function local(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array || value instanceof Map) return value
  if (Array.isArray(value)) return Array.from(value, local)
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, local(each)]))
}

async function message(failing: Promise<unknown>): Promise<string> {
  const error = await failing.catch((reason: unknown) => reason)
  return error instanceof SeedkitError ? `${error.message} ${error.hint ?? ''}` : String(error)
}

function typeOf(db: TestDatabase, column: string): string {
  const { json, datetime, instant, bytes, uuid, boolean } = db.types
  return { json, datetime, instant, bytes, uuid, boolean }[column] ?? column
}

describe('the page', () => {
  it('has its claims, all of which are read', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `') && line.split(' | ').length === 3)
    expect(rows.length).toBeGreaterThan(100)
    expect(claims.length).toBe(rows.length)
  })
})

describe.each(targets)('docs/values.md on $name', (target) => {
  let db: TestDatabase
  let database: Database
  beforeAll(async () => {
    db = await openTestDatabase(target)
    if (target.engine === 'postgres') {
      await db.run(
        `create type mood as enum ('happy', 'sad')`,
        `create domain email as text check (value like '%@%')`,
        `create domain positive as int check (value > 0)`,
      )
    }
    database = db.attach()
  })
  afterAll(() => db?.drop())

  const own = claims.filter(({ section }) => sections[section]?.includes(target.engine) === true)
  it.each(own.map((claim, at) => ({ ...claim, table: `claim_${at}` })))('$column: $given', async ({ section, column, given, back, table }) => {
    const type = section === 'On every database' || column === 'json' ? typeOf(db, column) : column
    await db.run(`create table ${table} (id ${db.types.id}, other int, v0 ${type})`)
    const value = local(evaluate(given))
    const writing = insert(database, table, [{ other: 1, v0: value }, { other: 2, v0: null }])
    if (back.startsWith('refused: ')) {
      await expect(writing).rejects.toMatchObject({ code: expect.stringMatching(/^SEEDKIT_(INVALID_VALUE|VALUE_TOO_LONG|CHECK_VIOLATION)$/) })
      await expect(writing).rejects.toThrow(back.slice('refused: '.length))
      // Of a domain's check PostgreSQL tells no row.
      await expect(writing).rejects.toThrow(/^TestFactory \(in TestSeeder\): (row 1 of 2|one of the rows 1 to 2 of 2 for table "\w+" breaks the check)/)
      expect(await message(writing)).toContain('v0')
      expect(await db.knex(table)).toEqual([])
      return
    }
    const expected = back === 'the same' ? value : local(evaluate(back.slice(1, -1)))
    const rows = await writing
    expect(rows[0]?.['v0']).toEqual(expected)
    expect(typeof rows[0]?.['v0']).toBe(typeof expected)
    expect(rows[1]?.['v0']).toBeNull()
    // As it is read, it can be written.
    const again = await insert(database, table, [{ other: 3, v0: rows[0]?.['v0'] ?? null }])
    expect(again[0]?.['v0']).toEqual(rows[0]?.['v0'])
  })

  it('undefined is the DEFAULT, beside rows that give a value', async () => {
    await db.run(`create table defaults (id ${db.types.id}, a varchar(10) default 'd', b int not null default 7)`)
    const rows = await insert(database, 'defaults', [{ a: undefined, b: 1 }, { a: 'x', b: undefined }, { a: null }, {}])
    expect(rows.map(({ a, b }) => [a, b])).toEqual([['d', 1], ['x', 7], [null, 7], ['d', 7]])
  })
})
