import type { Command } from 'commander'
import { Option } from 'commander'
import type { Context } from '../context.js'
import { collectNames, configOption, connectionOption, cwdOption, debugOption, envOption, nonEmpty, type SharedFlags } from '../options.js'
import { runAction } from '../run-action.js'

export interface MakeFactoryFlags extends SharedFlags {
  readonly all?: boolean
  readonly only?: readonly string[]
  readonly except?: readonly string[]
  readonly table?: string
  readonly schema?: readonly string[]
  readonly connection?: string
  readonly merge?: boolean
  readonly force?: boolean
  readonly plain?: boolean
  readonly dryRun?: boolean
}

/** `seedkit make:factory User`: writes factories from the live schema. */
export function addMakeFactory(program: Command, context: Context): void {
  program
    .command('make:factory')
    .description('write the factory of a table, or of all tables, as the database has them')
    .argument('[name]', 'name of the class: User, UserFactory or blog/Post', nonEmpty)
    .option('--all', 'factories for all tables, and a DatabaseSeeder that fills them')
    .option('--only <table>', 'with --all: tables to write factories for, * for any part of a name; repeatable', collectNames)
    .option('--except <table>', 'with --all: tables to leave out; repeatable', collectNames)
    .addOption(new Option('--table <name>', 'table of the class: users or sales.users').argParser(nonEmpty).conflicts(['all', 'plain']))
    .option('--schema <name>', 'schema or database to read, instead of those of the connection; repeatable', collectNames)
    .addOption(connectionOption())
    .addOption(new Option('--merge', 'add new columns and relations to files that are there').conflicts(['force', 'plain']))
    .option('--force', 'overwrite files that are there')
    .addOption(new Option('--plain', 'the plain template, without asking the database').conflicts('all'))
    .option('--dry-run', 'show what would be written')
    .addOption(envOption())
    .addOption(configOption())
    .addOption(cwdOption())
    .addOption(debugOption())
    .action((name: string | undefined, flags: MakeFactoryFlags) =>
      runAction(context, flags, async () => {
        const { runMakeFactory } = await import('../run-make-factory.js')
        await runMakeFactory(context, name, flags)
      }),
    )
}
