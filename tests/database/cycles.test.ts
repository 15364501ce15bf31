import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertTogether } from '../../src/database/cycles/insert-together.js'
import { reserveKeys } from '../../src/database/cycles/reserve-keys.js'
import { updateRows } from '../../src/database/cycles/update-rows.js'
import type { Database, DatabaseObserver, InsertRequest } from '../../src/database/database.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'

const label = { seeder: undefined, factory: 'NodeFactory', relation: undefined, rows: undefined }
const origin = (row: number) => ({ seeder: undefined, factory: 'NodeFactory', relation: undefined, index: row, of: 3 })
const request = (rows: InsertRequest['rows']): InsertRequest => ({ table: 'nodes', primaryKey: ['id'], rows, label, origin })

describe.each(targets)('what circles send on $name', (target) => {
  let db: TestDatabase

  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(`create table nodes (id ${db.types.id}, size int, up int)`)
  })
  afterAll(() => db?.drop())

  const update = (database: Database, up: unknown) =>
    updateRows(database, { table: 'nodes', primaryKey: ['id'], columns: ['up'], rows: [{ row: { id: 1 }, values: [up] }], label, origin })

  it('waits for its turn: nothing else is on its way on the connection meanwhile', async () => {
    let open = 0
    let most = 0
    const observer: DatabaseObserver = {
      beforeStatement: () => void (most = Math.max(most, ++open)),
      afterStatement: () => void open--,
    }
    await db.knex.transaction(async (trx) => {
      const database = db.attach({ observer }).on(trx)
      await database.insert(request([{ size: 1 }, { size: 2 }]))
      const select = () => database.execute({ kind: 'select', sql: 'select count(*) as n from nodes', bindings: [], label })
      const [, keys, , updated] = await Promise.all([select(), reserveKeys(database, { table: 'nodes', column: 'id', count: 2, label }), select(), update(database, 2), select()])
      expect(keys?.values).toHaveLength(2)
      expect(updated).toMatchObject([{ up: 2 }])
      if (target.engine === 'postgres') await Promise.all([select(), insertTogether(database, [request([{ id: 77, up: 78 }, { id: 78, up: 77 }])]), select()])
    })
    expect(most).toBe(1)
  })

  it('counts rows that are on their way', async () => {
    await db.knex.transaction(async (trx) => {
      const database = db.attach().on(trx)
      await database.insert(request([{ size: 1 }]))
      const [rows, keys] = await Promise.all([database.insert(request([{ size: 3 }, { size: 4 }])), reserveKeys(database, { table: 'nodes', column: 'id', count: 1, label })])
      expect(Number(keys?.values[0])).toBeGreaterThan(Math.max(...rows.map((row) => Number(row['id']))))
    })
  })

  it('names the row and the column of a value that the column cannot hold', async () => {
    await db.knex.transaction(async (trx) => {
      const database = db.attach().on(trx)
      await expect(update(database, { id: 1 })).rejects.toMatchObject({ code: 'SEEDKIT_INVALID_VALUE', message: expect.stringContaining('"up"') })
    })
  })
})
