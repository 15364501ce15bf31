import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database/database.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insert } from '../support/insert.js'

describe.each(targets.filter(({ engine }) => engine === 'mysql'))('text on $name', (target) => {
  let db: TestDatabase
  let database: Database

  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(`create table texts (id ${db.types.id}, body text, word enum('a', 'b'), tags set('a', 'b'), doc json, raw blob, key_id char(36))`)
    database = db.attach()
  })
  afterAll(() => db?.drop())

  const refused: readonly (readonly [string, string, unknown])[] = [
    ['the first half of a pair', 'body', 'a\ud83d'],
    ['the second half of a pair', 'body', '\ude42 b'],
    ['two halves the wrong way round', 'body', '\ude42\ud83d'],
    ['half a pair in an object for a column of text', 'body', { a: ['\ud83d'] }],
    ['half a pair in an enum', 'word', '\ud83d'],
    ['half a pair in a list for a set', 'tags', ['a', '\ud83d']],
    ['half a pair in a column of bytes', 'raw', 'x\ud83dx'],
    ['half a pair in a key', 'key_id', '\ud83d'],
    ['half a pair in JSON', 'doc', 'a\ud83d'],
    ['half a pair deep in JSON', 'doc', { a: [{ b: '\ude42' }] }],
    ['half a pair as a key of JSON', 'doc', { '\ud83d': 1 }],
    ['half a pair in JSON given as text', 'doc', '["\ud83d"]'],
    ['half a pair that JSON given as text spells', 'doc', String.raw`["\ud83d"]`],
    ['half a pair that JSON spells before a backslash', 'doc', String.raw`["\\\ud83d\\ude42"]`],
  ]
  it.each(refused)('with %s is refused by name', async (_what, column, value) => {
    const sending = insert(database, 'texts', [{ [column]: null }, { [column]: value }])
    await expect(sending).rejects.toMatchObject({ code: 'SEEDKIT_INVALID_VALUE' })
    await expect(sending).rejects.toThrow(new RegExp(`row 2 of 2.*"${column}" holds half of a surrogate pair`))
    expect(await db.knex('texts')).toEqual([])
  })

  it('with whole pairs, NUL and escapes arrives', async () => {
    const rows = [
      { body: '🙂', doc: { '🙂': '🙂' } },
      { body: 'a\0b\\ud83d', doc: 'a🙂' },
      { body: '\\', doc: { a: '\\ud83d' } },
      { body: null, doc: String.raw`{"a": "\ud83d\ude42"}` },
      { body: '', doc: String.raw`["\\ud83d"]` },
    ]
    const stored = await insert(database, 'texts', rows)
    expect(stored.map(({ body, doc }) => ({ body, doc }))).toEqual(rows)
    await db.knex('texts').del()
  })
})
