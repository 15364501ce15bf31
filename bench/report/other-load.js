/** @import { Measurement } from '../types.js' */
import { availableParallelism } from 'node:os'
import { median } from './median.js'

/**
 * How busy the machine was with something else, in one sentence.
 * @param {readonly Measurement[]} measurements
 */
export function otherLoad(measurements) {
  const loads = measurements.flatMap(({ outcome }) => ('refused' in outcome || outcome.otherMicros === null ? [] : [outcome.otherMicros / 1000 / outcome.milliseconds]))
    .toSorted((one, other) => one - other)
  if (loads.length === 0) return 'How busy the machine was with something else is not known.'
  const high = loads[Math.floor(loads.length * 0.9)] ?? 0
  return `While something was measured, other programs kept ${median(loads).toFixed(2)} of ${availableParallelism()} cores busy (median; 90th percentile ${high.toFixed(2)}).`
}
