import { afterAll, beforeAll, beforeEach } from 'vitest'
import { sessionOn, type SessionOptions } from '../../src/factory/create-session.js'
import type { Session } from '../../src/factory/session.js'
import { createBlogSchema } from './blog-schema.js'
import { openTestDatabase, type TestDatabase, type TestTarget } from './databases.js'
import { recordStatements, type StatementRecorder } from './record-statements.js'

const TABLES = ['order_lines', 'orders', 'readings', 'devices', 'reviews', 'films', 'comments', 'posts', 'users', 'teams']

export interface Blog {
  readonly db: TestDatabase
  readonly recorder: StatementRecorder
  /** A session on the Knex instance, where every call is a transaction of its own: one a test, unless options are given. */
  session(options?: SessionOptions): Session
  /** Rows of a table in the order of their keys, as plain Knex reads them. */
  rows(table: string, orderBy?: string): Promise<Record<string, any>[]>
  count(table: string): Promise<number>
}

/** The blog tables on one database, empty before each test. */
export function openBlog(target: TestTarget): Blog {
  let db: TestDatabase
  let ofTest: Session | undefined
  const recorder = recordStatements()
  beforeAll(async () => {
    db = await openTestDatabase(target)
    await createBlogSchema(db)
  })
  beforeEach(async () => {
    for (const table of TABLES) await db.knex(table).del()
    recorder.clear()
    ofTest = undefined
  })
  afterAll(() => db?.drop())
  return {
    get db() {
      return db
    },
    recorder,
    session(options) {
      if (options !== undefined) return sessionOn(db.attach({ observer: recorder.observer }), options)
      return (ofTest ??= sessionOn(db.attach({ observer: recorder.observer }), { seed: 1 }))
    },
    rows: (table, orderBy = 'id') => db.knex(table).orderBy(orderBy),
    count: async (table) => {
      const [row] = await db.knex(table).count({ n: '*' })
      return Number(row?.['n'])
    },
  }
}
