/** @import { Engine, Job, Opened, Trial } from '../types.js' */
import { ROWS_PER_USER } from '../blog/shape.js'

// What a tool does not need is not loaded: it would count as its memory.

/**
 * @param {Job} job
 * @returns {Promise<Trial>}
 */
export async function blogTrial({ engine, tool, place, units }) {
  if (engine === 'none') throw new Error('a blog needs an engine')
  const opened = tool.startsWith('limit') ? await openLimit(engine, tool, place, units)
    : tool === 'drizzle' ? await openDrizzle(engine, place, units)
      : await openOnKnex(engine, tool, place, units)
  return { rows: units * ROWS_PER_USER, ...opened }
}

/**
 * @param {Engine['name']} engine
 * @param {string} tool
 * @param {string} place
 * @param {number} users
 * @returns {Promise<Opened>}
 */
async function openLimit(engine, tool, place, users) {
  const { limitTools } = await import('../tools/limit-tools.js')
  const { readyRows } = await import('../blog/ready-rows.js')
  const loader = await limitTools[engine][tool]?.(place)
  if (loader === undefined) throw new Error(`${engine} has no "${tool}"`)
  const rows = readyRows(users)
  return { run: () => loader.load(rows), close: () => loader.close() }
}

/**
 * @param {Engine['name']} engine
 * @param {string} place
 * @param {number} users
 * @returns {Promise<Opened>}
 */
async function openDrizzle(engine, place, users) {
  const { drizzleTools } = await import('../tools/drizzle-tools.js')
  const opened = await drizzleTools[engine]?.(place, users)
  if (opened === undefined) throw new Error(`drizzle-seed has no driver for ${engine}`)
  return opened
}

/**
 * @param {Engine['name']} name
 * @param {string} tool
 * @param {string} place
 * @param {number} users
 * @returns {Promise<Opened>}
 */
async function openOnKnex(name, tool, place, users) {
  const { default: knex } = await import('knex')
  const { engines } = await import('../engines/engines.js')
  const engine = engines[name]
  const connection = knex(engine.settings(place))
  await connection.raw('select 1')
  const close = () => connection.destroy()
  if (tool.startsWith('knex')) {
    const script = (await import('../tools/knex-tools.js')).knexTools[tool]
    if (script !== undefined) return { run: () => script(connection, users, engine.chunkRows), close }
  }
  const seedkit = (await import('../tools/seedkit-tools.js')).seedkitTools[tool]
  if (seedkit === undefined) throw new Error(`there is no tool "${tool}"`)
  return { run: (watch) => seedkit({ engine, connection, place, users, watch }), close }
}
