/** @import { Experiment } from '../types.js' */
import { createSession } from 'seedkit'
import { createUsersTable } from '../blog/create-tables.js'
import { UserFactory } from '../blog/factories.js'
import { engineOf } from '../engines/engine-of.js'
import { sizes } from '../sizes.js'
import { withKnex } from '../with-knex.js'
import { expectUsers } from './expect-users.js'

/**
 * Users with faker's e-mail addresses: into a table without a unique index, with one, and with one where as many users are already (of another seed,
 * so that some addresses meet).
 * @type {Experiment}
 */
export const unique = {
  name: 'unique',
  engines: 'each',
  mostRuns: 3,
  warmUp: 3000,
  units: (size) => sizes[size].unique,
  tools: () => ['insert', 'createBatch'].flatMap((call) => ['plain', 'unique', 'held'].map((table) => `${call}-${table}`)),
  setUp: (job) => withKnex(engineOf(job).settings(job.place), async (connection) => {
    await createUsersTable(connection, job.tool.endsWith('plain') ? 'plain' : 'unique')
    if (job.tool.endsWith('held')) await createSession(connection, { seed: 2 }).factory(UserFactory).insert(job.units)
  }),
  check: (job) => expectUsers(job, { users: job.tool.endsWith('held') ? 2 * job.units : job.units, repeated: job.tool.endsWith('plain') ? 'some' : 'none' }),
}
