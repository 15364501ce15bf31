import type { Knex } from 'knex'

/** The sqlite3 package works on another thread: each statement is a trip, and each value is copied twice on the thread that builds rows. */
export function bindsSlowly({ driverName }: Knex.Client): boolean {
  return driverName === 'sqlite3'
}
