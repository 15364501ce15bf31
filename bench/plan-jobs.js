/** @import { Arguments } from './arguments.js' */
/** @import { Experiment, Job, SizeName } from './types.js' */
import { experiments } from './experiments/experiments.js'

const RUNS = 5

/**
 * Every measurement to make, each round of them in a random order, so that whatever the machine does meanwhile meets all tools alike.
 * @param {Arguments} options
 * @param {string} place
 * @returns {readonly Job[]}
 */
export function planJobs(options, place) {
  const rounds = options.sizes.flatMap((size) => roundsOf(options, place, size))
  return rounds.flatMap(shuffled)
}

/**
 * @param {Arguments} options
 * @param {string} place
 * @param {SizeName} size
 * @returns {readonly (readonly Job[])[]}
 */
function roundsOf(options, place, size) {
  const isLargest = size === 'XL'
  const runs = options.runs ?? (isLargest ? 1 : RUNS)
  const chosen = options.experiments.map((name) => experiments[name]).filter((experiment) => (isLargest ? experiment.name === 'blog' : isMeasuredAt(experiment, size, options.sizes)))
  const tools = isLargest && options.tools.length === 0 ? ['insert'] : options.tools
  return Array.from({ length: runs }, (_, round) =>
    chosen.filter((experiment) => round < experiment.mostRuns).flatMap((experiment) => jobsOf(experiment, { options, tools, size, place })))
}

/**
 * Only the blog grows with the size; the others are measured at the first size named.
 * @param {Experiment} experiment
 * @param {SizeName} size
 * @param {readonly SizeName[]} all
 */
function isMeasuredAt(experiment, size, all) {
  return experiment.name === 'blog' || size === all.find((each) => each !== 'XL')
}

/**
 * @param {Experiment} experiment
 * @param {{ readonly options: Arguments, readonly tools: readonly string[], readonly size: SizeName, readonly place: string }} task
 * @returns {readonly Job[]}
 */
function jobsOf(experiment, { options, tools, size, place }) {
  const engines = experiment.engines === 'each' ? options.engines : /** @type {const} */ (['none'])
  return engines.flatMap((engine) => experiment.tools(engine)
    .filter((tool) => tools.length === 0 || tools.some((name) => tool.startsWith(name)))
    .map((tool) => ({ experiment: experiment.name, size, engine, tool, units: experiment.units(size), place })))
}

/**
 * @template T
 * @param {readonly T[]} list
 * @returns {readonly T[]}
 */
function shuffled(list) {
  return list.map((item) => ({ item, rank: Math.random() })).toSorted((one, other) => one.rank - other.rank).map(({ item }) => item)
}
