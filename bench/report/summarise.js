/** @import { EngineName, ExperimentName, Measurement, Outcome, SizeName } from '../types.js' */
import { median } from './median.js'

/**
 * What the runs of one tool come to: medians, and the highest peak of memory.
 * @typedef {object} Summary
 * @property {ExperimentName} experiment
 * @property {SizeName} size
 * @property {EngineName | 'none'} engine
 * @property {string} tool
 * @property {string | undefined} refused why there is nothing but zeros here
 * @property {number} runs
 * @property {number} rate rows a second
 * @property {number} slowest
 * @property {number} fastest
 * @property {number} clientMicros CPU time a row
 * @property {number | null} serverMicros CPU time a row
 * @property {number | null} peakBytes
 * @property {Readonly<Record<string, number>>} counts
 */

/**
 * @param {readonly Measurement[]} measurements
 * @returns {readonly Summary[]}
 */
export function summarise(measurements) {
  /** @type {Map<string, Measurement[]>} */
  const groups = new Map()
  for (const measurement of measurements) {
    const { experiment, size, engine, tool } = measurement
    const key = [experiment, size, engine, tool].join('\n')
    groups.set(key, [...(groups.get(key) ?? []), measurement])
  }
  return [...groups.values()].flatMap(summaryOf)
}

/**
 * @param {readonly Measurement[]} group
 * @returns {readonly Summary[]}
 */
function summaryOf(group) {
  const [first] = group
  if (first === undefined) return []
  const { outcome: _, ...names } = first
  const refusal = group.map(({ outcome }) => outcome).find((outcome) => 'refused' in outcome)
  const outcomes = group.map(({ outcome }) => outcome).filter(isTaken)
  const rates = outcomes.map(({ rows, milliseconds }) => rows / (milliseconds / 1000))
  const serverMicros = outcomes.flatMap((outcome) => (outcome.serverMicros === null ? [] : [outcome.serverMicros / outcome.rows]))
  const peaks = outcomes.flatMap(({ peakBytes }) => (peakBytes === null ? [] : [peakBytes]))
  return [{
    ...names,
    refused: refusal?.refused,
    runs: outcomes.length,
    rate: median(rates),
    slowest: Math.min(...rates),
    fastest: Math.max(...rates),
    clientMicros: median(outcomes.map((outcome) => outcome.clientMicros / outcome.rows)),
    serverMicros: serverMicros.length === 0 ? null : median(serverMicros),
    peakBytes: peaks.length === 0 ? null : Math.max(...peaks),
    counts: outcomes.at(-1)?.counts ?? {},
  }]
}

/**
 * @param {Outcome} outcome
 * @returns {outcome is Exclude<Outcome, { readonly refused: string }>}
 */
function isTaken(outcome) {
  return !('refused' in outcome)
}
