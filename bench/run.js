// What `npm run bench` runs once seedkit is built: measures, prints tables, and writes bench/RESULTS.md where it is asked to.
/** @import { Arguments } from './arguments.js' */
/** @import { Findings, Job, Measurement } from './types.js' */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readArguments, usage } from './arguments.js'
import { experiments } from './experiments/experiments.js'
import { planJobs } from './plan-jobs.js'
import { describeOutcome } from './report/describe-outcome.js'
import { describeSetting } from './report/describe-setting.js'
import { reportOf } from './report/report-of.js'
import { resultsPage } from './report/results-page.js'
import { runJob } from './run-job.js'

/**
 * @param {Arguments} options
 * @param {AbortSignal} signal
 * @returns {Promise<Findings>}
 */
async function measure(options, signal) {
  const place = `seedkit_bench_${process.pid}`
  const jobs = planJobs(options, place)
  const setting = await describeSetting(jobs, place)
  /** @type {Measurement[]} */
  const measurements = []
  for (const [index, job] of jobs.entries()) {
    signal.throwIfAborted()
    const measurement = await measured(job, signal)
    measurements.push(measurement)
    console.error(`[${index + 1}/${jobs.length}] ${describeOutcome(measurement)}`)
  }
  return { date: new Date().toISOString().slice(0, 10), setting, measurements }
}

/**
 * @param {Job} job
 * @param {AbortSignal} signal
 * @returns {Promise<Measurement>}
 */
async function measured(job, signal) {
  const { place: _, units: __, ...names } = job
  try {
    return { ...names, outcome: await runJob(experiments[job.experiment], job, signal) }
  } catch (error) {
    signal.throwIfAborted()
    throw new Error(`${job.size} ${job.engine} ${job.experiment} ${job.tool}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}

/** @param {readonly string[]} given */
async function run(given) {
  const options = readArguments(given)
  if (options.task === 'help') return console.log(usage)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort(new Error(`stopped by ${signal}`)))
  const found = await measure(options, stop.signal)
  if (options.save !== undefined) writeFileSync(options.save, `${JSON.stringify(found)}\n`)
  /** @type {readonly Findings[]} */
  const all = [found, ...options.saved.map((file) => JSON.parse(readFileSync(file, 'utf8')))].filter(({ measurements }) => measurements.length > 0)
  console.log(reportOf(all))
  if (options.write === 'page') writeFileSync(fileURLToPath(new URL('RESULTS.md', import.meta.url)), resultsPage(all))
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
