import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insert } from '../support/insert.js'
import { recordStatements } from '../support/record-statements.js'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)

describe.each(targets)('limits of statements on $name', (target) => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await openTestDatabase(target)
    const wide = range(200)
      .map((n) => `c${n} int`)
      .join(', ')
    await db.run(
      `create table narrow (id ${db.types.id}, n int not null)`,
      `create table wide (id ${db.types.id}, ${wide})`,
      `create table heavy (id ${db.types.id}, body ${target.engine === 'mysql' ? 'mediumtext' : db.types.text})`,
    )
  })
  afterAll(() => db?.drop())

  it('100,000 rows of one column', async () => {
    const recorder = recordStatements()
    const back = await insert(
      db.attach({ observer: recorder.observer }),
      'narrow',
      range(100_000).map((n) => ({ n })),
    )
    expect(back.every((row, n) => row['n'] === n)).toBe(true)
    // PostgreSQL copies 10,000 together.
    const together = target.engine === 'postgres' ? 10_000 : 1000
    expect(recorder.count('insert')).toBeLessThanOrEqual(target.engine === 'postgres' ? 10 : 100)
    expect(recorder.rows('insert')).toBe(100_000)
    expect(recorder.events.find((event) => event.statement.kind === 'insert')?.statement.label.rows).toEqual({
      from: 1,
      to: together,
      of: 100_000,
    })
  }, 60_000)

  it('1,000 rows of 200 columns', async () => {
    const rows = range(1000).map((n) => Object.fromEntries(range(200).map((c) => [`c${c}`, n * 1000 + c])))
    const back = await insert(db.attach(), 'wide', rows)
    expect(back).toEqual(rows.map((row, n) => ({ id: n + 1, ...row })))
  }, 60_000)

  it('rows that are heavy', async () => {
    const body = 'ü'.repeat(700_000)
    const back = await insert(
      db.attach(),
      'heavy',
      range(30).map((n) => ({ body: `${n}${body}` })),
    )
    expect(back.map((row) => Number.parseInt(String(row['body'])))).toEqual(range(30))
    expect(back[29]?.['body']).toBe(`29${body}`)
  }, 60_000)
})
