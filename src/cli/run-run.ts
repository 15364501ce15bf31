import { runFactory } from '../app/run-factory.js'
import type { FactoryRunFlags } from './commands/run.js'
import type { Context } from './context.js'
import { replayCommand } from './replay-command.js'
import { reportRun } from './report-run.js'
import { setWords } from './set-words.js'

/** The body of `run`. */
export function runRun(context: Context, { factory, count }: { readonly factory: string; readonly count: number }, flags: FactoryRunFlags): Promise<void> {
  const { state: states, has, for: parents, set } = flags
  return reportRun(context, flags, {
    perform: (controls) => runFactory({ ...controls, factory, count, states, has, for: parents, set }),
    replay: (seed) => replayCommand(['run', factory, String(count)], flags, { seed, words: requestWords(flags) }),
  })
}

function requestWords({ state = [], has = [], for: parents = [], set }: FactoryRunFlags): readonly string[] {
  return [
    ...state.flatMap((name) => ['--state', name]),
    ...has.flatMap(({ path, count }) => ['--has', [path.join('.'), ...(count === undefined ? [] : [typeof count === 'number' ? count : count.join('-')])].join(':')]),
    ...parents.flatMap(({ relation, rest }) => ['--for', rest === undefined ? relation : `${relation}:${rest}`]),
    ...setWords(set),
  ]
}
