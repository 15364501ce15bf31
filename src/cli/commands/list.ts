import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Context } from '../context.js'
import { EXIT_CODES } from '../exit-codes.js'
import { configOption, cwdOption, debugOption, envOption, jsonOption, type SharedFlags } from '../options.js'
import { runAction } from '../run-action.js'

interface ListFlags extends SharedFlags {
  readonly json?: boolean
}

/** `seedkit list`: the project's factories and seeders; needs no database. */
export function addList(program: Command, context: Context): void {
  program
    .command('list')
    .description('show factories with table, states, traits and relations, and seeders')
    .addOption(jsonOption('print one JSON object a line on stdout, all else on stderr'))
    .addOption(envOption())
    .addOption(configOption())
    .addOption(cwdOption())
    .addOption(debugOption())
    .action((flags: ListFlags) =>
      runAction(context, flags, async () => {
        if (flags.json === true) context.terminal.reserveStdout()
        const { listProject } = await import('../../app/list-project.js')
        const { failureLine } = await import('../failure-line.js')
        const { listLines } = await import('../list-lines.js')
        const { cwd, config, env } = flags
        const listing = await listProject({ cwd, config, env }).catch((error: unknown) => {
          if (flags.json === true) context.terminal.out(failureLine('list:failed', error))
          throw error
        })
        const format = flags.json === true ? 'json' : 'text'
        for (const line of listLines(listing, format, resolve(cwd ?? '.'))) context.terminal.out(line)
        if (listing.factories.some((factory) => factory.problem !== undefined)) context.fail(EXIT_CODES.failed)
      }),
    )
}
