/** @import { SizeName } from '../types.js' */
/** @import { Summary } from './summarise.js' */
import { sizes } from '../sizes.js'

/**
 * The sizes of summaries, from the smallest on.
 * @param {readonly Summary[]} summaries
 */
export function sizeNames(summaries) {
  // Keys of an object that has exactly these.
  const names = /** @type {readonly SizeName[]} */ (Object.keys(sizes))
  return names.filter((name) => summaries.some(({ size }) => size === name))
}
