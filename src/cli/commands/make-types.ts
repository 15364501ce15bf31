import type { Command } from 'commander'
import { Option } from 'commander'
import type { Context } from '../context.js'
import { collectNames, configOption, connectionOption, cwdOption, debugOption, envOption, nonEmpty, type SharedFlags } from '../options.js'
import { runAction } from '../run-action.js'

interface MakeTypesFlags extends SharedFlags {
  readonly only?: readonly string[]
  readonly except?: readonly string[]
  readonly schema?: readonly string[]
  readonly output?: string
  readonly connection?: string
  readonly force?: boolean
  readonly dryRun?: boolean
}

/** `seedkit make:types`: the types of all tables' rows in one file. */
export function addMakeTypes(program: Command, context: Context): void {
  program
    .command('make:types')
    .description("write the types of the tables' rows into one file, anew each time")
    .addOption(new Option('--output <file>', 'file to write (default: database/types.ts)').argParser(nonEmpty))
    .option('--only <table>', 'tables to write types for, * for any part of a name; repeatable', collectNames)
    .option('--except <table>', 'tables to leave out; repeatable', collectNames)
    .option('--schema <name>', 'schema or database to read, instead of those of the connection; repeatable', collectNames)
    .addOption(connectionOption())
    .option('--force', 'overwrite a file that make:types has not written')
    .option('--dry-run', 'show what would be written')
    .addOption(envOption())
    .addOption(configOption())
    .addOption(cwdOption())
    .addOption(debugOption())
    .action((flags: MakeTypesFlags) =>
      runAction(context, flags, async () => {
        const { makeTypes } = await import('../../app/make-types.js')
        const { madeLines, wouldBeLines } = await import('../made-lines.js')
        const { schema, ...others } = flags
        const { file, tables } = await makeTypes({ ...others, schemas: schema })
        for (const line of (flags.dryRun === true ? wouldBeLines : madeLines)([file], flags.cwd)) context.terminal.out(line)
        if (flags.dryRun !== true) context.terminal.out(`${tables} ${tables === 1 ? 'table' : 'tables'}.`)
      }),
    )
}
