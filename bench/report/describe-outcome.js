/** @import { Measurement } from '../types.js' */
import { perSecond } from './format.js'

/**
 * One line on one measurement, for whoever waits.
 * @param {Measurement} measurement
 */
export function describeOutcome({ experiment, size, engine, tool, outcome }) {
  const name = [size, ...(engine === 'none' ? [] : [engine]), experiment, tool].join(' ')
  if ('refused' in outcome) return `${name}: refused. ${outcome.refused}`
  if (outcome.counts.statements !== undefined) return `${name}: ${outcome.counts.statements} statements`
  return `${name}: ${perSecond(outcome.rows / (outcome.milliseconds / 1000))}/s in ${outcome.milliseconds.toFixed(0)} ms`
}
