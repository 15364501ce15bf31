/** @import { EngineName, Loader } from '../types.js' */

/**
 * The fastest ways that an engine has for rows that are there already, all constraints on: its limit is the fastest of them.
 * @type {Readonly<Record<EngineName, Readonly<Record<string, (place: string) => Promise<Loader>>>>>}
 */
export const limitTools = {
  'better-sqlite3': {
    'limit-1-row': async (place) => (await import('./load-by-statement.js')).loadByStatement(place, 1),
    'limit-50-rows': async (place) => (await import('./load-by-statement.js')).loadByStatement(place, 50),
  },
  sqlite3: { 'limit-500-rows': async (place) => (await import('./load-by-sqlite3.js')).loadBySqlite3(place, 500) },
  pg: { 'limit-copy': async (place) => (await import('./load-by-copy.js')).loadByCopy(place) },
  mariadb: { 'limit-load-data': async (place) => (await import('./load-by-infile.js')).loadByInfile(place) },
}
