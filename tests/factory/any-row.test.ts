import { expect, it } from 'vitest'
import { sessionOn } from '../../src/factory/create-session.js'
import { zipf } from '../../src/factory/zipf.js'
import { weighted } from '../../src/factory/weighted.js'
import { blueprintOf, type AnyFactory } from '../../src/factory/factory-internals.js'
import { ScopedSession } from '../../src/factory/scoped-session.js'
import { nextCallState } from '../../src/factory/scope.js'
import { streamRows } from '../../src/factory/stream-rows.js'
import { attachDatabase } from '../../src/database/attach-database.js'
import type { Session } from '../../src/factory/session.js'
import { Factory } from '../../src/factory/factory.js'
import type { Attributes, Insertable } from '../../src/factory/factory-types.js'
import { TeamFactory } from '../support/blog-factories.js'
import { openTestDatabase, targets } from '../support/databases.js'

interface Player { id: number; nick: string; level: number; team_id: number; code: string }
class PlayerFactory extends Factory<Player> {
  readonly table = 'players'
  readonly relations = { games: this.hasMany(() => GameFactory, 'player_id') }
  definition(): Attributes<Insertable<Player>> {
    const { faker } = this
    return {
      nick: faker.internet.username(),
      level: faker.number.int(100),
      team_id: this.factory(TeamFactory),
      code: ({ attributes, faker: own }) => `${attributes.nick}-${attributes.level}-${own.string.alphanumeric(4)}`,
    }
  }
}
interface Game { id: number; player_id: number; host_id: number | null; title: string }
class GameFactory extends Factory<Game> {
  readonly table = 'games'
  definition(): Attributes<Insertable<Game>> {
    return { player_id: this.factory(PlayerFactory), host_id: this.factory(TeamFactory), title: this.faker.lorem.words(3) }
  }
}

const COUNT = 10_000
const SESSIONS = 16

it('any row can be built alone: 16 sessions that share nothing give the rows of one', async () => {
  const target = targets.find(({ client }) => client === 'better-sqlite3')
  if (target === undefined) throw new Error('better-sqlite3 is needed.')
  const db = await openTestDatabase(target)
  try {
    await db.run(
      'create table teams (id integer primary key, name text not null)',
      'create table players (id integer primary key, nick text not null, level integer not null, team_id integer not null references teams (id), code text not null)',
      'create table games (id integer primary key, player_id integer not null references players (id), host_id integer references teams (id), title text not null)',
    )
    await db.knex.batchInsert('teams', Array.from({ length: 40 }, (_, at) => ({ id: at + 1, name: `Team ${at + 1}` })), 40)
    const teams = await db.knex('teams').select<{ id: number; name: string }[]>('id')
    const chain = (session: Session) =>
      session
        .factory(PlayerFactory)
        .recycle(TeamFactory, teams as { id: number; name: string }[], { strategy: 'zipf' })
        .sequence({}, { level: 0 }, { level: ({ faker }) => -faker.number.int(9) })
        .has('games', weighted([[0.005, 7], [0.495, [0, 2]], [0.5, 1]]), (game) => game.state((_, { parent, index }) => ({ title: `${(parent as unknown as Player).nick} ${index}` })))
        .has('games', zipf({ max: 5 }))
        .has('games', 2, (game) => game.recycle(TeamFactory, teams as { id: number; name: string }[], { strategy: 'roundRobin' }))

    const parts = async (from: number, to: number) => {
      const session = sessionOn(attachDatabase(db.knex), { seed: 2025 })
      const factory = chain(session) as unknown as AnyFactory
      const scope = ScopedSession.scopeOf(session)
      const state = nextCallState(scope, 'PlayerFactory', 'create', blueprintOf(factory).stream)
      await streamRows(scope, { factory, state, count: COUNT, overrides: undefined, name: { factory: 'PlayerFactory', method: 'insert', count: COUNT }, chunkSize: undefined, foreignKeys: undefined, part: { from, to } })
    }
    const contents = async () => {
      const players = await db.knex('players').orderBy('id')
      const first = Number(players[0]?.id)
      const games = await db.knex('games').orderBy('id')
      await db.knex('games').del()
      await db.knex('players').del()
      return { players: players.map(({ id, ...row }) => ({ ...row, given: id !== null })), games: games.map(({ id, player_id: player, ...row }) => ({ ...row, given: id !== null, player: Number(player) - first })) }
    }

    await chain(sessionOn(attachDatabase(db.knex), { seed: 2025 })).insert(COUNT)
    const whole = await contents()
    expect(whole.players.length).toBe(COUNT)
    expect(whole.games.length).toBeGreaterThan(COUNT)
    const size = COUNT / SESSIONS
    for (let part = 0; part < SESSIONS; part++) await parts(part * size, (part + 1) * size)
    expect(await contents()).toEqual(whole)
  } finally {
    await db.drop()
  }
})
