import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable, RowContext } from '../../src/factory/factory-types.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'

interface Owner { id: number; name: string }
interface Place { id: number; email: string; a: number; b: number; code: number | null; flag: number; owner_id: number | null; spare: number }
interface Kid { id: number; place_id: number; tag: string; nick: string }
type Drawn = Omit<Place, 'id' | 'owner_id'>

/** How many values there are. */
let domain = { email: 240, a: 16, code: 160, name: 400, tag: 700, nick: 9 }
/** What definition() gave for each place, attempt by attempt. */
const attempts = new Map<number, Drawn[]>()

class OwnerFactory extends Factory<Owner> {
  readonly table = 'held_owners'
  definition(): Attributes<Insertable<Owner>> {
    return { name: `o${this.faker.number.int({ min: 1, max: domain.name })}` }
  }
}
class KidFactory extends Factory<Kid, Insertable<Kid, 'place_id'>> {
  readonly table = 'held_kids'
  definition(): Attributes<Insertable<Kid, 'place_id'>> {
    const { number } = this.faker
    return { tag: `t${number.int({ min: 1, max: domain.tag })}`, nick: `n${number.int({ min: 1, max: domain.nick })}` }
  }
}
class PlaceFactory extends Factory<Place> {
  readonly table: string = 'held_one'
  readonly relations = { kids: this.hasMany(() => KidFactory, 'place_id') }
  definition({ index }: RowContext): Attributes<Insertable<Place>> {
    const { number, datatype } = this.faker
    const drawn = {
      email: this.email(number.int({ min: 1, max: domain.email })),
      a: number.int({ min: 1, max: domain.a }),
      b: number.int({ min: 1, max: domain.a }),
      code: datatype.boolean() ? number.int({ min: 1, max: domain.code }) : null,
      flag: number.int({ min: 0, max: 1 }),
      spare: number.int(1_000_000),
    }
    const before = attempts.get(index) ?? []
    attempts.set(index, [...before, drawn])
    return { ...drawn, owner_id: this.factory(OwnerFactory) }
  }
  email(n: number) { return `user${n}@x.test` }
}
class OneFactory extends PlaceFactory {}
class TwoFactory extends PlaceFactory { override readonly table = 'held_two' }
class ThreeFactory extends PlaceFactory { override readonly table = 'held_three' }
class PartFactory extends PlaceFactory { override readonly table = 'held_part' }
/** PostgreSQL and SQLite hold the letters apart in the table, and seedkit takes them for one between the rows of a run. */
class LettersFactory extends PlaceFactory {
  override email(n: number) { return `${this.faker.datatype.boolean() ? 'U' : 'u'}ser${n}@x.test` }
}

type Key = (row: Drawn) => string | undefined
const byEmail: Key = ({ email }) => email
const byPair: Key = ({ a, b }) => `${a}/${b}`
const byCode: Key = ({ code }) => code?.toString()
const variants = [
  { name: 'one key', factory: OneFactory, keys: [byEmail] },
  { name: 'a key of two columns beside it', factory: TwoFactory, keys: [byEmail, byPair] },
  { name: 'three keys', factory: ThreeFactory, keys: [byEmail, byPair, byCode] },
  { name: 'a key for some rows', factory: PartFactory, keys: [byPair, (row: Drawn) => (row.flag === 1 ? byCode(row) : undefined)] },
] as const

/** The rows that come of the attempts at them, one after the other. */
function oneByOne(keys: readonly Key[], held: readonly Drawn[], rows: readonly (readonly Drawn[])[]): readonly (Drawn | undefined)[] {
  const taken = keys.map((key) => new Set(held.map(key)))
  const isFree = (row: Drawn) => keys.every((key, at) => key(row) === undefined || taken[at]?.has(key(row)) === false)
  return rows.map((own) => {
    const row = own.find(isFree)
    if (row !== undefined) for (const [at, key] of keys.entries()) taken[at]?.add(key(row))
    return row
  })
}

const outcomes = new Map<string, unknown>()
function same(name: string, value: unknown): void {
  if (!outcomes.has(name)) outcomes.set(name, value)
  expect(value, name).toEqual(outcomes.get(name))
}

