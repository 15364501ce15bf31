import type { Command } from 'commander'
import type { Context } from '../context.js'
import { addRunOptions, collectChildren, collectNames, collectParents, collectValues, nonEmpty, parseCount, type ChildrenFlag, type ParentFlag, type RunFlags } from '../options.js'

export interface FactoryRunFlags extends RunFlags {
  readonly state?: readonly string[]
  readonly has?: readonly ChildrenFlag[]
  readonly for?: readonly ParentFlag[]
  readonly set?: Readonly<Record<string, string>>
}

/** `seedkit run User 50`: rows of one factory, in one transaction. */
export function addRun(program: Command, context: Context): void {
  const command = program
    .command('run')
    .description('insert rows of a factory, without a seeder, in one transaction')
    .argument('<factory>', 'factory; the suffix may be left out', nonEmpty)
    .argument('[count]', 'rows', parseCount, 1)
    .option('--state <name>', 'state or trait; repeatable', collectNames)
    .option('--has <relation[:count]>', 'rows to make for each row: posts:3, posts:1-5, posts.comments:2; repeatable', collectChildren)
    .option('--for <relation[:key]>', 'parent of all rows: the one with that key, or a new one; repeatable', collectParents)
    .option('--set <column=value>', 'value of a column; repeatable', collectValues)
  addRunOptions(command).action(async (factory: string, count: number, flags: FactoryRunFlags) => {
    const { runRun } = await import('../run-run.js')
    await runRun(context, { factory, count }, flags)
  })
}
