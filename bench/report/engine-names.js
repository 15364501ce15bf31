/** @import { EngineName } from '../types.js' */
/** @import { Summary } from './summarise.js' */
import { engines } from '../engines/engines.js'

/**
 * The engines of summaries, always in the same order.
 * @param {readonly Summary[]} summaries
 * @returns {readonly EngineName[]}
 */
export function engineNames(summaries) {
  return Object.values(engines).map(({ name }) => name).filter((name) => summaries.some(({ engine }) => engine === name))
}
