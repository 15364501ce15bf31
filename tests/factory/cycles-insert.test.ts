import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sessionOn } from '../../src/factory/create-session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { createCycleTables } from '../support/cycle-tables.js'
import { openTestDatabase, targets, type TestDatabase } from '../support/databases.js'
import { recordStatements } from '../support/record-statements.js'

interface Lead { id: number; name: string; guild_id: number | null; city_id: number | null }
interface Guild { id: number; name: string; lead_id: number | null; city_id: number | null }
interface Note { id: number; name: string; lead_id: number }

function circle(prefix: string) {
  class NoteFactory extends Factory<Note> {
    readonly table = `${prefix}notes`
    definition(): Attributes<Insertable<Note>> {
      return { name: ({ parent }) => `by ${String(parent?.['name'])} of ${String(parent?.['guild_id'])}`, lead_id: 0 }
    }
  }
  class LeadFactory extends Factory<Lead> {
    readonly table = `${prefix}leads`
    readonly relations = { guild: this.belongsTo(() => GuildFactory, 'guild_id'), notes: this.hasMany(() => NoteFactory, 'lead_id') }
    definition(): Attributes<Insertable<Lead>> {
      return { name: this.faker.person.firstName(), guild_id: this.factory(GuildFactory) }
    }
  }
  class GuildFactory extends Factory<Guild> {
    readonly table = `${prefix}guilds`
    readonly relations = { lead: this.belongsTo(() => LeadFactory, 'lead_id') }
    definition(): Attributes<Insertable<Guild>> {
      return { name: this.faker.company.name(), lead_id: this.factory(LeadFactory) }
    }
  }
  return { LeadFactory, GuildFactory }
}

const variants = [
  { prefix: 'open_', guild: false, lead: false, deferrable: false },
  { prefix: 'guild_', guild: true, lead: false, deferrable: false },
  { prefix: 'lead_', guild: false, lead: true, deferrable: false },
  { prefix: 'strict_', guild: true, lead: true, deferrable: false },
  { prefix: 'later_', guild: true, lead: true, deferrable: true },
] as const

