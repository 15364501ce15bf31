// One job in a process of its own: `node --expose-gc bench/measure.js <jobs as JSON>` warms up, measures and prints one line of JSON.
/** @import { Job, Outcome } from './types.js' */
import { peakMemory } from './peak-memory.js'
import { Refusal } from './refusal.js'
import { Stopwatch } from './stopwatch.js'
import { trials } from './trials/trials.js'

/** @type {{ readonly job: Job, readonly warmUp: Job | undefined, readonly serverProcesses: readonly string[] }} */
const { job, warmUp, serverProcesses } = JSON.parse(process.argv[2] ?? '')

/** @returns {Promise<Outcome>} */
async function measure() {
  if (warmUp !== undefined) {
    const trial = await trials[warmUp.experiment](warmUp)
    await trial.run(new Stopwatch([]))
    await trial.close()
  }
  const trial = await trials[job.experiment](job)
  globalThis.gc?.()
  const watch = new Stopwatch(serverProcesses)
  await trial.run(watch)
  watch.stop()
  const peakBytes = peakMemory()
  await trial.close()
  return { rows: trial.rows, ...watch.reading, peakBytes, counts: trial.counts?.() ?? {} }
}

/** @returns {Promise<Outcome>} */
async function measureOrRefuse() {
  try {
    return await measure()
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message }
    throw error
  }
}

console.log(JSON.stringify(await measureOrRefuse()))
// What a tool refused in the middle of may be open still.
process.exit()
