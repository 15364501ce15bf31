/** @import { Summary } from './summarise.js' */

/**
 * The fastest of the tools whose names begin so.
 * @param {readonly Summary[]} summaries
 * @param {string} start
 */
export function fastest(summaries, start) {
  return summaries.filter(({ tool, refused }) => tool.startsWith(start) && refused === undefined).toSorted((one, other) => other.rate - one.rate)[0]
}
