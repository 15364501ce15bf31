import type { Command } from 'commander'
import type { Context } from '../context.js'
import { addRunOptions, collectNames, type RunFlags } from '../options.js'

interface DbSeedFlags extends RunFlags {
  readonly class?: readonly string[]
}

/** `seedkit db:seed`: runs seeders in one transaction. */
export function addDbSeed(program: Command, context: Context): void {
  const command = program
    .command('db:seed')
    .description('run DatabaseSeeder, or the seeders named, in one transaction')
    .argument('[classes...]', 'seeders to run, in this order; the suffix may be left out', collectNames)
    .option('--class <name>', 'seeder to run, after those named as arguments; repeatable', collectNames)
  addRunOptions(command).action(async (names: readonly string[], flags: DbSeedFlags) => {
    const { runDbSeed } = await import('../run-db-seed.js')
    await runDbSeed(context, [...names, ...(flags.class ?? [])], flags)
  })
}
