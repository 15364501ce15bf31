/** @import { Job } from '../types.js' */
import { engines } from './engines.js'

/**
 * The engine of a job that has to have one.
 * @param {Pick<Job, 'engine'>} job
 */
export function engineOf({ engine }) {
  if (engine === 'none') throw new Error('this is measured on an engine')
  return engines[engine]
}
