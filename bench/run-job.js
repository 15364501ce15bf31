/** @import { Experiment, Job, Outcome } from './types.js' */
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { engines } from './engines/engines.js'

const measure = fileURLToPath(new URL('measure.js', import.meta.url))

/**
 * Makes the tables of a job, has it measured in a process of its own, and checks what it left.
 * @param {Experiment} experiment
 * @param {Job} job
 * @param {AbortSignal} [signal] ends it, tables removed
 * @returns {Promise<Outcome>}
 */
export async function runJob(experiment, job, signal) {
  // Ten million rows warm up by themselves, and what they take in memory is theirs alone.
  const units = job.size === 'XL' ? 0 : Math.min(experiment.warmUp, job.units)
  const warmUp = units === 0 ? undefined : { ...job, units, place: `${job.place}_warm` }
  const engine = job.engine === 'none' ? undefined : engines[job.engine]
  const jobs = warmUp === undefined ? [job] : [job, warmUp]
  try {
    for (const each of jobs) {
      await engine?.renew(each.place)
      await experiment.setUp(each)
    }
    await engine?.settle()
    const outcome = await measured({ job, warmUp, serverProcesses: engine?.serverProcesses ?? [] }, signal)
    return 'refused' in outcome ? outcome : { ...outcome, counts: { ...outcome.counts, ...(await experiment.check(job)) } }
  } finally {
    for (const each of jobs) await engine?.remove(each.place)
  }
}

/**
 * @param {object} task
 * @param {AbortSignal} [signal]
 * @returns {Promise<Outcome>}
 */
async function measured(task, signal) {
  const child = spawn(process.execPath, ['--expose-gc', measure, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'pipe'], ...(signal === undefined ? {} : { signal }) })
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, reason) => resolve(code ?? reason))
  })
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (code !== 0) throw new Error(`the process ended with ${code}\n${errors.trim()}`)
  return JSON.parse(output)
}
