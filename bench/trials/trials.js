/** @import { ExperimentName, Job, Trial } from '../types.js' */

/**
 * What makes a job of each experiment ready to run; only that one is loaded.
 * @type {Readonly<Record<ExperimentName, (job: Job) => Promise<Trial>>>}
 */
export const trials = {
  blog: async (job) => (await import('./blog-trial.js')).blogTrial(job),
  'one-row': async (job) => (await import('./one-row-trial.js')).oneRowTrial(job),
  make: async (job) => (await import('./make-trial.js')).makeTrial(job),
  unique: async (job) => (await import('./unique-trial.js')).uniqueTrial(job),
  'start-up': async (job) => (await import('./start-up-trial.js')).startUpTrial(job),
  statements: async (job) => (await import('./statements-trial.js')).statementsTrial(job),
}
