import type { Knex } from 'knex'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { attachDatabase } from '../../src/database/attach-database.js'
import type { Database, InsertRow, StoredRow } from '../../src/database/database.js'
import type { Capability } from '../../src/database/dialects/capability.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { insertMany } from '../support/insert-many.js'
import { recordStatements } from '../support/record-statements.js'

const range = (count: number, from = 0) => Array.from({ length: count }, (_, index) => index + from)
const numbers = (count: number, from = 0) => range(count, from).map((n) => ({ n }))
const mysqlTargets = targets.filter(({ engine }) => engine === 'mysql')

/** At least what is wanted comes back. */
const keysOf = (rows: readonly StoredRow[]) => rows.map(({ id }) => id)

describe.each(mysqlTargets)('many rows on $name', (target) => {
  let db: TestDatabase
  const recorder = recordStatements()
  const isLoaded = !target.without.includes('loadData')

  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(
      `create table counted (id ${db.types.id}, n int not null)`,
      `create table given (id int primary key, n int not null default 7)`,
      `create table words (id varchar(20) primary key, n int)`,
      `create table made (id char(36) primary key default (uuid()), n int)`,
      `create table old (id ${db.types.id}, n int) engine = myisam`,
      `create table parts (id ${db.types.id}, n int) partition by hash (id) partitions 4`,
      `create table \`odd \`\` ? name\` (id ${db.types.id}, \`a ? \`\` b\` varchar(20), raw blob)`,
      `create table big (id bigint unsigned auto_increment primary key, n int) auto_increment = 9007199254740000`,
      `create table bare (id ${db.types.id}, n int default 5, at datetime default current_timestamp, u char(36) default uuid())`,
      `create table strict (id ${db.types.id}, n int, needed int not null)`,
    )
  })
  afterAll(() => db?.drop())
  beforeEach(async () => {
    for (const table of ['counted', 'given', 'words', 'made', 'old', 'parts', 'bare', 'strict']) await db.run(`truncate table ${table}`)
    recorder.clear()
  })

  /** In a transaction of its own, on facts of its own. */
  async function inTransaction<T>(work: (database: Database, trx: Knex.Transaction) => Promise<T>, without: readonly Capability[] = []): Promise<T> {
    const database = attachDatabase(db.knex, { observer: recorder.observer, without: [...target.without, ...without] })
    return db.knex.transaction(async (trx) => work(database.on(trx), trx))
  }
  const many = (table: string, rows: readonly InsertRow[], wanted?: readonly string[]) => inTransaction((database) => insertMany(database, table, rows, wanted))
  const loads = () => recorder.events.filter(({ statement }) => statement.sql.includes('load data'))
  const stored = async (table: string, column = 'n') => (await db.knex(table).orderBy('id')).map((row: StoredRow) => [row['id'], row[column]])

  describe('keys that the database counts up', () => {
    it.each([1, 254, 255, 510, 511, 512, 1000, 1023, 1024, 5000])('of %i rows have no gap', async (count) => {
      const rows = await many('counted', numbers(count))
      expect(keysOf(rows)).toEqual(range(count, 1))
      expect(await stored('counted')).toEqual(range(count).map((n) => [n + 1, n]))
      expect(keysOf(await many('counted', [{ n: -1 }]))).toEqual([count + 1])
    })

    it('of several calls have no gap', async () => {
      const keys = await inTransaction(async (database) => {
        const all: unknown[] = []
        for (const from of range(5)) {
          const rows = await insertMany(database, 'counted', numbers(1023, from * 1023), from === 2 ? [] : ['id'])
          all.push(...(from === 2 ? range(1023, 2047) : keysOf(rows)))
        }
        return all
      })
      expect(keys).toEqual(range(5115, 1))
      expect(await stored('counted')).toEqual(range(5115).map((n) => [n + 1, n]))
      expect(loads()).toHaveLength(isLoaded ? 5 : 0)
    })

    it('of rows that were made ready while others were loaded have no gap either', async () => {
      const keys = await inTransaction(async (database) => {
        await insertMany(database, 'counted', numbers(1023))
        // None waits for the one before: their rows are written out while it is on its way.
        const calls = await Promise.all(range(4).map((call) => insertMany(database, 'counted', numbers(1023, (call + 1) * 1023))))
        return calls.flatMap(keysOf)
      })
      expect(keys).toEqual(range(4 * 1023, 1024))
      expect(await stored('counted')).toEqual(range(5 * 1023).map((n) => [n + 1, n]))
      expect(loads()).toHaveLength(isLoaded ? 5 : 0)
    })

    it('are those of the rows beside a second writer', async () => {
      const other = db.another()
      const stop = new AbortController()
      const writing = (async () => {
        let written = 0
        for (; !stop.signal.aborted; written++) await other('counted').insert({ n: -1 })
        return written
      })()
      const keys: StoredRow[] = []
      await inTransaction(async (database) => {
        for (const from of range(6)) keys.push(...(await insertMany(database, 'counted', numbers(1100, from * 1100))))
      })
      stop.abort()
      expect(await writing).toBeGreaterThan(0)
      const own = (await db.knex('counted').where('n', '>=', 0).orderBy('n')) as StoredRow[]
      expect(keysOf(keys)).toEqual(keysOf(own))
    })

    it('are those of the rows beside statements of others on the same transaction', async () => {
      await inTransaction(async (database, trx) => {
        const stop = new AbortController()
        const writing = (async () => {
          let written = 0
          for (; !stop.signal.aborted; written++) await trx('strict').insert({ n: -1, needed: 1 })
          return written
        })()
        const keys: StoredRow[] = []
        for (const from of range(6)) keys.push(...(await insertMany(database, 'counted', numbers(1100, from * 1100))))
        stop.abort()
        expect(await writing).toBeGreaterThan(0)
        expect(keysOf(keys)).toEqual(keysOf((await trx('counted').orderBy('n')) as StoredRow[]))
      })
    })

    it('keep the distance that the session has, also one set after the run began', async () => {
      const rows = await inTransaction(async (database, trx) => {
        await insertMany(database, 'counted', numbers(1))
        await trx.raw('set session auto_increment_increment = 5, session auto_increment_offset = 2')
        const before = await insertMany(database, 'counted', numbers(700))
        await trx.raw('set session auto_increment_increment = 1, session auto_increment_offset = 1')
        return [...before, ...(await insertMany(database, 'counted', numbers(600, 700)))]
      })
      expect((await stored('counted')).slice(1)).toEqual(rows.map(({ id }, n) => [id, n]))
      expect(Number(rows[1]?.['id']) - Number(rows[0]?.['id'])).toBe(5)
      expect(loads()).toHaveLength(isLoaded ? 2 : 0)
    })

    it('beyond 2^53 are exact', async () => {
      const rows = await many('big', numbers(1500))
      expect(rows.map(({ id }) => BigInt(id as number))).toEqual(range(1500).map((n) => 9007199254740000n + BigInt(n)))
      const text = await db.knex('big').orderBy('id').select(db.knex.raw('cast(id as char) as id'))
      expect(text.map(({ id }: StoredRow) => id)).toEqual(rows.map(({ id }) => String(id)))
    })

    it('come from INSERT where they need not follow each other in a LOAD DATA', async () => {
      const rows = await inTransaction((database) => insertMany(database, 'counted', numbers(1000)), ['consecutiveKeys'])
      expect(keysOf(rows)).toEqual(range(1000, 1))
      expect(loads()).toEqual([])
    })

    it('come from INSERT in a table of partitions', async () => {
      expect(keysOf(await many('parts', numbers(1000)))).toEqual(range(1000, 1))
      expect(loads()).toEqual([])
    })
  })

  describe('statements', () => {
    it('one for rows of which nothing is wanted', async () => {
      await many('counted', numbers(1), [])
      const facts = recorder.count('catalogue')
      recorder.clear()
      expect(await many('counted', numbers(1023), [])).toEqual(numbers(1023).map(() => ({})))
      expect(recorder.byTable('insert')).toEqual({ counted: 1 })
      expect(recorder.rows('insert')).toBe(1023)
      expect(recorder.count('select')).toBe(0)
      expect(recorder.count('session')).toBe(isLoaded ? 1 : 0)
      // What LOAD DATA has to know of the table.
      expect(recorder.count('catalogue')).toBe(isLoaded ? facts + 1 : facts)
    })

    it('one more for keys', async () => {
      await many('counted', numbers(1023))
      expect(recorder.count('insert')).toBe(1)
      expect(recorder.count('select')).toBe(1)
    })

    it('facts of the table are read once a run', async () => {
      await inTransaction(async (database) => {
        await insertMany(database, 'counted', numbers(1023))
        const before = recorder.count('catalogue')
        await insertMany(database, 'counted', numbers(1023))
        await insertMany(database, 'counted', numbers(10))
        expect(recorder.count('catalogue')).toBe(before)
      })
    })

    it('carry label and rows', async () => {
      await many('counted', numbers(700))
      const [first] = recorder.events.filter(({ statement }) => statement.kind === 'insert')
      expect(first?.statement.table).toBe('counted')
      expect(first?.statement.label).toEqual({ seeder: 'TestSeeder', factory: 'TestFactory', relation: undefined, rows: { from: 1, to: isLoaded ? 511 : 700, of: 700 } })
      expect(recorder.rows('insert')).toBe(700)
      expect(first?.milliseconds).toBeGreaterThan(0)
    })

    it('of a few rows are INSERTs', async () => {
      await many('counted', numbers(510))
      expect(loads()).toEqual([])
      expect(recorder.count('insert')).toBe(1)
    })

    it('one for rows that give their keys, however many they are', async () => {
      const rows = range(2000).map((n) => ({ id: 2000 - n, n }))
      expect(await many('given', rows)).toEqual(rows.map(({ id }) => ({ id })))
      expect(recorder.count('select')).toBe(0)
      expect(loads()).toHaveLength(isLoaded ? 1 : 0)
      expect(await stored('given')).toEqual(rows.toReversed().map(({ id, n }) => [id, n]))
    })
  })

  describe('what is wanted', () => {
    it('is given back as it was given', async () => {
      const rows = range(600).map((n) => ({ id: `w${n}`, n: n % 3 === 0 ? null : n }))
      expect(await many('words', rows, ['id', 'n'])).toEqual(rows)
    })

    it('is read back where an expression makes it', async () => {
      const rows = await many('counted', range(600).map((n) => ({ n: db.knex.raw('? + 1', [n]) })), ['id', 'n'])
      expect(rows).toEqual(range(600, 1).map((id) => ({ id, n: id })))
      expect(loads()).toEqual([])
    })

    it('is read back where a default makes it', async () => {
      const rows = await many('made', numbers(600))
      const found = (await db.knex('made').orderBy('n')) as StoredRow[]
      expect(keysOf(rows)).toEqual(keysOf(found))
      expect(new Set(keysOf(rows)).size).toBe(600)
    })

    it('may be nothing where a default makes the key', async () => {
      await many('made', numbers(600), [])
      expect(await db.knex('made').countDistinct('id as n')).toEqual([{ n: 600 }])
    })

    it('leaves other columns to their defaults', async () => {
      await many('bare', range(600).map((n) => (n % 2 === 0 ? { n } : { at: '2024-05-06 07:08:09' })))
      await many('bare', range(600).map(() => ({ at: null })))
      const rows = (await db.knex('bare').orderBy('id')) as StoredRow[]
      expect(rows).toHaveLength(1200)
      expect(rows.map(({ n }) => n)).toEqual([...range(300).map((n) => n * 2), ...range(900).map(() => 5)])
      expect(new Set(rows.map(({ u }) => u)).size).toBe(1200)
      expect(rows.slice(0, 300).every(({ at }) => at instanceof Date)).toBe(true)
    })

    it('is given for rows that give no column', async () => {
      expect(keysOf(await many('bare', range(600).map(() => ({}))))).toEqual(range(600, 1))
    })

    it('is right for names with question marks and quotes', async () => {
      const rows = range(600).map((n) => ({ 'a ? ` b': `v${n}`, raw: Buffer.from([n % 256]) }))
      expect(keysOf(await many('odd ` ? name', rows))).toEqual(range(600, 1))
      const back = (await db.knex('odd ` ? name').orderBy('id')) as StoredRow[]
      expect(back.map((row) => ({ 'a ? ` b': row['a ? ` b'], raw: row['raw'] }))).toEqual(rows)
      expect(loads()).toHaveLength(isLoaded ? 1 : 0)
    })
  })
})
