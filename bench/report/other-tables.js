/** @import { ExperimentName } from '../types.js' */
/** @import { Table } from './render-table.js' */
/** @import { Summary } from './summarise.js' */
import { engineNames } from './engine-names.js'
import { megabytes, perSecond, quantity } from './format.js'
import { titles } from './titles.js'

/**
 * All that is not the blog: one row, rows in memory, unique columns, statements, start-up.
 * @param {readonly Summary[]} all
 * @returns {readonly Table[]}
 */
export function otherTables(all) {
  const of = (/** @type {ExperimentName} */ name) => all.filter(({ experiment }) => experiment === name)
  const tables = [oneRowTable(of('one-row')), uniqueTable(of('unique')), makeTable(of('make')), statementsTable(of('statements')), startUpTable(of('start-up'))]
  return tables.filter(({ rows }) => rows.length > 0)
}

/** @param {Summary} summary */
const microsPerRow = ({ rate }) => 1e6 / rate

/**
 * @param {readonly Summary[]} summaries
 * @returns {Table}
 */
function oneRowTable(summaries) {
  const rows = engineNames(summaries).flatMap((engine) => summaries.filter((summary) => summary.engine === engine)
    .toSorted((one, other) => one.tool.localeCompare(other.tool))
    .map((summary) => [`${engine}: ${summary.tool}`, quantity(microsPerRow(summary)), quantity(summary.clientMicros), quantity(summary.serverMicros)]))
  return { title: 'One row at a time, in one transaction', head: ['tool', 'µs a row', 'client µs', 'server µs'], rows }
}

/**
 * @param {readonly Summary[]} summaries
 * @returns {Table}
 */
function uniqueTable(summaries) {
  const engines = engineNames(summaries)
  const tools = Object.keys(titles).filter((tool) => summaries.some((summary) => summary.tool === tool))
  const rows = tools.map((tool) => [titles[tool] ?? tool, ...engines.map((engine) => {
    const found = summaries.find((summary) => summary.tool === tool && summary.engine === engine)
    return found === undefined ? '-' : `${perSecond(found.rate)}, ${megabytes(found.peakBytes)} MB`
  })])
  const count = Math.max(0, ...summaries.filter(({ tool }) => tool.endsWith('unique')).map(({ counts }) => counts.users ?? 0))
  return { title: `Unique e-mail addresses: rows/s and peak RSS of ${count} users`, head: ['call', ...engines], rows }
}

/**
 * @param {readonly Summary[]} summaries
 * @returns {Table}
 */
function makeTable(summaries) {
  const rows = summaries.toSorted((one, other) => one.tool.localeCompare(other.tool)).map((summary) => {
    const [way, values] = summary.tool.split('-')
    const base = summaries.find(({ tool }) => tool === `definition-${values}`)
    const more = base === undefined || base === summary ? '-' : quantity(microsPerRow(summary) - microsPerRow(base))
    return [`${way}, ${values}`, quantity(microsPerRow(summary)), more]
  })
  return { title: 'Rows in memory: 4 columns, values of faker or constants', head: ['way', 'µs a row', 'more than the definition'], rows }
}

/**
 * @param {readonly Summary[]} summaries
 * @returns {Table}
 */
function statementsTable(summaries) {
  const engines = engineNames(summaries)
  const tools = Object.keys(titles).filter((tool) => summaries.some((summary) => summary.tool === tool))
  const rows = tools.map((tool) => [titles[tool] ?? tool, ...engines.map((engine) => {
    const found = summaries.find((summary) => summary.tool === tool && summary.engine === engine)
    return found === undefined ? '-' : String(found.counts.statements ?? 'refused')
  })])
  const count = Math.max(0, ...summaries.map(({ counts }) => counts.users ?? 0))
  return { title: `Statements sent for a blog of ${count} users`, head: ['tool', ...engines], rows }
}

/**
 * @param {readonly Summary[]} summaries
 * @returns {Table}
 */
function startUpTable(summaries) {
  const rows = summaries.toSorted((one, other) => one.tool.localeCompare(other.tool))
    .map((summary) => [summary.tool === 'node' ? 'node -e 0' : 'seedkit --help', quantity(1000 / summary.rate)])
  return { title: 'Start-up', head: ['process', 'ms'], rows }
}
