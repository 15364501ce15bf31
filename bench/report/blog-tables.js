/** @import { EngineName, SizeName } from '../types.js' */
/** @import { Table } from './render-table.js' */
/** @import { Summary } from './summarise.js' */
import { blog } from '../experiments/blog.js'
import { engineNames } from './engine-names.js'
import { fastest } from './fastest.js'
import { megabytes, perSecond, quantity } from './format.js'
import { sizeNames } from './size-names.js'
import { titles } from './titles.js'

const HEAD = ['tool', 'rows/s', 'slowest', 'fastest', '/ knex', 'client µs', 'server µs', 'peak RSS MB', 'runs']

/**
 * The blog, a table an engine and size, and how rates hold from one size to the next.
 * @param {readonly Summary[]} all
 * @returns {readonly Table[]}
 */
export function blogTables(all) {
  const summaries = all.filter(({ experiment }) => experiment === 'blog')
  const sizes = sizeNames(summaries)
  const engines = engineNames(summaries)
  const tables = sizes.flatMap((size) => engines.map((engine) => blogTable(summaries, engine, size))).filter(({ rows }) => rows.length > 0)
  return sizes.length > 1 ? [...tables, growthTable(summaries, engines, sizes)] : tables
}

/**
 * @param {readonly Summary[]} summaries
 * @param {EngineName} engine
 * @param {SizeName} size
 * @returns {Table}
 */
function blogTable(summaries, engine, size) {
  const here = summaries.filter((summary) => summary.engine === engine && summary.size === size)
  const knex = fastest(here, 'knex')
  const order = blog.tools(engine)
  const rows = here.toSorted((one, other) => order.indexOf(one.tool) - order.indexOf(other.tool)).map((summary) => {
    const { tool, refused, rate, slowest, fastest: best, clientMicros, serverMicros, peakBytes, runs } = summary
    const title = titles[tool] ?? tool
    if (refused !== undefined) return [title, 'refused', ...HEAD.slice(2).map(() => '-')]
    const times = knex === undefined ? '-' : (rate / knex.rate).toFixed(2)
    // What loads ready rows holds them all.
    const memory = tool.startsWith('limit') ? '-' : megabytes(peakBytes)
    return [title, perSecond(rate), perSecond(slowest), perSecond(best), times, quantity(clientMicros), quantity(serverMicros), memory, String(runs)]
  })
  return { title: `Blog, size ${size}, ${engine}`, head: HEAD, rows }
}

/**
 * @param {readonly Summary[]} summaries
 * @param {readonly EngineName[]} engines
 * @param {readonly SizeName[]} sizes
 * @returns {Table}
 */
function growthTable(summaries, engines, sizes) {
  const rows = engines.flatMap((engine) => ['insert', 'verify', 'knex', 'limit'].map((tool) => {
    const rates = sizes.map((size) => fastest(summaries.filter((summary) => summary.engine === engine && summary.size === size), tool)?.rate)
    return [`${engine}: ${tool}`, ...rates.map((rate) => (rate === undefined ? '-' : perSecond(rate)))]
  }))
  const grown = rows.filter(([, ...rates]) => rates.filter((rate) => rate !== '-').length > 1)
  return { title: 'Rows a second by size', head: ['tool', ...sizes], rows: grown }
}
