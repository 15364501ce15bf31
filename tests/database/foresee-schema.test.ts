import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runInTransaction } from '../../src/database/transaction.js'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { recordStatements } from '../support/record-statements.js'

interface Shelf { id: number; name: string }
class ShelfFactory extends Factory<Shelf> {
  readonly table = 'shelves'
  readonly relations = { books: this.hasMany(() => BookFactory, 'shelf_id'), lost: this.hasMany(() => LostFactory, 'shelf_id') }
  definition(): Attributes<Insertable<Shelf>> {
    return { name: this.faker.lorem.word() }
  }
}

interface Book { id: number; shelf_id: number; title: string }
class BookFactory extends Factory<Book> {
  readonly table: string = 'books'
  definition(): Attributes<Insertable<Book>> {
    return { shelf_id: this.factory(ShelfFactory), title: this.faker.lorem.word() }
  }
}

class LostFactory extends BookFactory {
  override readonly table = 'lost_books'
}

const label = { seeder: undefined, factory: undefined, relation: undefined, rows: undefined }

describe.each(targets)('tables that are read ahead on $name', (target) => {
  const recorder = recordStatements()
  let db: TestDatabase
  const attach = () => db.attach({ observer: recorder.observer })
  const create = (table: string) => `create table ${table} (id ${db.types.id}, shelf_id int not null, title varchar(99) not null)`
  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(`create table shelves (id ${db.types.id}, name varchar(99) not null)`, create('books'))
  })
  beforeEach(async () => {
    await db.knex('books').del()
    await db.knex('shelves').del()
    recorder.clear()
  })
  afterAll(() => db?.drop())

  it('are read once more before a column is said to be unknown', async () => {
    const session = sessionOn(attach(), { seed: 1 })
    await session.factory(BookFactory).create()
    await db.run('alter table books add column pages int')
    try {
      expect(await session.factory(BookFactory).create({ pages: 7 } as object)).toMatchObject({ pages: 7 })
      await expect(session.factory(BookFactory).create({ page: 7 } as object)).rejects.toMatchObject({ code: 'SEEDKIT_UNKNOWN_COLUMN', hint: 'Did you mean "pages"?' })
    } finally {
      await db.knex('books').del()
      await db.run('alter table books drop column pages')
    }
  })

  it('are not read again by who needs them, in their turn or before it', async () => {
    await runInTransaction(db.knex, async (trx) => {
      const database = attach().on(trx)
      void database.foreseeSchema('shelves', label)
      void database.foreseeSchema('books', label)
      void database.foreseeSchema('books', label)
      expect(database.isBusy).toBe(true)
      expect((await database.schemaOf('books', label)).columns.map(({ name }) => name)).toEqual(['id', 'shelf_id', 'title'])
      const sent = recorder.count('catalogue')
      await database.schemaOf('books', label)
      await database.schemaOf('shelves', label)
      void database.foreseeSchema('books', label)
      expect(recorder.count('catalogue')).toBe(sent)
      expect(recorder.count('catalogue', 'books')).toBe(recorder.count('catalogue', 'shelves'))
    })
  })

  it('may be missing: whoever needs them is told, and nobody else', async () => {
    await runInTransaction(db.knex, async (trx) => {
      const database = attach().on(trx)
      void database.foreseeSchema('lost_books', label)
      while (database.isBusy) await setImmediate()
      expect(database.knownSchema('lost_books')).toBeUndefined()
      await expect(database.schemaOf('lost_books', label)).rejects.toThrow(/lost_books/)
      expect((await database.schemaOf('books', label)).name).toBe('books')
    })
  })

  it('are those of children, before the rows of their parents are there', async () => {
    await sessionOn(attach(), { seed: 1 }).factory(ShelfFactory).hasBooks(2).insert(3)
    const of = (kind: string, table: string) => recorder.events.findIndex(({ statement }) => statement.kind === kind && statement.table === table)
    expect(of('catalogue', 'books')).toBeGreaterThan(-1)
    expect(of('catalogue', 'books')).toBeLessThan(of('insert', 'shelves'))
    expect(await db.knex('books')).toHaveLength(6)
  })

  it('fail the call that makes children in a table that is not there, and no call that makes none', async () => {
    const shelves = () => sessionOn(attach(), { seed: 1 }).factory(ShelfFactory)
    await expect(shelves().hasLost(1).insert(3)).rejects.toThrow(/"lost_books" does not exist, wanted by LostFactory \(relation lost\)/)
    expect(await db.knex('shelves')).toEqual([])
    expect(await shelves().hasLost(0).insert(3)).toEqual({ shelves: 3 })
  })

  // MySQL's ALTER TABLE ends the transaction.
  it.skipIf(target.engine === 'mysql')('are read late where a hook may change them', async () => {
    await db.run(`create table lost_books (id ${db.types.id}, shelf_id int not null)`)
    let changed = false
    const counts = await sessionOn(attach(), { seed: 1 })
      .factory(ShelfFactory)
      .hasLost(1)
      .beforeCreate(async (_, { session }) => {
        if (!changed) await session.db.raw('alter table lost_books add column title varchar(99)')
        changed = true
      })
      .insert(2)
    expect(counts).toEqual({ shelves: 2, lost_books: 2 })
    await db.run('drop table lost_books')
  })
})
