/** @import { Loader } from '../types.js' */
import { Readable } from 'node:stream'
import { createConnection } from 'mysql2/promise'
import { mariadbUrl } from '../engines/mariadb-url.js'
import { rowValues } from '../blog/row-values.js'
import { linesWith, pieces } from './load-text.js'

const lines = linesWith((date) => date.toISOString().slice(0, 19).replace('T', ' '))

/**
 * MariaDB: LOAD DATA LOCAL INFILE, text made of the rows while it is sent.
 * @param {string} place
 * @returns {Promise<Loader>}
 */
export async function loadByInfile(place) {
  const connection = await createConnection(mariadbUrl(place))
  /**
   * @template Row
   * @param {{ table: string, columns: string }} recipe
   * @param {readonly Row[]} rows
   * @param {(row: Row) => string} line
   */
  const load = async ({ table, columns }, rows, line) => {
    /** @type {[import('mysql2').ResultSetHeader, unknown]} */
    const [result] = await connection.query({
      sql: `load data local infile 'rows' into table ${table} character set utf8mb4 (${columns})`,
      infileStreamFactory: () => Readable.from(encoded(rows, line), { highWaterMark: 1 }),
    })
    // LOCAL skips rows that break a constraint and says so in a count only.
    if (result.affectedRows !== rows.length) throw new Error(`${result.affectedRows} of ${rows.length} rows loaded into ${table}`)
  }
  return {
    async load(rows) {
      await connection.beginTransaction()
      await load(rowValues.users, rows.users, lines.users)
      await load(rowValues.posts, rows.posts, lines.posts)
      await load(rowValues.comments, rows.comments, lines.comments)
      await connection.commit()
    },
    close: () => connection.end(),
  }
}

/**
 * mysql2 sends bytes as they are, and nothing else.
 * @template Row
 * @param {readonly Row[]} rows
 * @param {(row: Row) => string} line
 */
function* encoded(rows, line) {
  for (const piece of pieces(rows, line)) yield Buffer.from(piece)
}
