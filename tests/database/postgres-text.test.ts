import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database/database.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insert } from '../support/insert.js'

describe.each(targets.filter(({ engine }) => engine === 'postgres'))('text on $name', (target) => {
  let db: TestDatabase
  let database: Database

  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(
      `create type word as enum ('a', 'b')`,
      `create table texts (id ${db.types.id}, body text, short varchar(20), padded char(5), word word, tags text[], doc json, tree jsonb, trees jsonb[], raw bytea, key_id uuid, host inet)`,
    )
    database = db.attach()
  })
  afterAll(() => db?.drop())

  const half = /row 2 of 2.*"\w+" holds half of a surrogate pair/
  const nul = /row 2 of 2.*"\w+" holds a NUL character/
  const refused: readonly (readonly [string, string, unknown, RegExp])[] = [
    ['the first half of a pair', 'body', 'a\ud83d', half],
    ['the second half of a pair', 'short', '\ude42 b', half],
    ['two halves the wrong way round', 'padded', '\ude42\ud83d', half],
    ['half a pair in an object for a column of text', 'body', { a: ['\ud83d'] }, half],
    ['half a pair in an enum', 'word', '\ud83d', half],
    ['half a pair in an array', 'tags', ['a', '\ud83d'], half],
    ['half a pair in an array of arrays', 'tags', [['a'], ['\ud83d']], half],
    ['half a pair in an array given as text', 'tags', '{a,\ud83d}', half],
    ['half a pair in a column of bytes', 'raw', 'x\ud83dx', half],
    ['half a pair in a key', 'key_id', '\ud83d', half],
    ['half a pair in an address', 'host', '\ud83d', half],
    ['half a pair in JSON', 'doc', 'a\ud83d', half],
    ['half a pair deep in JSON', 'tree', { a: [{ b: '\ude42' }] }, half],
    ['half a pair as a key of JSON', 'tree', { '\ud83d': 1 }, half],
    ['half a pair in JSON given as text', 'doc', '["\ud83d"]', half],
    ['half a pair that JSON given as text spells', 'tree', String.raw`["\ud83d"]`, half],
    ['half a pair in an array of JSON', 'trees', [{}, { a: '\ud83d' }], half],
    ['a NUL', 'body', 'a\0b', nul],
    ['a NUL at the end', 'short', 'a\0', nul],
    ['a NUL alone', 'word', '\0', nul],
    ['a NUL in an array', 'tags', ['a', '\0'], nul],
    ['a NUL in a key', 'key_id', '\0', nul],
    ['a NUL in jsonb', 'tree', { a: ['\0'] }, nul],
    ['a NUL as a key of jsonb', 'tree', { 'a\0': 1 }, nul],
    ['a NUL that jsonb given as text spells', 'tree', String.raw`["a\u0000"]`, nul],
    ['a NUL that jsonb spells behind a backslash', 'tree', String.raw`["\\\u0000"]`, nul],
    ['a NUL in an array of jsonb', 'trees', ['\0'], nul],
  ]
  it.each(refused)('with %s is refused by name', async (_what, column, value, why) => {
    const sending = insert(database, 'texts', [{ [column]: null }, { [column]: value }])
    await expect(sending).rejects.toMatchObject({ code: 'SEEDKIT_INVALID_VALUE' })
    await expect(sending).rejects.toThrow(why)
    expect(await db.knex('texts')).toEqual([])
  })

  it('with whole pairs and escapes arrives', async () => {
    const rows = [
      { body: '🙂', doc: { '🙂': '🙂' }, tree: { '🙂': '🙂' }, tags: ['🙂'] },
      { body: 'a\\u0000\\ud83d', doc: 'a🙂', tree: 'a🙂', tags: ['\\u0000'] },
      { body: '\\', doc: { a: '\0' }, tree: { a: '\\u0000\\ud83d' }, tags: [] },
      { body: null, doc: String.raw`{"a": "\ud83d\ude42"}`, tree: String.raw`["\\u0000"]`, tags: null },
    ]
    const stored = await insert(database, 'texts', rows)
    expect(stored.map(({ body, doc, tree, tags }) => ({ body, doc, tree, tags }))).toEqual(rows)
    await db.knex('texts').del()
  })
})
