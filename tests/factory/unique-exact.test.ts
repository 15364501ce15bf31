import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { detachedSession, sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'

interface Voucher { id: number; code: string }
class VoucherFactory extends Factory<Voucher> {
  readonly table = 'vouchers'
  definition(): Attributes<Insertable<Voucher>> {
    return { code: this.faker.helpers.arrayElement(['a', 'A', 'á', 'b', 'B']) }
  }
}
class ExactVoucherFactory extends VoucherFactory {
  override readonly exactColumns = ['code'] as const
}

describe.each(targets)('texts compared by their bytes on $name', (target) => {
  let db: TestDatabase
  const session = () => sessionOn(db.attach(), { seed: 1 })
  const codes = async () => (await db.knex('vouchers').pluck('code')).toSorted()

  beforeAll(async () => {
    db = await openTestDatabase(target)
    const collation = target.engine === 'mysql' ? 'character set utf8mb4 collate utf8mb4_bin' : ''
    await db.run(`create table vouchers (id ${db.types.id}, code varchar(10) ${collation} not null unique)`)
  })
  beforeEach(() => db.knex('vouchers').del())
  afterAll(() => db?.drop())

  it('are as many as there are, on request', async () => {
    await session().factory(ExactVoucherFactory).createBatch(5)
    expect(await codes()).toEqual(['A', 'B', 'a', 'b', 'á'])
    await expect(session().factory(ExactVoucherFactory).create()).rejects.toThrow('code')
  })

  it('are as many as the most forgiving database knows otherwise', async () => {
    await session().factory(VoucherFactory).createBatch(2)
    expect((await codes()).map((code) => code.toLowerCase().normalize('NFD')[0]).toSorted()).toEqual(['a', 'b'])
    await db.knex('vouchers').del()
    await expect(session().factory(VoucherFactory).createBatch(3)).rejects.toThrow('code')
    expect(await codes()).toEqual([])
  })
})

it('wants a list of columns', () => {
  class Wrong extends VoucherFactory {
    override readonly exactColumns = 'code' as never
  }
  expect(() => detachedSession().factory(Wrong)).toThrow('The exactColumns of Wrong are no list of column names.')
})
