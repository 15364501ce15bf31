import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'

interface Event { id: number; at: Date | string; tag: string; note: string | null }
interface Detail { id: number; event_id: number; event_at: Date | string }
class EventFactory extends Factory<Event> {
  readonly table = 'events'
  override readonly primaryKey = ['id', 'at'] as const
  readonly relations = { details: this.hasMany(() => DetailFactory, ['event_id', 'event_at'] as const) }
  definition({ index }: { readonly index: number }) {
    return { id: index + 1, at: undefined as unknown as Date, tag: `t${index}` }
  }
}
class DetailFactory extends Factory<Detail> {
  readonly table = 'details'
  readonly relations = { event: this.belongsTo(() => EventFactory, ['event_id', 'event_at'] as const) }
  definition() {
    return { event_id: this.factory(EventFactory) as unknown as number, event_at: this.factory(EventFactory) as unknown as Date }
  }
}

/** Moments with microseconds, made by the database. SQLite has none of its own: there a default spells one. */
const types = {
  postgres: [['timestamptz', 'clock_timestamp()'], ['timestamp', "'2024-01-01 00:00:00.123456'"], ['timestamptz(5)', 'clock_timestamp()']],
  mysql: [['datetime(6)', 'current_timestamp(6)'], ['timestamp(6)', 'current_timestamp(6)'], ['datetime(4)', "'2024-01-01 00:00:00.1234'"]],
  sqlite: [['datetime', "'2024-01-01 00:00:00.123456'"]],
} as const
const cases = targets.flatMap((target) => types[target.engine].map(([type, made]) => ({ target, name: target.name, type, made })))

describe.each(cases)('keys with microseconds, $type default $made, on $name', ({ target, type, made }) => {
  let db: TestDatabase
  const session = () => sessionOn(db.attach(), { seed: 1 })
  const events = () => session().factory(EventFactory)
  const details = () => session().factory(DetailFactory)
  const zone = target.engine === 'postgres' && type.startsWith('timestamptz') ? '+00' : ''
  const at = (digits: string) => `2024-05-06 07:08:09.${digits}${zone}`
  /** Foreign keys hold: every detail has its event. */
  const parentsOf = async () =>
    (await db.knex('details').join('events', (on) => void on.on('events.id', 'event_id').andOn('events.at', 'event_at')).orderBy('details.id').pluck('tag')) as string[]
  beforeAll(async () => {
    db = await openTestDatabase(target)
    await db.run(
      `create table events (id int not null, at ${type} not null default ${made}, tag varchar(20), note varchar(20), primary key (id, at))`,
      `create table details (id ${target.types.id}, event_id int not null, event_at ${type} not null${type === 'timestamp(6)' ? ' default current_timestamp(6)' : ''}, foreign key (event_id, event_at) references events (id, at))`,
    )
  })
  beforeEach(async () => {
    await db.knex('details').del()
    await db.knex('events').del()
  })
  afterAll(() => db?.drop())

  it('children point at rows whose moment the database made', async () => {
    const rows = await events().hasDetails(1).createBatch(2)
    expect(rows.every((row) => row.at instanceof Date)).toBe(true)
    expect(await parentsOf()).toEqual(['t0', 't1'])
    await details().forEvent(rows[1]).create()
    await details().recycle(EventFactory, [rows[0] as Event]).createBatch(2)
    expect(await parentsOf()).toEqual(['t0', 't1', 't1', 't0', 't0'])
  })

  it('children that are streamed do too, and those of rows found by query', async () => {
    await events().hasDetails(2).insert(60)
    expect(new Set(await parentsOf()).size).toBe(60)
    await details().recycle(EventFactory, (query) => query.where({ tag: 't7' })).createBatch(2)
    await details().recycle(EventFactory, (query) => query.where({ tag: 't8' })).insert(40)
    expect((await parentsOf()).slice(120)).toEqual(['t7', 't7', ...Array.from({ length: 40 }, () => 't8')])
    await db.knex('details').del()
    await db.knex('events').del()
    await details().insert(3)
    expect(await parentsOf()).toHaveLength(3)
  })

  it('rows are found and updated by all their digits', async () => {
    const fine = type.endsWith('(4)') ? '1234' : type.endsWith('(5)') ? '12345' : '123456'
    await db.knex('events').insert([{ id: 1, at: at('123'), tag: 'a' }, { id: 1, at: at(fine), tag: 'b' }])
    const found = await events().firstOrCreate({ tag: 'b' })
    await details().forEvent(found).create()
    expect(await parentsOf()).toEqual(['b'])
    await db.knex('details').del()
    expect((await events().firstOrCreate({ id: 1, at: found.at }, { tag: 'new' })).tag).toBe('b')
    await events().updateOrCreate({ tag: 'b' }, { note: 'changed' })
    expect(await db.knex('events').orderBy('at').pluck('note')).toEqual([null, 'changed'])
    expect((await events().upsert([{ id: 1, at: found.at, tag: 'again' }, { id: 1, at: new Date('2024-05-06T07:08:09.123Z'), tag: 'first' }], ['id', 'at'])).map(({ tag }) => tag)).toEqual(['again', 'first'])
    expect(await db.knex('events').orderBy('at').pluck('tag')).toEqual(['first', 'again'])
  })

  it('a Date that was changed is what it was changed to', async () => {
    await db.knex('events').insert({ id: 1, at: at('1234'), tag: 'a' })
    const { at: date } = await events().firstOrCreate({ tag: 'a' })
    if (typeof date === 'string') throw new Error('a Date was expected')
    date.setUTCFullYear(2025)
    await events().create({ id: 2, at: date, tag: 'later' })
    const [{ id }] = (await db.knex('events').where({ id: 2, at: at('123').replace('2024', '2025') })) as [{ id: number }]
    expect(id).toBe(2)
  })
})
