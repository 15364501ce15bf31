import type { Command } from 'commander'
import type { Context } from '../context.js'
import { cwdOption, debugOption, type SharedFlags } from '../options.js'
import { runAction } from '../run-action.js'

type InitFlags = Pick<SharedFlags, 'cwd' | 'debug'>

/** `seedkit init`: the files a project needs to begin. */
export function addInit(program: Command, context: Context): void {
  program
    .command('init')
    .description('write a configuration, a first factory and a first seeder; nothing is overwritten')
    .addOption(cwdOption())
    .addOption(debugOption())
    .action((flags: InitFlags) =>
      runAction(context, flags, async () => {
        const { initProject } = await import('../../app/init-project.js')
        const { initLines } = await import('../init-lines.js')
        const result = await initProject({ cwd: flags.cwd })
        for (const line of initLines(result)) context.terminal.out(line)
      }),
    )
}
