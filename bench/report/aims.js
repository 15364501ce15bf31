/** @import { EngineName } from '../types.js' */

/**
 * A ratio that is aimed at: rows a second of a tool over those of the fastest whose names begin so.
 * @typedef {object} Aim
 * @property {string} title
 * @property {'blog' | 'one-row'} experiment
 * @property {string} tool
 * @property {string} over
 * @property {Readonly<Record<EngineName, number>>} least at size M
 */

/** @type {(sqlite: number, pg: number, mariadb: number) => Aim['least']} */
const least = (sqlite, pg, mariadb) => ({ 'better-sqlite3': sqlite, sqlite3: sqlite, pg, mariadb })

/** @type {readonly Aim[]} */
export const aims = [
  { title: 'insert / knex + faker', experiment: 'blog', tool: 'insert', over: 'knex', least: least(1.8, 2, 1.9) },
  { title: 'insert / drizzle-seed', experiment: 'blog', tool: 'insert', over: 'drizzle', least: least(2.5, 3, 2.7) },
  { title: 'insert / loading of ready rows', experiment: 'blog', tool: 'insert', over: 'limit', least: least(0.45, 0.8, 0.85) },
  { title: "insert, foreignKeys: 'verify' / knex + faker", experiment: 'blog', tool: 'verify', over: 'knex', least: least(1.8, 4, 1.9) },
  { title: 'createBatch / knex + faker', experiment: 'blog', tool: 'createBatch', over: 'knex', least: least(1.3, 1.3, 1.3) },
  { title: 'create() of a row / INSERT ... RETURNING by knex', experiment: 'one-row', tool: 'create', over: 'knex-returning', least: least(0.8, 0.8, 0.8) },
]

/** The most memory that a process may hold at size XL, in bytes. */
export const mostMemory = 150e6
