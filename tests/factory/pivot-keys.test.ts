import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { between } from '../../src/factory/between.js'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { pivot } from '../../src/factory/pivot.js'
import type { Session } from '../../src/factory/session.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { recordStatements } from '../support/record-statements.js'

// Several relations of one factory through one pivot table: what a pair is, its keys say.

interface Named { id: number; name: string }
interface Holding { badge_id: number; holder_type: string; holder_id: number }
interface Duty { ship_id: number; sailor_id: number; duty: string }

class BadgeFactory extends Factory<Named> {
  readonly table = 'badges'
  readonly relations = {
    doctors: this.manyToMany(() => DoctorFactory, pivot<Holding>('holdings', 'badge_id', 'holder_id')),
    rooms: this.manyToMany(() => RoomFactory, pivot<Holding>('holdings', 'badge_id', 'holder_id')),
    looseDoctors: this.manyToMany(() => DoctorFactory, pivot<Holding>('loose_holdings', 'badge_id', 'holder_id')),
    looseRooms: this.manyToMany(() => RoomFactory, pivot<Holding>('loose_holdings', 'badge_id', 'holder_id')),
  }
  definition(): Attributes<Insertable<Named>> { return { name: this.faker.lorem.word() } }
}
class DoctorFactory extends Factory<Named> {
  readonly table = 'doctors'
  readonly relations = { badges: this.manyToMany(() => BadgeFactory, pivot<Holding>('holdings', 'holder_id', 'badge_id')) }
  definition(): Attributes<Insertable<Named>> { return { name: this.faker.person.fullName() } }
}
class RoomFactory extends Factory<Named> {
  readonly table = 'rooms'
  readonly relations = { badges: this.manyToMany(() => BadgeFactory, pivot<Holding>('holdings', 'holder_id', 'badge_id')) }
  definition(): Attributes<Insertable<Named>> { return { name: this.faker.lorem.word() } }
}
class SailorFactory extends Factory<Named> {
  readonly table = 'sailors'
  definition(): Attributes<Insertable<Named>> { return { name: this.faker.person.fullName() } }
}
class OfficerFactory extends SailorFactory {}
class ShipFactory extends Factory<Named> {
  readonly table = 'ships'
  readonly relations = {
    officers: this.manyToMany(() => SailorFactory, pivot<Duty>('duties', 'ship_id', 'sailor_id')),
    crew: this.manyToMany(() => SailorFactory, pivot<Duty>('duties', 'ship_id', 'sailor_id')),
    trained: this.manyToMany(() => OfficerFactory, pivot<Duty>('duties', 'ship_id', 'sailor_id')),
    looseOfficers: this.manyToMany(() => SailorFactory, pivot<Duty>('loose_duties', 'ship_id', 'sailor_id')),
    looseCrew: this.manyToMany(() => SailorFactory, pivot<Duty>('loose_duties', 'ship_id', 'sailor_id')),
  }
  definition(): Attributes<Insertable<Named>> { return { name: this.faker.lorem.word() } }
}

const TABLES = ['holdings', 'loose_holdings', 'duties', 'loose_duties', 'badges', 'doctors', 'rooms', 'ships', 'sailors']

