import { seedDatabase } from '../app/seed-database.js'
import type { Context } from './context.js'
import type { RunFlags } from './options.js'
import { replayCommand } from './replay-command.js'
import { reportRun } from './report-run.js'

/** The body of `db:seed`. */
export function runDbSeed(context: Context, classes: readonly string[], flags: RunFlags): Promise<void> {
  return reportRun(context, flags, {
    perform: (controls) => seedDatabase({ ...controls, classes }),
    replay: (seed) => replayCommand(['db:seed'], flags, { seed, words: classes.flatMap((name) => ['--class', name]) }),
  })
}
