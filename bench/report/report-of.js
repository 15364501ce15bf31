/** @import { Findings } from '../types.js' */
import { blogTables } from './blog-tables.js'
import { otherTables } from './other-tables.js'
import { otherLoad } from './other-load.js'
import { ratioTables } from './ratio-tables.js'
import { renderTable } from './render-table.js'
import { summarise } from './summarise.js'

/**
 * Every table of what was found, and what has to be known to read them.
 * @param {readonly Findings[]} all
 */
export function reportOf(all) {
  const measurements = all.flatMap((findings) => findings.measurements)
  const summaries = summarise(measurements)
  const tables = [...ratioTables(summaries), ...blogTables(summaries), ...otherTables(summaries)].map(renderTable)
  const refusals = new Set(summaries.flatMap(({ engine, tool, refused }) => (refused === undefined ? [] : [`Refused by ${engine}, ${tool}: ${refused}`])))
  return [...tables, ...refusals, otherLoad(measurements)].join('\n')
}
