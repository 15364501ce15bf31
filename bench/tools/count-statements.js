import Database from 'better-sqlite3'
import mysql from 'mysql2'
import pg from 'pg'
import sqlite3 from 'sqlite3'

/**
 * Counts what any tool sends from here on, where the drivers send it: a prepared statement counts each time that it runs.
 */
export async function countStatements() {
  const counter = { count: 0 }
  const database = new Database(':memory:')
  const statement = Object.getPrototypeOf(database.prepare('select 1'))
  database.close()
  count(counter, statement, ['run', 'get', 'all', 'iterate'])
  count(counter, Database.prototype, ['exec', 'pragma'])
  count(counter, sqlite3.Statement.prototype, ['run', 'get', 'all', 'each'])
  count(counter, sqlite3.Database.prototype, ['exec'])
  count(counter, pg.Client.prototype, ['query'])
  count(counter, mysql.Connection.prototype, ['query', 'execute'])
  return counter
}

/**
 * @param {{ count: number }} counter
 * @param {object} driver its prototype
 * @param {readonly string[]} methods
 */
function count(counter, driver, methods) {
  // Methods are looked up by name.
  const prototype = /** @type {Record<string, ((...values: unknown[]) => unknown) | undefined>} */ (driver)
  for (const name of methods) {
    const original = prototype[name]
    if (original === undefined) throw new Error(`the driver has no ${name}()`)
    prototype[name] = function counted(/** @type {unknown[]} */ ...values) {
      counter.count++
      return original.apply(this, values)
    }
  }
}
