import { setTimeout as sleep } from 'node:timers/promises'
import type { Knex } from 'knex'
import { describe, expect, it } from 'vitest'
import { attachDatabase } from '../../src/database/attach-database.js'
import { watchInserts } from '../../src/database/watch-inserts.js'
import { runInTransaction } from '../../src/database/transaction.js'
import { SeederError } from '../../src/errors.js'
import { Factory } from '../../src/factory/factory.js'
import { createRun, type Run } from '../../src/seeder/run.js'
import { runSeeder } from '../../src/seeder/run-seeder.js'
import { runSeeders } from '../../src/seeder/run-seeders.js'
import type { RunObserver } from '../../src/seeder/run-observer.js'
import type { SeederClass } from '../../src/seeder/seeder-class.js'
import { Seeder } from '../../src/seeder/seeder.js'
import { PostFactory, TeamFactory, UserFactory } from '../support/blog-factories.js'
import { targets } from '../support/databases.js'
import { openBlog } from '../support/open-blog.js'

const taken = Array.from({ length: 20 }, (_, n) => ({ name: 'own', email: `${n + 1}@x` }))

class TeamSeeder extends Seeder {
  async run() { await this.factory(TeamFactory).createBatch(3) }
}
class UserSeeder extends Seeder {
  async run() { await this.factory(UserFactory).hasPosts(2).createBatch(4) }
}
class SizedSeeder extends Seeder {
  async run({ size }: { size: number }) { await this.factory(TeamFactory).createBatch(size) }
}