describe.each(targets)('rows beside those that a table held before, on $name', (target) => {
  let db: TestDatabase
  const isPartial = target.engine !== 'mysql'

  beforeAll(async () => {
    db = await openTestDatabase(target)
    const places = (name: string) => `create table ${name} (id ${db.types.id}, email varchar(40) not null, a int not null, b int not null, code int null, flag int not null, owner_id int null, spare int not null)`
    await db.run(
      `create table held_owners (id ${db.types.id}, name varchar(20) not null unique)`,
      `create table held_kids (id ${db.types.id}, place_id int not null, tag varchar(20) not null unique, nick varchar(20) not null, constraint kids_nick unique (place_id, nick))`,
      ...['held_one', 'held_two', 'held_three', 'held_part'].map(places),
      ...['one', 'two', 'three'].map((name) => `create unique index ${name}_email on held_${name} (email)`),
      ...['two', 'three', 'part'].map((name) => `create unique index ${name}_pair on held_${name} (a, b)`),
      'create unique index three_code on held_three (code)',
      `create ${isPartial ? 'unique index part_code on held_part (code) where flag = 1' : 'index part_code on held_part (code)'}`,
    )
  })
  beforeEach(async () => {
    domain = { email: 240, a: 16, code: 160, name: 400, tag: 700, nick: 9 }
    attempts.clear()
    for (const table of ['held_kids', 'held_owners', 'held_one', 'held_two', 'held_three', 'held_part']) await db.knex(table).del()
  })
  afterAll(() => db?.drop())

  const ways = [{ chunkSize: 1 }, { chunkSize: 7 }, { chunkSize: 64 }, { chunkSize: 1000 }, undefined] as const
  type Way = (typeof ways)[number]
  interface Batch { insert(n: number, overrides: object, options: object): Promise<unknown>; createBatch(n: number): Promise<unknown> }
  const add = async (chain: Batch, rows: number, way: Way) => void (await (way === undefined ? chain.createBatch(rows) : chain.insert(rows, {}, way)))

  /** A third of all keys. */
  async function hold(table: string, seed: number): Promise<readonly Drawn[]> {
    const held: Drawn[] = []
    for (let n = 1; n <= domain.email / 3; n++) {
      const k = 3 * n - (seed % 3)
      const pair = (97 * k) % domain.a ** 2
      held.push({ email: `user${k}@x.test`, a: 1 + (pair % domain.a), b: 1 + Math.floor(pair / domain.a), code: k <= domain.code ? k : null, flag: 1, spare: 0 })
    }
    await db.knex.batchInsert(table, [...held], 50)
    return held
  }
  const added = async (table: string, columns: readonly string[]): Promise<any[]> => (await db.knex(table).whereNot('spare', 0).orderBy('id').select(columns)) as any[]
  const drawn = ['email', 'a', 'b', 'code', 'flag', 'spare'] as const

  it.each(variants)('are the same whatever the chunk size and the engine: $name', async ({ name, factory, keys }) => {
    if (!isPartial && factory === PartFactory) return
    for (let seed = 1; seed <= 2; seed++) {
      for (const way of ways) {
        attempts.clear()
        const { table } = new factory(sessionOn(db.attach()))
        await db.knex(table).del()
        const held = await hold(table, seed)
        await add(sessionOn(db.attach(), { seed }).factory(factory).state({ owner_id: null }), 110, way)
        const rows = await added(table, drawn)
        same(`${name} ${seed}`, rows)
        expect(rows, JSON.stringify(way)).toEqual(oneByOne(keys, held, Array.from({ length: 110 }, (_, index) => attempts.get(index) ?? [])))
      }
    }
  })

  it('are the same with parents, children and values that are given', async () => {
    for (let seed = 1; seed <= 2; seed++) {
      for (const way of ways) {
        for (const table of ['held_kids', 'held_owners', 'held_two']) await db.knex(table).del()
        const held = await hold('held_two', seed)
        await db.knex('held_owners').insert(Array.from({ length: 130 }, (_, n) => ({ name: `o${3 * n + 1}` })))
        await db.knex('held_kids').insert(Array.from({ length: 230 }, (_, n) => ({ place_id: 0, tag: `t${3 * n + 2}`, nick: `n${n}` })))
        const free = Array.from({ length: 4 }, (_, n) => `user${3 * n + 31 - (seed % 3)}@x.test`).filter((email) => held.every((row) => row.email !== email))
        const items = Array.from({ length: 100 }, (_, index) => (index < free.length ? { email: free[index] ?? '' } : index % 5 === 0 ? { a: 3 + (index % 4) } : {}))
        await add(sessionOn(db.attach(), { seed }).factory(TwoFactory).sequence(...items).has('kids', 2), 100, way)
        const places = await added('held_two', ['id', ...drawn, 'owner_id'])
        const owners = (await db.knex('held_owners').orderBy('id')) as Owner[]
        const kids = (await db.knex('held_kids').whereNot('place_id', 0).orderBy('id')) as Kid[]
        same(`owners ${seed}`, owners.map((row) => row.name))
        same(`places ${seed}`, places.map((row) => [...drawn.map((column) => row[column]), owners.find(({ id }) => id === row.owner_id)?.name]))
        same(`kids ${seed}`, kids.map(({ place_id, tag, nick }) => [places.findIndex(({ id }) => id === place_id), tag, nick]))
      }
    }
  })

  it('take all that is left, or fail with one error', async () => {
    domain = { ...domain, email: 60 }
    for (const [rows, end] of [[40, 'all'], [41, 'none']] as const) {
      for (const way of ways) {
        await db.knex('held_one').del()
        await hold('held_one', 1)
        const adding = add(sessionOn(db.attach(), { seed: 5 }).factory(OneFactory).state({ owner_id: null }), rows, way)
        if (end === 'none') {
          await expect(adding).rejects.toMatchObject({ code: 'SEEDKIT_NO_NEW_KEY' })
          same(end, await adding.then(String, ({ message }: Error) => message))
          expect(await added('held_one', ['id'])).toEqual([])
        } else {
          await adding
          same(end, await added('held_one', drawn))
        }
      }
    }
  })

  it('are the same where the run takes two keys for one that the table holds apart', async () => {
    for (let seed = 1; seed <= 2; seed++) {
      for (const way of ways) {
        await db.knex('held_one').del()
        await hold('held_one', seed)
        await add(sessionOn(db.attach(), { seed }).factory(LettersFactory).state({ owner_id: null }), 110, way)
        same(`letters ${seed} ${isPartial}`, await added('held_one', drawn))
      }
    }
  })

  it('make way for a value that is given behind them', async () => {
    for (let seed = 1; seed <= 2; seed++) {
      await db.knex('held_three').del()
      const held = await hold('held_three', seed)
      const given = Array.from({ length: 30 }, (_, n) => `user${n + 1}@x.test`).filter((email) => held.every((row) => row.email !== email)).slice(0, 12)
      const items = Array.from({ length: 100 }, (_, index) => (index % 8 === 7 ? { email: given[(index - 7) / 8] ?? '' } : {}))
      await sessionOn(db.attach(), { seed }).factory(ThreeFactory).state({ owner_id: null }).sequence(...items).createBatch(100)
      const rows = await added('held_three', drawn)
      expect(rows.filter((_, index) => index % 8 === 7).map(({ email }) => email)).toEqual(given)
      same(`given ${seed}`, rows)
    }
  })

  it('are an error where a value is given that the table has', async () => {
    await hold('held_three', 1)
    const items = Array.from({ length: 60 }, (_, index) => (index === 40 ? { email: 'user2@x.test' } : {}))
    for (const way of ways) {
      const adding = add(sessionOn(db.attach(), { seed: 1 }).factory(ThreeFactory).state({ owner_id: null }).sequence(...items), 60, way)
      await expect(adding).rejects.toThrow('row 41 of 60 for table "held_three" has "email" = "user2@x.test", and so has another row.')
    }
  })
})
