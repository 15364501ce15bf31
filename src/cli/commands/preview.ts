import { Option, type Command } from 'commander'
import type { Context } from '../context.js'
import { collectNames, collectValues, configOption, connectionOption, cwdOption, debugOption, envOption, nonEmpty, parseCount, seedOption, type SharedFlags } from '../options.js'
import { runAction } from '../run-action.js'

export interface PreviewFlags extends SharedFlags {
  readonly count: number
  readonly state?: readonly string[]
  readonly set?: Readonly<Record<string, string>>
  readonly seed?: number
  readonly format: 'table' | 'json' | 'csv' | 'sql'
  readonly parents?: boolean
  readonly connection?: string
  readonly force?: boolean
}

/** `seedkit preview User`: rows of a factory, without a database. */
export function addPreview(program: Command, context: Context): void {
  program
    .command('preview')
    .description('show rows of a factory; needs no database')
    .argument('<factory>', 'factory; the suffix may be left out', nonEmpty)
    .addOption(new Option('--count <number>', 'rows to show').argParser(parseCount).default(5))
    .option('--state <name>', 'state or trait; repeatable', collectNames)
    .option('--set <column=value>', 'value of a column; repeatable', collectValues)
    .addOption(seedOption())
    .addOption(new Option('--format <format>', 'how rows are shown').choices(['table', 'json', 'csv', 'sql']).default('table'))
    .option('--parents', 'make the rows and their parents in a transaction that is rolled back, and show their keys')
    .addOption(connectionOption())
    .option('--force', 'with --parents: even against what may be production')
    .addOption(envOption())
    .addOption(configOption())
    .addOption(cwdOption())
    .addOption(debugOption())
    .action((factory: string, flags: PreviewFlags) =>
      runAction(context, flags, async () => {
        const { runPreview } = await import('../run-preview.js')
        await runPreview(context, factory, flags)
      }),
    )
}
