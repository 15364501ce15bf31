/** @import { Knex } from 'knex' */
import knex from 'knex'

/**
 * A Knex instance for as long as something takes.
 * @template T
 * @param {Knex.Config} settings
 * @param {(connection: Knex) => Promise<T>} body
 */
export async function withKnex(settings, body) {
  const connection = knex(settings)
  try {
    return await body(connection)
  } finally {
    await connection.destroy()
  }
}
