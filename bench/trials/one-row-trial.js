/** @import { Knex } from 'knex' */
/** @import { Job, Trial } from '../types.js' */
import knex from 'knex'
import { engineOf } from '../engines/engine-of.js'

/** @typedef {(trx: Knex.Transaction) => Promise<(index: number) => Promise<unknown>>} OneRow makes a row and gets it back */

/** @type {OneRow} */
const create = async (trx) => {
  const { createSession } = await import('seedkit')
  const { UserFactory } = await import('../blog/factories.js')
  const session = createSession(trx, { seed: 1 })
  return () => session.factory(UserFactory).create()
}
/** @type {OneRow} */
const knexReturning = async (trx) => {
  const { fakeUser } = await import('../blog/faker-rows.js')
  return async (index) => {
    const [row] = await trx('users').insert(fakeUser(index)).returning('*')
    return row
  }
}
/** @type {OneRow} Knex writes no RETURNING for MySQL's family. */
const rawReturning = async (trx) => {
  const { fakeUser } = await import('../blog/faker-rows.js')
  return async (index) => {
    const { name, email, bio, created_at } = fakeUser(index)
    const [[row]] = await trx.raw('insert into users (name, email, bio, created_at) values (?, ?, ?, ?) returning *', [name, email, bio, created_at])
    return row
  }
}

/**
 * @param {Job} job
 * @returns {Promise<Trial>}
 */
export async function oneRowTrial(job) {
  const engine = engineOf(job)
  const connection = knex(engine.settings(job.place))
  const trx = await connection.transaction()
  const plain = engine.name === 'mariadb' ? rawReturning : knexReturning
  const make = await (job.tool === 'create' ? create : plain)(trx)
  // What is asked of the database once is no part of a row.
  await make(-1)
  return {
    rows: job.units,
    async run() {
      for (let index = 0; index < job.units; index++) await make(index)
      await trx.commit()
    },
    close: () => connection.destroy(),
  }
}
