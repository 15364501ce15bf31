/** @import { Job, Trial } from '../types.js' */
import { countStatements } from '../tools/count-statements.js'
import { blogTrial } from './blog-trial.js'

/**
 * @param {Job} job
 * @returns {Promise<Trial>}
 */
export async function statementsTrial(job) {
  const counter = await countStatements()
  const trial = await blogTrial(job)
  let sent = 0
  return {
    ...trial,
    async run(watch) {
      const before = counter.count
      await trial.run(watch)
      sent = counter.count - before
    },
    counts: () => ({ statements: sent }),
  }
}
