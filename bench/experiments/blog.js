/** @import { Experiment } from '../types.js' */
import { checkBlog } from '../blog/check-blog.js'
import { createBlogTables } from '../blog/create-tables.js'
import { engineOf } from '../engines/engine-of.js'
import { sizes } from '../sizes.js'
import { drizzleTools } from '../tools/drizzle-tools.js'
import { limitTools } from '../tools/limit-tools.js'
import { withKnex } from '../with-knex.js'

/**
 * The blog: made and written by seedkit and its peers, or written only, of rows that are there already.
 * @type {Experiment}
 */
export const blog = {
  name: 'blog',
  engines: 'each',
  mostRuns: Infinity,
  warmUp: 1000,
  units: (size) => sizes[size].users,
  tools: (name) => name === 'none' ? [] : [
    'insert', 'verify', 'createBatch', 'knex-whole', 'knex-chunks', ...(name in drizzleTools ? ['drizzle'] : []), ...Object.keys(limitTools[name]),
  ],
  setUp: (job) => withKnex(engineOf(job).settings(job.place), createBlogTables),
  check: (job) => withKnex(engineOf(job).settings(job.place), (connection) => checkBlog(connection, job.units)),
}
