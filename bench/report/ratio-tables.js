/** @import { EngineName, SizeName } from '../types.js' */
/** @import { Aim } from './aims.js' */
/** @import { Table } from './render-table.js' */
/** @import { Summary } from './summarise.js' */
import { aims, mostMemory } from './aims.js'
import { engineNames } from './engine-names.js'
import { fastest } from './fastest.js'
import { megabytes } from './format.js'
import { sizeNames } from './size-names.js'

/**
 * What seedkit is measured by: its ratios to the others, and its memory.
 * @param {readonly Summary[]} summaries
 * @returns {readonly Table[]}
 */
export function ratioTables(summaries) {
  const engines = engineNames(summaries)
  return sizeNames(summaries.filter(({ experiment }) => experiment === 'blog' || experiment === 'one-row')).map((size) => {
    const ofSize = summaries.filter((summary) => summary.size === size)
    const ratios = aims.map((aim) => [aim.title, ...engines.map((engine) => ratio(ofSize, aim, engine, size))])
    const memory = ['peak RSS of insert, MB', ...engines.map((engine) => memoryOf(ofSize, engine, size))]
    const rows = [...ratios, memory].filter(([, ...cells]) => cells.some((cell) => cell !== '-'))
    const note = size === 'M' || size === 'XL' ? 'In brackets what is aimed at.' : undefined
    return { title: `Ratios, size ${size}`, ...(note === undefined ? {} : { note }), head: ['ratio of rows a second', ...engines], rows }
  }).filter(({ rows }) => rows.length > 0)
}

/**
 * @param {readonly Summary[]} summaries
 * @param {Aim} aim
 * @param {EngineName} engine
 * @param {SizeName} size
 */
function ratio(summaries, { experiment, tool, over, least }, engine, size) {
  const here = summaries.filter((summary) => summary.experiment === experiment && summary.engine === engine)
  const mine = here.find((summary) => summary.tool === tool)
  if (mine?.refused !== undefined) return 'refused'
  const best = fastest(here, over)
  if (mine === undefined || best === undefined) return '-'
  const value = (mine.rate / best.rate).toFixed(2)
  return size === 'M' ? `${value} (${least[engine]})` : value
}

/**
 * @param {readonly Summary[]} summaries
 * @param {EngineName} engine
 * @param {SizeName} size
 */
function memoryOf(summaries, engine, size) {
  const value = megabytes(summaries.find((summary) => summary.experiment === 'blog' && summary.engine === engine && summary.tool === 'insert')?.peakBytes)
  return size === 'XL' && value !== '-' ? `${value} (${megabytes(mostMemory)})` : value
}
