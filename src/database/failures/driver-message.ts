import type { Knex } from 'knex'
import type { Statement } from '../database.js'
import { driverErrorFields } from './driver-error.js'

/** The database's own words: Knex puts the whole statement, values included, before them. */
export function driverMessage(knex: Knex, statement: Statement, error: unknown): string {
  const { message, sqlMessage } = driverErrorFields(error)
  if (sqlMessage !== undefined) return sqlMessage
  const prefix = `${printed(knex, statement)} - `
  if (message.startsWith(prefix)) return message.slice(prefix.length)
  const head = statement.sql.slice(0, 12)
  if (!message.startsWith(head)) return message
  return message.slice(message.lastIndexOf(' - ') + 3)
}

function printed(knex: Knex, { sql, bindings }: Statement): string {
  try {
    // Boundary: Knex types bindings by value; ours were encoded for the driver.
    return knex.raw(sql, bindings as Knex.RawBinding[]).toString()
  } catch {
    return sql
  }
}
