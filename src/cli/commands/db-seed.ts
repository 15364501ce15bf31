import { Option, type Command } from 'commander'
import type { Context } from '../context.js'
import { configOption, cwdOption, debugOption, envOption, jsonOption, nonEmpty, parseSeed, type SharedFlags } from '../options.js'

export interface DbSeedFlags extends SharedFlags {
  readonly class?: readonly string[]
  readonly connection?: string
  readonly seed?: number
  readonly force?: boolean
  readonly dryRun?: boolean
  readonly json?: boolean
  readonly quiet?: boolean
}

/** `seedkit db:seed`: runs seeders in one transaction. */
export function addDbSeed(program: Command, context: Context): void {
  program
    .command('db:seed')
    .description('run DatabaseSeeder, or the seeders named, in one transaction')
    .argument('[classes...]', 'seeders to run, in this order; the suffix may be left out', collectNames)
    .option('--class <name>', 'seeder to run, after those named as arguments; repeatable', collectNames)
    .addOption(new Option('--connection <name>', 'connection of the configuration').argParser(nonEmpty))
    .addOption(envOption())
    .addOption(new Option('--seed <number>', 'seed of the random values: the same one gives the same rows').argParser(parseSeed))
    .option('--dry-run', 'run everything, show the counts, roll back')
    .option('--force', 'run even against what may be production')
    .addOption(jsonOption('print one JSON event a line on stdout, all else on stderr').conflicts('quiet'))
    .option('--quiet', 'print nothing but errors')
    .addOption(configOption())
    .addOption(cwdOption())
    .addOption(debugOption())
    .action(async (names: readonly string[], flags: DbSeedFlags) => {
      const { runDbSeed } = await import('../run-db-seed.js')
      await runDbSeed(context, [...names, ...(flags.class ?? [])], flags)
    })
}

/** `--class A,B` is `--class A --class B`: no class name holds a comma. */
function collectNames(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...value.split(',').map((name) => nonEmpty(name.trim()))]
}
