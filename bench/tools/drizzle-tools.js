/** @import { EngineName, Opened } from '../types.js' */

/**
 * The blog by drizzle-seed, in one transaction. It has no driver for the sqlite3 package.
 * @type {Readonly<Partial<Record<EngineName, (place: string, users: number) => Promise<Opened>>>>}
 */
export const drizzleTools = {
  'better-sqlite3': async (place, users) => (await import('./drizzle-sqlite.js')).drizzleSqlite(place, users),
  pg: async (place, users) => (await import('./drizzle-postgres.js')).drizzlePostgres(place, users),
  mariadb: async (place, users) => (await import('./drizzle-mariadb.js')).drizzleMariadb(place, users),
}
