/** @import { Knex } from 'knex' */
/** @import { Stopwatch } from '../stopwatch.js' */
/** @import { Engine } from '../types.js' */
import { fileURLToPath } from 'node:url'
import { createSession, DatabaseError, seedDatabase } from 'seedkit'
import { UserFactory } from '../blog/factories.js'
import { COMMENTS_PER_POST, POSTS_PER_USER } from '../blog/shape.js'
import { sqliteFile } from '../engines/sqlite-file.js'
import { Refusal } from '../refusal.js'

/** @typedef {{ readonly engine: Engine, readonly connection: Knex, readonly place: string, readonly users: number, readonly watch: Stopwatch }} Task */

/** @param {Knex} connection */
const blog = (connection) =>
  createSession(connection, { seed: 1 }).factory(UserFactory).hasPosts(POSTS_PER_USER, (post) => post.hasComments(COMMENTS_PER_POST))

/** @type {Readonly<Record<string, (task: Task) => Promise<void>>>} */
export const seedkitTools = {
  async insert({ connection, users }) {
    await blog(connection).insert(users)
  },
  async createBatch({ connection, users }) {
    await blog(connection).createBatch(users)
  },
  verify: (task) => (task.engine.verifies === 'runs' ? verifyRun(task) : verifyCall(task)),
}

/** @param {Task} task */
async function verifyCall({ connection, users }) {
  try {
    await blog(connection).insert(users, undefined, { foreignKeys: 'verify' })
  } catch (error) {
    if (error instanceof DatabaseError) throw new Refusal(error.message, { cause: error })
    throw error
  }
}

/**
 * An engine that verifies whole runs only. What is timed goes from BEGIN to after COMMIT: finding the seeder's file is start-up.
 * @param {Task} task
 */
async function verifyRun({ connection, place, users, watch }) {
  process.env.SEEDKIT_BENCH_USERS = String(users)
  await seedDatabase({
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    config: { client: connection.client.config.client, connection: { filename: sqliteFile(place) }, seeders: 'blog/seeders' },
    classes: ['BlogSeeder'],
    seed: 1,
    foreignKeys: 'verify',
    onEvent(event) {
      if (event.type === 'run:start') watch.start()
      if (event.type === 'run:done') watch.stop()
    },
  })
}
