import type { Knex } from 'knex'
import type { Statement } from '../database.js'
import { driverErrorFields } from './driver-error.js'

/** The database's own words: Knex puts the whole statement before them, with the values unless it is told otherwise. */
export function driverMessage(knex: Knex, statement: Statement, error: unknown): string {
  const { message, sqlMessage } = driverErrorFields(error)
  if (sqlMessage !== undefined) return sqlMessage
  for (const sql of [statement.sql, positioned(knex, statement), printed(knex, statement)]) {
    if (message.startsWith(`${sql} - `)) return message.slice(sql.length + 3)
  }
  const head = statement.sql.slice(0, 12)
  if (!message.startsWith(head)) return message
  return message.slice(message.lastIndexOf(' - ') + 3)
}

/** As the driver gets it: `$1` where it counts its placeholders. */
function positioned(knex: Knex, { sql }: Statement): string {
  return String(knex.client.positionBindings(sql))
}

function printed(knex: Knex, { sql, bindings }: Statement): string {
  try {
    // Boundary: Knex types bindings by value; ours were encoded for the driver.
    return knex.raw(sql, bindings as Knex.RawBinding[]).toString()
  } catch {
    return sql
  }
}