describe.each(targets)('pairs of several relations on $name', (target) => {
  let db: TestDatabase
  let session: Session
  const recorder = recordStatements()
  const ships = () => session.factory(ShipFactory)
  const badges = () => session.factory(BadgeFactory)
  const sailors = (count: number) => session.factory(SailorFactory).createBatch(count)
  const tally = async (table: string, column: string) => {
    const rows: readonly Record<string, unknown>[] = await db.knex(table)
    const found: Record<string, number> = {}
    for (const row of rows) found[String(row[column])] = (found[String(row[column])] ?? 0) + 1
    return found
  }

  beforeAll(async () => {
    db = await openTestDatabase(target)
    const named = (table: string): string => `create table ${table} (id ${db.types.id}, name varchar(100) not null)`
    await db.run(
      ...['badges', 'doctors', 'rooms', 'ships', 'sailors'].map(named),
      'create table holdings (badge_id int not null, holder_type varchar(10) not null, holder_id int not null, primary key (badge_id, holder_type, holder_id))',
      'create table loose_holdings (badge_id int not null, holder_type varchar(10) not null, holder_id int not null)',
      `create table duties (id ${db.types.id}, ship_id int not null, sailor_id int not null, duty varchar(10) not null, unique (sailor_id, ship_id))`,
      'create table loose_duties (ship_id int not null, sailor_id int not null, duty varchar(10) not null)',
    )
  })
  beforeEach(async () => {
    for (const table of TABLES) await db.knex(table).del()
    session = sessionOn(db.attach({ observer: recorder.observer }), { seed: 3 })
    recorder.clear()
  })
  afterAll(() => db?.drop())

  it('are told apart by the type where it is part of the key: rows of two tables, new or there already', async () => {
    const doctors = await session.factory(DoctorFactory).createBatch(2)
    const rooms = await session.factory(RoomFactory).createBatch(2)
    await badges().hasDoctors(2, undefined, { holder_type: 'doctor' }).hasRooms(2, undefined, { holder_type: 'room' }).createBatch(3)
    expect(await tally('holdings', 'holder_type')).toEqual({ doctor: 6, room: 6 })
    await badges().hasDoctors(doctors, undefined, { holder_type: 'doctor' }).hasRooms(rooms, undefined, { holder_type: 'room' }).createBatch(3)
    expect(await tally('holdings', 'holder_type')).toEqual({ doctor: 12, room: 12 })
    await badges().recycle(DoctorFactory, doctors).recycle(RoomFactory, rooms).hasDoctors(2, undefined, () => ({ holder_type: 'doctor' })).hasRooms(2, undefined, () => ({ holder_type: 'room' })).insert(3)
    expect(await tally('holdings', 'holder_type')).toEqual({ doctor: 18, room: 18 })
  })

  it('are told apart from the other side too', async () => {
    const some = await badges().createBatch(2)
    await session.factory(DoctorFactory).hasBadges(some, undefined, { holder_type: 'doctor' }).create()
    await session.factory(RoomFactory).hasBadges(some, undefined, { holder_type: 'room' }).create()
    expect(await tally('holdings', 'holder_type')).toEqual({ doctor: 2, room: 2 })
  })

  it('of one relation are two where their types are, and one where they are the same', async () => {
    const some = await badges().createBatch(1)
    const doctors = session.factory(DoctorFactory)
    await doctors.hasBadges(some, undefined, { holder_type: 'doctor' }).hasBadges(some, undefined, { holder_type: 'chief' }).hasBadges(some, undefined, { holder_type: 'chief' }).create()
    expect(await tally('holdings', 'holder_type')).toEqual({ doctor: 1, chief: 1 })
  })

  it('are told apart by SQL as it is written', async () => {
    const some = await badges().createBatch(2)
    const type = (word: string) => ({ holder_type: db.knex.raw('?', [word]) as unknown as string })
    const chain = session.factory(DoctorFactory).recycle(BadgeFactory, some)
    await chain.hasBadges([...some, ...some], undefined, type('doctor')).hasBadges(some, undefined, type('chief')).create()
    expect(await tally('holdings', 'holder_type')).toEqual({ doctor: 2, chief: 2 })
    // What it will be is not known.
    await expect(chain.hasBadges(2, undefined, type('doctor')).hasBadges(2, undefined, type('chief')).create()).rejects.toThrow('wants 4 different rows')
  })

  it('of recycled rows may be as many as there are for each type, and no more', async () => {
    const eight = await badges().createBatch(8)
    const doctors = session.factory(DoctorFactory).recycle(BadgeFactory, eight)
    await doctors.hasBadges(6, undefined, { holder_type: 'doctor' }).hasBadges(6, undefined, { holder_type: 'chief' }).createBatch(3)
    expect(await tally('holdings', 'holder_type')).toEqual({ doctor: 18, chief: 18 })
    const wants = 'DoctorFactory wants 12 different rows for relation "badges", and recycle(BadgeFactory) has 8.'
    await expect(doctors.hasBadges(6, undefined, { holder_type: 'doctor' }).hasBadges(6, undefined, { holder_type: 'doctor' }).create()).rejects.toThrow(wants)
    // What a function gives is not known before.
    await expect(doctors.hasBadges(6, undefined, { holder_type: 'doctor' }).hasBadges(6, undefined, () => ({ holder_type: 'chief' })).create()).rejects.toThrow(wants)
    await doctors.hasBadges(3, undefined, [{ holder_type: 'doctor' }, { holder_type: 'chief' }]).hasBadges(5, undefined, { holder_type: 'doctor' }).create()
    expect(await tally('holdings', 'holder_type')).toEqual({ doctor: 25, chief: 19 })
  })

  it('without a key are told apart by the table that they lead to', async () => {
    const doctors = await session.factory(DoctorFactory).createBatch(2)
    const rooms = await session.factory(RoomFactory).createBatch(2)
    await badges().hasLooseDoctors([...doctors, ...doctors], undefined, { holder_type: 'doctor' }).hasLooseRooms(rooms, undefined, { holder_type: 'room' }).createBatch(3)
    expect(await tally('loose_holdings', 'holder_type')).toEqual({ doctor: 6, room: 6 })
  })

  it('without a key belong to their relation', async () => {
    const eight = await sailors(8)
    await ships().recycle(SailorFactory, eight).hasLooseOfficers(8, undefined, { duty: 'officer' }).hasLooseCrew(8, undefined, { duty: 'crew' }).create()
    expect(await tally('loose_duties', 'duty')).toEqual({ officer: 8, crew: 8 })
  })

  it.each([undefined, 3])('of two relations by one key are of different rows: chunks of %s', async (chunkSize) => {
    const eight = await sailors(8)
    const chain = ships().recycle(SailorFactory, eight).hasOfficers(2, undefined, { duty: 'officer' }).hasCrew(4, undefined, () => ({ duty: 'crew' }))
    expect(await chain.insert(20, {}, { chunkSize })).toMatchObject({ duties: 120 })
    expect(await tally('duties', 'duty')).toEqual({ officer: 40, crew: 80 })
  })

  it.each([undefined, 3])('of two relations by one key are the same whatever the chunks: %s', async (chunkSize) => {
    const pairs = async () => {
      const places = async (table: string): Promise<readonly number[]> => db.knex(table).orderBy('id').pluck('id')
      const [ownShips, ownSailors] = [await places('ships'), await places('sailors')]
      const rows: readonly Duty[] = await db.knex('duties').orderBy(['ship_id', 'sailor_id'])
      return rows.map((row) => [ownShips.indexOf(row.ship_id), ownSailors.indexOf(row.sailor_id), row.duty])
    }
    const run = async (chunk: number | undefined) => {
      for (const table of TABLES) await db.knex(table).del()
      const own = sessionOn(db.attach(), { seed: 5 })
      const eight = await own.factory(SailorFactory).createBatch(8)
      await own.factory(ShipFactory).recycle(SailorFactory, eight).hasOfficers(between(0, 3), undefined, { duty: 'officer' }).hasCrew([1, 4], undefined, { duty: 'crew' }).insert(10, {}, { chunkSize: chunk })
      return await pairs()
    }
    expect(await run(chunkSize)).toEqual(await run(10))
  })

  it('of two relations by one key leave out what the other names itself', async () => {
    const four = await sailors(4)
    const chain = ships().recycle(SailorFactory, four).hasOfficers(2, undefined, { duty: 'officer' })
    for (let round = 0; round < 5; round++) await chain.hasCrew(four.slice(0, 2), undefined, { duty: 'crew' }).create()
    expect(await tally('duties', 'duty')).toEqual({ officer: 10, crew: 10 })
    await expect(chain.hasCrew(four.slice(0, 3), undefined, { duty: 'crew' }).create()).rejects.toThrow('wants 2 different rows for relation "officers", and recycle(SailorFactory) has 1')
  })

  it('of two relations by one key are refused before any insert where there are not enough rows', async () => {
    const eight = await sailors(8)
    recorder.clear()
    const chain = ships().recycle(SailorFactory, eight).hasOfficers(6, undefined, { duty: 'officer' }).hasCrew(6, undefined, { duty: 'crew' })
    await expect(chain.create()).rejects.toMatchObject({
      code: 'SEEDKIT_TOO_MANY_PAIRS',
      message: expect.stringContaining('ShipFactory wants 12 different rows for relations "officers" and "crew", and recycle(SailorFactory) has 8.') as unknown,
    })
    await expect(chain.insert(3)).rejects.toThrow('wants 12 different rows')
    expect(recorder.count('insert')).toBe(0)
  })

  it('of two factories of one table by one key are of different rows as well', async () => {
    const eight = await sailors(8)
    const chain = ships().recycle(SailorFactory, eight).recycle(OfficerFactory, eight.slice(0, 4))
    await chain.hasTrained(4, undefined, { duty: 'officer' }).hasCrew(4, undefined, { duty: 'crew' }).createBatch(3)
    expect(await tally('duties', 'duty')).toEqual({ officer: 12, crew: 12 })
    await expect(chain.hasCrew(4, undefined, { duty: 'crew' }).hasTrained(1, undefined, { duty: 'officer' }).create()).rejects.toThrow('wants 5 different rows for relations "crew" and "trained", and recycle(OfficerFactory) has 4')
  })

  it('that only the database can tell to be one are its error, and not lost', async () => {
    const doctors = await session.factory(DoctorFactory).createBatch(1)
    const rooms = await session.factory(RoomFactory).createBatch(1, { id: doctors[0]?.id } as never)
    const chain = badges().hasDoctors(doctors, undefined, { holder_type: 'any' }).hasRooms(rooms, undefined, { holder_type: 'any' })
    await expect(chain.create()).rejects.toMatchObject({ code: 'SEEDKIT_UNIQUE_VIOLATION' })
  })
})
