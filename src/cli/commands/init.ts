import type { Command } from 'commander'
import type { Context } from '../context.js'
import { cwdOption, debugOption, type SharedFlags } from '../options.js'
import { runAction } from '../run-action.js'

type InitFlags = Pick<SharedFlags, 'cwd' | 'debug'> & { readonly factories?: boolean }

/** `seedkit init`: the files a project needs to begin. */
export function addInit(program: Command, context: Context): void {
  program
    .command('init')
    .description("write a configuration, an example or the factories of the database's tables, and a first seeder; nothing is overwritten")
    .option('--factories', 'write factories for the tables of the database, without asking')
    .addOption(cwdOption())
    .addOption(debugOption())
    .action((flags: InitFlags) =>
      runAction(context, flags, async () => {
        const { initProject } = await import('../../app/init-project.js')
        const { initLines } = await import('../init-lines.js')
        const { askYesNo } = await import('../ask-yes-no.js')
        const ask = (tables: number) => askYesNo(`${tables} ${tables === 1 ? 'table' : 'tables'} found. Write factories for ${tables === 1 ? 'it' : 'them'}?`)
        const wantsFactories = flags.factories === true ? () => Promise.resolve(true) : context.terminal.canAsk ? ask : undefined
        const result = await initProject({ cwd: flags.cwd, wantsFactories })
        for (const line of initLines(result, flags.cwd)) context.terminal.out(line)
        if (flags.factories === true && result.made === undefined) {
          context.terminal.err('No factories were written for tables: the database has none, or cannot be reached yet. Later: npx seedkit make:factory --all')
        }
      }),
    )
}
