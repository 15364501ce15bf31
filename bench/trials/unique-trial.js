/** @import { Job, Trial } from '../types.js' */
import knex from 'knex'
import { createSession } from 'seedkit'
import { UserFactory } from '../blog/factories.js'
import { engineOf } from '../engines/engine-of.js'

/**
 * @param {Job} job
 * @returns {Promise<Trial>}
 */
export async function uniqueTrial(job) {
  const connection = knex(engineOf(job).settings(job.place))
  await connection.raw('select 1')
  const factory = createSession(connection, { seed: 1 }).factory(UserFactory)
  return {
    rows: job.units,
    async run() {
      await (job.tool.startsWith('insert') ? factory.insert(job.units) : factory.createBatch(job.units))
    },
    close: () => connection.destroy(),
  }
}
