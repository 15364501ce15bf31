/** @import { Loader } from '../types.js' */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { postgresUrl } from '../engines/postgres-url.js'
import { rowValues } from '../blog/row-values.js'
import { linesWith, pieces } from './load-text.js'

const lines = linesWith((date) => date.toISOString())

/**
 * PostgreSQL: COPY FROM STDIN, text made of the rows while it is sent.
 * @param {string} place
 * @returns {Promise<Loader>}
 */
export async function loadByCopy(place) {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  await client.query(`set search_path to ${place}`)
  /**
   * @template Row
   * @param {{ table: string, columns: string }} recipe
   * @param {readonly Row[]} rows
   * @param {(row: Row) => string} line
   */
  const copy = ({ table, columns }, rows, line) =>
    pipeline(Readable.from(pieces(rows, line), { objectMode: true, highWaterMark: 1 }), client.query(copyFrom(`copy ${table} (${columns}) from stdin`)))
  return {
    async load(rows) {
      await client.query('begin')
      await copy(rowValues.users, rows.users, lines.users)
      await copy(rowValues.posts, rows.posts, lines.posts)
      await copy(rowValues.comments, rows.comments, lines.comments)
      await client.query('commit')
    },
    close: () => client.end(),
  }
}
