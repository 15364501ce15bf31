/** @import { Experiment } from '../types.js' */
import { createBlogTables } from '../blog/create-tables.js'
import { engineOf } from '../engines/engine-of.js'
import { sizes } from '../sizes.js'
import { expectUsers } from './expect-users.js'
import { withKnex } from '../with-knex.js'

/**
 * `create()` of one row after the other in one transaction, against a plain INSERT ... RETURNING through Knex.
 * @type {Experiment}
 */
export const oneRow = {
  name: 'one-row',
  engines: 'each',
  mostRuns: Infinity,
  warmUp: 300,
  units: (size) => sizes[size].singles,
  tools: () => ['create', 'knex-returning'],
  setUp: (job) => withKnex(engineOf(job).settings(job.place), createBlogTables),
  // One more than those that are timed.
  check: (job) => expectUsers(job, { users: job.units + 1, repeated: 'none' }),
}
