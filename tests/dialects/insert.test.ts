import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StatementLabel } from '../../src/database/database.js'
import { createBlogSchema } from '../support/blog-schema.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { recordStatements } from '../support/record-statements.js'

const label: StatementLabel = { seeder: 'S', factory: 'F', relation: undefined, rows: undefined }

describe.each(targets)('inserting on $name', (target) => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await openTestDatabase(target)
    await createBlogSchema(db)
  })
  afterAll(() => db?.drop())

  it('gives rows back', async () => {
    const recorder = recordStatements()
    const database = db.attach({ observer: recorder.observer })
    const rows = [{ name: 'a', email: 'a@x' }, { name: 'b', email: 'b@x' }]
    const users = await database.insert({
      table: 'users', primaryKey: ['id'], rows, label, origin: (index) => ({ seeder: 'S', factory: 'F', relation: undefined, index, of: 2 }),
    })
    expect(users).toEqual([
      { id: 1, name: 'a', email: 'a@x', role: 'member', team_id: null, created_at: expect.any(Date) },
      { id: 2, name: 'b', email: 'b@x', role: 'member', team_id: null, created_at: expect.any(Date) },
    ])
    expect(Math.abs((users[0]!['created_at'] as Date).getTime() - Date.now())).toBeLessThan(60_000)
    expect(recorder.count('insert')).toBe(1)
  })
})
