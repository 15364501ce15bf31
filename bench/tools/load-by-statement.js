/** @import { Loader } from '../types.js' */
/** @import { RowValues } from '../blog/row-values.js' */
import Database from 'better-sqlite3'
import { rowValues } from '../blog/row-values.js'
import { sqliteFile } from '../engines/sqlite-file.js'
import { insertSql } from './insert-sql.js'

/**
 * better-sqlite3: a prepared statement a table, of so many rows.
 * @param {string} place
 * @param {number} rowsPerStatement
 * @returns {Promise<Loader>}
 */
export async function loadByStatement(place, rowsPerStatement) {
  const database = new Database(sqliteFile(place))
  database.exec('pragma foreign_keys = on')
  return {
    async load(rows) {
      database.exec('begin')
      write(database, rowValues.users, rows.users, rowsPerStatement)
      write(database, rowValues.posts, rows.posts, rowsPerStatement)
      write(database, rowValues.comments, rows.comments, rowsPerStatement)
      database.exec('commit')
    },
    async close() {
      database.close()
    },
  }
}

/**
 * @template Row
 * @param {Database} database
 * @param {RowValues<Row>} recipe
 * @param {readonly Row[]} rows
 * @param {number} rowsPerStatement
 */
function write(database, recipe, rows, rowsPerStatement) {
  const whole = rows.length - (rows.length % rowsPerStatement)
  const several = database.prepare(insertSql(recipe, rowsPerStatement))
  for (let from = 0; from < whole; from += rowsPerStatement) {
    if (rowsPerStatement === 1) several.run(recipe.values(/** @type {Row} */ (rows[from])))
    else several.run(rows.slice(from, from + rowsPerStatement).flatMap(recipe.values))
  }
  const single = database.prepare(insertSql(recipe, 1))
  for (const row of rows.slice(whole)) single.run(recipe.values(row))
}
