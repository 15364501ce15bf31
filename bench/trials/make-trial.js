/** @import { Attributes, Insertable } from 'seedkit' */
/** @import { Job, Trial, UserRow } from '../types.js' */
import knex from 'knex'
import { createSession, Factory } from 'seedkit'
import { UserFactory } from '../blog/factories.js'

/**
 * Values that cost nothing: what is left is the factory.
 * @extends {Factory<UserRow>}
 */
class ConstantFactory extends Factory {
  /** @readonly */
  table = 'users'

  /** @returns {Attributes<Insertable<UserRow>>} */
  definition() {
    return { name: 'Ada Lovelace', email: 'ada@example.test', bio: 'Wrote programs.', created_at: new Date(0) }
  }
}

const BATCH = 1000
/** @type {Readonly<Record<string, typeof UserFactory | typeof ConstantFactory>>} */
const factories = { users: UserFactory, constants: ConstantFactory }
/** @type {Readonly<Record<string, (factory: UserFactory | ConstantFactory, rows: number) => object | undefined>>} */
const ways = {
  definition(factory, rows) {
    let last
    for (let row = 0; row < rows; row++) last = factory.definition()
    return last
  },
  make(factory, rows) {
    let last
    for (let row = 0; row < rows; row++) last = factory.make()
    return last
  },
  makeBatch(factory, rows) {
    let last
    for (let row = 0; row < rows; row += BATCH) last = factory.makeBatch(Math.min(BATCH, rows - row)).at(-1)
    return last
  },
}

/**
 * @param {Job} job
 * @returns {Promise<Trial>}
 */
export async function makeTrial({ tool, units }) {
  const [way = '', values = ''] = tool.split('-')
  const [factoryClass, go] = [factories[values], ways[way]]
  if (factoryClass === undefined || go === undefined) throw new Error(`there is no "${tool}"`)
  // Never connected: what makes rows in memory sends nothing.
  const connection = knex({ client: 'better-sqlite3', connection: { filename: ':memory:' }, useNullAsDefault: true })
  const factory = new factoryClass(createSession(connection, { seed: 1 }))
  return {
    rows: units,
    async run() {
      const columns = Object.keys(go(factory, units) ?? {}).length
      if (columns !== 4) throw new Error(`a row of ${columns} columns`)
    },
    close: () => connection.destroy(),
  }
}
