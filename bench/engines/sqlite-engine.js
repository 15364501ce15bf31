/** @import { Engine } from '../types.js' */
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { withKnex } from '../with-knex.js'
import { sqliteFile } from './sqlite-file.js'

const remove = (/** @type {string} */ place) => rm(path.dirname(sqliteFile(place)), { recursive: true, force: true })

/**
 * SQLite through one of its drivers.
 * @param {'better-sqlite3' | 'sqlite3'} client
 * @returns {Engine}
 */
export function sqliteEngine(client) {
  /** @type {Engine['settings']} */
  const settings = (place) => ({
    client,
    connection: { filename: sqliteFile(place) },
    useNullAsDefault: true,
    pool: { min: 0, max: 1, afterCreate: enforceKeys[client] },
  })
  return {
    name: client,
    verifies: 'runs',
    // More of Knex's `union all select` than SQLite takes in one statement.
    chunkRows: 500,
    serverProcesses: [],
    settings,
    remove,
    async settle() {},
    async renew(place) {
      await remove(place)
      await mkdir(path.dirname(sqliteFile(place)))
    },
    describe: (place) => withKnex(settings(place), async (connection) => {
      const read = async (/** @type {string} */ sql) => Object.values((await connection.raw(sql))[0])[0]
      const facts = await Promise.all(['journal_mode', 'synchronous', 'foreign_keys'].map(async (name) => `${name} ${await read(`pragma ${name}`)}`))
      return `SQLite ${await read('select sqlite_version()')}: ${facts.join(', ')}`
    }),
  }
}

/**
 * @typedef {(connection: { exec(sql: string, done?: (error: unknown) => void): unknown }, done: (error: unknown, connection: unknown) => void) => void} AfterCreate
 * @type {Readonly<Record<'better-sqlite3' | 'sqlite3', AfterCreate>>}
 */
const enforceKeys = {
  'better-sqlite3': (connection, done) => {
    connection.exec('pragma foreign_keys = on')
    done(null, connection)
  },
  sqlite3: (connection, done) => connection.exec('pragma foreign_keys = on', (error) => done(error, connection)),
}