describe.each(targets)('circles under insert() on $name', (target) => {
  let db: TestDatabase
  const recorder = recordStatements()
  const session = (seed = 1) => sessionOn(db.attach({ observer: recorder.observer }), { seed })
  const orphans = async (prefix: string) => {
    const { knex } = db
    const leads = await knex(`${prefix}leads as l`).leftJoin(`${prefix}guilds as g`, 'g.id', 'l.guild_id').whereNull('g.id').whereNotNull('l.guild_id')
    const cities = await knex(`${prefix}guilds as g`).leftJoin(`${prefix}cities as c`, 'c.id', 'g.city_id').whereNull('c.id').whereNotNull('g.city_id')
    return [...leads, ...cities]
  }

  beforeAll(async () => {
    db = await openTestDatabase(target)
    for (const { prefix, guild, lead, deferrable } of variants) {
      await createCycleTables(db, {
        [`${prefix}cities`]: [],
        [`${prefix}leads`]: [{ name: 'guild_id', to: `${prefix}guilds`, required: guild, deferrable }, { name: 'city_id', to: `${prefix}cities` }],
        [`${prefix}guilds`]: [{ name: 'lead_id', to: `${prefix}leads`, required: lead, deferrable }, { name: 'city_id', to: `${prefix}cities` }],
        [`${prefix}notes`]: [{ name: 'lead_id', to: `${prefix}leads` }],
      })
    }
  })
  beforeEach(async () => {
    recorder.clear()
  })
  afterAll(() => db?.drop())

  describe.each(variants)('$prefix', ({ prefix, guild, lead }) => {
    const { LeadFactory, GuildFactory } = circle(prefix)
    const strict = guild && lead

    it.each([['from one side', LeadFactory], ['from the other side', GuildFactory]] as const)('are those of createBatch(), %s', async (_, Start) => {
      const wanted = await written(() => session(4).factory(Start as typeof LeadFactory).createBatch(7))
      for (const chunkSize of [1, 3, undefined]) {
        expect(await written(() => session(4).factory(Start as typeof LeadFactory).insert(7, {}, { chunkSize }))).toEqual(wanted)
      }
      expect(wanted.leads).toHaveLength(7)
      expect(wanted.closed).toBe(7)
    })

    it('show children what the parents were given, and nothing more', async () => {
      await session(2).factory(LeadFactory).hasNotes(1).insert(3)
      const notes = await db.knex(`${prefix}notes as n`).join(`${prefix}leads as l`, 'l.id', 'n.lead_id').select('n.name', 'l.name as lead', 'l.guild_id').orderBy('n.id')
      expect(notes.map(({ name }) => name)).toEqual(notes.map((row: { lead: string; guild_id: number }) => `by ${row.lead} of ${row.guild_id}`))
      const unread = session().factory(LeadFactory).has('notes', 1, { name: ({ parent }) => String(parent?.['id_of_nobody'] ?? parent?.['city_id']) })
      await expect(unread.insert(1)).rejects.toThrow('"city_id" of the parent')
    })

    it.each(['createBatch', 'insert'] as const)('refuse a row of %s that another foreign key leads to nothing, and leave nothing', async (method) => {
      const before = await counted()
      await expect(session().factory(GuildFactory)[method](2, { city_id: 999_999 })).rejects.toMatchObject({ code: 'SEEDKIT_FOREIGN_KEY_VIOLATION' })
      await expect(session().factory(LeadFactory).state({ city_id: 999_999 })[method](2)).rejects.toMatchObject({ code: 'SEEDKIT_FOREIGN_KEY_VIOLATION' })
      const inner = session()
      const far = inner.factory(LeadFactory).state({ guild_id: inner.factory(GuildFactory).state({ city_id: 999_999 }) })
      await expect(far[method](2)).rejects.toMatchObject({ code: 'SEEDKIT_FOREIGN_KEY_VIOLATION' })
      expect(await counted()).toEqual(before)
      expect(await orphans(prefix)).toEqual([])
    })

    it('refuse a circle of which one row is given a key of nobody', async () => {
      const before = await counted()
      const guilds = session().factory(GuildFactory).sequence({}, { lead_id: 888_888 })
      await expect(guilds.createBatch(2)).rejects.toMatchObject({ code: 'SEEDKIT_FOREIGN_KEY_VIOLATION' })
      expect(await counted()).toEqual(before)
    })

    it('take no statement more than createBatch()', async () => {
      await session(4).factory(LeadFactory).createBatch(1)
      recorder.clear()
      await session(5).factory(LeadFactory).createBatch(5)
      const batch = recorder.byTable('update')
      recorder.clear()
      await session(6).factory(LeadFactory).insert(5)
      expect(recorder.byTable('update')).toEqual(batch)
      expect(Object.keys(batch)).toHaveLength(strict ? 0 : 1)
    })

    async function counted(): Promise<readonly number[]> {
      return Promise.all(['leads', 'guilds', 'notes'].map(async (table) => (await db.knex(`${prefix}${table}`)).length))
    }

    /** What a call wrote: names, and who leads whom by name. */
    async function written(call: () => Promise<unknown>) {
      for (const table of ['notes', 'leads', 'guilds']) await empty(table)
      await call()
      const leads = await db.knex(`${prefix}leads as l`).leftJoin(`${prefix}guilds as g`, 'g.id', 'l.guild_id').leftJoin(`${prefix}leads as o`, 'o.id', 'g.lead_id')
        .select('l.name', 'g.name as guild', 'o.name as lead', db.knex.raw('case when o.id = l.id then 1 else 0 end as closed')).orderBy('l.id')
      return { leads, closed: leads.filter((row) => Number(row['closed']) === 1).length }
    }

    async function empty(table: string): Promise<void> {
      if (target.engine === 'postgres') await db.run(`truncate ${prefix}${table} cascade`)
      else await db.knex.transaction(async (trx) => {
        await trx.raw(target.engine === 'sqlite' ? 'pragma defer_foreign_keys = on' : 'set foreign_key_checks = 0')
        for (const each of ['notes', 'leads', 'guilds']) await trx(`${prefix}${each}`).del()
        if (target.engine === 'mysql') await trx.raw('set foreign_key_checks = 1')
      })
    }
  })
})
