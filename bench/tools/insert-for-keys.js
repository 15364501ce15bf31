/** @import { Knex } from 'knex' */

/** @type {Readonly<Record<string, (trx: Knex.Transaction, table: string, rows: readonly object[]) => Promise<readonly number[]>>>} */
const ways = {
  // The last key comes back, and SQLite has one writer.
  'better-sqlite3': async (trx, table, rows) => counted(Number((await trx(table).insert(rows))[0]) - rows.length + 1, rows),
  sqlite3: async (trx, table, rows) => counted(Number((await trx(table).insert(rows))[0]) - rows.length + 1, rows),
  pg: async (trx, table, rows) => (await trx(table).insert(rows).returning('id')).map(({ id }) => id),
  // The first key comes back, and InnoDB counts on within a statement.
  mysql2: async (trx, table, rows) => counted(Number((await trx(table).insert(rows))[0]), rows),
}

/**
 * Inserts rows with one statement; gives their keys, the cheapest way that Knex has.
 * @param {Knex.Transaction} trx
 * @param {string} table
 * @param {readonly object[]} rows
 */
export async function insertForKeys(trx, table, rows) {
  const way = ways[trx.client.config.client]
  if (way === undefined) throw new Error(`no way to get keys back with ${trx.client.config.client}`)
  return way(trx, table, rows)
}

/**
 * @param {number} first
 * @param {readonly object[]} rows
 */
function counted(first, rows) {
  return rows.map((_, index) => first + index)
}
