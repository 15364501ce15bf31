/** @import { Loader } from '../types.js' */
/** @import { RowValues } from '../blog/row-values.js' */
import sqlite3 from 'sqlite3'
import { rowValues } from '../blog/row-values.js'
import { sqliteFile } from '../engines/sqlite-file.js'
import { insertSql } from './insert-sql.js'

/**
 * The sqlite3 package: a prepared statement a table, of so many rows; the values of the next are gathered while one is written.
 * @param {string} place
 * @param {number} rowsPerStatement
 * @returns {Promise<Loader>}
 */
export async function loadBySqlite3(place, rowsPerStatement) {
  const database = new sqlite3.Database(sqliteFile(place))
  const run = (/** @type {string} */ sql) => settled((done) => database.exec(sql, done))
  await run('pragma foreign_keys = on')
  return {
    async load(rows) {
      await run('begin')
      await write(database, rowValues.users, rows.users, rowsPerStatement)
      await write(database, rowValues.posts, rows.posts, rowsPerStatement)
      await write(database, rowValues.comments, rows.comments, rowsPerStatement)
      await run('commit')
    },
    close: () => settled((done) => database.close(done)),
  }
}

/**
 * @template Row
 * @param {sqlite3.Database} database
 * @param {RowValues<Row>} recipe
 * @param {readonly Row[]} rows
 * @param {number} rowsPerStatement
 */
async function write(database, recipe, rows, rowsPerStatement) {
  const several = database.prepare(insertSql(recipe, rowsPerStatement))
  let writing = Promise.resolve()
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    const part = rows.slice(from, from + rowsPerStatement)
    const values = part.flatMap(recipe.values)
    await writing
    writing = settled((done) => (part.length === rowsPerStatement ? several.run(values, done) : database.run(insertSql(recipe, part.length), values, done)))
  }
  await writing
  await settled((done) => several.finalize(done))
}

/**
 * @param {(done: (error?: Error | null) => void) => unknown} start
 * @returns {Promise<void>}
 */
function settled(start) {
  return new Promise((resolve, reject) => {
    start((error) => (error ? reject(error) : resolve()))
  })
}
