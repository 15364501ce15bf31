import { Option, type Command } from 'commander'
import type { Context } from '../context.js'
import { configOption, cwdOption, debugOption, envOption, nonEmpty, type SharedFlags } from '../options.js'
import { runAction } from '../run-action.js'

export interface GraphFlags extends SharedFlags {
  readonly format: 'mermaid' | 'dot' | 'svg'
  readonly output?: string
}

/** `seedkit graph`: factories and their relations as a diagram. */
export function addGraph(program: Command, context: Context): void {
  program
    .command('graph')
    .description('show factories and their relations as a diagram; needs no database')
    .addOption(new Option('--format <format>', 'language of the diagram').choices(['mermaid', 'dot', 'svg']).default('mermaid'))
    .addOption(new Option('--output <file>', 'file to write instead of stdout').argParser(nonEmpty))
    .addOption(envOption())
    .addOption(configOption())
    .addOption(cwdOption())
    .addOption(debugOption())
    .action((flags: GraphFlags) =>
      runAction(context, flags, async () => {
        const { runGraph } = await import('../run-graph.js')
        await runGraph(context, flags)
      }),
    )
}
