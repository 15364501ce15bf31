/** @import { Engine } from '../types.js' */
import { withKnex } from '../with-knex.js'
import { isHere } from './is-here.js'
import { postgresUrl } from './postgres-url.js'

const facts = ['fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size', 'autovacuum']

/** @type {Engine['settings']} */
const settings = (place) => ({ client: 'pg', connection: postgresUrl, searchPath: [place], pool: { min: 0, max: 2 } })

/** @param {readonly string[]} statements */
const onServer = (statements) => withKnex(settings('public'), async (connection) => {
  for (const sql of statements) await connection.raw(sql)
})

/** @type {Engine} */
export const postgresEngine = {
  name: 'pg',
  verifies: 'calls',
  chunkRows: 1000,
  serverProcesses: isHere(postgresUrl) ? ['postgres'] : [],
  settings,
  renew: (place) => onServer([`drop schema if exists ${place} cascade`, `create schema ${place}`]),
  // What the measurement before has left to write is not the next one's to wait for. Only some roles may ask for it.
  settle: () => onServer(['checkpoint']).catch(() => {}),
  remove: (place) => onServer([`drop schema if exists ${place} cascade`]),
  describe: (place) => withKnex(settings(place), async (connection) => {
    const show = async (/** @type {string} */ name) => Object.values((await connection.raw(`show ${name}`)).rows[0])[0]
    const values = await Promise.all(facts.map(async (name) => `${name} ${await show(name)}`))
    return `PostgreSQL ${await show('server_version')}: ${values.join(', ')}`
  }),
}