describe.each(targets)('seeders on $name', (target) => {
  const blog = openBlog(target)

  /** A run as `db:seed` makes it: everything in one transaction. */
  async function seed(classes: readonly SeederClass<[]>[], observer?: RunObserver, after?: (run: Run) => unknown): Promise<Run> {
    return runInTransaction(blog.db.knex, async (trx) => {
      const run = createRun({ database: attachDatabase(trx, { without: target.without }), seed: 1, locale: 'en', refDate: new Date(0), observer })
      await run.runSeeders(classes)
      await after?.(run)
      run.close()
      return run
    })
  }
  const counts = async () => [await blog.count('teams'), await blog.count('users'), await blog.count('posts')]

  it('run in the order given, and call others in theirs', async () => {
    const log: string[] = []
    class Slow extends Seeder {
      async run() { await sleep(20); await this.factory(TeamFactory).create({ name: 'slow' }); log.push('slow') }
    }
    class Quick extends Seeder {
      async run() { await this.factory(TeamFactory).create({ name: 'quick' }); log.push('quick') }
    }
    class Root extends Seeder {
      async run() {
        await Promise.all([this.call(Slow), this.call(Quick)])
        await this.call([Quick, Slow])
        await this.call(SizedSeeder, { size: 2 })
      }
    }
    const events: string[] = []
    await seed([Root], {
      seederStarted: ({ seeder, depth }) => events.push(`${depth} ${seeder}`),
      seederFinished: ({ seeder }) => events.push(`done ${seeder}`),
    })
    expect(log).toEqual(['slow', 'quick', 'quick', 'slow'])
    expect((await blog.rows('teams')).map((row) => row['name']).slice(0, 4)).toEqual(['slow', 'quick', 'quick', 'slow'])
    expect(await counts()).toEqual([6, 0, 0])
    expect(events.slice(0, 5)).toEqual(['0 Root', '1 Slow', 'done Slow', '1 Quick', 'done Quick'])
  })

  it('run once when asked to', async () => {
    class Root extends Seeder {
      async run() {
        await this.callOnce(TeamSeeder)
        await this.callOnce([TeamSeeder, UserSeeder])
        await this.call(TeamSeeder)
      }
    }
    await seed([Root])
    expect(await counts()).toEqual([6, 4, 8])
    for (const table of ['posts', 'users']) await blog.db.knex(table).del()
    await seed([Root])
    expect(await counts()).toEqual([12, 4, 8])
  })

  it('make other rows the second time, and the same in another run', async () => {
    class Twice extends Seeder {
      async run() { await this.call(TeamSeeder); await this.call(TeamSeeder) }
    }
    await seed([Twice])
    const names = (await blog.rows('teams')).map((row) => row['name'])
    expect(new Set(names.slice(0, 3))).not.toEqual(new Set(names.slice(3)))
    await blog.db.knex('teams').del()
    await seed([Twice])
    expect((await blog.rows('teams')).map((row) => row['name'])).toEqual(names)
  })

  it('keep the stream of a seeder apart from its rows', async () => {
    const words: string[] = []
    class Drawing extends Seeder {
      static rows = 0
      async run() {
        words.push(this.faker.lorem.word())
        await this.factory(TeamFactory).createBatch(Drawing.rows)
        words.push(this.faker.lorem.word())
      }
    }
    await seed([Drawing])
    Drawing.rows = 3
    await seed([Drawing])
    expect(words.slice(2)).toEqual(words.slice(0, 2))
  })

  it('leave nothing when the last of three throws, and name it', async () => {
    class Broken extends Seeder {
      async run() { await this.factory(UserFactory).create(); throw new Error('broken on purpose') }
    }
    const failed = seed([TeamSeeder, UserSeeder, Broken])
    await expect(failed).rejects.toThrow('Broken failed: broken on purpose')
    await expect(failed).rejects.toBeInstanceOf(SeederError)
    expect(await counts()).toEqual([0, 0, 0])
  })

  it('name seeder, factory and row of a failing statement', async () => {
    class Failing extends Seeder {
      async run() { await this.factory(UserFactory).sequence({}, { email: 'twice@x.io' }, { email: 'twice@x.io' }).createBatch(3) }
    }
    await expect(seed([Failing])).rejects.toThrow(/^UserFactory \(in Failing\): row 3 of 3/)
  })

  it('fail when a factory call is not awaited, before anything is committed', async () => {
    class Forgetful extends Seeder {
      async run() { void this.factory(UserFactory).createBatch(5); await this.factory(TeamFactory).create() ; void this.factory(UserFactory).hasPosts(3).createBatch(7) }
    }
    const failed = seed([Forgetful])
    await expect(failed).rejects.toThrow('Forgetful ended with an operation that nobody waited for: factory(UserFactory).createBatch(7)')
    await expect(failed).rejects.toThrow('seeder.test.ts')
    expect(await counts()).toEqual([0, 0, 0])
  })

  it('fail when a call of another seeder is not awaited', async () => {
    class Hasty extends Seeder {
      async run() { void this.call(UserSeeder) }
    }
    await expect(seed([Hasty])).rejects.toThrow('call(UserSeeder)')
    expect(await counts()).toEqual([0, 0, 0])
  })

  it('fail when a query is not awaited, whether it was started or not', async () => {
    class Unsent extends Seeder {
      async run() { void this.db('teams').insert({ name: 'never sent' }) }
    }
    class Unawaited extends Seeder {
      async run() { this.db('teams').insert({ name: 'sent' }).then(() => undefined, () => undefined) }
    }
    await expect(seed([Unsent])).rejects.toThrow(/Unsent ended with an operation that nobody waited for: .*teams/)
    await expect(seed([Unawaited])).rejects.toThrow(/Unawaited ended with/)
    expect(await counts()).toEqual([0, 0, 0])
  })

  it('that fail leave nothing, also of a query that was on its way', async () => {
    class Racing extends Seeder {
      async run() {
        for (let query = 0; query < 5; query++) this.db('teams').insert({ name: `racing ${query}` }).then(() => undefined, () => undefined)
        throw new Error('gone')
      }
    }
    const log: string[] = []
    const listeners = {
      query: ({ sql }: { sql: string }) => { if (/^rollback/i.test(sql)) log.push('rollback') },
      'query-response': (_: unknown, { sql }: { sql: string }) => { if (sql.startsWith('insert')) log.push('inserted') },
    }
    for (const [event, listener] of Object.entries(listeners)) blog.db.knex.on(event, listener)
    await expect(seed([Racing])).rejects.toThrow('Racing failed: gone')
    for (const [event, listener] of Object.entries(listeners)) blog.db.knex.off(event, listener)
    expect(log).toEqual([...Array.from({ length: 5 }, () => 'inserted'), 'rollback'])
    expect(await counts()).toEqual([0, 0, 0])
  })

  it('may use the transaction themselves', async () => {
    class Direct extends Seeder {
      async run() {
        const team = await this.factory(TeamFactory).create()
        await this.db('users').insert({ name: 'n', email: 'e@x.io', team_id: team.id })
        const found = await this.db('users').whereIn('team_id', this.db('teams').select('id')).count({ n: '*' })
        expect(Number(found[0]?.['n'])).toBe(1)
        const posts = await this.factory(PostFactory).forAuthor((await this.db('users').first()).id).createBatch(2)
        expect(posts).toHaveLength(2)
      }
    }
    await seed([Direct])
    expect(await counts()).toEqual([1, 1, 2])
  })

  it('refuse what is started after their end, and remember it', async () => {
    let late: Promise<unknown> = Promise.resolve()
    class Late extends Seeder {
      async run() {
        setTimeout(() => { late = this.factory(UserFactory).create().catch((error: unknown) => error) }, 5)
      }
    }
    const told: Error[] = []
    const run = await seed([Late], { lateOperation: (error) => { told.push(error) } }, () => sleep(20))
    expect(String(await late)).toContain('Late started factory(UserFactory).create() after its run() had ended')
    expect(run.lateOperations).toHaveLength(1)
    expect(told).toEqual(run.lateOperations)
    expect(await counts()).toEqual([0, 0, 0])
  })

  it('are not started once the run was closed', async () => {
    class Root extends Seeder {
      async run() { running?.close(); await this.call(TeamSeeder) }
    }
    let running: Run | undefined
    const closing = runInTransaction(blog.db.knex, async (trx) => {
      running = createRun({ database: attachDatabase(trx, { without: target.without }), seed: 1, locale: 'en', refDate: new Date(0) })
      await running.runSeeders([Root])
    })
    await expect(closing).rejects.toThrow(/call\(TeamSeeder\)|TeamSeeder was called after the run/)
    expect(await counts()).toEqual([0, 0, 0])
  })

  it('have their own inserts counted', async () => {
    class Direct extends Seeder {
      async run() {
        await this.db('teams').insert([{ name: 'a' }, { name: 'b' }])
        await this.db('teams').insert({ name: 'c' }).returning('id')
        await this.db('teams').select()
        await this.factory(TeamFactory).createBatch(2)
      }
    }
    const seen: object[] = []
    await runInTransaction(blog.db.knex, async (trx) => {
      watchInserts(trx, (insert) => { seen.push(insert) })
      const run = createRun({ database: attachDatabase(trx, { without: target.without }), seed: 1, locale: 'en', refDate: new Date(0) })
      await run.runSeeders([Direct])
    })
    expect(seen).toEqual([{ table: 'teams', rows: 2 }, { table: 'teams', rows: 1 }])
  })

  it.each<[string, (db: Knex.Transaction) => PromiseLike<unknown>]>([
    ['by a builder', (db) => db('users').insert(taken)],
    ['by a builder with an alias', (db) => db('users as u').whereNotIn('email', taken.map(({ email }) => email)).update({ email: taken[0]!.email }).then(() => db('users').insert(taken.slice(1)))],
    ['by the query builder', (db) => db.queryBuilder().insert(taken).into('users')],
    ['in a batch', (db) => db.batchInsert('users', taken)],
    ['in a savepoint', (db) => db.transaction((inner) => inner('users').insert(taken))],
    ['by SQL', (db) => db.raw(`insert into users (name, email) values ${taken.map(() => '(?, ?)').join(', ')}`, taken.flatMap(({ name, email }) => [name, email]))],
  ])('have their factories draw anew what their own code has taken: %s', async (_, take) => {
    class Few extends UserFactory {
      override definition() {
        return { ...super.definition(), email: `${this.faker.number.int({ min: 1, max: 40 })}@x` }
      }
    }
    class Mixed extends Seeder {
      async run() {
        await this.factory(Few).create({ email: 'first@x' })
        await take(this.db)
        await this.factory(Few).createBatch(15)
      }
    }
    await seed([Mixed])
    expect(await blog.count('users')).toBeGreaterThanOrEqual(35)
  })

  it.runIf(target.engine !== 'mysql')('that change tables meanwhile have the rows of the changed ones', async () => {
    const shops = `shops_${target.name.replaceAll('-', '_')}`
    class ShopFactory extends Factory<{ id: number; name: string; nick?: string; code?: string }> {
      readonly table = shops
      definition() { return { name: this.faker.person.firstName() } }
    }
    const rows: object[] = []
    class Changing extends Seeder {
      async run() {
        await this.db.schema.createTable(shops, (table) => void (table.increments('id'), table.string('name')))
        await this.factory(ShopFactory).create()
        await this.db.schema.alterTable(shops, (table) => void table.string('nick').defaultTo('none'))
        rows.push(await this.factory(ShopFactory).create({ name: 'a' }), await this.factory(ShopFactory).create({ name: 'b', nick: 'given' }))
        await this.db.raw(`drop table ${shops}`)
        await this.db.schema.createTable(shops, (table) => void (table.increments('id'), table.string('name'), table.string('code').unique()))
        rows.push(await this.factory(ShopFactory).create({ name: 'c', code: 'given' }))
        await this.db.schema.dropTable(shops)
      }
    }
    await seed([Changing])
    expect(rows).toEqual([{ id: 2, name: 'a', nick: 'none' }, { id: 3, name: 'b', nick: 'given' }, { id: 1, name: 'c', code: 'given' }])
  })

  it('that call each other in a circle are told so', async () => {
    class Ping extends Seeder {
      async run(): Promise<void> { await this.call(Pong) }
    }
    class Pong extends Seeder {
      async run(): Promise<void> { await this.call(Ping) }
    }
    await expect(seed([Ping])).rejects.toThrow(/circle: (Ping -> Pong -> Ping|Pong -> Ping -> Pong)\./)
  })

  it('refuse what is no seeder', async () => {
    class Wrong extends Seeder {
      async run() { await this.call(TeamFactory as never) }
    }
    await expect(seed([Wrong])).rejects.toThrow('TeamFactory, which is no seeder class')
    await expect(seed([undefined as never])).rejects.toThrow('undefined, which is no seeder class')
  })

  it('run from tests and scripts, in one transaction of their own on an instance', async () => {
    await runSeeder(SizedSeeder, blog.session(), { size: 2 })
    await runSeeders([TeamSeeder, UserSeeder], blog.session())
    expect(await counts()).toEqual([5, 4, 8])
    class Broken extends Seeder {
      async run() { await this.factory(TeamFactory).create(); throw new Error('no') }
    }
    await expect(runSeeders([TeamSeeder, Broken], blog.session())).rejects.toThrow('Broken failed: no')
    expect(await counts()).toEqual([5, 4, 8])
  })
})
