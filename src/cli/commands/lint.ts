import type { Command } from 'commander'
import type { Context } from '../context.js'
import { collectNames, configOption, connectionOption, cwdOption, debugOption, envOption, jsonOption, seedOption, type SharedFlags } from '../options.js'

export interface LintFlags extends SharedFlags {
  readonly only?: readonly string[]
  readonly connection?: string
  readonly seed?: number
  readonly json?: boolean
}

/** `seedkit lint`: creates every factory once and rolls back. */
export function addLint(program: Command, context: Context): void {
  program
    .command('lint')
    .description('create every factory, state and trait once, compare them with the schema, and roll back')
    .option('--only <name>', 'factory to lint; repeatable', collectNames)
    .addOption(connectionOption())
    .addOption(envOption())
    .addOption(seedOption())
    .addOption(jsonOption('print one JSON event a line on stdout, all else on stderr'))
    .addOption(configOption())
    .addOption(cwdOption())
    .addOption(debugOption())
    .action(async (flags: LintFlags) => {
      const { runLint } = await import('../run-lint.js')
      await runLint(context, flags)
    })
}
