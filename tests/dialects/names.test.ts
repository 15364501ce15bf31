import { describe, expect, it } from 'vitest'
import { openTestDatabase, targets, type TestTarget } from '../support/databases.js'
import { insert } from '../support/insert.js'

const common = [
  'a"b',
  'a`b',
  "a'b",
  'a.b',
  'a as b',
  'a b',
  'what?',
  '??',
  ':named',
  'select',
  'semi;colon -- x',
  'back\\slash',
  'ünïcode',
  'rowid',
]
// MySQL's names hold no characters beyond the basic plane.
const namesOn = (target: TestTarget) => (target.engine === 'mysql' ? common : [...common, '🙂'])

describe.each(targets)('strange names on $name', (target) => {
  const names = namesOn(target)

  it('of columns', async () => {
    const db = await openTestDatabase(target)
    try {
      const columns = names.map((name) => `${db.quote(name)} varchar(20)`).join(', ')
      await db.run(`create table odd (id ${db.types.id}, ${columns})`)
      const rows = [0, 1, 2].map((n) => Object.fromEntries(names.map((name) => [name, `${n} ${name.length}?`])))
      const back = await insert(db.attach(), 'odd', rows)
      expect(back).toEqual(rows.map((row, n) => ({ id: n + 1, ...row })))
    } finally {
      await db.drop()
    }
  })

  it.each(names)('of a table: %s', async (name) => {
    const db = await openTestDatabase(target)
    try {
      await db.run(`create table ${db.quote(name)} (id ${db.types.id}, n int, unique (n))`)
      expect(await insert(db.attach(), name, [{ n: 5 }, { n: 6 }])).toEqual([
        { id: 1, n: 5 },
        { id: 2, n: 6 },
      ])
      await expect(insert(db.attach(), name, [{ n: 7 }, { n: 6 }])).rejects.toMatchObject({
        code: 'SEEDKIT_UNIQUE_VIOLATION',
        message: expect.stringContaining('row 2 of 2'),
      })
    } finally {
      await db.drop()
    }
  })

  it('of a schema apart from the table', async () => {
    const db = await openTestDatabase(target)
    try {
      if (target.engine === 'sqlite') await db.run(`attach database ':memory:' as ${db.quote('o.ther')}`)
      const schema = target.engine === 'sqlite' ? 'o.ther' : db.schema
      await db.run(`create table ${db.quote(schema)}.${db.quote('t.x')} (id ${db.types.id}, n int)`)
      expect(await insert(db.attach(), { schema, name: 't.x' }, [{ n: 1 }])).toEqual([{ id: 1, n: 1 }])
      await expect(insert(db.attach(), { schema, name: 't.y' }, [{ n: 1 }])).rejects.toMatchObject({
        code: 'SEEDKIT_MISSING_TABLE',
      })
    } finally {
      await db.drop()
    }
  })

  it('with every name of the row number taken', async () => {
    const db = await openTestDatabase(target)
    try {
      await db.run(`create table shadow (rowid int, _rowid_ int, ${db.quote('OID')} int)`)
      const rows = [3, 1, 2].map((n) => ({ rowid: n, _rowid_: n }))
      const back = await insert(db.attach(), 'shadow', rows, [])
      expect(back.map((row) => row['rowid'])).toEqual([3, 1, 2])
    } finally {
      await db.drop()
    }
  })
})
