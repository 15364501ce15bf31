/** @import { Engine } from '../types.js' */
import { withKnex } from '../with-knex.js'
import { isHere } from './is-here.js'
import { mariadbUrl } from './mariadb-url.js'

const facts = ['innodb_flush_log_at_trx_commit', 'sync_binlog', 'log_bin', 'innodb_autoinc_lock_mode', 'innodb_buffer_pool_size', 'local_infile']

/**
 * @param {string} [place]
 * @returns {ReturnType<Engine['settings']>}
 */
const settings = (place) => ({ client: 'mysql2', connection: mariadbUrl(place), pool: { min: 0, max: 2 } })

/** @param {readonly string[]} statements */
const onServer = (statements) => withKnex(settings(), async (connection) => {
  for (const sql of statements) await connection.raw(sql)
})

/** @type {Engine} */
export const mariadbEngine = {
  name: 'mariadb',
  verifies: 'calls',
  chunkRows: 1000,
  serverProcesses: isHere(mariadbUrl()) ? ['mariadbd', 'mysqld'] : [],
  settings,
  renew: (place) => onServer([`drop database if exists ${place}`, `create database ${place} character set utf8mb4`]),
  async settle() {},
  remove: (place) => onServer([`drop database if exists ${place}`]),
  describe: (place) => withKnex(settings(place), async (connection) => {
    const [[row]] = await connection.raw(`select version() as version, ${facts.map((name) => `@@${name} as ${name}`).join(', ')}`)
    return `${row.version}: ${facts.map((name) => `${name} ${row[name]}`).join(', ')}`
  }),
}
