import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { addDbSeed } from './commands/db-seed.js'
import { addGraph } from './commands/graph.js'
import { addInit } from './commands/init.js'
import { addLint } from './commands/lint.js'
import { addList } from './commands/list.js'
import { addMakeFactory } from './commands/make-factory.js'
import { addMakeSeeder } from './commands/make-seeder.js'
import { addMakeTypes } from './commands/make-types.js'
import { addPreview } from './commands/preview.js'
import { addRun } from './commands/run.js'
import type { Context } from './context.js'

/** The commands. Nothing heavy is imported until one of them runs: `--help` has to be instant. */
export function createProgram(context: Context): Command {
  const program = new Command('seedkit')
    .description('Fills databases with realistic, related data.')
    .version(ownVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.terminal.out(text.trimEnd()),
      writeErr: (text) => context.terminal.err(text.trimEnd()),
    })
  for (const add of [addInit, addDbSeed, addRun, addPreview, addLint, addList, addGraph, addMakeFactory, addMakeSeeder, addMakeTypes]) add(program, context)
  return program
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '0.0.0'
}
