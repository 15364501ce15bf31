import { relative, resolve } from 'node:path'
import type { Command } from 'commander'
import type { Context } from '../context.js'
import { configOption, cwdOption, debugOption, envOption, type SharedFlags } from '../options.js'
import { runAction } from '../run-action.js'

interface MakeCommand {
  readonly kind: 'factory' | 'seeder'
  readonly description: string
  readonly example: string
}

interface MakeFlags extends SharedFlags {
  readonly force?: boolean
}

/** The two `make:` commands differ in words only. */
export function addMakeCommand(program: Command, context: Context, command: MakeCommand): void {
  program
    .command(`make:${command.kind}`)
    .description(command.description)
    .argument('<name>', `name of the class: ${command.example}`)
    .option('--force', 'overwrite the file if it exists')
    .addOption(envOption())
    .addOption(configOption())
    .addOption(cwdOption())
    .addOption(debugOption())
    .action((name: string, flags: MakeFlags) =>
      runAction(context, flags, async () => {
        const { makeClass } = await import('../../app/make-class.js')
        const { cwd, config, env } = flags
        const existing = flags.force === true ? 'overwrite' : 'refuse'
        const made = await makeClass({ kind: command.kind, name, cwd, config, env, existing })
        const path = relative(resolve(cwd ?? '.'), made.file)
        context.terminal.out(`Created ${path}${made.table === undefined ? '' : ` (table "${made.table}")`}`)
      }),
    )
}
