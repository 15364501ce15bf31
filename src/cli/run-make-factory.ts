import { makeFactories } from '../app/make-factories.js'
import { makeFactory } from '../app/make-factory.js'
import type { MadeFile } from '../app/made-file.js'
import { UsageError } from '../errors/usage-error.js'
import type { MakeFactoryFlags } from './commands/make-factory.js'
import type { Context } from './context.js'
import { EXIT_CODES } from './exit-codes.js'
import { madeFactoriesLines } from './made-factories-lines.js'
import { madeLines, wouldBeLines } from './made-lines.js'
import { unusedGeneratorsLines } from './unused-generators-lines.js'

/** The body of `make:factory`. */
export async function runMakeFactory(context: Context, name: string | undefined, flags: MakeFactoryFlags): Promise<void> {
  const isAll = flags.all === true
  if (isAll === (name !== undefined)) throw UsageError.nameOrAll({ both: isAll })
  if (!isAll && (flags.only ?? flags.except) !== undefined) throw UsageError.onlyWithAll()
  if (name === undefined) await makeAll(context, flags)
  else await makeOne(context, name, flags)
}

async function makeAll(context: Context, flags: MakeFactoryFlags): Promise<void> {
  const { cwd, config, env, connection, only, except, dryRun } = flags
  const existing = flags.merge === true ? 'merge' : flags.force === true ? 'overwrite' : 'keep'
  const made = await makeFactories({ cwd, config, env, connection, schemas: flags.schema, only, except, dryRun, existing })
  tell(context, made.files, flags)
  if (dryRun !== true) for (const line of madeFactoriesLines(made)) context.terminal.out(line)
  for (const line of unusedGeneratorsLines(made)) context.terminal.err(line)
}

async function makeOne(context: Context, name: string, flags: MakeFactoryFlags): Promise<void> {
  const { cwd, config, env, connection, table, plain, dryRun } = flags
  const existing = flags.merge === true ? 'merge' : flags.force === true ? 'overwrite' : undefined
  const made = await makeFactory({ name, cwd, config, env, connection, schemas: flags.schema, table, plain, dryRun, existing })
  const { file, template } = made
  tell(context, [file], flags)
  for (const line of unusedGeneratorsLines(made)) context.terminal.err(line)
  if (template !== undefined && plain !== true) context.terminal.err(`It is the plain template: ${template}`)
}

function tell(context: Context, files: readonly MadeFile[], { cwd, dryRun }: MakeFactoryFlags): void {
  const lines = dryRun === true ? wouldBeLines(files, cwd) : madeLines(files, cwd)
  for (const line of lines) context.terminal.out(line)
  if (files.some(({ status }) => status === 'unreadable')) context.fail(EXIT_CODES.usage)
}
